// rate = arg max over log η of the fall of the smoothed, lowest-so-far loss, and ≤ arg min / 4
/** What the range test (rateTest.ts) suggests. */
import type { RateTestResult } from './rateTest.ts';

/** Half the width of the bell the curve is smoothed with, in powers of ten of η. */
const SMOOTHING = 0.12;
/** The fall is measured over so many powers of ten. */
const SPAN = 0.5;
/** A fall of less than this share of the loss at the start suggests nothing. */
const LEAST_FALL = 0.03;
/** Of the rate with the lowest loss, the largest share that is suggested: close to it a run with momentum has overshot already. */
const MOST_OF_LOWEST = 0.25;

export type RateSuggestion = {
  /** The smoothed losses, one a step. */
  readonly smooth: Float64Array;
  /** The rate at which the smoothed loss falls most steeply, at most a quarter of the one with the lowest loss; null where none lowers it. */
  readonly rate: number | null;
};

/**
 * Where the loss falls most steeply over log η, kept away from where it is lowest, for there it is about to rise. What counts is how the lowest loss so far falls: coming down again from a spike is not
 * a fall.
 */
export function suggestRate({ start, rates, losses }: RateTestResult): RateSuggestion {
  const at = rates.map(Math.log10);
  const smooth = losses.map((_, i) => {
    let sum = 0;
    let weights = 0;
    for (let j = 0; j < losses.length; j += 1) {
      const distance = (at[j]! - at[i]!) / SMOOTHING;
      if (Math.abs(distance) > 3) continue;
      const weight = Math.exp(-0.5 * distance * distance);
      // One enormous loss must not be smeared over its neighbours.
      sum += weight * Math.min(losses[j]!, 4 * start);
      weights += weight;
    }
    return sum / weights;
  });
  let lowest = start;
  const floor = smooth.map((loss) => (lowest = Math.min(lowest, loss)));
  const least = floor.at(-1) ?? start;
  if (!(start - least >= LEAST_FALL * start)) return { smooth, rate: null };
  let steepest = 0;
  let best: number | null = null;
  for (let i = 0, from = 0, to = 0; i < at.length; i += 1) {
    while (at[from]! < at[i]! - SPAN / 2) from += 1;
    while (to < at.length - 1 && at[to + 1]! <= at[i]! + SPAN / 2) to += 1;
    const fall = floor[from]! - floor[to]!;
    if (fall > steepest * (1 + 1e-9)) {
      steepest = fall;
      best = rates[i]!;
    }
  }
  if (best === null) return { smooth, rate: null };
  const rate = Math.min(best, MOST_OF_LOWEST * rates[smooth.indexOf(Math.min(...smooth))]!);
  return { smooth, rate: Number(rate.toPrecision(rate.toPrecision(2).startsWith('1') ? 2 : 1)) };
}
