// over-fitting since step s: mean L_val > 1.1 · lowest mean L_val(s) and > 1.1 · mean L_train, while mean L_train < 0.98 · mean L_train(s)
/** Whether the validation loss has turned up, and where it was lowest: from the curve of a run alone. */
import type { LossHistory } from '../worker/protocol.ts';
import { epochAt } from './historyPlaces.ts';

/** Running means: the lowest of the validation loss and the training loss then, and both at the end. */
export type ValidationRise = { readonly lowest: number; readonly trainThen: number; readonly now: number; readonly trainNow: number };

/** The moment with the lowest validation loss that was measured. */
export type BestMoment = { readonly step: number; readonly epoch: number; readonly loss: number };

/** So far above its lowest, and above the training loss, the validation loss has turned up; once there it counts until it is nearer than the second. */
const RISE = 1.1;
const RISE_HELD = 1.05;
/** So far the training loss has to have fallen meanwhile. */
const FALL = 0.98;
/** A running mean is over so many points, about an epoch and a tenth of the run at least, so that no single swing makes it rise. */
const POINTS = 5;
const EPOCHS = 0.85;
const SHARE = 0.1;

/** @param held it was over-fitting a moment ago: then it takes a little more to end it */
export function isOverFitting({ lowest, trainThen, now, trainNow }: ValidationRise, held = false): boolean {
  return lowest > 0 && now > (held ? RISE_HELD : RISE) * lowest && trainNow < FALL * trainThen && now > RISE * trainNow;
}

/**
 * How the validation loss stands to its lowest since `fromStep`: null without enough points, or while its lowest is among the latest.
 * @param fromStep the losses before it were measured otherwise: on other data, or as another loss
 */
export function validationRise(history: LossHistory, fromStep: number): (ValidationRise & { readonly best: BestMoment }) | null {
  const seen = follow(history, fromStep);
  return seen.rise === null ? null : { ...seen.rise, best: momentOf(history, seen.best) };
}

/** Where the run was best on the validation examples, once it has over-fitted since; null before, and when a lower loss has come. */
export function bestBeforeOverFitting(history: LossHistory, fromStep: number): BestMoment | null {
  const seen = follow(history, fromStep);
  return seen.hasOverFitted ? momentOf(history, seen.best) : null;
}

/**
 * few: no mean of the latest losses; lowest: the mean is lower than ever; recent: the lowest loss is among those of the latest mean;
 * notPositive: there is no tenth of the lowest mean; notRisen, trainingNotFallen, belowTraining: which part of the rule does not hold.
 */
export type NoBestReason = 'few' | 'lowest' | 'recent' | 'notPositive' | 'notRisen' | 'trainingNotFallen' | 'belowTraining';

/** Why no best step is marked as things stand; null where one is. */
export function whyNoBest(history: LossHistory, fromStep: number): NoBestReason | null {
  const { hasOverFitted, rise, standing } = follow(history, fromStep);
  if (hasOverFitted) return null;
  if (rise === null) return standing;
  if (!(rise.lowest > 0)) return 'notPositive';
  if (!(rise.now > RISE * rise.lowest)) return 'notRisen';
  return rise.trainNow < FALL * rise.trainThen ? 'belowTraining' : 'trainingNotFallen';
}

function momentOf(history: LossHistory, point: number): BestMoment {
  const step = stepOfLowest(history, point);
  return { step, epoch: epochAt(history, step), loss: history.validationMin[point] ?? NaN };
}

function stepOfLowest(history: LossHistory, point: number): number {
  return (history.validationMinStep ?? history.step)[point] ?? NaN;
}

type Followed = {
  readonly best: number;
  readonly hasOverFitted: boolean;
  readonly rise: ValidationRise | null;
  /** Where there is no rise to speak of at the end: why. */
  readonly standing: 'few' | 'lowest' | 'recent';
};

/** Walks along the curve once: the point with the lowest loss, whether over-fitting came after it, and how things stand at the end. */
function follow(history: LossHistory, fromStep: number): Followed {
  const { step, epoch, train, validation, validationMin } = history;
  const n = step.length;
  let first = 0;
  while (first < n && stepOfLowest(history, first) < fromStep) first += 1;
  let [best, lowest, trainThen] = [-1, Infinity, NaN];
  let hasOverFitted = false;
  let rise: ValidationRise | null = null;
  let standing: Followed['standing'] = 'few';
  let begin = first;
  for (let i = first; i < n; i++) {
    if ((validationMin[i] ?? NaN) < (best < 0 ? Infinity : validationMin[best] ?? NaN)) {
      best = i;
      hasOverFitted = false;
    }
    rise = null;
    standing = 'few';
    if (!Number.isFinite(train[i]) || !Number.isFinite(validation[i])) {
      // No mean reaches over a gap.
      begin = i + 1;
      continue;
    }
    const span = Math.max(EPOCHS, SHARE * ((epoch[i] ?? 0) - (epoch[first] ?? 0)));
    while (i - begin >= POINTS && (epoch[i] ?? 0) - (epoch[begin + 1] ?? 0) >= span) begin += 1;
    if (i - begin < POINTS - 1 || (epoch[i] ?? 0) - (epoch[begin] ?? 0) < span) continue;
    // Added anew each time: a running sum would never be rid of the rounding that a single huge loss leaves in it.
    const [now, trainNow] = [meanOf(validation, begin, i), meanOf(train, begin, i)];
    if (now < lowest) {
      [lowest, trainThen] = [now, trainNow];
      hasOverFitted = false;
      standing = 'lowest';
    } else if (begin > best) {
      rise = { lowest, trainThen, now, trainNow };
      hasOverFitted ||= isOverFitting(rise);
    } else standing = 'recent';
  }
  return { best, hasOverFitted, rise, standing };
}

/** Mean of the values from `first` to `last`, both included. */
function meanOf(values: Float64Array, first: number, last: number): number {
  let sum = 0;
  for (let i = first; i <= last; i += 1) sum += values[i] ?? NaN;
  return sum / (last - first + 1);
}
