/** Every command by name: type a few letters, take one with the arrow keys and Enter. */
import { useId, useState, type KeyboardEvent } from 'react';
import { useNabla } from '../store/nabla.ts';
import { selectView } from '../store/selectors.ts';
import { commandsIn, type Command } from './command.ts';
import { findCommands } from './findCommands.ts';
import { formatKeys } from './keys.ts';
import { isMac } from './platform.ts';
import './dialogs.css';
import { say } from '../words/say.ts';

type Props = { readonly commands: readonly Command[]; readonly onClose: () => void };

export function CommandSearch({ commands, onClose }: Props) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const view = useNabla(selectView);
  const found = findCommands(commandsIn(view, commands), text);
  const chosen = found[Math.min(active, found.length - 1)];

  const perform = (command: Command): void => {
    onClose();
    command.perform();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && chosen !== undefined) perform(chosen);
    else if (event.key === 'ArrowDown') setActive((at) => (Math.min(at, found.length - 1) + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setActive((at) => (Math.min(at, found.length - 1) - 1 + found.length) % Math.max(1, found.length));
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        data-first-focus ref={focusInOpen}
        className="palette-input" type="text" role="combobox" aria-label={say('Find a command')} placeholder={say('Find a command')}
        aria-expanded="true" aria-controls={`${id}-list`} aria-autocomplete="list"
        {...(chosen === undefined ? {} : { 'aria-activedescendant': `${id}-${chosen.id}` })}
        value={text} onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
      />
      <div id={`${id}-list`} role="listbox" aria-label={say('Commands')} className="palette-list">
        {found.map((command) => (
          // The keyboard chooses through the field above, whose active descendant this is.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={command.id} id={`${id}-${command.id}`} role="option" aria-selected={command === chosen} tabIndex={-1} className="palette-option"
            ref={command === chosen ? scrollIntoSight : null}
            onClick={() => { perform(command); }}
          >
            <span>{command.label}</span>
            <span className="palette-keys">{command.keys.map((keys) => <kbd key={keys}>{formatKeys(keys, isMac())}</kbd>)}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="palette-none" role="status">{say('No command is called “{text}”.', { text })}</p>}
    </>
  );
}

function scrollIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

/** Fetched only when the dialog stood open already, it takes the focus by itself. */
function focusInOpen(input: HTMLInputElement | null): void {
  if (input?.closest('dialog')?.open === true) input.focus();
}
