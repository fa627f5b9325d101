/** The way out of the page: link, files, programs and pictures of this moment; and the way back in. Fetched when it is first opened. */
import { later } from '../components/later.tsx';
import { Sheet } from '../components/Sheet.tsx';
import { say } from '../words/say.ts';

const ShareContent = later(async () => (await import('./ShareContent.tsx')).ShareContent, { name: say('What can be shared'), waiting: <div aria-busy="true" style={{ height: '60dvh' }} /> });

export function ShareDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Sheet label={say('Share')} open={open} onClose={onClose} className="share-sheet">
      <ShareContent onClose={onClose} />
    </Sheet>
  );
}
