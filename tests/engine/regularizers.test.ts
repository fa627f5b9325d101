import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../src/engine/network.ts';
import { addPenaltyGradient, clipByNorm, decayBiases, penalty } from '../../src/engine/regularizers.ts';

const network = createNetwork({ inputs: 2, layers: [{ units: 1, activation: 'tanh' }, { units: 1, activation: 'linear' }] });
// w, w, b, w, b
const theta = Float64Array.of(2, -3, 100, 0, 100);

describe('penalties', () => {
  it('weigh the weights and spare the biases', () => {
    expect(penalty(network, theta, { l1: 0.1, l2: 0 })).toBeCloseTo(0.5, 15);
    expect(penalty(network, theta, { l1: 0, l2: 0.1 })).toBeCloseTo(0.65, 15);
    expect(penalty(network, theta, { l1: 0.1, l2: 0.1 })).toBeCloseTo(1.15, 15);
    expect(penalty(network, theta, { l1: 0, l2: 0 })).toBe(0);
  });

  it('add their gradient, sign 0 being 0', () => {
    const gradient = new Float64Array(5).fill(1);
    addPenaltyGradient(network, theta, { l1: 0.5, l2: 0.25 }, gradient);
    expect([...gradient]).toEqual([2, -0.25, 1, 1, 1]);
    addPenaltyGradient(network, theta, { l1: 0, l2: 0 }, gradient);
    expect([...gradient]).toEqual([2, -0.25, 1, 1, 1]);
  });

  it.each([
    { l1: 0.5, l2: 0, gradient: [1.5, 0.5, 1, 1, 1] },
    { l1: 0, l2: 0.25, gradient: [1.5, 0.25, 1, 1, 1] },
  ])('add the gradient of one term alone: λ₁ = $l1, λ₂ = $l2', ({ l1, l2, gradient: expected }) => {
    const gradient = new Float64Array(5).fill(1);
    addPenaltyGradient(network, theta, { l1, l2 }, gradient);
    expect([...gradient]).toEqual(expected);
  });

  it('leave a term out whose λ is 0, even where its sum has overflowed', () => {
    const large = Float64Array.of(1e200, -1e200, 0, 1e200, 0);
    expect(penalty(network, large, { l1: 1e-200, l2: 0 })).toBeCloseTo(3, 12);
    const largest = Float64Array.of(Number.MAX_VALUE, Number.MAX_VALUE, 0, 0, 0);
    expect(penalty(network, largest, { l1: 0, l2: 1e-320 })).toBe(Infinity);
    const infinite = Float64Array.of(Infinity, 1, 0, 1, 0);
    const gradient = new Float64Array(5).fill(1);
    addPenaltyGradient(network, infinite, { l1: 0, l2: 0 }, gradient);
    expect([...gradient]).toEqual([1, 1, 1, 1, 1]);
  });

  it('reach the biases only where the decay is of all parameters', () => {
    const gradient = new Float64Array(5).fill(1);
    decayBiases(network, theta.with(3, 7), 0.5, gradient);
    expect([...gradient]).toEqual([1, 1, 51, 1, 51]);
  });
});

describe('clipping by norm', () => {
  it('returns the length before and shortens only what is longer', () => {
    const gradient = Float64Array.of(3, 4);
    expect(clipByNorm(gradient, 0)).toBe(5);
    expect(clipByNorm(gradient, 5)).toBe(5);
    expect([...gradient]).toEqual([3, 4]);
    expect(clipByNorm(gradient, 1)).toBe(5);
    expect(gradient[0]).toBeCloseTo(0.6, 15);
    expect(gradient[1]).toBeCloseTo(0.8, 15);
  });

  it('leaves alone what is shorter, and what has no length', () => {
    const short = Float64Array.of(0.3, 0.4);
    expect(clipByNorm(short, 1)).toBe(0.5);
    expect([...short]).toEqual([0.3, 0.4]);
    const none = Float64Array.of(0, 0);
    expect(clipByNorm(none, 1)).toBe(0);
    expect([...none]).toEqual([0, 0]);
  });

  it('measures vectors whose squares overflow', () => {
    const gradient = Float64Array.of(3e200, 4e200);
    expect(clipByNorm(gradient, 1)).toBeCloseTo(5e200, -187);
    expect(gradient[0]).toBeCloseTo(0.6, 12);
  });

  it('leaves what is not finite alone', () => {
    const infinite = Float64Array.of(Infinity, 1);
    expect(clipByNorm(infinite, 1)).toBe(Infinity);
    expect([...infinite]).toEqual([Infinity, 1]);
    const none = Float64Array.of(NaN, 1);
    expect(clipByNorm(none, 1)).toBeNaN();
    expect([...none]).toEqual([NaN, 1]);
  });
});
