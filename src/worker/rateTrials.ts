// for each η: the loss after the next epochs, tried from this very moment; and what that η does: crawl, converge, oscillate, diverge
/**
 * What each learning rate would do now. Every rate is tried with the run's own mini-batches and with other orders of them; the four
 * ranges on the slider are measured from these trials, and where the orders disagree a border is soft.
 */
import type { Experiment } from '../config/experiment.ts';
import { limits } from '../config/limits.ts';
import type { TrainerState } from '../engine/trainer.ts';
import { tidyCount } from './sample.ts';
import type { TrialResult, TrialTask } from './trial.ts';

/** 'level' takes the place of 'crawling' where no rate lowers the loss any more. */
export type RateBehaviour = 'level' | 'crawling' | 'converging' | 'oscillating' | 'diverging';
export const rateBehaviours = ['crawling', 'converging', 'oscillating', 'diverging'] as const satisfies readonly RateBehaviour[];

/** The trials of one rate: one entry an order of the examples. */
export type RateOutcome = {
  readonly rate: number;
  /** Training loss at the end; Infinity where the trial left the range of numbers. */
  readonly losses: readonly number[];
  /** Share of the epochs in which the loss rose by more than RISE. */
  readonly rising: readonly number[];
};

/** A border between two ranges: the rates between which it lies; far apart where the orders disagree. */
export type RateBorder = { readonly low: number; readonly high: number };

/** Borders crawling|converging, converging|oscillating, oscillating|diverging; null where the range above does not occur. */
export type RateRanges = { readonly borders: readonly [RateBorder | null, RateBorder | null, RateBorder | null]; readonly best: number | null; readonly isLevel: boolean };

export const TRIED_ORDERS = 3;
/** A rise of less is the noise of mini-batches about a loss that stands. */
const RISE = 0.01;
/** A loss that falls by less an epoch crawls, in these trials and in the verdict on the run. */
export const CONVERGING_FALL = 0.001;
/** Where no rate has it fall by so much an epoch, there is nothing to gain. */
const LEVEL_FALL = 0.0002;
const RATES_PER_DECADE = 4;
/** What all trials together may cost: examples times parameters, about a second of one core. */
const WORK = 4e9;

/** The rates that are tried, ascending: four to the decade over the slider's whole track. */
export function triedRates(low: number = limits.learningRate.min, high: number = limits.learningRate.max): readonly number[] {
  const from = Math.round(Math.log10(low) * RATES_PER_DECADE);
  const to = Math.round(Math.log10(high) * RATES_PER_DECADE);
  return Array.from({ length: to - from + 1 }, (_, i) => Number((10 ** ((from + i) / RATES_PER_DECADE)).toPrecision(3)));
}

/** Epochs that can be tried at each rate: 40, fewer for large networks and data. */
export function triedEpochs(parameterCount: number, examples: number, rates: number): number {
  const costOfEpoch = Math.max(1, parameterCount) * Math.max(1, examples) * rates * TRIED_ORDERS;
  return Math.max(2, Math.min(40, Math.floor(WORK / costOfEpoch)));
}

/**
 * One task a rate and order. The schedule is left out: it would have every rate tried at another one.
 * @param examples only so many of the training examples; null: all
 */
export function rateTasks(experiment: Experiment, from: TrainerState, rates: readonly number[], epochs: number, examples: number | null = null): readonly TrialTask[] {
  return rates.flatMap((learningRate) => Array.from({ length: TRIED_ORDERS }, (_, order): TrialTask => ({
    kind: 'trial', experiment: { ...experiment, learningRate, schedule: { name: 'constant' } }, from, order, epochs, evaluateEvery: 1, outputGrid: 0, trainingOnly: true,
    ...(examples === null ? {} : { examples }),
  })));
}

/** A first look where the trials take long: every second rate, a few epochs over a sample of the examples. */
export type FirstLook = { readonly rates: readonly number[]; readonly epochs: number; readonly examples: number };

/** What trials on all examples may cost, examples times parameters, before a first look comes first: about five seconds of one core. */
const LONG_WORK = 1.5e9;
/** What a first look may cost: about two seconds. */
const LOOK_WORK = 8e8;
const LOOK_EPOCHS = 4;

/**
 * The first look of a large network or many examples; null where the trials themselves are soon there, or where a sample would say
 * something else: a sum over a whole batch has smaller gradients when there are fewer examples.
 */
export function firstLook({ batchSize, loss }: Pick<Experiment, 'batchSize' | 'loss'>, parameterCount: number, examples: number): FirstLook | null {
  const all = triedRates();
  if (parameterCount * examples * all.length * triedEpochs(parameterCount, examples, all.length) <= LONG_WORK) return null;
  const rates = all.filter((_, i) => i % 2 === 0);
  const sample = Math.max(50, Math.floor(LOOK_WORK / (parameterCount * rates.length * LOOK_EPOCHS)));
  if (sample >= examples || (loss.reduction === 'sum' && batchSize > sample)) return null;
  return { rates, epochs: LOOK_EPOCHS, examples: tidyCount(sample) };
}

/** @param results of one rate, one an order */
export function outcomeOf(rate: number, results: readonly TrialResult[]): RateOutcome {
  return {
    rate,
    losses: results.map(({ divergedAt, train }) => (divergedAt === null ? train.at(-1) ?? Number.NaN : Infinity)),
    rising: results.map(({ train }) => {
      let rises = 0;
      for (let i = 1; i < train.length; i += 1) if (train[i]! > train[i - 1]! * (1 + RISE)) rises += 1;
      return train.length > 1 ? rises / (train.length - 1) : 0;
    }),
  };
}

/** What one trial did. @param isLevel no rate gains anything: what one order of the examples seems to gain is noise */
function behaviourOf(loss: number, rising: number, { start, epochs, isLevel }: { start: number; epochs: number; isLevel: boolean }): (typeof rateBehaviours)[number] {
  if (!(loss <= 1.2 * start)) return 'diverging';
  if (rising >= 1 / 3) return 'oscillating';
  return isLevel || fallAnEpoch(loss, start, epochs) < CONVERGING_FALL ? 'crawling' : 'converging';
}

/** The share of the loss that is lost in each of the epochs. */
function fallAnEpoch(loss: number, start: number, epochs: number): number {
  return 1 - (loss / start) ** (1 / epochs);
}

/**
 * Where the four ranges lie. Trials vote; each border stands where the fewest votes lie on the wrong side of it, and reaches over all
 * rates at which the votes for the two sides are mixed.
 * @param outcomes in ascending order of their rates
 * @param start the training loss at the moment the trials began
 * @param epochs how far each rate was tried
 */
export function rangesOf(outcomes: readonly RateOutcome[], start: number, epochs: number): RateRanges {
  const middle = outcomes.map(({ losses }) => median(losses));
  const lowest = Math.min(...middle);
  const isLevel = fallAnEpoch(lowest, start, epochs) < LEVEL_FALL;
  const best = outcomes[middle.indexOf(lowest)]?.rate ?? null;
  const ranks = outcomes.map(({ losses, rising }) => losses.map((loss, k) => rateBehaviours.indexOf(behaviourOf(loss, rising[k] ?? 0, { start, epochs, isLevel }))));
  const border = (rank: number): RateBorder | null => borderOf(outcomes.map(({ rate }) => rate), ranks, rank);
  return { borders: [border(1), border(2), border(3)], best: isLevel ? null : best, isLevel };
}

/** The border below which behaviours are of a lower rank than `rank`. */
function borderOf(rates: readonly number[], ranks: readonly (readonly number[])[], rank: number): RateBorder | null {
  const above = ranks.map((votes) => votes.filter((vote) => vote >= rank).length);
  const below = ranks.map((votes, i) => votes.length - above[i]!);
  let wrong = sum(below);
  let at = 0;
  let fewest = wrong;
  for (let i = 0; i < rates.length; i += 1) {
    wrong += above[i]! - below[i]!;
    // Of equally good places the highest: an η that was not tried is not said to be worse than it is.
    if (wrong <= fewest) {
      fewest = wrong;
      at = i + 1;
    }
  }
  if (at === rates.length) return null;
  let low = at - 1;
  let high = at;
  while (low >= 0 && above[low]! > 0 && below[low]! > 0) low -= 1;
  while (high < rates.length - 1 && above[high]! > 0 && below[high]! > 0) high += 1;
  return { low: rates[Math.max(0, low)]!, high: rates[high]! };
}

function median(values: readonly number[]): number {
  const sorted = values.map((value) => (Number.isNaN(value) ? Infinity : value)).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Infinity;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
