/** The way back in: an experiment's or a network's file, chosen here or dropped anywhere on the page. */
import { useRef } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import { openGivenFile } from '../store/shareOpening.ts';
import { ShareSection } from './ShareSection.tsx';
import { say } from '../words/say.ts';

export function ShareOpen({ onOpened }: { readonly onOpened: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const open = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    await openGivenFile(file);
    // What was done, or why not, is said on the page.
    onOpened();
  };
  return (
    <ShareSection label={say('Open')}>
      <p className="share-row">
        <TextButton look="framed" onClick={() => { input.current?.click(); }}>{say('Open a file…')}</TextButton>
        <span className="share-about">{say('An experiment or a network (JSON) saved here; or drop it anywhere on the page. Undo brings back what is there now.')}</span>
        <input
          ref={input} type="file" accept=".json,application/json" hidden aria-label={say('Experiment or network file')}
          onChange={(event) => {
            void open(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </p>
    </ShareSection>
  );
}
