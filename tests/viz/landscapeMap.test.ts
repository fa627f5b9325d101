import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelScale, tintAt } from '../../src/viz/contourLevels.ts';
import { drawContours, formatLevel, placesOf, planeMap, smoothed, tintsOf } from '../../src/viz/lossMap.ts';
import { cellCentres, lossAt, lowestOf, type LossGrid } from '../../src/viz/lossSlice.ts';
import { drawLossSurface, heightOf } from '../../src/viz/lossSurface.ts';
import { contrast, createPalette, parseColour } from '../../src/viz/palette.ts';
import { surfaceProjection, turned } from '../../src/viz/surfaceProjection.ts';
import { recordingContext } from './recordingContext.ts';
import { readTokens } from './tokens.ts';

const window = { a: 1, b: -1, halfA: 3, halfB: 2 };

/** L = (α − 1)² + 3 (β + 1)² + 0.1 */
function bowl(side: number): LossGrid {
  const alphas = cellCentres(window.a, window.halfA, side);
  const betas = cellCentres(window.b, window.halfB, side);
  const losses = Float64Array.from({ length: side * side }, (_, i) => (alphas[i % side]! - 1) ** 2 + 3 * (betas[Math.floor(i / side)]! + 1) ** 2 + 0.1);
  return { window, side, losses };
}

describe('the levels of a loss landscape', () => {
  it('are tidy, ascending, of equal ratios, and not too many', () => {
    const scale = levelScale(bowl(33).losses);
    expect(scale.axis).toBe('log');
    expect(scale.levels.length).toBeGreaterThan(5);
    expect(scale.levels.length).toBeLessThanOrEqual(14);
    expect(scale.levels).toEqual(scale.levels.toSorted((a, b) => a - b));
    for (const level of scale.levels) expect(Number(level.toPrecision(2))).toBe(level);
  });

  it('are of equal distance where the loss hardly varies or is not positive', () => {
    expect(levelScale([0.5, 0.52, 0.54, 0.56]).axis).toBe('linear');
    const trap = levelScale([-3, -1, 0, 2, 5]);
    expect(trap.axis).toBe('linear');
    expect(trap.levels.length).toBeGreaterThan(1);
  });

  it('place any number among the tints, in order', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 60 }), (losses) => {
      const scale = levelScale(losses);
      expect(scale.levels.length).toBeGreaterThan(0);
      expect(scale.levels.length).toBeLessThanOrEqual(15);
      const sorted = losses.toSorted((a, b) => a - b);
      const places = sorted.map((loss) => scale.placeOf(loss));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      for (const place of places) expect(tintAt(place, scale)).toBeGreaterThanOrEqual(0);
      for (const place of places) expect(tintAt(place, scale)).toBeLessThanOrEqual(scale.levels.length);
      expect(scale.placeOf(Infinity)).toBe(scale.levels.length);
      expect(scale.placeOf(0)).toBeLessThan(0);
    }));
    expect(levelScale([Number.NaN, Infinity]).placeOf(Number.NaN)).toBeNaN();
    const agreeing = [1.0000000000000013e-9, 1.0000000000000013e-9, 1.000000000000001e-9];
    for (const loss of agreeing) expect(levelScale(agreeing).placeOf(loss)).not.toBeNaN();
  });

  it('a value on a level lies on its line', () => {
    const scale = levelScale(bowl(33).losses);
    scale.levels.forEach((level, i) => { expect(scale.placeOf(level)).toBeCloseTo(i, 9); });
  });

  it('are written short', () => {
    expect([0.05, 0.15, 1, 1.5, 20, 500].map(formatLevel)).toEqual(['0.05', '0.15', '1', '1.5', '20', '500']);
  });
});

describe('a grid of losses', () => {
  it('is read between its points, and not outside its window', () => {
    const grid = bowl(65);
    expect(lossAt(grid, 1, -1)).toBeCloseTo(0.1, 2);
    expect(lossAt(grid, 3, -0.2)).toBeCloseTo(4 + 3 * 0.64 + 0.1, 1);
    expect(lossAt(grid, 4.1, -1)).toBeNaN();
    expect(lowestOf(grid)).toMatchObject({ loss: expect.closeTo(0.1, 9) });
    // Of a quadratic the bottom is exact, wherever it lies between the points.
    const tilted = (a: number, b: number): number => 2 * (a - 0.3) ** 2 + (a - 0.3) * (b + 0.71) + (b + 0.71) ** 2 + 0.02;
    const alphas = cellCentres(window.a, window.halfA, 17);
    const betas = cellCentres(window.b, window.halfB, 17);
    const losses = Float64Array.from({ length: 289 }, (_, i) => tilted(alphas[i % 17]!, betas[Math.floor(i / 17)]!));
    expect(lowestOf({ window, side: 17, losses })).toEqual({ a: expect.closeTo(0.3, 9), b: expect.closeTo(-0.71, 9), loss: expect.closeTo(0.02, 9) });
    expect(lowestOf({ ...grid, losses: grid.losses.map(() => Number.NaN) })).toBeNull();
  });

  it('keeps a straight slope straight when it is smoothed, and what is not known unknown', () => {
    const values = Float32Array.from({ length: 64 }, (_, i) => (i % 8) + 2 * Math.floor(i / 8));
    const { side, values: fine } = smoothed({ side: 8, values });
    expect(side).toBe(16);
    for (let i = 0; i < 256; i += 1) expect(fine[i]).toBeCloseTo(((i % 16) - 0.5) / 2 + Math.floor(i / 16) - 0.5, 4);
    expect(smoothed({ side: 8, values: values.map(() => Number.NaN) }).values.every(Number.isNaN)).toBe(true);
  });

  it('stands on the screen where the map puts it', () => {
    const map = planeMap(window, { x: 40, y: 10, width: 600, height: 400 });
    expect(map.toScreen(1, -1)).toEqual([340, 210]);
    expect(map.toScreen(-2, 1)).toEqual([40, 10]);
    const [a, b] = map.toPlane(...map.toScreen(2.2, -2.5));
    expect(a).toBeCloseTo(2.2, 9);
    expect(b).toBeCloseTo(-2.5, 9);
  });
});

describe('the picture of a landscape', () => {
  it.each(['light', 'dark'] as const)('has tints on which ink can be read, in the %s theme', (theme) => {
    const palette = createPalette(readTokens(theme));
    const scale = levelScale(bowl(17).losses);
    for (const tint of tintsOf(palette, scale)) {
      expect(contrast(tint, parseColour(palette.ink))).toBeGreaterThan(4.5);
      expect(contrast(tint, parseColour(palette.grad))).toBeGreaterThan(3);
    }
  });

  it('draws a line and a label at its levels, and a patch for every cell of the surface', () => {
    const palette = createPalette(readTokens('light'));
    const grid = bowl(33);
    const scale = levelScale(grid.losses);
    const places = placesOf(grid, scale);
    const map = recordingContext();
    drawContours(map.ctx, places, { x: 0, y: 0, width: 600, height: 400 }, scale, palette);
    expect(map.count('fillText')).toBeGreaterThan(2);
    const relief = recordingContext();
    drawLossSurface(relief.ctx, places, scale, surfaceProjection({ yaw: 0.6, pitch: 1 }, { x: 0, y: 0, width: 600, height: 400 }, 1.5), palette);
    expect(relief.count('fill')).toBe(32 * 32);
    expect(relief.calls.every(({ args }) => args.every((arg) => typeof arg !== 'number' || Number.isFinite(arg)))).toBe(true);
  });

  it('raises what is larger', () => {
    const scale = levelScale(bowl(17).losses);
    expect(heightOf(-1, scale)).toBe(0);
    expect(heightOf(scale.levels.length, scale)).toBe(1);
    expect(heightOf(3, scale)).toBeGreaterThan(heightOf(2, scale));
  });

  it('stays within its box however it is turned, and the ground goes with the hand', () => {
    const box = { x: 10, y: 20, width: 640, height: 400 };
    fc.assert(fc.property(fc.double({ min: 0, max: 6.3, noNaN: true }), fc.double({ min: 0.25, max: 1.45, noNaN: true }), (yaw, pitch) => {
      const projection = surfaceProjection({ yaw, pitch }, box, 1.5);
      for (const [x, y, z] of [[-1, -1, 0], [1, -1, 0], [1, 1, 1], [-1, 1, 1], [0, 0, 0.5]] as const) {
        const [sx, sy] = projection.project(x, y, z);
        expect(sx).toBeGreaterThanOrEqual(box.x - 1e-6);
        expect(sx).toBeLessThanOrEqual(box.x + box.width + 1e-6);
        expect(sy).toBeGreaterThanOrEqual(box.y - 1e-6);
        expect(sy).toBeLessThanOrEqual(box.y + box.height + 1e-6);
      }
      const [x0, y0] = projection.project(0, 0, 0);
      const [x1, y1] = projection.project(0.3, -0.2, 0);
      const [dx, dy] = projection.ground(x1 - x0, y1 - y0);
      expect(dx).toBeCloseTo(0.3, 6);
      expect(dy).toBeCloseTo(-0.2, 6);
    }));
    expect(turned({ yaw: 0.1, pitch: 1 }, -0.2, 5)).toEqual({ yaw: expect.closeTo(2 * Math.PI - 0.1, 9), pitch: 1.45 });
  });
});
