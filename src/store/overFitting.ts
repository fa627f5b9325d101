// over-fitting since step s: mean₅ L_val > 1.1 · lowest mean₅ L_val(s) and > 1.1 · mean₅ L_train, while mean₅ L_train < 0.98 · mean₅ L_train(s)
/** Whether the validation loss has turned up, and where it was lowest: from the curve of a run alone. */
import type { LossHistory } from '../worker/protocol.ts';
import { epochAt } from './historyPlaces.ts';

export type ValidationRise = { readonly lowest: number; readonly now: number; readonly lowestEpoch: number; readonly trainThen: number; readonly trainNow: number };

/** The moment with the lowest validation loss that was measured. */
export type BestMoment = { readonly step: number; readonly epoch: number; readonly loss: number };

/** So far above its lowest, and above the training loss, the validation loss has turned up; once there it counts until it is nearer than this. */
export const RISE = 1.1;
const RISE_HELD = 1.05;
/** So far the training loss has to have fallen meanwhile. */
const FALL = 0.98;
/** Points a running mean is over. */
const POINTS = 5;

/** How the validation loss stands to its lowest since `fromStep`, both as running means of five points; null without enough of them. */
export function validationRise(history: LossHistory, fromStep: number): ValidationRise | null {
  const n = history.step.length;
  const lowestAt = lowestMean(history, fromStep);
  if (lowestAt < 0 || n - lowestAt < POINTS) return null;
  return {
    lowest: meanOfFive(history.validation, lowestAt), now: meanOfFive(history.validation, n - 1),
    lowestEpoch: bestMoment(history, fromStep)?.epoch ?? 0,
    trainThen: meanOfFive(history.train, lowestAt), trainNow: meanOfFive(history.train, n - 1),
  };
}

/** @param held it was over-fitting a moment ago: then it takes a little more to end it */
export function isOverFitting(rise: ValidationRise, held = false): boolean {
  return rise.lowest > 0 && rise.now > (held ? RISE_HELD : RISE) * rise.lowest && rise.trainNow < FALL * rise.trainThen && rise.now > RISE * rise.trainNow;
}

/**
 * Where the run was best on the validation examples, once it has over-fitted since; null before, and when a lower loss has come.
 * @param fromStep the losses before it were measured otherwise: on other data, or as another loss
 */
export function bestBeforeOverFitting(history: LossHistory, fromStep: number): BestMoment | null {
  const at = lowestMean(history, fromStep);
  if (at < 0) return null;
  const lowest = meanOfFive(history.validation, at);
  const trainThen = meanOfFive(history.train, at);
  for (let i = at + POINTS; i < history.step.length; i++) {
    const then = { lowest, trainThen, lowestEpoch: 0, now: meanOfFive(history.validation, i), trainNow: meanOfFive(history.train, i) };
    if (isOverFitting(then)) return bestMoment(history, fromStep);
  }
  return null;
}

/** The lowest validation loss measured from `fromStep` on; null if none was. */
export function bestMoment(history: LossHistory, fromStep: number): BestMoment | null {
  let at = -1;
  for (let i = 0; i < history.step.length; i++) {
    if (stepOfLowest(history, i) >= fromStep && (history.validationMin[i] ?? NaN) < (at < 0 ? Infinity : history.validationMin[at] ?? NaN)) at = i;
  }
  if (at < 0) return null;
  const step = stepOfLowest(history, at);
  return { step, epoch: epochAt(history, step), loss: history.validationMin[at] ?? NaN };
}

function stepOfLowest(history: LossHistory, bucket: number): number {
  return (history.validationMinStep ?? history.step)[bucket] ?? NaN;
}

/** The last of the five points whose mean validation loss is lowest; −1 without five. */
function lowestMean(history: LossHistory, fromStep: number): number {
  let lowest = Infinity;
  let at = -1;
  for (let i = POINTS - 1; i < history.step.length; i++) {
    if ((history.step[i - POINTS + 1] ?? 0) < fromStep) continue;
    const value = meanOfFive(history.validation, i);
    if (value < lowest) {
      lowest = value;
      at = i;
    }
  }
  return at;
}

function meanOfFive(values: Float64Array, end: number): number {
  let sum = 0;
  for (let i = end - POINTS + 1; i <= end; i++) sum += values[i] ?? NaN;
  return sum / POINTS;
}
