import { describe, expect, it } from 'vitest';
import { createLanczos, type Lanczos } from '../../src/engine/lanczos.ts';
import { createRandom, type Random } from '../../src/engine/random.ts';

type Matrix = readonly (readonly number[])[];

function diagonalMatrix(entries: readonly number[]): Matrix {
  return entries.map((entry, i) => entries.map((_, j) => (i === j ? entry : 0)));
}

/** The entries beside the diagonal are all `off`. */
function tridiagonal(entries: readonly number[], off: number): Matrix {
  return entries.map((entry, i) => entries.map((_, j) => (i === j ? entry : Math.abs(i - j) === 1 ? off : 0)));
}

function symmetric(size: number, seed: number): Matrix {
  const random = createRandom(seed);
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => random.normal()));
  return rows.map((row, i) => row.map((entry, j) => (i < j ? entry : rows[j]![i]!)));
}

function times(matrix: Matrix, vector: ArrayLike<number>): Float64Array {
  return Float64Array.from(matrix, (row) => row.reduce((sum, entry, j) => sum + entry * vector[j]!, 0));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, entry, i) => sum + entry * b[i]!, 0);
}

/** The largest eigenvalue and its unit vector, by the power method with a shift that makes all eigenvalues positive. */
function top(matrix: Matrix): readonly [value: number, vector: Float64Array] {
  const shift = 1 + Math.max(...matrix.map((row) => row.reduce((sum, entry) => sum + Math.abs(entry), 0)));
  let vector = Float64Array.from(matrix, (_, i) => 1 / (i + 1));
  for (let round = 0; round < 20_000; round += 1) {
    const next = times(matrix, vector).map((entry, i) => entry + shift * vector[i]!);
    const length = Math.sqrt(dot(next, next));
    vector = next.map((entry) => entry / length);
  }
  return [dot(vector, times(matrix, vector)), vector];
}

/** A generator whose normal numbers are these. */
function drawing(values: readonly number[]): Random {
  let at = 0;
  return { ...createRandom(1), normal: () => values[at++ % values.length]! };
}

/** Takes products until none is wanted; returns the vectors that were wanted. */
function runOn(matrix: Matrix, lanczos: Lanczos, each: (basis: readonly Float64Array[]) => void = () => undefined): readonly Float64Array[] {
  const basis: Float64Array[] = [];
  while (lanczos.wanted !== null) {
    basis.push(lanczos.wanted);
    lanczos.take(times(matrix, lanczos.wanted));
    each(basis);
  }
  return basis;
}

describe('Lanczos', () => {
  it('knows nothing before the first product, and asks for that of a random unit vector', () => {
    const lanczos = createLanczos(5, createRandom(7));
    expect(lanczos.largest).toBeNaN();
    expect(lanczos.error).toBe(Infinity);
    const random = createRandom(7);
    const drawn = Array.from({ length: 5 }, () => random.normal());
    lanczos.wanted!.forEach((entry, i) => expect(entry).toBeCloseTo(drawn[i]! / Math.hypot(...drawn), 15));
    expect([...createLanczos(4, drawing([0])).wanted!]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it.each([1, 2, 3])('estimates with every product as well as the vectors so far allow, and says how far off that is (%d)', (seed) => {
    const matrix = symmetric(7, seed);
    const lanczos = createLanczos(7, createRandom(seed + 20));
    const basis = runOn(matrix, lanczos, (vectors) => {
      // Rayleigh and Ritz: λ and y of QᵀHQ, the error |H Q y − λ Q y|.
      const [value, ritz] = top(vectors.map((p) => vectors.map((q) => dot(p, times(matrix, q)))));
      const vector = Float64Array.from({ length: 7 }, (_, i) => vectors.reduce((sum, q, k) => sum + ritz[k]! * q[i]!, 0));
      const residual = times(matrix, vector).map((entry, i) => entry - value * vector[i]!);
      expect(lanczos.largest).toBeCloseTo(value, 9);
      expect(lanczos.error).toBeCloseTo(Math.sqrt(dot(residual, residual)), 5);
    });
    expect(basis).toHaveLength(7);
    basis.forEach((p, i) => { basis.forEach((q, j) => { expect(dot(p, q)).toBeCloseTo(i === j ? 1 : 0, 13); }); });
    expect(lanczos.largest).toBeCloseTo(top(matrix)[0], 9);
  });

  it.each([[[3, 3, 3, 3, 3], 1, 3], [[-2, -2, -2], 1, -2], [[1e20, 1e20, 1e20, 1e20], 1, 1e20], [[4, 1, 4, 1, 1, 4], 2, 4], [[0, 0, 0], 1, 0], [[-7], 1, -7]] as const)(
    'is done, without error, where there are no more directions: diagonal %j',
    (entries, products, largest) => {
      const lanczos = createLanczos(entries.length, createRandom(3));
      expect(runOn(diagonalMatrix(entries), lanczos)).toHaveLength(products);
      expect(lanczos.largest / (largest === 0 ? 1 : largest)).toBeCloseTo(largest === 0 ? 0 : 1, 12);
      expect(lanczos.error).toBe(0);
    },
  );

  it('takes as many products as it is allowed, at most 60, and then stays as it is', () => {
    const entries = Array.from({ length: 80 }, (_, i) => i);
    expect(runOn(diagonalMatrix(entries), createLanczos(80, createRandom(1)))).toHaveLength(60);
    const lanczos = createLanczos(80, createRandom(1), 3);
    expect(runOn(diagonalMatrix(entries), lanczos)).toHaveLength(3);
    const { largest, error } = lanczos;
    expect(error).toBeGreaterThan(0);
    lanczos.take(new Float64Array(80).fill(5));
    expect([lanczos.largest, lanczos.error]).toEqual([largest, error]);
  });

  it('leaves the product alone that it is given', () => {
    const lanczos = createLanczos(3, createRandom(2));
    const product = Float64Array.of(1, 2, 3);
    lanczos.take(product);
    expect([...product]).toEqual([1, 2, 3]);
  });

  it('finds the largest eigenvalue where a pivot is 0', () => {
    const lanczos = createLanczos(2, drawing([1, 0]));
    runOn([[0, 1], [1, 0]], lanczos);
    expect(lanczos.largest).toBe(1);
  });

  it('has an error where the eigenvector of T grows beyond all numbers', () => {
    // From e₁ on, T is the matrix itself; on the way to its 1 the entries grow by 1e10 each.
    const lanczos = createLanczos(40, drawing([1, ...Array.from({ length: 39 }, () => 0)]), 36);
    runOn(tridiagonal(Array.from({ length: 40 }, (_, i) => (i === 35 ? 1 : 0)), 1e-10), lanczos);
    expect(lanczos.largest).toBeCloseTo(1, 12);
    expect(lanczos.error).toBeCloseTo(1e-10, 20);
  });

  it('gives up where a product is no number', () => {
    const lanczos = createLanczos(3, createRandom(2));
    lanczos.take(Float64Array.of(1, Infinity, 0));
    expect(lanczos.wanted).toBeNull();
  });
});
