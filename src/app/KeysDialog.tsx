/** The dialog of the keys. */
import { later } from '../components/later.tsx';
import { Sheet } from '../components/Sheet.tsx';
import type { Command } from './command.ts';
import { say } from '../words/say.ts';

const KeyList = later(async () => (await import('./KeyList.tsx')).KeyList, { name: say('The list of keys'), soon: true });

export function KeysDialog({ commands, open, onClose }: { readonly commands: readonly Command[]; readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Sheet label={say('Keys')} open={open} onClose={onClose}>
      <KeyList commands={commands} />
    </Sheet>
  );
}
