import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSlots, defaultOptimizer, optimizers, withMomentum } from '../../src/engine/optimizers.ts';
import type { OptimizerName, OptimizerSpec } from '../../src/engine/optimizers.ts';

const names = Object.keys(optimizers) as OptimizerName[];
const vector = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 4, maxLength: 4 });

function step(spec: OptimizerSpec, theta: readonly number[], gradient: readonly number[], eta: number): { theta: Float64Array; previous: Float64Array; guard: number } {
  const now = Float64Array.from(theta);
  const previous = new Float64Array(theta.length);
  const slots = createSlots(spec.name, theta.length);
  const guard = optimizers[spec.name].update(now, Float64Array.from(gradient), slots, eta, 1, spec, previous);
  return { theta: now, previous, guard };
}

describe('optimizers', () => {
  it('go against the gradient in the first step, and keep the old parameters', () => {
    fc.assert(fc.property(fc.constantFrom(...names), vector, vector, (name, theta, gradient) => {
      const spec = name === 'adamw' ? { ...defaultOptimizer(name), weightDecay: 0 } as OptimizerSpec : defaultOptimizer(name);
      const { theta: now, previous, guard } = step(spec, theta, gradient, 0.01);
      expect(guard).toBe(0);
      expect(Array.from(previous)).toEqual(theta);
      gradient.forEach((g, i) => expect((now[i]! - theta[i]!) * Math.sign(g)).toBeLessThanOrEqual(0));
    }));
  });

  // Worked out by hand: θ = 1, g = 0.5 and then −1, η = 0.1.
  it.each<[spec: OptimizerSpec, first: number, second: number]>([
    [{ name: 'sgd' }, 0.95, 1.05],
    [{ name: 'momentum', momentum: 0.5 }, 0.95, 1.025],
    [{ name: 'nesterov', momentum: 0.5 }, 0.925, 1.0625],
    [{ name: 'adagrad', epsilon: 0 }, 0.9, 0.9 + 0.1 / Math.sqrt(1.25)],
    [{ name: 'adagrad', epsilon: 0, decay: 0.5 }, 0.9, 0.9 + 0.1 / 1.5 / Math.sqrt(1.25)],
    [{ name: 'adagrad', epsilon: 0.5 }, 0.95, 0.95 + 0.1 / (Math.sqrt(1.25) + 0.5)],
    [{ name: 'rmsprop', alpha: 0.5, epsilon: 0 }, 1 - 0.05 / Math.sqrt(0.125), 1 - 0.05 / Math.sqrt(0.125) + 0.1 / 0.75],
    [{ name: 'rmsprop', alpha: 0.5, epsilon: 0.25 }, 1 - 0.05 / (Math.sqrt(0.125) + 0.25), 1 - 0.05 / (Math.sqrt(0.125) + 0.25) + 0.1],
    [{ name: 'adam', beta1: 0.5, beta2: 0.75, epsilon: 0 }, 0.9, 0.9 + 0.05 / Math.sqrt(0.296875 / 0.4375)],
    [{ name: 'adam', beta1: 0.5, beta2: 0.75, epsilon: 0.5 }, 0.95, 0.95 + 0.05 / (Math.sqrt(0.296875 / 0.4375) + 0.5)],
    [{ name: 'adamw', beta1: 0.5, beta2: 0.75, epsilon: 0, weightDecay: 0.5 }, 0.85, 0.95 * 0.85 + 0.05 / Math.sqrt(0.296875 / 0.4375)],
  ])('make the two steps that follow by hand: %o', (spec, first, second) => {
    const theta = new Float64Array(5).fill(1);
    const slots = createSlots(spec.name, theta.length);
    [{ g: 0.5, after: first }, { g: -1, after: second }].forEach(({ g, after }, k) => {
      optimizers[spec.name].update(theta, new Float64Array(5).fill(g), slots, 0.1, k + 1, spec, new Float64Array(5));
      for (const value of theta) expect(value).toBeCloseTo(after, 13);
    });
  });

  it('do nothing at rate 0', () => {
    fc.assert(fc.property(fc.constantFrom(...names), vector, vector, (name, theta, gradient) => {
      expect(Array.from(step(defaultOptimizer(name), theta, gradient, 0).theta, (value) => value + 0)).toEqual(theta.map((value) => value + 0));
    }));
  });

  it('say when a parameter would not be finite', () => {
    for (const name of names) {
      expect(step(defaultOptimizer(name), [1, 2, 3, 4], [0, Number.NaN, 0, 0], 0.1).guard).toBeNaN();
      expect(step(defaultOptimizer(name), [1, 2, 3, 4], [0, 1, 0, 0], Infinity).guard).toBeNaN();
    }
  });

  it('know SGD as momentum 0, and AdamW without decay as Adam', () => {
    fc.assert(fc.property(vector, vector, (theta, gradient) => {
      const sgd = step({ name: 'sgd' }, theta, gradient, 0.1).theta;
      expect(step({ name: 'momentum', momentum: 0 }, theta, gradient, 0.1).theta).toEqual(sgd);
      expect(step({ name: 'nesterov', momentum: 0 }, theta, gradient, 0.1).theta).toEqual(sgd);
      const rates = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
      expect(step({ name: 'adamw', ...rates, weightDecay: 0 }, theta, gradient, 0.1).theta).toEqual(step({ name: 'adam', ...rates }, theta, gradient, 0.1).theta);
    }));
  });

  it('take another momentum where they have one', () => {
    expect(withMomentum({ name: 'momentum', momentum: 0.9 }, 0.5)).toEqual({ name: 'momentum', momentum: 0.5 });
    expect(withMomentum({ name: 'nesterov', momentum: 0.9 }, 0.5)).toEqual({ name: 'nesterov', momentum: 0.5 });
    for (const name of ['adam', 'adamw'] as const) expect(withMomentum(defaultOptimizer(name), 0.5)).toEqual({ ...defaultOptimizer(name), beta1: 0.5 });
    expect(withMomentum({ name: 'sgd' }, 0.5)).toEqual({ name: 'sgd' });
  });

  it('name each slot they use', () => {
    for (const name of names) expect(createSlots(name, 3)).toHaveLength(optimizers[name].slots.length);
  });
});
