/** The files of this moment, one a row: what it is, what is in it; or why there is none. */
import { useEffect, useState } from 'react';
import { download } from '../components/download.ts';
import { TextButton } from '../components/TextButton.tsx';
import { labelOf } from '../config/tasks.ts';
import { fileNameOf, shareFileNames, shareFiles, type ShareFileName } from '../store/shareFiles.ts';
import { reasonOf, type Moment } from '../store/shareMoment.ts';
import { notFetched } from '../viz/notFetched.ts';
import { ShareSection } from './ShareSection.tsx';
import { say } from '../words/say.ts';

export function ShareFiles({ moment }: { readonly moment: Moment }) {
  return (
    <ShareSection label={say('Files')}>
      <ul className="share-list">
        {shareFileNames.map((name) => <FileRow key={name} name={name} moment={moment} />)}
      </ul>
    </ShareSection>
  );
}

function FileRow({ name, moment }: { readonly name: ShareFileName; readonly moment: Moment }) {
  const { label, about, mediaType, problem, make } = shareFiles[name];
  const [why, setWhy] = useState<{ readonly of: Moment; readonly sentence: string; readonly isFinal: boolean } | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    let isWanted = true;
    void (async () => {
      // What cannot be found out now is said when the file is asked for.
      const sentence = await Promise.resolve(problem(moment)).catch(() => null);
      if (isWanted && sentence !== null) setWhy({ of: moment, sentence, isFinal: true });
    })();
    return () => { isWanted = false; };
  }, [problem, moment]);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      download(await make(moment), fileNameOf(moment, labelOf(moment.experiment.data), shareFiles[name]), mediaType);
    } catch (error) {
      const reason = reasonOf(error);
      setWhy({ of: moment, sentence: reason ?? notFetched(label), isFinal: reason !== null });
    }
    setBusy(false);
  };
  const { sentence, isFinal } = why?.of === moment && !isBusy ? why : { sentence: null, isFinal: false };
  return (
    <li className="share-item" aria-busy={isBusy}>
      {isFinal ? <span className="share-without">{label}</span> : <TextButton onClick={() => { void save(); }}>{label}</TextButton>}
      <span className="share-about">{sentence ?? (isBusy ? say('being written …') : about(moment))}</span>
    </li>
  );
}
