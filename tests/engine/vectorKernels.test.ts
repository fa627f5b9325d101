import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/engine/random.ts';
import { layerGradientOfOne, sendBackOfOne, weightedSumsOfOne } from '../../src/engine/vectorKernels.ts';

const shapes = [1, 2, 3, 4, 5, 7, 8, 9].flatMap((inputs) => [1, 3, 4, 6, 8, 11].flatMap((units) => [1, 3].map((capacity) => [inputs, units, capacity] as const)));
/** θ before the layer, so that its place counts. */
const BEFORE = 5;
const UNTOUCHED = 99;

function createCase(inputs: number, units: number, capacity: number) {
  const random = createRandom(inputs * 100 + units * 10 + capacity);
  const draw = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
  const weights = BEFORE;
  const biases = weights + inputs * units;
  // Columns of other examples hold no number: they must not be read.
  const column = (length: number): Float64Array => draw(length * capacity).map((value, i) => (i % capacity === 0 ? value : NaN));
  return { weights, biases, theta: draw(biases + units), x: column(inputs), delta: column(units) };
}

/** What the first column of so many rows should hold, the rest as it was. */
function rows(count: number, capacity: number, of: (row: number) => number): number[] {
  return Array.from({ length: count * capacity }, (_, i) => (i % capacity === 0 ? of(i / capacity) : UNTOUCHED));
}

function expectClose(got: Float64Array, wanted: readonly number[]): void {
  expect(got).toHaveLength(wanted.length);
  got.forEach((value, i) => { expect(value, `entry ${i}`).toBeCloseTo(wanted[i]!, 12); });
}

describe.each(shapes)('one example through %d inputs and %d units, rows %d apart', (inputs, units, capacity) => {
  const { weights, biases, theta, x, delta } = createCase(inputs, units, capacity);
  const w = (unit: number, input: number): number => theta[weights + unit * inputs + input]!;
  const sum = (count: number, of: (i: number) => number): number => Array.from({ length: count }, (_, i) => of(i)).reduce((total, value) => total + value, 0);

  it('has z = b + W x', () => {
    const z = new Float64Array(units * capacity).fill(UNTOUCHED);
    weightedSumsOfOne(theta, weights, biases, inputs, units, x, z, capacity);
    expectClose(z, rows(units, capacity, (unit) => theta[biases + unit]! + sum(inputs, (i) => w(unit, i) * x[i * capacity]!)));
  });

  it('sends back Wᵀ δ', () => {
    const back = new Float64Array(inputs * capacity).fill(UNTOUCHED);
    sendBackOfOne(theta, weights, inputs, units, delta, back, capacity);
    expectClose(back, rows(inputs, capacity, (input) => sum(units, (unit) => w(unit, input) * delta[unit * capacity]!)));
  });

  it.each([true, false])('has the gradient δ xᵀ and δ, added to what is there: %s', (add) => {
    const gradient = new Float64Array(theta.length).fill(2);
    layerGradientOfOne(gradient, weights, biases, inputs, units, x, delta, capacity, add);
    const there = add ? 2 : 0;
    expectClose(gradient, [
      ...Array.from({ length: BEFORE }, () => 2),
      ...Array.from({ length: units * inputs }, (_, k) => there + delta[Math.floor(k / inputs) * capacity]! * x[(k % inputs) * capacity]!),
      ...Array.from({ length: units }, (_, unit) => there + delta[unit * capacity]!),
    ]);
  });
});
