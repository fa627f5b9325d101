import { describe, expect, it } from 'vitest';
import { erf, erfc, normalDensity, normalDistribution } from '../../src/engine/gaussian.ts';

describe('the normal distribution', () => {
  // By mpmath 1.2 with 40 digits.
  const values: readonly (readonly [x: number, distribution: number])[] = [
    [0, 0.5],
    [0.03125, 0.5124649174343772],
    [1, 0.8413447460685429],
    [-1.96, 0.02499789514822043],
    [2.9999, 0.998649658717045],
    [-3.7, 0.00010779973347738824],
    [-6.5, 4.0160005838590827e-11],
    // Farthest from a multiple of 1/16, where the last terms of the series weigh most.
    [-7.46875, 4.0480092149741948e-14],
    [-8.46875, 1.2402019672780565e-17],
    [-9, 1.1285884059538407e-19],
    [-20, 2.7536241186062337e-89],
  ];

  it.each(values)('Φ(%d) = %d to 14 digits, in the tail too', (x, expected) => {
    expect(Math.abs(normalDistribution(x) / expected - 1)).toBeLessThan(1e-14);
  });

  it('is symmetric, rises, and is continuous across cells', () => {
    let before = 0;
    for (let x = -9; x <= 9; x += 0.00517) {
      const value = normalDistribution(x);
      expect(value + normalDistribution(-x)).toBeCloseTo(1, 15);
      expect(value - before).toBeGreaterThanOrEqual(-3e-16);
      before = value;
    }
  });

  it('has the density as its derivative', () => {
    for (const x of [-4, -1.3, 0, 0.7, 2.5]) {
      expect((normalDistribution(x + 1e-5) - normalDistribution(x - 1e-5)) / 2e-5).toBeCloseTo(normalDensity(x), 9);
    }
  });

  it('saturates and hands NaN on', () => {
    expect(normalDistribution(Infinity)).toBe(1);
    expect(normalDistribution(-Infinity)).toBe(0);
    expect(normalDistribution(NaN)).toBeNaN();
  });
});

describe('erf and erfc', () => {
  it('are good to 1e-15', () => {
    expect(Math.abs(erf(0.5) - 0.5204998778130465)).toBeLessThan(1e-15);
    expect(Math.abs(erf(-2) + 0.9953222650189527)).toBeLessThan(1e-15);
    expect(Math.abs(erfc(1) - 0.15729920705028513)).toBeLessThan(1e-15);
    expect(Math.abs(erfc(4) / 1.541725790028002e-8 - 1)).toBeLessThan(1e-14);
  });
});
