/** A task that watches the live run: each condition with its number of now, and said once when all of them are met. */
import { useCallback, useEffect, useState } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import type { Experiment } from '../config/experiment.ts';
import { noteSolved, useLessonProgress } from '../store/lessonProgress.ts';
import type { LessonPlace } from '../store/lessonSlice.ts';
import { nabla } from '../store/nabla.ts';
import { deadlineOf, evaluateGoal, isGoalReached } from './goal.ts';
import type { Task } from './lesson.ts';
import { settingsChanged } from './lessonExperiment.ts';
import { LessonSentence } from './LessonText.tsx';
import type { MeasuredMoment } from './measuredMoment.ts';
import { useMeasured } from './useMeasured.ts';
import { listed, settingText } from './words.ts';
import { told } from '../components/told.tsx';
import { say } from '../words/say.ts';

type Standing = {
  readonly isSolved: boolean;
  readonly conditions: readonly { readonly label: string; readonly now: string; readonly wanted: string; readonly met: boolean }[];
  /** What was changed and may not be. */
  readonly besides: readonly string[];
};

export function LessonTask({ task, place, experiment }: { readonly task: Task; readonly place: LessonPlace; readonly experiment: Experiment }) {
  const wasSolved = useLessonProgress(({ solved }) => solved[place.lesson]?.includes(place.page) === true);
  const [isNudged, setNudged] = useState(false);
  const [wasBefore] = useState(wasSolved);
  const { isSolved, conditions, besides } = useMeasured(useCallback((moment: MeasuredMoment): Standing => {
    const { conditions: each } = evaluateGoal(task.goal, moment);
    const changed = task.only === undefined ? [] : settingsChanged(experiment, moment.experiment, nabla.getState().log).filter((key) => task.only?.includes(key) !== true);
    return {
      isSolved: changed.length === 0 && moment.frame !== null && isGoalReached(task.goal, moment), besides: changed,
      conditions: each.map(({ label, now, wanted, met }) => ({ label, now, wanted, met })),
    };
  }, [task, experiment]));
  const { lesson, page } = place;
  useEffect(() => {
    if (!isSolved) return;
    noteSolved({ lesson, page });
  }, [isSolved, lesson, page]);

  // At any speed there is a moment to look at when the time is over; what has been solved plays on.
  useEffect(() => {
    nabla.setState({ deadline: wasSolved ? null : deadlineOf(task.goal) });
    return () => { nabla.setState({ deadline: null }); };
  }, [wasSolved, task]);

  return (
    <section className="lesson-task" aria-label={say('Task')} data-solved={wasSolved}>
      <h3>{told('Task{wasSolved}', { wasSolved: wasSolved && wasBefore && <span className="lesson-solved">{' '}{say('✓ solved')}</span> })}</h3>
      <p><LessonSentence text={task.say} /></p>
      <ul className="lesson-conditions">
        {conditions.map(({ label, now, wanted, met }) => (
          <li key={`${label} ${wanted}`} data-met={met}>
            <span className="lesson-mark" role="img" aria-label={met ? say('met:') : say('not yet:')}>{met ? '✓' : '○'}</span>
            <span className="lesson-wanted">{label} {wanted}</span>
            <span className="lesson-now"><span className="unseen">{say(', now')}{' '}</span>{now}</span>
          </li>
        ))}
        {task.only !== undefined && (
          <li data-met={besides.length === 0}>
            <span className="lesson-mark" role="img" aria-label={besides.length === 0 ? say('met:') : say('not yet:')}>{besides.length === 0 ? '✓' : '○'}</span>
            <span className="lesson-wanted">{task.only.length === 0 ? say('Nothing changed') : say('Only {settings} changed', { settings: listed(task.only.map(settingText)) })}</span>
          </li>
        )}
      </ul>
      {besides.length > 0 && <p className="lesson-besides">{say('Changed besides: {settings}. Undo takes it back; so does setting the page up again.', { settings: listed(besides.map(settingText)) })}</p>}
      {!wasSolved && (isNudged
        ? <p className="lesson-nudge" role="status"><LessonSentence text={task.nudge} /></p>
        : <p><TextButton onClick={() => { setNudged(true); }}>{say('A nudge')}</TextButton></p>)}
      <p className="lesson-said" role="status">{wasSolved && !wasBefore && say('✓ Solved.')}</p>
    </section>
  );
}
