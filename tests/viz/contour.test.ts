import { describe, expect, it } from 'vitest';
import { classLeads } from '../../src/viz/classMap.ts';
import { contourSegments } from '../../src/viz/contour.ts';

/** Cell centres of a grid over [−1, 1]², row by row from the top. */
function sample(n: number, f: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => f((((i % n) + 0.5) / n) * 2 - 1, 1 - ((Math.floor(i / n) + 0.5) / n) * 2));
}

describe('contourSegments', () => {
  it('follows a circle to a fraction of a cell, all the way round', () => {
    const n = 40;
    const segments = contourSegments(sample(n, (x, y) => Math.hypot(x, y) - 0.7), n, n, 0);
    let length = 0;
    for (let i = 0; i < segments.length; i += 4) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = segments.subarray(i, i + 4);
      const radius = Math.hypot((x1 / n) * 2 - 1, 1 - (y1 / n) * 2);
      expect(Math.abs(radius - 0.7)).toBeLessThan(0.003);
      length += Math.hypot(x2 - x1, y2 - y1) * (2 / n);
    }
    expect(length).toBeCloseTo(2 * Math.PI * 0.7, 2);
  });

  it('follows a straight line from border to border exactly', () => {
    const n = 10;
    const segments = contourSegments(sample(n, (x, y) => x + 0.5 * y - 0.05), n, n, 0);
    const heights: number[] = [];
    for (let i = 0; i < segments.length; i += 2) {
      const [x, y] = [((segments[i] ?? 0) / n) * 2 - 1, 1 - ((segments[i + 1] ?? 0) / n) * 2];
      expect(x + 0.5 * y).toBeCloseTo(0.05, 5);
      heights.push(y);
    }
    expect(Math.min(...heights)).toBeCloseTo(-1, 5);
    expect(Math.max(...heights)).toBeCloseTo(1, 5);
  });

  it('takes the level and one of several pictures in one array', () => {
    const n = 8;
    const both = Float64Array.from([...sample(n, () => 3), ...sample(n, (x) => x)]);
    expect(contourSegments(both, n, n, 0)).toHaveLength(0);
    expect(contourSegments(both, n, n, 0.3, n * n).length).toBeGreaterThan(0);
  });

  it('has two lines through a saddle and none where a value is not finite', () => {
    const saddle = contourSegments(Float64Array.of(1, -1, -1, 1), 2, 2, 0);
    expect(saddle.length % 4).toBe(0);
    expect(saddle.length).toBeGreaterThanOrEqual(8);
    for (const v of saddle) expect(Number.isFinite(v)).toBe(true);
    expect(contourSegments(new Float64Array(100).fill(Number.NaN), 10, 10, 0)).toHaveLength(0);
    expect(contourSegments(Float64Array.of(1), 1, 1, 0)).toHaveLength(0);
  });
});

describe('classLeads', () => {
  it('is positive for the winner alone and zero on the boundary', () => {
    const leads = classLeads([0.7, 0.4, 0.2, 0.4, 0.1, 0.2], 3, 2);
    expect([...leads].map((v) => Math.sign(Math.round(v * 10)))).toEqual([1, 0, -1, 0, -1, -1]);
  });
});
