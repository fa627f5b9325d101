/** The initial weights as a histogram, beside the density of what they were drawn from (a mixture over the layers). */
import { distributionOf, type Distribution, type InitializerSpec } from '../engine/initializers.ts';
import type { Network } from '../engine/network.ts';

export type InitialDraw = {
  /** Half-width of the axis: it runs from −reach to +reach. */
  readonly reach: number;
  /** Weights in each of the equally wide bins. */
  readonly bins: readonly number[];
  /** Expected count of a bin at equally spaced places along the axis; null when all weights are the same by definition. */
  readonly expected: readonly number[] | null;
  readonly count: number;
  readonly mean: number;
  readonly std: number;
  readonly smallest: number;
  readonly largest: number;
};

export const BINS = 17;
const DENSITY_PLACES = 97;

/** null before the weights are drawn, or when they belong to another network. */
export function initialDraw(network: Network, spec: InitializerSpec, theta: Float64Array | null): InitialDraw | null {
  if (theta === null || theta.length !== network.parameterCount) return null;
  const weights = network.layers.flatMap((layer) => Array.from(theta.subarray(layer.weights, layer.weights + layer.units * layer.inputs)));
  if (weights.length === 0) return null;
  const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
  const std = Math.sqrt(weights.reduce((sum, w) => sum + (w - mean) ** 2, 0) / weights.length);
  const smallest = weights.reduce((a, b) => Math.min(a, b), Infinity);
  const largest = weights.reduce((a, b) => Math.max(a, b), -Infinity);
  const parts = network.layers.map((layer) => ({ count: layer.units * layer.inputs, distribution: distributionOf(spec, layer.inputs, layer.units) }));
  const reach = roundReach(Math.max(Math.abs(smallest), Math.abs(largest), ...parts.map(({ distribution }) => spread(distribution))));
  const bins = new Array<number>(BINS).fill(0);
  for (const w of weights) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(((w + reach) / (2 * reach)) * BINS)));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const width = (2 * reach) / BINS;
  const constant = parts.every(({ distribution }) => distribution.kind === 'constant');
  const expected = constant ? null : Array.from({ length: DENSITY_PLACES }, (_, place) => {
    const w = -reach + (2 * reach * place) / (DENSITY_PLACES - 1);
    return parts.reduce((sum, { count, distribution }) => sum + count * width * density(distribution, w), 0);
  });
  return { reach, bins, expected, count: weights.length, mean, std, smallest, largest };
}

/** How far from 0 a distribution reaches: all of a uniform one, two standard deviations of a normal one. */
function spread(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant': return Math.abs(distribution.value);
    case 'uniform': return Math.max(Math.abs(distribution.low), Math.abs(distribution.high));
    case 'normal': return Math.abs(distribution.mean) + 2 * distribution.std;
  }
}

/** Probability density at w; 0 for a constant, which has none. */
export function density(distribution: Distribution, w: number): number {
  switch (distribution.kind) {
    case 'constant': return 0;
    case 'uniform': {
      const { low, high } = distribution;
      return high > low && w >= low && w <= high ? 1 / (high - low) : 0;
    }
    case 'normal': {
      const { mean, std } = distribution;
      return std > 0 ? Math.exp(-0.5 * ((w - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI)) : 0;
    }
  }
}

function roundReach(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((m) => m * power >= value * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(3));
}
