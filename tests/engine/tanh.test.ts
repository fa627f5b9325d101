import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sigmoid, tanh } from '../../src/engine/tanh.ts';

describe('tanh', () => {
  it('errs by at most 4.4e-16 everywhere', () => {
    let worst = 0;
    for (let i = -200_000; i <= 200_000; i += 1) {
      // Steps that meet cell centres, cell borders and everything between.
      const z = i * 1.00033e-4;
      worst = Math.max(worst, Math.abs(tanh(z) - Math.tanh(z)));
    }
    for (let cell = -1300; cell <= 1300; cell += 1) {
      for (const z of [cell / 64, cell / 64 + 1 / 128, cell / 64 - 1 / 128]) worst = Math.max(worst, Math.abs(tanh(z) - Math.tanh(z)));
    }
    expect(worst).toBeLessThanOrEqual(4.4e-16);
  });

  it('keeps its relative precision near 0', () => {
    for (const z of [1e-300, 1e-20, -1e-8, 1e-4, -0.003, 1 / 128, 0.01]) expect(Math.abs(tanh(z) / Math.tanh(z) - 1)).toBeLessThan(2e-14);
  });

  it('is odd, never leaves [−1, 1], and saturates', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (z) => {
        expect(tanh(-z)).toBeCloseTo(-tanh(z), 15);
        expect(Math.abs(tanh(z))).toBeLessThanOrEqual(1);
      }),
    );
    expect(tanh(19.0625)).toBe(1);
    expect(tanh(-Infinity)).toBe(-1);
    expect(tanh(0)).toBe(0);
  });

  it('hands NaN on', () => {
    expect(tanh(NaN)).toBeNaN();
    expect(sigmoid(NaN)).toBeNaN();
  });
});

describe('sigmoid', () => {
  it('agrees with 1/(1 + e⁻ᶻ)', () => {
    for (let z = -45; z <= 45; z += 0.0137) expect(Math.abs(sigmoid(z) - 1 / (1 + Math.exp(-z)))).toBeLessThan(3.4e-16);
  });
});
