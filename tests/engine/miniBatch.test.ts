import { describe, expect, it } from 'vitest';
import { chunkCapacity, completeGradient, isUsableNorm, updateParameters } from '../../src/engine/miniBatch.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { defaultOptimizer } from '../../src/engine/optimizers.ts';
import type { Regularization } from '../../src/engine/regularizers.ts';

const noRegularization: Regularization = { l1: 0, l2: 0, clipNorm: 0 };
const network = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'linear' }] });
/** w, b */
const theta = Float64Array.of(2, -3);

describe('a mini-batch', () => {
  it('is worked on in parts of at most its own size, at least one example', () => {
    expect(chunkCapacity(network, 5, 100)).toBe(5);
    expect(chunkCapacity(network, 5, 3)).toBe(3);
    expect(chunkCapacity(network, 5, 0)).toBe(1);
    expect(chunkCapacity(network, 100_000, 100_000)).toBe(256);
  });
});

describe('the gradient that an update is made of', () => {
  const complete = (regularization: Partial<Regularization>, slots: number): readonly [length: number, gradient: readonly number[]] => {
    const gradient = Float64Array.of(3, 4);
    return [completeGradient(network, theta, { ...noRegularization, ...regularization }, slots, gradient), [...gradient]];
  };

  it('of bare SGD is ∇L, whose length nobody asks for', () => {
    expect(complete({}, 0)).toEqual([-1, [3, 4]]);
  });

  it('has its length measured for an optimizer that remembers, or for clipping', () => {
    expect(complete({}, 1)).toEqual([5, [3, 4]]);
    expect(complete({ clipNorm: 10 }, 0)).toEqual([5, [3, 4]]);
    expect(complete({ clipNorm: 2.5 }, 0)).toEqual([5, [1.5, 2]]);
  });

  it('has the penalty added before it is measured, and the biases’ only where that is asked for', () => {
    // λ₂ w = 0.5 · 2, λ₂ b = 0.5 · (−3).
    expect(complete({ l2: 0.5 }, 0)).toEqual([-1, [4, 4]]);
    expect(complete({ l2: 0.5, decayBiases: true }, 0)).toEqual([-1, [4, 2.5]]);
    expect(complete({ l2: -3, decayBiases: true, clipNorm: 100 }, 0)).toEqual([Math.hypot(3, 13), [-3, 13]]);
  });
});

describe('a length that an update may be made of', () => {
  it('is any finite one, or none, for an optimizer without memory', () => {
    expect([-1, 0, 1e200, Number.MAX_VALUE, Infinity, NaN].map((norm) => isUsableNorm(norm, noRegularization, 0))).toEqual([true, true, true, true, false, false]);
  });

  it('has a square that a memory can hold, unless it is clipped before', () => {
    expect([1e150, 1.1e150].map((norm) => isUsableNorm(norm, noRegularization, 1))).toEqual([true, false]);
    expect([1.1e150, Number.MAX_VALUE, Infinity].map((norm) => isUsableNorm(norm, { ...noRegularization, clipNorm: 1 }, 1))).toEqual([true, true, false]);
  });
});

describe('an update', () => {
  const rule = { optimizer: defaultOptimizer('momentum'), schedule: { name: 'constant' }, learningRate: 0.5 } as const;

  it('keeps the optimizer’s own momentum where the schedule has none', () => {
    const [parameters, slots] = [theta.slice(), [Float64Array.of(1, 1)]];
    const previous = new Float64Array(2);
    // v ← 0.9 · 1 + g, θ ← θ − 0.5 v.
    expect(updateParameters(rule, 0, 1, parameters, Float64Array.of(0.1, -0.9), slots, previous)).toBe(true);
    expect(parameters[0]).toBeCloseTo(2 - 0.5 * 1, 14);
    expect(parameters[1]).toBeCloseTo(-3, 14);
    expect([...previous]).toEqual([2, -3]);
  });

  it('says when a parameter is no longer finite', () => {
    expect(updateParameters(rule, 0, 1, theta.slice(), Float64Array.of(0, Infinity), [new Float64Array(2)], new Float64Array(2))).toBe(false);
  });
});
