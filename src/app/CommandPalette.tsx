/** The dialog in which commands are found by name. */
import { later } from '../components/later.tsx';
import { Sheet } from '../components/Sheet.tsx';
import type { Command } from './commands.ts';

const CommandSearch = later(async () => (await import('./CommandSearch.tsx')).CommandSearch, { name: 'The list of commands', soon: true });

export function CommandPalette({ commands, open, onClose }: { readonly commands: readonly Command[]; readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Sheet label="Commands" open={open} onClose={onClose} className="palette">
      <CommandSearch commands={commands} onClose={onClose} />
    </Sheet>
  );
}
