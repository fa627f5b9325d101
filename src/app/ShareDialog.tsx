/** The way out of the page: link, files, programs and pictures of this moment; and the way back in. Fetched when it is first opened. */
import { lazy, Suspense } from 'react';
import { Sheet } from '../components/Sheet.tsx';

const ShareContent = lazy(async () => ({ default: (await import('./ShareContent.tsx')).ShareContent }));

export function ShareDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Sheet label="Share" open={open} onClose={onClose} className="share-sheet">
      <Suspense fallback={<div aria-busy="true" style={{ height: '60dvh' }} />}><ShareContent onClose={onClose} /></Suspense>
    </Sheet>
  );
}
