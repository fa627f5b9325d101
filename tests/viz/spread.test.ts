import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsPath, boxPath, linearAxis, logAxis } from '../../src/viz/spread.ts';

const spread = (low: number, lower: number, middle: number, upper: number, high: number) => ({ low, lower, middle, upper, high });

describe('the axes of spreads', () => {
  it('linear: hold every spread and 0', () => {
    const axis = linearAxis([spread(1, 2, 3, 4, 5), null, spread(-2, 0, 0, 1, 2)], 100, 54);
    expect(axis.x(0)).toBeGreaterThan(0);
    expect(axis.x(5)).toBeLessThan(100);
    expect(axis.ticks.map(({ label }) => label)).toContain('0');
    expect(axis.isBeyond(6)).toBe(true);
    expect(axis.x(1e9)).toBe(100);
  });
  it('linear: no further than it may go', () => {
    const axis = linearAxis([spread(-1e6, -1, 0, 1, 1e6)], 100, 54, 2);
    expect(axis.isBeyond(1e6)).toBe(true);
    expect(axis.isBeyond(1)).toBe(false);
    expect(axis.x(1e6)).toBe(100);
  });
  it('logarithmic: whole decades, with a place of its own for 0', () => {
    const without = logAxis([spread(0.002, 0.003, 0.01, 0.03, 0.5)], 148, 54);
    expect(without.x(0.001)).toBe(0);
    expect(without.x(1)).toBe(148);
    const axis = logAxis([spread(0, 0, 0.01, 0.03, 0.5)], 148, 54);
    expect(axis.ticks[0]?.label).toBe('0');
    expect(axis.x(0)).toBeLessThan(axis.x(0.01));
    expect(logAxis([spread(0, 0, 0, 0, 0), null], 148, 54).ticks.map(({ label }) => label)).toEqual(['0', '0.01', '0.1', '1']);
  });
  it('put every number somewhere on the axis, in order', () => {
    const magnitude = fc.double({ min: 1e-30, max: 1e30, noNaN: true });
    fc.assert(fc.property(fc.array(magnitude, { minLength: 5, maxLength: 5 }), (values) => {
      const [a, b, c, d, e] = values.toSorted((p, q) => p - q) as [number, number, number, number, number];
      for (const axis of [logAxis([spread(a, b, c, d, e)], 148, 54), linearAxis([spread(a, b, c, d, e)], 148, 54)]) {
        const places = [a, b, c, d, e].map(axis.x);
        expect(places.every((x, i) => x >= 0 && x <= 148 && x >= (places[i - 1] ?? 0))).toBe(true);
        expect(axis.ticks.length).toBeLessThan(9);
      }
    }));
  });
});

describe('boxes and bars', () => {
  it('a spread of one value is still a line', () => {
    const { box, middle } = boxPath(spread(1, 1, 1, 1, 1), linearAxis([spread(0, 0, 1, 2, 2)], 100, 54), 10, 8);
    const numbers = box.match(/[\d.]+/g)!.map(Number);
    expect(numbers[2]! - numbers[0]!).toBeCloseTo(1);
    expect(middle).toMatch(/^M[\d.]+ 6V14$/);
  });
  it('has a bar for every bin that is not empty, the highest as tall as may be', () => {
    expect(barsPath([0, 2, 4], 30, 20, 10)).toBe('M10.5 20v-5h9v5ZM20.5 20v-10h9v10Z');
    expect(barsPath([0, 0], 30, 20, 10)).toBe('');
  });
});
