// u, v in the space of θ: two parameters; random, each neuron's as long as its own weights; or the widest of the path walked
/** Directions along which a slice through the loss is taken. All have θ's layout. */
import type { Network } from './network.ts';
import type { Random } from './random.ts';

/** Share of the variance that is left over by rounding. */
const NOTHING = 1e-13;

/** The direction in which entry `index` of θ alone changes, by 1. */
export function parameterDirection(network: Network, index: number): Float64Array {
  const direction = new Float64Array(network.parameterCount);
  direction[index] = 1;
  return direction;
}

/**
 * Normal deviates, scaled for every neuron so that its weights and bias together are as long as its own in θ (filter
 * normalisation, Li et al. 2018): a step of 1 then changes every neuron by as much as it is. A neuron whose parameters are all 0
 * stays.
 */
export function randomDirection(network: Network, theta: Float64Array, random: Random): Float64Array {
  const direction = Float64Array.from({ length: network.parameterCount }, () => random.normal());
  for (const { weights, biases, inputs, units } of network.layers) {
    for (let unit = 0; unit < units; unit += 1) {
      const row = weights + unit * inputs;
      let own = theta[biases + unit]! ** 2;
      let drawn = direction[biases + unit]! ** 2;
      for (let i = row; i < row + inputs; i += 1) {
        own += theta[i]! ** 2;
        drawn += direction[i]! ** 2;
      }
      const scale = drawn > 0 ? Math.sqrt(own / drawn) : 0;
      for (let i = row; i < row + inputs; i += 1) direction[i] = direction[i]! * scale;
      direction[biases + unit] = direction[biases + unit]! * scale;
    }
  }
  return direction;
}

export type PathDirections = {
  /** Unit vectors, at right angles; v is 0 where there is a single parameter. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** Share of the path's variance about `centre` that each explains, 0 to 1. */
  readonly shares: readonly [number, number];
};

/**
 * The two directions in which the points of a path lie furthest from `centre` (its principal components about the centre). Null
 * where there are fewer than two points that lie elsewhere. Works on the points' products with one another, so that its cost
 * grows with the points squared and the parameters once.
 */
export function pathDirections(points: readonly Float64Array[], centre: Float64Array): PathDirections | null {
  const offsets = points.map((point) => point.map((value, i) => value - centre[i]!)).filter((offset) => dot(offset, offset) > 0);
  const total = offsets.reduce((sum, offset) => sum + dot(offset, offset), 0);
  if (offsets.length < 2 || !Number.isFinite(total)) return null;
  const gram = offsets.map((a) => Float64Array.from(offsets, (b) => dot(a, b)));
  const first = largestComponent(gram);
  const u = normalized(combined(offsets, first.weights));
  const rest = gram.map((row, i) => row.map((value, j) => value - first.size * first.weights[i]! * first.weights[j]!));
  const second = largestComponent(rest);
  if (!(second.size > NOTHING * total)) return { u, v: perpendicular(u), shares: [first.size / total, 0] };
  // Power iteration stops when the size is right to the last digit, which is before the direction is.
  const v = normalized(without(combined(offsets, second.weights), u));
  return { u, v, shares: [first.size / total, second.size / total] };
}

type Component = { readonly weights: Float64Array; readonly size: number };

/** The largest eigenvalue of a Gram matrix and its unit eigenvector, by power iteration; a size of 0 where nothing is left. */
function largestComponent(gram: readonly Float64Array[]): Component {
  let weights = normalized(Float64Array.from(gram, (_, i) => Math.sin(1 + 2.3 * i) + (i === gram.length - 1 ? 1 : 0)));
  let size = 0;
  for (let round = 0; round < 500; round += 1) {
    const next = Float64Array.from(gram, (row) => dot(row, weights));
    const before = size;
    size = dot(next, weights);
    weights = normalized(next);
    if (Math.abs(size - before) <= 1e-14 * Math.abs(size)) break;
  }
  return { weights, size };
}

/** Σ weight · offset */
function combined(offsets: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(offsets[0]!.length);
  offsets.forEach((offset, k) => {
    for (let i = 0; i < sum.length; i += 1) sum[i] = sum[i]! + weights[k]! * offset[i]!;
  });
  return sum;
}

/** What is left of `vector` at right angles to the unit vector `known`. */
function without(vector: Float64Array, known: Float64Array): Float64Array {
  const share = dot(vector, known);
  return vector.map((value, i) => value - share * known[i]!);
}

/** Any unit vector at right angles to a unit vector; for a single parameter 0. */
function perpendicular(vector: Float64Array): Float64Array {
  const least = vector.reduce((best, value, i) => (Math.abs(value) < Math.abs(vector[best]!) ? i : best), 0);
  return normalized(vector.map((value, i) => Number(i === least) - vector[least]! * value));
}

/** A vector of length 1; 0 stays 0. */
function normalized(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((value) => value / length) : vector;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
