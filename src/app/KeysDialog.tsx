/** Every shortcut, and the switch for those of a single letter. */
import { Sheet } from '../components/Sheet.tsx';
import { setSingleKeys } from '../store/actions.ts';
import { useNabla } from '../store/nabla.ts';
import { selectSingleKeys } from '../store/selectors.ts';
import type { Command } from './commands.ts';
import { formatKeys, isSingleCharacter } from './keys.ts';
import { isMac } from './platform.ts';
import './dialogs.css';

export function KeysDialog({ commands, open, onClose }: { readonly commands: readonly Command[]; readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Sheet label="Keys" open={open} onClose={onClose}>
      <KeyList commands={commands} />
    </Sheet>
  );
}

/** Keys of what has the focus; the commands' own keys work everywhere. */
const FOCUS_KEYS = [
  { what: 'On a neuron: to the next neuron', keys: '← ↑ ↓ →' },
  { what: 'On a neuron: its incoming weights, one after the other', keys: '[ ]' },
  { what: 'On a neuron, a weight or a point: select it', keys: 'Enter' },
  { what: 'On the output: move the probe', keys: '← ↑ ↓ →' },
  { what: 'On the loss curves: read them', keys: '← →' },
  { what: 'On a slider: a little, a lot', keys: '← →, Page Up, Page Down' },
];

function KeyList({ commands }: { readonly commands: readonly Command[] }) {
  const singleKeys = useNabla(selectSingleKeys);
  return (
    <>
      <dl className="keys">
        {commands.filter((command) => command.keys.length > 0).map((command) => (
          <div key={command.id} className="keys-row" data-off={!singleKeys && command.keys.every(isSingleCharacter)}>
            <dt>{command.label}</dt>
            <dd>{command.keys.map((keys) => <kbd key={keys}>{formatKeys(keys, isMac())}</kbd>)}</dd>
          </div>
        ))}
        {FOCUS_KEYS.map(({ what, keys }) => (
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
    </>
  );
}
