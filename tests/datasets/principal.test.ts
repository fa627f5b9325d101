import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { buildData } from '../../src/datasets/index.ts';
import { pointOnComponents, principalComponents, projection, symmetricEigen } from '../../src/datasets/principal.ts';
import { sliceOf } from '../../src/datasets/runData.ts';
import { isSliceOf, placeInSlice, pointOfSlice, rangesOfSlice } from '../../src/datasets/slice.ts';
import { shelvedTable } from '../../src/datasets/tableShelf.ts';
import { createRandom } from '../../src/engine/random.ts';

const random = createRandom(5);
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function symmetric(size: number): number[][] {
  const matrix = Array.from({ length: size }, () => Array.from({ length: size }, () => random.normal()));
  return matrix.map((row, i) => row.map((value, j) => value + matrix[j]![i]!));
}

describe('the eigenvectors of a symmetric matrix', () => {
  it.each([1, 2, 3, 8, 30, 64])('fulfil their equation, are orthonormal and in order (size %i)', (size) => {
    const matrix = symmetric(size);
    const { values, vectors } = symmetricEigen(matrix.map((row) => Float64Array.from(row)));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    vectors.forEach((vector, k) => {
      matrix.forEach((row, i) => { expect(dot(row, vector)).toBeCloseTo(values[k]! * vector[i]!, 9); });
      vectors.forEach((other, j) => { expect(dot(vector, other)).toBeCloseTo(j === k ? 1 : 0, 11); });
      expect(vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0)).toBeGreaterThan(0);
    });
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(matrix.reduce((sum, row, i) => sum + row[i]!, 0), 9);
  });
});

describe('principal components', () => {
  it('find the directions that points were drawn along', () => {
    const [first, second] = [[0.6, 0, 0.8, 0], [0, 1, 0, 0]];
    const values = new Float64Array(4 * 4000);
    for (let row = 0; row < 4000; row += 1) {
      const [a, b] = [5 * random.normal(), 2 * random.normal()];
      for (let i = 0; i < 4; i += 1) values[row * 4 + i] = i + a * first[i]! + b * second[i]! + 0.1 * random.normal();
    }
    const { mean, directions, shares } = principalComponents(values, 4)!;
    expect(Math.abs(dot(directions[0], first))).toBeGreaterThan(0.999);
    expect(Math.abs(dot(directions[1], second))).toBeGreaterThan(0.999);
    expect(shares[0]! / shares[1]!).toBeCloseTo(25 / 4, 0);
    mean.forEach((value, i) => { expect(Math.abs(value - i)).toBeLessThan(0.4); });
  });

  it.each(['digits', 'wine', 'iris4', 'penguins', 'diabetes'] as const)('of %s hold its variance: shares add up to 1, and along v₁ it varies by the largest', (set) => {
    const { inputs, columns } = shelvedTable(set)!;
    const components = principalComponents(inputs, columns.length)!;
    expect(components.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(components.shares).toEqual(components.shares.toSorted((a, b) => b - a));
    expect(dot(components.directions[0], components.directions[1])).toBeCloseTo(0, 12);
    const rows = inputs.length / columns.length;
    const variance = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    };
    const total = columns.reduce((sum, _, i) => sum + variance(Array.from({ length: rows }, (__, row) => inputs[row * columns.length + i]!)), 0);
    const places = Array.from({ length: rows }, (_, row) => projection(components, inputs, row * columns.length));
    for (const k of [0, 1] as const) {
      const along = places.map((place) => place[k]);
      expect(variance(along) / total).toBeCloseTo(components.shares[k]!, 9);
      expect(Math.min(...along)).toBeGreaterThan(components.ranges[k][0]);
      expect(Math.max(...along)).toBeLessThan(components.ranges[k][1]);
    }
  });

  it('are none where no two rows differ', () => {
    expect(principalComponents(new Float64Array(30).fill(2), 3)).toBeNull();
    expect(principalComponents(new Float64Array(0), 3)).toBeNull();
  });
});

describe('the plane of the components', () => {
  const data = buildData(defaultExperiment('digits'));
  const slice = sliceOf(data);

  it('is what the digits are shown in, and other sets when it is chosen', () => {
    expect(slice.components).toBe(data.components);
    const wine = buildData(defaultExperiment('wine'));
    expect(sliceOf(wine).components).toBeUndefined();
    expect(wine.components?.shares).toHaveLength(13);
    expect(isSliceOf(slice, 64)).toBe(true);
    expect(isSliceOf({ ...slice, components: wine.components! }, 64)).toBe(false);
  });

  it('goes through the mean, and a point of it is where it says', () => {
    const { components } = data;
    expect(pointOfSlice(slice, 0, 0)).toEqual(components!.mean);
    const [u, v] = placeInSlice(slice, pointOfSlice(slice, 0.7, -0.3));
    expect([u, v]).toEqual([expect.closeTo(0.7, 12), expect.closeTo(-0.3, 12)]);
    expect(pointOnComponents(components!, 0.7, -0.3)).toEqual(pointOfSlice(slice, 0.7, -0.3));
    expect(rangesOfSlice(slice, data.domain)).toBe(components!.ranges);
  });

  it('has each example where it is nearest to it', () => {
    const example = data.trainInputs.subarray(640, 704);
    const [u, v] = placeInSlice(slice, data.trainInputs, 640);
    const distance = (x: number, y: number): number => Math.hypot(...pointOfSlice(slice, x, y).map((value, i) => value - example[i]!));
    for (const [dx, dy] of [[0.01, 0], [-0.01, 0], [0, 0.01], [0, -0.01]] as const) expect(distance(u + dx, v + dy)).toBeGreaterThan(distance(u, v));
  });
});
