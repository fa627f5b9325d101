import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLossFor, lossNames, losses, reductionScale, targetEncoding } from '../../src/engine/losses.ts';
import type { LossName } from '../../src/engine/losses.ts';

const elementwise = lossNames.filter((name) => name !== 'softmax_cross_entropy');
const targetsOf = (name: LossName): fc.Arbitrary<number> =>
  name === 'hinge' ? fc.constantFrom(-1, 1) : name === 'binary_cross_entropy' ? fc.constantFrom(0, 1) : fc.double({ min: -3, max: 3, noNaN: true });

describe.each(elementwise)('%s', (name) => {
  const loss = losses[name];

  it('has a derivative that agrees with central differences', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), targetsOf(name), fc.double({ min: 0.1, max: 2, noNaN: true }), (y, t, delta) => {
        const d = y - t;
        fc.pre(name !== 'absolute' || Math.abs(d) > 1e-4);
        fc.pre(name !== 'huber' || Math.abs(Math.abs(d) - delta) > 1e-4);
        fc.pre(name !== 'hinge' || Math.abs(1 - t * y) > 1e-4);
        const numeric = (loss.output(y + 1e-5, t, delta) - loss.output(y - 1e-5, t, delta)) / 2e-5;
        expect(Math.abs(numeric - loss.derivative(y, t, delta))).toBeLessThan(2e-9);
      }),
    );
  });

  it('gives the same numbers in a block as one by one', () => {
    const y = Float64Array.of(-2, -1, -0.25, 0, 0.5, 1, 3);
    const t = Float64Array.of(1, 0, 1, 1, 0, 1, 0);
    const f = new Float64Array(7);
    const delta = new Float64Array(7);
    loss.values(y, t, f, 1, 6, 0.7);
    loss.derivatives(y, t, delta, 1, 6, 0.25, 0.7);
    for (let i = 1; i < 6; i += 1) {
      expect(f[i]).toBe(loss.output(y[i]!, t[i]!, 0.7));
      expect(delta[i]).toBe(0.25 * loss.derivative(y[i]!, t[i]!, 0.7));
    }
    expect([f[0], f[6], delta[0], delta[6]]).toEqual([0, 0, 0, 0]);
  });

  it('is 0 at the target and above it elsewhere, unless it is the trap', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), targetsOf(name), (y, t) => {
        if (loss.trap !== true) expect(loss.output(y, t, 1)).toBeGreaterThanOrEqual(0);
      }),
    );
    if (loss.reads === 'prediction') expect(loss.output(1, 1, 1)).toBe(0);
  });
});

describe('the signed difference', () => {
  it('is marked as a trap: errors of opposite sign cancel', () => {
    const { output, trap } = losses.signed_difference;
    expect(trap).toBe(true);
    expect(output(-4, 1, 1) + output(6, 1, 1)).toBe(0);
  });
});

describe('binary cross-entropy', () => {
  it('stays exact where the sigmoid rounds to 0 or 1', () => {
    const { output } = losses.binary_cross_entropy;
    expect(output(-800, 1, 1)).toBe(800);
    expect(output(800, 1, 1)).toBe(0);
    expect(output(50, 1, 1)).toBeCloseTo(Math.exp(-50), 30);
  });
});

describe('Huber’s loss', () => {
  it('goes from the square to the line in one piece', () => {
    const { output, secondDerivative } = losses.huber;
    expect([output(1.5, 1, 0.5), output(3, 1, 0.5), output(-3, 1, 0.5)]).toEqual([0.125, 0.875, 1.875]);
    expect(output(0, 0.7, 0.7)).toBeCloseTo(output(0, 0.7 + 1e-12, 0.7), 11);
    expect([0.4, 0.5, 0.6].map((y) => secondDerivative(y, 0, 0.5))).toEqual([1, 0, 0]);
  });
});

describe('softmax cross-entropy', () => {
  it('has no number for one output alone', () => {
    const { output, derivative, secondDerivative, values, derivatives } = losses.softmax_cross_entropy;
    expect([output(1, 1, 1), derivative(1, 1, 1), secondDerivative(1, 1, 1)]).toEqual([NaN, NaN, NaN]);
    const [y, f, delta] = [new Float64Array(4), new Float64Array(4), new Float64Array(4)];
    values(y, y, f, 1, 3, 1);
    derivatives(y, y, delta, 1, 3, 1, 1);
    expect([...f]).toEqual([0, NaN, NaN, 0]);
    expect([...delta]).toEqual([0, NaN, NaN, 0]);
  });
});

describe('corners', () => {
  it('are where the derivative jumps', () => {
    const { absolute, hinge } = losses;
    expect([absolute.corner?.(2, 3), absolute.corner?.(3, 3), hinge.corner?.(0.5, -1), hinge.corner?.(1, 1), hinge.corner?.(3, 2)]).toEqual([-1, 0, -1.5, 0, 5]);
  });
});

describe('a loss for a task', () => {
  it('suits what is learned, and softmax cross-entropy several outputs', () => {
    expect(lossNames.filter((name) => isLossFor(name, 'regression', 1))).toEqual(['squared', 'half_squared', 'absolute', 'huber', 'signed_difference']);
    expect(lossNames.filter((name) => isLossFor(name, 'classification', 1))).toEqual(lossNames.filter((name) => name !== 'softmax_cross_entropy'));
    expect(lossNames.filter((name) => isLossFor(name, 'classification', 2))).toEqual(lossNames);
    expect(isLossFor('softmax_cross_entropy', 'regression', 2)).toBe(false);
  });
});

describe('reductions', () => {
  it('are named for what they average over', () => {
    const spec = { name: 'squared', huberDelta: 1 } as const;
    expect(reductionScale({ ...spec, reduction: 'mean' }, 10, 3)).toBe(1 / 10);
    expect(reductionScale({ ...spec, reduction: 'sum' }, 10, 3)).toBe(1);
    expect(reductionScale({ ...spec, reduction: 'mean_all' }, 10, 3)).toBe(1 / 30);
    expect(reductionScale({ ...spec, name: 'softmax_cross_entropy', reduction: 'mean_all' }, 10, 3)).toBe(1 / 10);
  });
});

describe('target encoding', () => {
  it('asks for what the output can reach', () => {
    expect(targetEncoding('sigmoid')).toEqual({ low: 0, high: 1 });
    expect(targetEncoding('softmax')).toEqual({ low: 0, high: 1 });
    expect(targetEncoding('tanh')).toEqual({ low: -1, high: 1 });
    expect(targetEncoding('linear')).toEqual({ low: -1, high: 1 });
  });
});
