/** What will happen? Asked before it runs; then it runs, and what came stands beside the guess. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import type { Experiment } from '../config/experiment.ts';
import { beginAt } from '../store/lessonPages.ts';
import { hasArrived, trainOn, trainTo, type RunTarget } from '../store/lessonRun.ts';
import type { LessonPlace } from '../store/lessonSlice.ts';
import { nabla, useNabla } from '../store/nabla.ts';
import { networkOf } from '../store/network.ts';
import { pause } from '../store/playbackActions.ts';
import { selectPlaying } from '../store/selectors.ts';
import { evaluateGoal } from './goal.ts';
import { forgetForeseen, noteForeseen, useForeseen, type Came, type Foreseen, type Guess } from './guesses.ts';
import type { Prediction } from './lesson.ts';
import { changedExperiment } from './lessonExperiment.ts';
import { LessonPredictChoice } from './LessonPredictChoice.tsx';
import { LessonPredictCurve } from './LessonPredictCurve.tsx';
import { LessonPredictNumber } from './LessonPredictNumber.tsx';
import { LessonSentence, LessonText } from './LessonText.tsx';
import { lossCurve } from './lossCurve.ts';
import type { MeasuredMoment } from './measuredMoment.ts';
import { measures } from './measures.ts';
import type { ElementName } from './elements.ts';
import { showRun } from './lights.ts';
import { parameterOf, selectionOf } from './parameterNames.ts';
import { useMeasured } from './useMeasured.ts';
import { spanText } from './words.ts';
import { say } from '../words/say.ts';

/** To see how a run has ended. */
const LOOK_MS = 1500;

type Props = { readonly predict: Prediction; readonly place: LessonPlace; /** What the page speaks of. */ readonly lights: readonly ElementName[]; /** The page's own, from which it runs. */ readonly experiment: Experiment; /** What the page selects: what is asked about. */ readonly select: string | undefined };

export function LessonPredict({ predict, place, lights, experiment, select }: Props) {
  const foreseen = useForeseen(place);
  const [guess, setGuess] = useState<Guess | null>(foreseen?.guess ?? null);
  const run = (given: Guess): void => {
    const begun = predict.change === undefined ? experiment : changedExperiment(experiment, predict.change).experiment;
    beginAt(begun);
    // A new run has nothing selected.
    if (select !== undefined) nabla.setState({ selection: selectionOf(networkOf(begun), select), chosen: parameterOf(networkOf(begun), select) });
    noteForeseen(place, { guess: given, target: trainOn(predict.after.count, predict.after.unit), came: null, isFinal: false });
    showRun(lights);
  };
  const shared = { guess, came: foreseen?.came ?? null, isAsked: foreseen === null, onGuess: setGuess };
  return (
    <section className="lesson-predict" aria-label={say('Predict first')}>
      <h3>{say('Predict first')}</h3>
      <p><LessonSentence text={predict.ask} /></p>
      {predict.kind === 'choice' && <LessonPredictChoice choices={predict.choices} {...shared} />}
      {predict.kind === 'number' && <LessonPredictNumber predict={predict} {...shared} />}
      {predict.kind === 'curve' && <LessonPredictCurve predict={predict} {...shared} />}
      {foreseen === null
        ? <p className="lesson-run"><TextButton look="framed" className="lesson-main" aria-disabled={guess === null} onClick={() => { if (guess !== null) run(guess); }}>{say('Run {span} and see', { span: spanText(predict.after) })}</TextButton></p>
        : <Outcome key={`${foreseen.target.run}`} predict={predict} place={place} foreseen={foreseen} onAgain={() => { forgetForeseen(place); }} />}
    </section>
  );
}

/** Watches the run until it is there; what came is then kept, whatever is done next. */
function Outcome({ predict, place, foreseen, onAgain }: { readonly predict: Prediction; readonly place: LessonPlace; readonly foreseen: Foreseen; readonly onAgain: () => void }) {
  const { target, guess, came, isFinal } = foreseen;
  const playing = useNabla(selectPlaying);
  const isElsewhere = useNabla((state) => state.run !== target.run);
  const { measured, isThere, isStanding } = useMeasured(useCallback((moment: MeasuredMoment) => ({
    measured: !isFinal && isAt(moment, target) ? cameOf(predict, moment, target) : null, isThere: hasArrived(target),
    isStanding: moment.frame !== null && moment.frame.status !== 'training',
  }), [predict, target, isFinal]));
  const { lesson, page } = place;
  useEffect(() => {
    // The curve is followed on its way; all else counts at the end.
    if (isFinal || measured === null) return;
    const isLast = isThere && isStanding;
    if (!isLast && JSON.stringify(measured) === JSON.stringify(came)) return;
    if (isThere || predict.kind === 'curve') noteForeseen({ lesson, page }, { guess, target, came: measured, isFinal: isLast });
  }, [measured, isThere, isStanding, isFinal, came, guess, target, lesson, page, predict.kind]);
  const isOver = came !== null && (isFinal || predict.kind !== 'curve' || isThere || isElsewhere);
  const outcome = useRef<HTMLDivElement>(null);
  const wasOver = useRef(isOver);
  useEffect(() => {
    // What came is what the page is for: it is not left under the column's edge.
    const hasCome = isOver && !wasOver.current;
    wasOver.current = isOver;
    if (!hasCome) return undefined;
    // Nor is the run left at once where only one of the two has room.
    const timer = setTimeout(() => { outcome.current?.scrollIntoView({ block: 'nearest' }); }, matchMedia('(max-width: 999.98px)').matches ? LOOK_MS : 0);
    return () => { clearTimeout(timer); };
  }, [isOver]);
  return (
    <>
      <div ref={outcome} role="status">
        {isOver && <p className="lesson-came">{outcomeText(predict, guess, came)}</p>}
        {isOver && <LessonText text={predict.reveal} />}
      </div>
      {!isOver && (
        <p className="lesson-run">
          {playing && !isElsewhere ? <TextButton look="framed" onClick={pause}>{say('Pause')}</TextButton>
            : !isElsewhere && !isThere && <TextButton look="framed" onClick={() => { trainTo(target); }}>{say('Go on')}</TextButton>}
        </p>
      )}
      {(isOver || isElsewhere || isThere) && <p><TextButton onClick={onAgain}>{say('Ask me again')}</TextButton></p>}
    </>
  );
}

/** Where the run has come to what was asked about; for a curve, on the way there, too. */
function isAt({ frame }: MeasuredMoment, target: RunTarget): boolean {
  if (frame === null || frame.run !== target.run) return false;
  const isBeyond = 'epoch' in target ? frame.epoch > target.epoch || (frame.epoch === target.epoch && frame.stepInEpoch > 0) : frame.step > target.step;
  return !isBeyond && frame.evaluatedStep >= 0 && (frame.status === 'training' || frame.evaluatedStep === frame.step || frame.status === 'diverged');
}

function cameOf(predict: Prediction, moment: MeasuredMoment, target: RunTarget): Came | null {
  if (predict.kind === 'curve') return { curve: lossCurve(moment, predict.of, target) };
  if (!hasArrived(target)) return null;
  if (predict.kind === 'choice') return { choices: predict.choices.flatMap(({ when }, i) => (evaluateGoal(when, moment).met ? [i] : [])) };
  const { of, show } = measures[predict.of];
  const value = of(moment);
  return typeof value === 'number' ? { value, shown: show(value) } : { shown: value };
}

function outcomeText(predict: Prediction, guess: Guess, came: Came): string {
  if (predict.kind === 'choice' && guess.kind === 'choice') return came.choices?.includes(guess.choice) === true ? say('As you said.') : say('It came otherwise.');
  if (predict.kind === 'number' && guess.kind === 'number') {
    const value = came.value ?? Number.NaN;
    const { show } = measures[predict.of];
    return Math.abs(guess.value - value) <= predict.within * Math.abs(value) ? say('Close: you said {guess}, it is {answer}.', { guess: show(guess.value), answer: came.shown ?? '' }) : say('You said {guess}, it is {answer}.', { guess: show(guess.value), answer: came.shown ?? '' });
  }
  const [said, is] = [guess.kind === 'curve' ? guess.losses.at(-1) : undefined, came.curve?.at(-1)?.[1]];
  if (said === undefined || is === undefined || is === null) return say('The run has diverged: its loss is no number any more.');
  const { show } = measures.trainLoss;
  return say('At the end you drew {guess}; it is {loss}.', { guess: show(said), loss: show(is) });
}
