// T = Qᵀ H Q, tridiagonal; its largest eigenvalue comes close to λmax of H within a few products H q
/**
 * Lanczos' iteration (1950) for the largest eigenvalue of a symmetric matrix that is known only by its products with vectors. All
 * vectors are kept orthogonal to one another, twice over, so that no eigenvalue appears more than once; after as many products as
 * the matrix has rows the result is exact.
 */
import type { Random } from './random.ts';

export type Lanczos = {
  /** The vector whose product with the matrix is wanted next; null when the result can get no better. */
  readonly wanted: Float64Array | null;
  /** Takes H · wanted. */
  take(product: Float64Array): void;
  /** Estimates of the largest (algebraically) eigenvalue and of how far off it is at most; NaN and ∞ before the first product. */
  readonly largest: number;
  readonly error: number;
};

/**
 * @param size rows of the matrix, at least 1
 * @param random draws the first vector
 * @param most products taken at most
 */
export function createLanczos(size: number, random: Random, most = Math.min(size, 60)): Lanczos {
  const basis: Float64Array[] = [unit(Float64Array.from({ length: size }, () => random.normal()))];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let wanted: Float64Array | null = basis[0]!;
  let largest = Number.NaN;
  let error = Infinity;

  return {
    get wanted() { return wanted; },
    get largest() { return largest; },
    get error() { return error; },
    take(product) {
      if (wanted === null) return;
      const rest = product.slice();
      diagonal.push(dot(rest, wanted));
      for (let round = 0; round < 2; round += 1) {
        for (const q of basis) addScaled(rest, q, -dot(rest, q));
      }
      const beta = Math.sqrt(dot(rest, rest));
      largest = largestOfTridiagonal(diagonal, offDiagonal);
      // |H y − λ y| = β |last entry of T's eigenvector|, which is at most 1 (Paige 1971).
      error = beta * Math.abs(lastOfEigenvector(diagonal, offDiagonal, largest));
      const scale = Math.max(Math.abs(largest), 1e-300);
      if (!(beta > 1e-13 * scale) || basis.length >= most || !Number.isFinite(beta)) {
        if (!(beta > 1e-13 * scale)) error = 0;
        wanted = null;
        return;
      }
      offDiagonal.push(beta);
      wanted = unit(rest);
      basis.push(wanted);
    },
  };
}

/** By bisection between Gershgorin's bounds: the number of eigenvalues below x is that of negative pivots of T − x (Sturm). */
function largestOfTridiagonal(diagonal: readonly number[], offDiagonal: readonly number[]): number {
  const size = diagonal.length;
  let low = Infinity;
  let high = -Infinity;
  diagonal.forEach((entry, i) => {
    const radius = (offDiagonal[i - 1] ?? 0) + (offDiagonal[i] ?? 0);
    low = Math.min(low, entry - radius);
    high = Math.max(high, entry + radius);
  });
  const isAbove = (x: number): boolean => {
    let pivot = diagonal[0]! - x;
    for (let i = 1; i < size; i += 1) {
      if (pivot > 0) return false;
      pivot = diagonal[i]! - x - offDiagonal[i - 1]! ** 2 / (pivot === 0 ? -1e-300 : pivot);
    }
    return pivot <= 0;
  };
  for (let round = 0; round < 200; round += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (isAbove(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** The last entry of the unit eigenvector of T for `value`, by the recurrence of its rows. */
function lastOfEigenvector(diagonal: readonly number[], offDiagonal: readonly number[], value: number): number {
  const entries = [1];
  for (let i = 0; i < diagonal.length - 1; i += 1) {
    const before = i === 0 ? 0 : offDiagonal[i - 1]! * entries[i - 1]!;
    entries.push(((value - diagonal[i]!) * entries[i]! - before) / offDiagonal[i]!);
  }
  const norm = Math.hypot(...entries);
  return norm < Infinity ? entries.at(-1)! / norm : 1;
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((entry) => entry / length) : vector.fill(1 / Math.sqrt(vector.length));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(target: Float64Array, vector: Float64Array, scale: number): void {
  for (let i = 0; i < target.length; i += 1) target[i] = target[i]! + scale * vector[i]!;
}
