/** Every shortcut, and the switch for those of a single letter. */
import { setSingleKeys } from '../store/actions.ts';
import { useNabla, type ViewName } from '../store/nabla.ts';
import { selectSingleKeys, selectView } from '../store/selectors.ts';
import { commandsIn, type Command } from './commands.ts';
import { formatKeys, isSingleCharacter } from './keys.ts';
import { isMac } from './platform.ts';
import './dialogs.css';

/** Keys of what has the focus, as it is in each view; the commands' own keys work everywhere. */
type FocusKeys = { readonly what: string; readonly keys: string };

const ON_SLIDER: FocusKeys = { what: 'On a slider: a little, a lot', keys: '← →, Page Up, Page Down' };

const focusKeys: Readonly<Partial<Record<ViewName, readonly FocusKeys[]>>> = { play: [
  { what: 'On a neuron: to the next neuron', keys: '← ↑ ↓ →' },
  { what: 'On a neuron: its incoming weights, one after the other', keys: '[ ]' },
  { what: 'On a neuron, a weight or a point: select it', keys: 'Enter' },
  { what: 'On the output: move the probe', keys: '← ↑ ↓ →' },
  { what: 'On the loss curves: read them', keys: '← →' },
  ON_SLIDER,
], step: [
  { what: 'In the network: to the next number, column by column', keys: '↑ ↓' },
  { what: 'In the network: to the next column', keys: 'Page Up, Page Down' },
  { what: 'On a neuron: its incoming weights, one after the other', keys: '[ ]' },
  { what: 'In the formula: to the next factor or term', keys: '↑ ↓' },
  { what: 'In the path tree: to the next path', keys: '↑ ↓' },
  { what: 'In the ledger: to the next row', keys: '↑ ↓, Page Up, Page Down' },
  { what: 'On a parameter’s name in the ledger: show its paths', keys: 'Enter' },
  { what: 'In a field of the ledger: take the number, give it up', keys: 'Enter, Esc' },
  { what: 'On a number: open its explanation', keys: 'Enter' },
  { what: 'On the position: to the next phase', keys: 'Page Up, Page Down' },
  { what: 'In the field of a guess: leave it', keys: 'Esc' },
] };

export function KeyList({ commands }: { readonly commands: readonly Command[] }) {
  const singleKeys = useNabla(selectSingleKeys);
  const view = useNabla(selectView);
  return (
    <>
      <dl className="keys">
        {commandsIn(view, commands).filter((command) => command.keys.length > 0).map((command) => (
          <div key={command.id} className="keys-row" data-off={!singleKeys && command.keys.every(isSingleCharacter)}>
            <dt>{command.label}</dt>
            <dd>{command.keys.map((keys) => <kbd key={keys}>{formatKeys(keys, isMac())}</kbd>)}</dd>
          </div>
        ))}
        {(focusKeys[view] ?? [ON_SLIDER]).map(({ what, keys }) => (
          <div key={what} className="keys-row">
            <dt>{what}</dt>
            <dd><kbd>{keys}</kbd></dd>
          </div>
        ))}
      </dl>
      <label className="keys-switch">
        <input type="checkbox" checked={singleKeys} onChange={(event) => { setSingleKeys(event.currentTarget.checked); }} />
        Shortcuts of a single letter, digit or sign
      </label>
      {/* The notice is made with the built page. */}
      {import.meta.env.PROD && <p className="keys-notice">Nabla is free software (MIT licence). <a href="THIRD-PARTY.txt" target="_blank" rel="noreferrer">What it is made of, and the licences</a></p>}
    </>
  );
}
