/** Every shortcut, and the switch for those of a single letter. */
import { setSingleKeys, setSound } from '../store/actions.ts';
import { useNabla, type ViewName } from '../store/nabla.ts';
import { selectPresenting, selectSingleKeys, selectSound, selectView } from '../store/selectors.ts';
import { commandsIn, type Command } from './command.ts';
import { isPagePresented } from './commands.ts';
import { formatKeys, isSingleCharacter } from './keys.ts';
import { isMac } from './platform.ts';
import './dialogs.css';
import { told } from '../components/told.tsx';
import { say } from '../words/say.ts';

/** Keys of what has the focus, as it is in each view; the commands' own keys work everywhere. */
type FocusKeys = { readonly what: string; readonly keys: string };

const ON_SLIDER: FocusKeys = { what: say('On a slider: a little, a lot'), keys: say('← →, Page Up, Page Down') };

const focusKeys: Readonly<Partial<Record<ViewName, readonly FocusKeys[]>>> = { play: [
  { what: say('On a neuron: to the next neuron'), keys: '← ↑ ↓ →' },
  { what: say('On a neuron: its incoming weights, one after the other'), keys: '[ ]' },
  { what: say('In the network: larger, smaller, all of it'), keys: '+ − 0' },
  { what: say('On a neuron, a weight or a point: select it'), keys: 'Enter' },
  { what: say('On the output: move the probe'), keys: '← ↑ ↓ →' },
  { what: say('On the loss curves: read them'), keys: '← →' },
  ON_SLIDER,
], step: [
  { what: say('In the network: to the next number, column by column'), keys: '↑ ↓' },
  { what: say('In the network: larger, smaller, all of it'), keys: '+ − 0' },
  { what: say('In the network: to the next column'), keys: say('Page Up, Page Down') },
  { what: say('On a neuron: its incoming weights, one after the other'), keys: '[ ]' },
  { what: say('In the formula: to the next factor or term'), keys: '↑ ↓' },
  { what: say('In the path tree: to the next path'), keys: '↑ ↓' },
  { what: say('In the ledger: to the next row'), keys: say('↑ ↓, Page Up, Page Down') },
  { what: say('On a parameter’s name in the ledger: show its paths'), keys: 'Enter' },
  { what: say('In a field of the ledger: take the number, give it up'), keys: say('Enter, Esc') },
  { what: say('On a number: open its explanation'), keys: 'Enter' },
  { what: say('On the position: to the next phase'), keys: say('Page Up, Page Down') },
  { what: say('In the field of a guess: leave it'), keys: say('Esc') },
] };

/** What one presses before a class, in the order of their list. */
const PRESENTER = ['nextPage', 'previousPage', 'togglePlay', 'step', 'stepBack', 'backToStart', 'spotlight', 'notes', 'leave', 'present'];

/** While one presents, the presenter's keys come first. */
function inOrder(commands: readonly Command[], presenting: boolean): readonly Command[] {
  const rank = ({ id }: Command): number => (PRESENTER.includes(id) ? PRESENTER.indexOf(id) : PRESENTER.length);
  return presenting ? commands.toSorted((a, b) => rank(a) - rank(b)) : commands;
}

export function KeyList({ commands }: { readonly commands: readonly Command[] }) {
  const singleKeys = useNabla(selectSingleKeys);
  const sound = useNabla(selectSound);
  const view = useNabla(selectView);
  const presenting = useNabla(selectPresenting);
  return (
    <>
      <dl className="keys">
        {inOrder(commandsIn(view, commands), presenting).filter(({ keys, keysRest }) => keys.length > 0 && keysRest?.() !== true).map((command) => (
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
      {isPagePresented() && <p className="keys-notice">{say('While a page of a lesson is presented, {keys} do nothing, so that a slip does not leave it. The list of commands has the views.', { keys: '1 – 5' })}</p>}
      <label className="keys-switch">
        <input type="checkbox" checked={singleKeys} onChange={(event) => { setSingleKeys(event.currentTarget.checked); }} />
        {say('Shortcuts of a single letter, digit or sign')}
      </label>
      <label className="keys-switch">
        <input type="checkbox" checked={sound} onChange={(event) => { setSound(event.currentTarget.checked); }} />
        {say('Sound: while it trains, a tone that falls with the training loss')}
      </label>
      <p className="keys-notice">{say('By touch: two fingers make the network and the landscape larger and move them, two taps lead there and back; a finger held on a number reads its exact value.')}</p>
      {/* The notice is made with the built page. */}
      {import.meta.env.PROD && <p className="keys-notice">{told('Nabla is free software (MIT licence). {link}', { link: <a href="THIRD-PARTY.txt" target="_blank" rel="noreferrer">{say('What it is made of, and the licences')}</a> })}</p>}
    </>
  );
}
