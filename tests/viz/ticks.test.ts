import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks, nextTidy, roundSignificant, steadyReach, tidyCeil, tidyFloor } from '../../src/viz/ticks.ts';

const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true });

describe('logTicks', () => {
  it('marks every digit of every decade', () => {
    const ticks = logTicks(1e-6, 100);
    expect(ticks).toHaveLength(8 * 9 + 1);
    expect(ticks.filter((t) => t.kind === 'major').map((t) => t.value)).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100]);
    expect(ticks.some((t) => t.value === 0.3 && t.kind === 'middle')).toBe(true);
  });
  it('stays within the axis and ascends', () => {
    fc.assert(fc.property(positive, positive, (a, b) => {
      const [min, max] = [Math.min(a, b), Math.max(a, b)];
      const values = logTicks(min, max).map((t) => t.value);
      values.forEach((v, i) => {
        expect(v).toBeGreaterThanOrEqual(min * (1 - 1e-8));
        expect(v).toBeLessThanOrEqual(max * (1 + 1e-8));
        if (i > 0) expect(v).toBeGreaterThan(values[i - 1] ?? 0);
      });
    }));
  });
  it('has no ticks where there is no axis', () => {
    expect(logTicks(0, 1)).toEqual([]);
    expect(logTicks(1, Infinity)).toEqual([]);
    expect(linearTicks(1, 1, 5)).toEqual([]);
  });
});

describe('tidy numbers', () => {
  it('steps through twenty to the decade and back again', () => {
    let value = 0.01;
    for (let i = 0; i < 20; i++) value = nextTidy(value, 1);
    expect(value).toBe(0.1);
    for (let i = 0; i < 20; i++) value = nextTidy(value, -1);
    expect(value).toBe(0.01);
  });
  it('goes from any number to the next tidy one', () => {
    expect(nextTidy(0.0317, 1)).toBe(0.035);
    expect(nextTidy(0.0317, -1)).toBe(0.03);
    fc.assert(fc.property(positive, (v) => {
      const [up, down] = [nextTidy(v, 1), nextTidy(v, -1)];
      expect(up / v).toBeGreaterThan(1);
      expect(up / v).toBeLessThan(1.26);
      expect(v / down).toBeGreaterThan(1);
      expect(v / down).toBeLessThan(1.26);
      expect(roundSignificant(up, 3)).toBe(up);
    }));
  });
  it('rounds up and down to 1, 2, 5', () => {
    expect([0.34, 1, 1.01, 7, 0.05].map(tidyCeil)).toEqual([0.5, 1, 2, 10, 0.05]);
    expect([0.34, 1, 1.99, 7, 0.05].map(tidyFloor)).toEqual([0.2, 1, 1, 5, 0.05]);
  });
});

describe('steadyReach', () => {
  it('always holds the largest bar, and stays where it is while a third of it is used', () => {
    fc.assert(fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }), (largest, before) => {
      expect(steadyReach(largest, before)).toBeGreaterThanOrEqual(largest * (1 - 1e-9));
    }));
    expect(steadyReach(0.9, 2)).toBe(2);
    expect(steadyReach(0.3, 2)).toBe(0.5);
    expect(steadyReach(Infinity, 0)).toBe(1);
  });
});
