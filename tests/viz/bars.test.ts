import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBins, density, drawHistogram, histogramReach } from '../../src/viz/histogram.ts';
import { barAt, barRows, drawLossBars, worstFirst } from '../../src/viz/lossBars.ts';
import { createPalette } from '../../src/viz/palette.ts';
import { drawPoint } from '../../src/viz/points.ts';
import { drawMath, readMath } from '../../src/viz/mathText.ts';
import { recordingContext } from './recordingContext.ts';

const palette = createPalette({});
const box = { x: 0, y: 0, width: 128, height: 300 };

describe('worstFirst', () => {
  it('orders examples by their loss, what is not a number first', () => {
    expect([...worstFirst([0.1, 3, Number.NaN, 0.5])]).toEqual([2, 1, 3, 0]);
    expect([...worstFirst([1, 1, 1])]).toEqual([0, 1, 2]);
    expect([...worstFirst([-1, 0, 2, -0, -Infinity, -300, 1e-30])]).toEqual([2, 6, 1, 3, 0, 5, 4]);
  });
});

describe('barRows', () => {
  it('has a row each, or merges thousands without losing any', () => {
    expect(barRows([3, 2, 1], [0, 1, 2], 300)).toHaveLength(3);
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), (count) => {
      const values = Float64Array.from({ length: count }, (_, i) => count - i);
      const rows = barRows(values, worstFirst(values), 300);
      expect(rows.length).toBeLessThanOrEqual(200);
      rows.forEach((row, i) => {
        expect(row.y + row.height).toBeLessThanOrEqual(300 + 1);
        if (i > 0) expect(row.value).toBeLessThanOrEqual(rows[i - 1]?.value ?? 0);
      });
    }), { numRuns: 50 });
  });
  it('finds the bar under the pointer', () => {
    expect([0, 150, 299.9, 300, -1].map((y) => barAt(10, 300, y))).toEqual([0, 5, 9, -1, -1]);
    expect(barAt(0, 300, 5)).toBe(-1);
  });
  it('draws signed values from the middle to both sides', () => {
    const { ctx, calls } = recordingContext();
    drawLossBars(ctx, [2, -2], [0, 1], box, palette, { max: 2 });
    const bars = calls.filter((c) => c.name === 'fillRect').map((c) => c.args as number[]);
    expect(bars[0]?.slice(0, 3)).toEqual([64, 0, 64]);
    expect(bars[1]?.[0]).toBe(0);
  });
});

describe('histogram', () => {
  it('counts every finite draw once', () => {
    fc.assert(fc.property(fc.array(fc.double()), (values) => {
      const finite = values.filter(Number.isFinite).length;
      expect(countBins(values, -1, 1, 16).reduce((a, b) => a + b, 0)).toBe(finite);
    }));
  });
  it('has densities whose area is one', () => {
    for (const d of [{ kind: 'uniform', low: -0.3, high: 0.3 }, { kind: 'normal', mean: 0.2, std: 0.5 }] as const) {
      let area = 0;
      for (let v = -5; v < 5; v += 0.001) area += density(d, v) * 0.001;
      expect(area).toBeCloseTo(1, 2);
    }
    expect(density({ kind: 'constant', value: 1 }, 1)).toBe(0);
  });
  it('reaches as far as the draws and their distribution', () => {
    expect(histogramReach([0.1, -2], [])).toBeCloseTo(2.2);
    expect(histogramReach([], [{ kind: 'normal', mean: 0, std: 1 }])).toBeCloseTo(2.2);
    expect(histogramReach([Number.NaN, Infinity], [])).toBeGreaterThan(0);
  });
  it('draws the expectation only where there is a density', () => {
    const { ctx, count } = recordingContext();
    drawHistogram(ctx, [0, 0, 0], box, palette, { reach: 1, sources: [{ distribution: { kind: 'constant', value: 0 }, draws: 3 }] });
    expect(count('stroke')).toBe(0);
    drawHistogram(ctx, [0.1, -0.2], box, palette, { reach: 1, sources: [{ distribution: { kind: 'normal', mean: 0, std: 0.4 }, draws: 2 }] });
    expect(count('stroke')).toBe(1);
  });
});

describe('points and symbols', () => {
  it('fills training points and leaves validation points hollow', () => {
    const styles = (validation: boolean) => {
      const { ctx, calls } = recordingContext();
      drawPoint(ctx, 5, 5, 1, validation, 3, palette);
      return calls.filter((c) => c.name === 'fillStyle' || c.name === 'strokeStyle').map((c) => c.args[0]);
    };
    expect(styles(false)).toEqual([palette.ptpos, palette.ptring]);
    expect(styles(true)).toEqual([palette.bg, palette.ptpos]);
  });
  it('draws every shape and any value', () => {
    const { ctx, count } = recordingContext();
    for (let k = 0; k < 12; k++) drawPoint(ctx, 0, 0, k, false, 3, palette);
    drawPoint(ctx, 0, 0, { value: Number.NaN }, true, 3, palette);
    expect(count('fill')).toBe(13);
  });
  it('sets letters italic, digits upright and indices below', () => {
    expect(readMath('w_{12}^{(2)}')).toEqual([
      { text: 'w', italic: true, level: 'base' }, { text: '12', italic: false, level: 'below' }, { text: '(2)', italic: false, level: 'above' },
    ]);
    expect(readMath('−η∇L').map((r) => [r.text, r.italic])).toEqual([['−', false], ['η', true], ['∇', false], ['L', true]]);
    expect(readMath('ŷ')).toHaveLength(1);
    expect(drawMath(recordingContext().ctx, 'x_1', 0, 0, palette)).toBeGreaterThan(0);
  });
});
