/** What the dialog Share holds, all of one moment: the one at which it was opened, or that was asked for since. */
import { useCallback, useEffect, useState } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import { labelOf } from '../config/tasks.ts';
import { useSlowFrame } from '../store/frameStore.ts';
import { useNabla } from '../store/nabla.ts';
import { reasonOf, takeMoment, type Moment } from '../store/shareMoment.ts';
import { capital, formatCount } from '../viz/format.ts';
import { ShareCode } from './ShareCode.tsx';
import { ShareEmbed } from './ShareEmbed.tsx';
import { ShareFiles } from './ShareFiles.tsx';
import { ShareLink } from './ShareLink.tsx';
import { ShareOpen } from './ShareOpen.tsx';
import { SharePictures } from './SharePictures.tsx';
import { notFetched } from '../viz/notFetched.ts';
import './share.css';
import { say } from '../words/say.ts';

type Taken = { readonly moment: Moment | null; readonly problem: string | null };

export function ShareContent({ onClose }: { readonly onClose: () => void }) {
  const [{ moment, problem }, setTaken] = useState<Taken>({ moment: null, problem: null });
  const take = useCallback(() => {
    let isWanted = true;
    void (async () => {
      try {
        const taken = await takeMoment();
        if (isWanted) setTaken({ moment: taken, problem: null });
      } catch (error) {
        if (isWanted) setTaken(({ moment: former }) => ({ moment: former, problem: reasonOf(error) ?? notFetched(say('The present moment')) }));
      }
    })();
    return () => { isWanted = false; };
  }, []);
  // A link that is followed meanwhile, Back or Undo: what is shown is shared.
  const experiment = useNabla((state) => state.experiment);
  const run = useNabla((state) => state.run);
  useEffect(take, [take, experiment, run]);
  return (
    <div className="share" aria-busy={moment === null && problem === null}>
      {problem !== null && <p role="alert">{problem}</p>}
      {moment !== null && (
        <>
          <MomentLine moment={moment} onTake={take} />
          <ShareLink moment={moment} />
          <ShareFiles moment={moment} />
          <ShareCode moment={moment} />
          <ShareEmbed moment={moment} />
        </>
      )}
      <SharePictures />
      <ShareOpen onOpened={onClose} />
    </div>
  );
}

/** Which moment it is; where training has gone on since, the way to the newer one. */
function MomentLine({ moment, onTake }: { readonly moment: Moment; readonly onTake: () => void }) {
  const { experiment, saved: { state } } = moment;
  const hasGoneOn = useSlowFrame((frame) => frame !== null && frame.step !== state.step);
  const label = labelOf(experiment.data);
  return (
    <p className="share-moment">
      <span>{`${label === experiment.data.table?.name ? label : capital(label)}, ${state.step === 0 ? say('before the first step') : say('after step {step}', { step: formatCount(state.step) })}.`}</span>
      {hasGoneOn && <TextButton onClick={onTake}>{say('Take the step of now')}</TextButton>}
    </p>
  );
}
