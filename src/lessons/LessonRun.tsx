/** The button of a page: it trains so many epochs or steps, and then stands. */
import { useCallback, useState } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import { hasArrived, trainOn, trainTo, type RunTarget } from '../store/lessonRun.ts';
import { pause } from '../store/playbackActions.ts';
import { useNabla } from '../store/nabla.ts';
import { selectPlaying } from '../store/selectors.ts';
import type { ElementName } from './elements.ts';
import type { Span } from './lesson.ts';
import { showRun } from './lights.ts';
import type { MeasuredMoment } from './measuredMoment.ts';
import { spanText } from './words.ts';
import { useMeasured } from './useMeasured.ts';
import { say } from '../words/say.ts';

type Way = { readonly isThere: boolean; readonly isElsewhere: boolean };

/** @param lights what the page speaks of */
export function LessonRun({ run, lights }: { readonly run: Span; readonly lights: readonly ElementName[] }) {
  const [target, setTarget] = useState<RunTarget | null>(null);
  const playing = useNabla(selectPlaying);
  const isDiverged = useNabla((state) => state.status === 'diverged');
  const { isThere, isElsewhere } = useMeasured(useCallback((moment: MeasuredMoment): Way => ({
    isThere: target !== null && hasArrived(target), isElsewhere: moment.frame !== null && target !== null && target.run !== moment.frame.run,
  }), [target]));
  const begin = (): void => {
    setTarget(trainOn(run.count, run.unit));
    showRun(lights);
  };
  const isUnderWay = target !== null && !isThere && !isElsewhere;
  return (
    <p className="lesson-run">
      {playing && isUnderWay
        ? <TextButton look="framed" className="lesson-main" onClick={pause}>{say('Pause')}</TextButton>
        : isUnderWay
          ? <TextButton look="framed" className="lesson-main" onClick={() => { trainTo(target); }}>{'epoch' in target ? say('Go on to epoch {epoch}', { epoch: target.epoch }) : say('Go on to step {step}', { step: target.step })}</TextButton>
          : <TextButton look="framed" className="lesson-main" aria-disabled={isDiverged} onClick={() => { if (!isDiverged) begin(); }}>{say('Run {span}', { span: spanText(run) })}</TextButton>}
    </p>
  );
}
