/** The button of a page: it trains so many epochs or steps, and then stands. */
import { useCallback, useState } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import { hasArrived, trainOn, trainTo, type RunTarget } from '../store/lessonRun.ts';
import { pause } from '../store/playbackActions.ts';
import { useNabla } from '../store/nabla.ts';
import { selectPlaying } from '../store/selectors.ts';
import type { Span } from './lesson.ts';
import type { MeasuredMoment } from './measures.ts';
import { spanText } from './words.ts';
import { useMeasured } from './useMeasured.ts';

type Way = { readonly isThere: boolean; readonly isElsewhere: boolean };

export function LessonRun({ run }: { readonly run: Span }) {
  const [target, setTarget] = useState<RunTarget | null>(null);
  const playing = useNabla(selectPlaying);
  const isDiverged = useNabla((state) => state.status === 'diverged');
  const { isThere, isElsewhere } = useMeasured(useCallback((moment: MeasuredMoment): Way => ({
    isThere: target !== null && hasArrived(target), isElsewhere: moment.frame !== null && target !== null && target.run !== moment.frame.run,
  }), [target]));
  const isUnderWay = target !== null && !isThere && !isElsewhere;
  return (
    <p className="lesson-run">
      {playing && isUnderWay
        ? <TextButton look="framed" className="lesson-main" onClick={pause}>Pause</TextButton>
        : isUnderWay
          ? <TextButton look="framed" className="lesson-main" onClick={() => { trainTo(target); }}>{'epoch' in target ? `Go on to epoch ${target.epoch}` : `Go on to step ${target.step}`}</TextButton>
          : <TextButton look="framed" className="lesson-main" aria-disabled={isDiverged} onClick={() => { if (!isDiverged) setTarget(trainOn(run.count, run.unit)); }}>Run {spanText(run)}</TextButton>}
    </p>
  );
}
