import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../src/engine/network.ts';
import { addPenaltyGradient, clipByNorm, penalty } from '../../src/engine/regularizers.ts';

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

  it('measures vectors whose squares overflow', () => {
    const gradient = Float64Array.of(3e200, 4e200);
    expect(clipByNorm(gradient, 1)).toBeCloseTo(5e200, -187);
    expect(gradient[0]).toBeCloseTo(0.6, 12);
  });

  it('leaves what is not finite alone', () => {
    expect(clipByNorm(Float64Array.of(Infinity, 1), 1)).toBe(Infinity);
    expect(clipByNorm(Float64Array.of(NaN, 1), 1)).toBeNaN();
  });
});
