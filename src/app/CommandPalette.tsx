/** The dialog in which commands are found by name; one types as soon as it is asked for, so it is there from the beginning. */
import { Sheet } from '../components/Sheet.tsx';
import { CommandSearch } from './CommandSearch.tsx';
import type { Command } from './command.ts';
import { say } from '../words/say.ts';

export function CommandPalette({ commands, open, onClose }: { readonly commands: readonly Command[]; readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Sheet label={say('Commands')} open={open} onClose={onClose} className="palette">
      <CommandSearch commands={commands} onClose={onClose} />
    </Sheet>
  );
}
