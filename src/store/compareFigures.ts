/** What is read off the runs of a comparison: the figures of one, their order in the table, median and range over seeds, smoothing. */
import type { Experiment } from '../config/experiment.ts';
import { initialParametersOf } from '../config/network.ts';
import type { SweepCell } from '../config/sweep.ts';
import type { SavedRun } from '../worker/protocol.ts';
import type { TrialResult } from '../worker/trial.ts';

/** Losses at the end (of a diverged run the last finite ones, and no accuracy: it has no answers any more). NaN where there is nothing to say. */
export type RunFigures = {
  readonly train: number;
  readonly validation: number;
  readonly trainAccuracy: number;
  readonly validationAccuracy: number;
  /** The lowest loss on validation data (where there are none, on training data) among those taken, and its epoch. */
  readonly best: number;
  readonly bestEpoch: number;
  readonly divergedAt: number | null;
  /** Not yet out of the range of numbers, but on the way there: the training loss has ended above 1000 times where it began. */
  readonly isDiverging: boolean;
};

/** A loss so many times as large as at the beginning is no answer any more. */
const EXPLODED = 1000;

/** Whether the run has failed, so that its losses are no figures to compare. */
export function hasFailed({ divergedAt, isDiverging }: RunFigures): boolean {
  return divergedAt !== null || isDiverging;
}

export type Figure = 'train' | 'validation' | 'trainAccuracy' | 'validationAccuracy' | 'bestEpoch' | 'divergedAt';

export function figuresOf(result: TrialResult): RunFigures {
  const { train, validation, epoch, divergedAt } = result;
  const { trainAccuracy, validationAccuracy } = divergedAt === null ? result : { trainAccuracy: Number.NaN, validationAccuracy: Number.NaN };
  const judged = validation.some((loss) => !Number.isNaN(loss)) ? validation : train;
  let at = -1;
  judged.forEach((loss, i) => {
    if (loss < (judged[at] ?? Infinity)) at = i;
  });
  return {
    train: train.at(-1) ?? Number.NaN, validation: validation.at(-1) ?? Number.NaN, trainAccuracy, validationAccuracy,
    best: judged[at] ?? Number.NaN, bestEpoch: epoch[at] ?? Number.NaN, divergedAt,
    isDiverging: divergedAt === null && (train.at(-1) ?? 0) > EXPLODED * Math.abs(train[0] ?? Infinity),
  };
}

export type CompareColumn = 'value' | 'second' | 'seed' | Figure;
export type CompareSort = { readonly column: CompareColumn; readonly ascending: boolean };

/** The next order when a head is pressed: one way, the other way, as they were run. Losses begin with the lowest, accuracies with the highest. */
export function nextCompareSort(sort: CompareSort | null, column: CompareColumn): CompareSort | null {
  const first = column !== 'trainAccuracy' && column !== 'validationAccuracy';
  if (sort?.column !== column) return { column, ascending: first };
  return sort.ascending === first ? { column, ascending: !first } : null;
}

/**
 * Places of the runs in the order of a column; runs without the figure come last either way, and after the losses of the others
 * those of diverged runs, whose last finite loss says nothing. Equal ones stay as they were run.
 */
export function sortRuns(cells: readonly SweepCell[], figures: readonly (RunFigures | null)[], sort: CompareSort | null): number[] {
  const order = cells.map((_, i) => i);
  if (sort === null) return order;
  const { column, ascending } = sort;
  const valueOf = (i: number): number => {
    const cell = cells[i]!;
    if (column === 'value') return cell.row;
    if (column === 'second') return cell.column;
    if (column === 'seed') return cell.seed;
    return figures[i]?.[column] ?? Number.NaN;
  };
  const keys = order.map(valueOf);
  const isPlace = column === 'value' || column === 'second' || column === 'seed' || column === 'divergedAt';
  const rank = order.map((i) => (Number.isNaN(keys[i]!) ? 2 : !isPlace && hasDiverged(figures[i]) ? 1 : 0));
  return order.toSorted((a, b) => rank[a]! - rank[b]! || (rank[a] === 2 ? 0 : compareNumbers(keys[a]!, keys[b]!) * (ascending ? 1 : -1)) || a - b);
}

const hasDiverged = (figures: RunFigures | null | undefined): boolean => figures != null && hasFailed(figures);

const compareNumbers = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

export type Fan = { readonly place: Float64Array; readonly low: Float64Array; readonly middle: Float64Array; readonly high: Float64Array };

/**
 * Least, median and largest of several curves at each place of the longest. A curve that ends early has diverged: from there on it
 * counts as larger than all others.
 */
export function fanOf(curves: readonly { readonly place: ArrayLike<number>; readonly loss: ArrayLike<number> }[]): Fan {
  const longest = curves.reduce<ArrayLike<number>>((most, { place }) => (place.length > most.length ? place : most), []);
  const count = longest.length;
  const fan: Fan = { place: Float64Array.from(longest), low: new Float64Array(count), middle: new Float64Array(count), high: new Float64Array(count) };
  for (let i = 0; i < count; i++) {
    const values = curves.map(({ loss }) => loss[i] ?? Infinity).filter((value) => !Number.isNaN(value)).toSorted(compareNumbers);
    fan.low[i] = values[0] ?? Number.NaN;
    fan.middle[i] = medianOfSorted(values);
    fan.high[i] = values.at(-1) ?? Number.NaN;
  }
  return fan;
}

/**
 * The place of the run whose loss is nearest to the median of those known, for a picture beside median figures; the first place
 * before any is known.
 */
export function typicalRun(runs: readonly { readonly result: TrialResult | null }[], places: readonly number[]): number {
  const losses = places.map((place) => {
    const result = runs[place]?.result;
    if (result == null) return Number.NaN;
    const figures = figuresOf(result);
    return hasFailed(figures) ? Infinity : Number.isNaN(figures.validation) ? figures.train : figures.validation;
  });
  const known = losses.filter((loss) => !Number.isNaN(loss)).toSorted(compareNumbers);
  // Of an even number the better of the two in the middle: a run that there was.
  const middle = known[(known.length - 1) >> 1];
  return places[middle === undefined ? 0 : losses.indexOf(middle)] ?? -1;
}

/** The middle value, or the mean of the two in the middle; NaN of none. What is not a number does not count. */
export function medianOf(values: readonly number[]): number {
  return medianOfSorted(values.filter((value) => !Number.isNaN(value)).toSorted(compareNumbers));
}

function medianOfSorted(values: readonly number[]): number {
  const half = values.length >> 1;
  const upper = values[half] ?? Number.NaN;
  return values.length % 2 === 1 ? upper : ((values[half - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * The exponentially weighted mean of a curve so far: sᵢ = Σⱼ wⁱ⁻ʲ xⱼ / Σⱼ wⁱ⁻ʲ, j ≤ i, so that it begins where the curve begins.
 * @param weight of the past, 0 (the curve itself) to below 1
 */
export function smoothed(curve: ArrayLike<number>, weight: number): Float64Array {
  const result = Float64Array.from(curve);
  let sum = 0;
  let weights = 0;
  if (weight <= 0) return result;
  for (let i = 0; i < result.length; i++) {
    const value = result[i]!;
    if (!Number.isFinite(value)) continue;
    sum = sum * weight + value;
    weights = weights * weight + 1;
    result[i] = sum / weights;
  }
  return result;
}

/** The run of a trial as it can be opened and trained on: what it would be, had it been trained as the present run. */
export function savedRunOf(experiment: Experiment, { state, epoch, step, train, validation }: TrialResult): SavedRun {
  return {
    run: 1, experiment, state, log: [], initialParameters: initialParametersOf(experiment), firstExperiment: experiment,
    history: {
      step: step.slice(), epoch: epoch.slice(), train: train.slice(), trainMin: train.slice(), trainMax: train.slice(),
      validation: validation.slice(), validationMin: validation.slice(), validationMax: validation.slice(),
    },
  };
}
