// q_p of n sorted values: between the two at p (n − 1);  slope of φ: max |φ′(z)|
/** What a pass leaves of a layer: quantiles, histograms, and which of its neurons are identical. */
import { activations, type ActivationName } from '../engine/activations.ts';
import type { Network } from '../engine/network.ts';

/** Of `count` finite numbers: 5, 25, 50, 75 and 95 per cent of them are smaller. */
export type Quantiles = {
  readonly count: number;
  /** How many are exactly 0. */
  readonly zeros: number;
  readonly low: number;
  readonly lower: number;
  readonly middle: number;
  readonly upper: number;
  readonly high: number;
};

/** Counts in equal bins from −reach to reach, an odd number of them so that 0 has one of its own. */
export type Histogram = {
  /** A round number, so that it seldom changes while a network trains; 0 where every value is exactly 0. */
  readonly reach: number;
  readonly counts: Uint32Array;
};

const HISTOGRAM_BINS = 25;

/** Sorts `values` in place; null where none of them is finite. */
export function quantilesOf(values: Float64Array): Quantiles | null {
  values.sort();
  // −∞ sorts to the front, ∞ and then NaN to the end.
  let from = 0;
  while (from < values.length && values[from] === -Infinity) from += 1;
  let to = values.length;
  while (to > from && !Number.isFinite(values[to - 1])) to -= 1;
  const sorted = values.subarray(from, to);
  if (sorted.length === 0) return null;
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const [a, b] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
    return a === b ? a : a + (place - below) * (b - a);
  };
  return {
    count: sorted.length, zeros: sorted.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0),
    low: at(0.05), lower: at(0.25), middle: at(0.5), upper: at(0.75), high: at(0.95),
  };
}

/** @param reach of another histogram it is to be compared with; left out: its own */
export function histogramOf(values: Float64Array, reach = reachOf(values)): Histogram {
  const counts = new Uint32Array(HISTOGRAM_BINS);
  for (const value of values) {
    if (reach === 0 || !(Math.abs(value) < Infinity)) continue;
    const bin = Math.floor(((value + reach) / (2 * reach)) * HISTOGRAM_BINS);
    counts[Math.min(HISTOGRAM_BINS - 1, Math.max(0, bin))]! += 1;
  }
  return { reach, counts };
}

const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10] as const;

/** The round number up to which all finite values go; 0 if they are all 0. */
export function reachOf(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (Math.abs(value) < Infinity) most = Math.max(most, Math.abs(value));
  if (most === 0) return 0;
  const exponent = Math.floor(Math.log10(most));
  // Through text, so that 3e-1 is 0.3 and not 0.30000000000000004.
  const rounded = ROUND.map((mantissa) => Number(`${mantissa}e${exponent}`));
  return rounded.find((each) => each >= most) ?? most;
}

/** Where the steepest place of φ is looked for, and how closely. */
const SLOPE_REACH = 8;
const SLOPE_STEP = 1 / 64;
const slopes = new Map<ActivationName, number>();

/** max |φ′|, found by looking. */
export function largestSlope(name: ActivationName): number {
  const known = slopes.get(name);
  if (known !== undefined) return known;
  const { output, derivative } = activations[name];
  let largest = 0;
  for (let z = -SLOPE_REACH; z <= SLOPE_REACH; z += SLOPE_STEP) largest = Math.max(largest, Math.abs(derivative(z, output(z))));
  slopes.set(name, largest);
  return largest;
}

/**
 * Units of a hidden layer that have the same weights in, the same bias and the same weights out, in groups of two or more. They get
 * the same gradient for ever, so none of a group can become different from the others.
 */
export function identicalGroups(network: Network, theta: Float64Array, index: number): readonly (readonly number[])[] {
  const layer = network.layers[index];
  const next = network.layers[index + 1];
  if (layer === undefined || next === undefined) return [];
  const isSame = (a: number, b: number): boolean => {
    if (!isNear(theta[layer.biases + a], theta[layer.biases + b])) return false;
    for (let input = 0; input < layer.inputs; input += 1) {
      if (!isNear(theta[layer.weights + a * layer.inputs + input], theta[layer.weights + b * layer.inputs + input])) return false;
    }
    for (let out = 0; out < next.units; out += 1) {
      const row = next.weights + out * next.inputs;
      if (!isNear(theta[row + a], theta[row + b])) return false;
    }
    return true;
  };
  const groups: number[][] = [];
  for (let unit = 0; unit < layer.units; unit += 1) {
    const group = groups.find(([first]) => first !== undefined && isSame(first, unit));
    if (group === undefined) groups.push([unit]);
    else group.push(unit);
  }
  return groups.filter(({ length }) => length > 1);
}

/** As equal as sums of the same terms are that were added up in another order. */
function isNear(a = Number.NaN, b = Number.NaN): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
