/** Goals: whether what a lesson asks for, or says, holds at a moment. Pure. */
import { formatNumber, formatSetting } from '../viz/format.ts';
import type { LessonSlice } from '../store/lessonSlice.ts';
import type { Condition, Goal, Relation } from './lesson.ts';
import type { MeasuredMoment } from './measuredMoment.ts';
import { isMeasureName, measures, type MeasureName } from './measures.ts';
import { asNoun } from '../words/noun.ts';
import { say, translated } from '../words/say.ts';

type ConditionState = {
  readonly condition: Condition;
  /** As in "Validation loss", "0.0827" or "none yet", "below 0.05". */
  readonly label: string;
  readonly now: string;
  readonly wanted: string;
  readonly met: boolean;
};

export type GoalState = { readonly met: boolean; readonly conditions: readonly ConditionState[] };

/** How each condition stands at the moment; met when all are. */
export function evaluateGoal(goal: Goal, moment: MeasuredMoment): GoalState {
  const conditions = goal.map((condition): ConditionState => {
    const { label, of, show } = measures[condition.measure];
    const now = of(moment);
    return {
      condition, label, met: holds(condition, now, moment),
      now: typeof now === 'string' ? now : Number.isNaN(now) ? say('none yet') : show(now),
      wanted: wantedText(condition),
    };
  });
  return { met: conditions.every(({ met }) => met), conditions };
}

/**
 * Whether a task's goal is reached: now, or, where it must be by a certain step or epoch, at a moment the run has passed. What a curve
 * does not hold (settings, weights) is taken as it is now.
 */
export function isGoalReached(goal: Goal, moment: MeasuredMoment): boolean {
  if (evaluateGoal(goal, moment).met) return true;
  const { frame } = moment;
  if (frame === null || !goal.some(isDeadline)) return false;
  const ofCurve = goal.filter(({ measure }) => onCurve.has(measure));
  if (!evaluateGoal(goal.filter((condition) => !ofCurve.includes(condition)), moment).met) return false;
  const { step, epoch, train, validation, trainAccuracy, validationAccuracy } = frame.history;
  for (let i = 0; i < step.length && step[i]! <= frame.step; i += 1) {
    const at = { ...frame, step: step[i]!, epoch: epoch[i]!, stepInEpoch: 0, trainLoss: train[i]!, validationLoss: validation[i]!, trainAccuracy: trainAccuracy?.[i] ?? Number.NaN, validationAccuracy: validationAccuracy?.[i] ?? Number.NaN };
    if (evaluateGoal(ofCurve, { ...moment, frame: at }).met) return true;
  }
  return false;
}

/** What the curve of a run knows of each of its moments. */
const onCurve: ReadonlySet<MeasureName> = new Set<MeasureName>(['step', 'epoch', 'trainLoss', 'validationLoss', 'gap', 'trainAccuracy', 'validationAccuracy']);

/** The last moment that a goal allows; null where it sets no limit. */
export function deadlineOf(goal: Goal): LessonSlice['deadline'] {
  const last = goal.find((condition) => isDeadline(condition) && typeof condition.value === 'number');
  if (last === undefined) return null;
  const moment = Number(last.value) - (last.relation === 'below' ? 1 : 0);
  return last.measure === 'epoch' ? { epoch: moment } : { step: moment };
}

function isDeadline({ measure, relation }: Condition): boolean {
  return (measure === 'step' || measure === 'epoch') && (relation === 'below' || relation === 'at most');
}

function holds({ relation, value }: Condition, now: number | string, moment: MeasuredMoment): boolean {
  const wanted = typeof now === 'number' && typeof value === 'string' && isMeasureName(value) ? measures[value].of(moment) : value;
  if (typeof now === 'number' && (typeof wanted !== 'number' || Number.isNaN(now) || Number.isNaN(wanted))) return false;
  return compare[relation](now, wanted);
}

/** As equal as the same number is that was computed in two ways. */
const isEqual = (a: number | string, b: number | string): boolean =>
  (typeof a === 'number' && typeof b === 'number' ? a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)) : a === b);

const compare: Readonly<Record<Relation, (now: number | string, wanted: number | string) => boolean>> = {
  below: (now, wanted) => now < wanted,
  above: (now, wanted) => now > wanted,
  'at most': (now, wanted) => now <= wanted,
  'at least': (now, wanted) => now >= wanted,
  is: isEqual,
  'is not': (now, wanted) => !isEqual(now, wanted),
};

function wantedText({ measure, relation, value }: Condition): string {
  const { show, words } = measures[measure];
  // As it was written: 0.09, not 0.0900.
  if (typeof value === 'number') return related(relation, show === formatNumber ? formatSetting(value) : show(value));
  return related(relation, words === undefined && isMeasureName(value) ? asNoun(measures[value].label) : translated(value));
}

function related(relation: Relation, value: string): string {
  switch (relation) {
    case 'below': return say('below {value}', { value });
    case 'above': return say('above {value}', { value });
    case 'at most': return say('at most {value}', { value });
    case 'at least': return say('at least {value}', { value });
    case 'is': return say('is {value}', { value });
    case 'is not': return say('is not {value}', { value });
  }
}
