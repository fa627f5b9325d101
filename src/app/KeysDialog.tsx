/** The dialog of the keys. */
import { later } from '../components/later.tsx';
import { Sheet } from '../components/Sheet.tsx';
import type { Command } from './commands.ts';

const KeyList = later(async () => (await import('./KeyList.tsx')).KeyList, { name: 'The list of keys', soon: true });

export function KeysDialog({ commands, open, onClose }: { readonly commands: readonly Command[]; readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Sheet label="Keys" open={open} onClose={onClose}>
      <KeyList commands={commands} />
    </Sheet>
  );
}
