import { describe, expect, it } from 'vitest';
import { drawClassMap } from '../../src/viz/classMap.ts';
import { drawHeatmap, tintTable } from '../../src/viz/heatmap.ts';
import { createPalette, packColour, parseColour } from '../../src/viz/palette.ts';
import type { PictureCache } from '../../src/viz/pictureCache.ts';
import { recordingContext } from './recordingContext.ts';
import { readTokens } from './tokens.ts';

const palette = createPalette(readTokens('light'));

function fakeCache() {
  const seen = { pixels: new Uint32Array(0), width: 0, painted: [] as number[][] };
  const cache = {
    pixels(width: number, height: number) {
      seen.width = width;
      return (seen.pixels = new Uint32Array(width * height));
    },
    paint: (_: unknown, ...box: number[]) => void seen.painted.push(box),
  };
  return { seen, cache: cache as unknown as PictureCache };
}

describe('drawHeatmap', () => {
  it('colours each value by the table', () => {
    const { seen, cache } = fakeCache();
    drawHeatmap(recordingContext().ctx, [-1, 1, -5, 5], 2, 10, 20, 54, palette, {}, cache);
    const [low, high] = [packColour(parseColour(palette.heatneg)), packColour(parseColour(palette.heatpos))];
    expect([...seen.pixels]).toEqual([low, high, low, high]);
    expect(seen.painted).toEqual([[10, 20, 54, 54]]);
  });
  it('has few colours with flat tints, and the low one left of the boundary, the high one right of it', () => {
    const { seen, cache } = fakeCache();
    const n = 50;
    drawHeatmap(recordingContext().ctx, Float32Array.from({ length: n * n }, (_, i) => ((i % n) + 0.5) / n * 2 - 1), n, 0, 0, 300, palette, { bands: 10 }, cache);
    const counts = new Map<number, number>();
    for (const p of seen.pixels) counts.set(p, (counts.get(p) ?? 0) + 1);
    const flat = [...counts.values()].filter((c) => c > seen.pixels.length / 20);
    expect(flat).toHaveLength(10);
    expect(flat.reduce((a, b) => a + b)).toBeGreaterThan(seen.pixels.length * 0.85);
    expect(seen.pixels[0]).toBe(tintTable(palette, 10)[0]);
  });
  it('draws the zero line only where there is one, and survives values that are not finite', () => {
    const { ctx, count } = recordingContext();
    drawHeatmap(ctx, new Float32Array(25).fill(0.5), 5, 0, 0, 54, palette, {}, fakeCache().cache);
    expect(count('lineTo')).toBe(0);
    const { seen, cache } = fakeCache();
    drawHeatmap(ctx, new Float32Array(25).fill(Number.NaN), 5, 0, 0, 54, palette, {}, cache);
    expect(new Set(seen.pixels)).toEqual(new Set([tintTable(palette, 0)[512]]));
    drawHeatmap(ctx, [], 50, 0, 0, 54, palette, {}, cache);
  });
});

describe('drawClassMap', () => {
  const n = 20;
  const sectors = Float32Array.from({ length: 3 * n * n }, (_, i) => {
    const [k, cell] = [Math.floor(i / (n * n)), i % (n * n)];
    return Math.floor((cell % n) / 7) === k ? 1 : 0;
  });
  it('gives every place the colour of its winner', () => {
    const { seen, cache } = fakeCache();
    drawClassMap(recordingContext().ctx, sectors, 3, n, 0, 0, 100, palette, {}, cache);
    const row = seen.pixels.subarray(0, seen.width);
    palette.classes.slice(0, 3).forEach((c, k) => expect(row[Math.floor((k + 0.5) * seen.width * 0.33)]).toBe(packColour(c.areaRgb)));
  });
  it('draws a line where the winner changes', () => {
    const { ctx, count } = recordingContext();
    drawClassMap(ctx, sectors, 3, n, 0, 0, 100, palette, {}, fakeCache().cache);
    expect(count('lineTo')).toBeGreaterThan(2 * n);
  });
});
