/**
 * The loss curve of a run in constant memory. Steps are grouped into buckets of equal width, a power of two; when the
 * run outgrows the limit the width doubles and neighbours are merged, keeping smallest, mean and largest value, so that a
 * million steps draw as fast as a thousand and no spike is lost. Step 0 keeps a point of its own.
 */
import type { LossHistory } from './protocol.ts';

/** Points besides that of step 0. */
export const HISTORY_POINTS = 1000;

/** One evaluation of the whole training and validation set. */
export type LossSample = {
  /** Updates made. */
  readonly step: number;
  /** Epochs done, with fraction. */
  readonly epoch: number;
  readonly train: number;
  /** NaN if there are no validation examples. */
  readonly validation: number;
  /** 0 to 1; NaN or absent for regression. */
  readonly trainAccuracy?: number;
  readonly validationAccuracy?: number;
};

export type LossCurve = {
  /** Step of the latest sample, −1 before the first. */
  readonly lastStep: number;
  readonly length: number;
  /**
   * Adds a sample at or after the latest one. A second sample at the same step replaces the first (an edit before the next
   * step), unless that is already merged with others: then it widens the range. Losses that are not finite have no place on a curve.
   */
  add(sample: LossSample): void;
  /** Forgets every bucket that reaches beyond `step`. */
  truncateAfter(step: number): void;
  /** A copy of the curve in arrays made by `allocate`. */
  copy(allocate?: (length: number) => Float64Array): LossHistory;
};

const columns = [
  'step', 'epoch', 'train', 'trainMin', 'trainMax', 'validation', 'validationMin', 'validationMax', 'validationMinStep', 'trainAccuracy', 'validationAccuracy', 'samples',
] as const;
type Columns = Record<(typeof columns)[number], Float64Array>;

/** An empty curve, or one that goes on from `restored`. */
export function createLossCurve(restored?: LossHistory, limit = HISTORY_POINTS): LossCurve {
  const size = Math.max(limit + 2, restored?.step.length ?? 0);
  const column = (): Float64Array => new Float64Array(size);
  const points: Columns = {
    step: column(), epoch: column(), samples: column(),
    validationMinStep: column(), trainAccuracy: column(), validationAccuracy: column(),
    train: column(), trainMin: column(), trainMax: column(),
    validation: column(), validationMin: column(), validationMax: column(),
  };
  let length = 0;
  let width = 1;

  if (restored !== undefined) {
    for (const name of columns) points[name].set(restored[name] ?? unknown(name, restored));
    length = restored.step.length;
    fit(lastStep());
  }

  function lastStep(): number {
    return length === 0 ? -1 : points.step[length - 1]!;
  }

  function bucketOf(step: number): number {
    return Math.ceil(step / width);
  }

  /** Widens the buckets until `step` has a place within the limit. */
  function fit(step: number): void {
    const before = width;
    while (bucketOf(step) > limit) width *= 2;
    if (width === before && length <= limit + 1) return;
    const old = length;
    length = 0;
    for (let from = 0; from < old; from += 1) {
      if (length > 0 && bucketOf(points.step[length - 1]!) === bucketOf(points.step[from]!)) {
        mergeInto(length - 1, from);
      } else {
        for (const name of columns) points[name][length] = points[name][from]!;
        length += 1;
      }
    }
  }

  /** Bucket `into` takes up the later bucket `from`. */
  function mergeInto(into: number, from: number): void {
    const weight = points.samples[into]!;
    const added = points.samples[from]!;
    if (smaller(points.validationMin[into]!, points.validationMin[from]!) !== points.validationMin[into]!) points.validationMinStep[into] = points.validationMinStep[from]!;
    for (const name of ['trainAccuracy', 'validationAccuracy'] as const) points[name][into] = mean(points[name][into]!, weight, points[name][from]!, added);
    for (const split of ['train', 'validation'] as const) {
      points[split][into] = mean(points[split][into]!, weight, points[split][from]!, added);
      points[`${split}Min`][into] = smaller(points[`${split}Min`][into]!, points[`${split}Min`][from]!);
      points[`${split}Max`][into] = larger(points[`${split}Max`][into]!, points[`${split}Max`][from]!);
    }
    points.samples[into] = weight + added;
    points.step[into] = points.step[from]!;
    points.epoch[into] = points.epoch[from]!;
  }

  function write(index: number, { step, epoch, train, validation, trainAccuracy = NaN, validationAccuracy = NaN }: LossSample): void {
    points.step[index] = points.validationMinStep[index] = step;
    points.trainAccuracy[index] = trainAccuracy;
    points.validationAccuracy[index] = validationAccuracy;
    points.epoch[index] = epoch;
    points.train[index] = points.trainMin[index] = points.trainMax[index] = train;
    points.validation[index] = points.validationMin[index] = points.validationMax[index] = validation;
    points.samples[index] = 1;
  }

  return {
    get lastStep() { return lastStep(); },
    get length() { return length; },

    add(given) {
      const last = lastStep();
      if (given.step < last || !Number.isFinite(given.train)) return;
      const sample = Number.isFinite(given.validation) ? given : { ...given, validation: NaN };
      if (given.step === last && points.samples[length - 1] === 1) {
        write(length - 1, sample);
        return;
      }
      fit(given.step);
      // The spare entry behind the last bucket holds the sample while it is merged.
      write(length, sample);
      if (length > 0 && bucketOf(lastStep()) === bucketOf(given.step)) mergeInto(length - 1, length);
      else length += 1;
    },

    truncateAfter(step) {
      while (length > 0 && lastStep() > step) length -= 1;
      width = 1;
      fit(lastStep());
    },

    copy(allocate = (count) => new Float64Array(count)) {
      const copied = (name: keyof Columns): Float64Array => {
        const array = allocate(length);
        array.set(points[name].subarray(0, length));
        return array;
      };
      return {
        step: copied('step'), epoch: copied('epoch'),
        train: copied('train'), trainMin: copied('trainMin'), trainMax: copied('trainMax'),
        validation: copied('validation'), validationMin: copied('validationMin'), validationMax: copied('validationMax'),
        validationMinStep: copied('validationMinStep'), trainAccuracy: copied('trainAccuracy'), validationAccuracy: copied('validationAccuracy'),
        samples: copied('samples'),
      };
    },
  };
}

/** A column that an older curve does not have. */
function unknown(name: (typeof columns)[number], { step }: LossHistory): Float64Array {
  if (name === 'validationMinStep') return step;
  return new Float64Array(step.length).fill(name === 'samples' ? 1 : NaN);
}

function mean(a: number, weightA: number, b: number, weightB: number): number {
  if (Number.isNaN(a)) return b;
  if (Number.isNaN(b)) return a;
  return a + (b - a) * (weightB / (weightA + weightB));
}

function smaller(a: number, b: number): number {
  return b < a || Number.isNaN(a) ? b : a;
}

function larger(a: number, b: number): number {
  return b > a || Number.isNaN(a) ? b : a;
}
