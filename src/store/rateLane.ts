/** What the learning lane knows: the trials of every η from one moment of the run, and the sharpness of the loss there. */
import type { Experiment } from '../config/experiment.ts';
import { losses } from '../engine/losses.ts';
import type { RateBehaviour, RateBorder, RateOutcome, RateRanges } from '../worker/rateTrials.ts';
import { rateBehaviours } from '../worker/rateTrials.ts';
import type { RunEvent, RunId } from '../worker/protocol.ts';

/** The moment of a run from which something was tried. η and its schedule are no part of it: trials of every η do not hang on them. */
export type TriedMoment = {
  readonly run: RunId;
  readonly step: number;
  readonly epoch: number;
  /** Everything else that decides what a trial does: settings and weights changed by hand. */
  readonly key: string;
};

export type RateTrials = {
  readonly from: TriedMoment;
  /** How far every rate was tried. */
  readonly epochs: number;
  /** Orders of the examples that were tried; 1 where they make no difference. */
  readonly orders: number;
  /** A first look at so many of the training examples; null: at all of them. */
  readonly sample: number | null;
  /** Training loss before the trials, > 0. */
  readonly start: number;
  /** In ascending order of the rates. */
  readonly outcomes: readonly RateOutcome[];
  readonly ranges: RateRanges;
};

/** λmax of the training loss at a moment. */
export type Sharpness = { readonly from: TriedMoment; readonly largest: number };

export type RateLaneSlice = {
  /** Null until every rate has been tried at least once, and where trials say nothing (no data, a diverged run, a trap for a loss). */
  readonly rateTrials: RateTrials | null;
  readonly sharpness: Sharpness | null;
};

export const initialRateLane: RateLaneSlice = { rateTrials: null, sharpness: null };

/** @param log events behind the moment (later ones are left out here) */
export function momentOf(run: RunId, step: number, epoch: number, experiment: Experiment, log: readonly RunEvent[]): TriedMoment {
  const { learningRate: _rate, schedule: _schedule, ...settings } = experiment;
  const byHand = log.findLast((event) => event.step <= step && event.kind !== 'experiment');
  const hand = byHand === undefined ? '' : `${byHand.step} ${handOf(byHand)}`;
  return { run, step, epoch, key: JSON.stringify([settings, hand]) };
}

/** What is learned by what: trials of one tell nothing about another, not even in passing. */
export const learnedOf = ({ data, features, hidden, outputActivation, loss }: Experiment): string => JSON.stringify([data, features, hidden, outputActivation, loss]);

/** What a change by hand made of the run, in a few letters. */
function handOf(event: RunEvent): string {
  switch (event.kind) {
    case 'experiment': return '';
    case 'parameter': return `${event.index} ${event.value}`;
    case 'parameters': return `${event.label} ${event.values.reduce((sum, value, i) => sum + value * Math.cos(i), 0)}`;
    case 'example': return `${event.example}`;
  }
}

/** Whether what was tried from one moment holds at another: while a run trains it is refreshed, so a later step will do. */
export function holdsAt(tried: TriedMoment, now: Omit<TriedMoment, 'epoch'>, isTraining: boolean): boolean {
  return tried.run === now.run && tried.key === now.key && (isTraining || tried.step === now.step);
}

/** A loss that can be negative has no "so many times lower". */
export const canBeTried = ({ loss }: Experiment): boolean => losses[loss.name].trap !== true;

/** The loss in the middle of the orders tried; Infinity where most of them diverged. */
export function middleLoss({ losses: tried }: RateOutcome): number {
  const sorted = tried.map((loss) => (Number.isNaN(loss) ? Infinity : loss)).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Infinity;
}

/** Where a border is drawn: half way on the track. */
export const borderRate = ({ low, high }: RateBorder): number => Math.sqrt(low * high);

/** The behaviours that occur, ascending, with the rates between which each is found. */
export function stretchesOf(ranges: RateRanges, low: number, high: number): readonly { readonly behaviour: RateBehaviour; readonly from: number; readonly to: number }[] {
  const edges = [low];
  for (const border of ranges.borders) edges.push(border === null ? high : Math.min(high, Math.max(edges.at(-1)!, borderRate(border))));
  edges.push(high);
  return rateBehaviours.flatMap((_behaviour, i) => {
    const [from, to] = [edges[i]!, edges[i + 1]!];
    return to > from * 1.0001 ? [{ behaviour: behaviourOf(ranges, i), from, to }] : [];
  });
}

/** What this rate does; of a border the side below. */
export function behaviourAt(ranges: RateRanges, rate: number): RateBehaviour {
  const rank = ranges.borders.filter((border) => border !== null && rate > borderRate(border)).length;
  return behaviourOf(ranges, rank);
}

function behaviourOf({ isLevel }: RateRanges, rank: number): RateBehaviour {
  return isLevel && rank === 0 ? 'level' : rateBehaviours[rank]!;
}

/** The trial nearest to a rate on the logarithmic track. */
export function nearestOutcome(outcomes: readonly RateOutcome[], rate: number): RateOutcome | null {
  let nearest: RateOutcome | null = null;
  for (const outcome of outcomes) {
    if (nearest === null || Math.abs(Math.log(outcome.rate / rate)) < Math.abs(Math.log(nearest.rate / rate))) nearest = outcome;
  }
  return nearest;
}

/** Whether 2/λmax is where this optimizer stops settling: plain gradient descent on all examples, without a limit to the step. */
export function isEdgeExact({ optimizer, batchSize, regularization }: Experiment, examples: number): boolean {
  return optimizer.name === 'sgd' && batchSize >= examples && examples > 0 && regularization.clipNorm === 0;
}

/**
 * η in units of 2/λmax where that is the edge at which the run stops settling, and known for the present moment; else null.
 * @param rate η of the next step
 */
export function timesEdge(
  sharpness: Sharpness | null, now: { readonly run: RunId; readonly step: number; readonly experiment: Experiment; readonly log: readonly RunEvent[] },
  examples: number, rate: number, isTraining: boolean,
): number | null {
  if (sharpness === null || sharpness.largest <= 0 || !isEdgeExact(now.experiment, examples)) return null;
  return holdsAt(sharpness.from, momentOf(now.run, now.step, 0, now.experiment, now.log), isTraining) ? (rate * sharpness.largest) / 2 : null;
}
