import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelScale } from '../../src/viz/contourLevels.ts';
import { placesOf } from '../../src/viz/lossMap.ts';
import { surfaceProjection, type SurfaceTurn } from '../../src/viz/surfaceProjection.ts';
import { heightAt, isHidden, reliefOf, type Relief } from '../../src/viz/surfaceSight.ts';

const BOX = { x: 0, y: 0, width: 600, height: 400 };
const window = { a: 0, b: 0, halfA: 1, halfB: 1 };

/** A surface with this loss over x and y from −1 to 1. */
function surface(side: number, loss: (x: number, y: number) => number): Relief {
  const losses = Float64Array.from({ length: side * side }, (_, i) => loss((2 * (i % side) + 1) / side - 1, (2 * Math.floor(i / side) + 1) / side - 1));
  const scale = levelScale(losses);
  return reliefOf(placesOf({ window, side, losses }, scale), scale);
}

/** By projecting every triangle of the surface: whether one covers the point on the screen and is nearer to the eye. */
function isCovered({ side, heights }: Relief, turn: SurfaceTurn, aspect: number, x: number, y: number): boolean {
  const { project } = surfaceProjection(turn, BOX, aspect);
  // Distance from the eye along the line of sight, in the same units for all points.
  const depth = (px: number, py: number, pz: number): number => Math.cos(turn.pitch) * (Math.sin(turn.yaw) * px * aspect + Math.cos(turn.yaw) * py) - Math.sin(turn.pitch) * 0.85 * pz;
  const corner = (column: number, row: number) => {
    const at = [(2 * column + 1) / side - 1, 1 - (2 * row + 1) / side, heights[row * side + column]!] as const;
    return [...project(...at), depth(...at)] as const;
  };
  const z = heightAt({ side, heights }, x, y);
  const [sx, sy] = project(x, y, z);
  const own = depth(x, y, z);
  for (let row = 0; row < side - 1; row += 1) {
    for (let column = 0; column < side - 1; column += 1) {
      const [p, q, r, s] = [corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1)];
      for (const [[x1, y1, d1], [x2, y2, d2], [x3, y3, d3]] of [[p, q, r], [p, r, s]] as const) {
        const area = (x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1);
        const second = ((sx - x1) * (y3 - y1) - (x3 - x1) * (sy - y1)) / area;
        const third = ((x2 - x1) * (sy - y1) - (sx - x1) * (y2 - y1)) / area;
        if (second < 0 || third < 0 || second + third > 1) continue;
        if (d1 + second * (d2 - d1) + third * (d3 - d1) < own - 0.05) return true;
      }
    }
  }
  return false;
}

describe('what can be seen of a surface', () => {
  const ridge = surface(33, (x) => 1 + 9 * Math.exp(-((x / 0.15) ** 2)));
  const fromTheRight = { yaw: Math.PI / 2, pitch: 0.4 };

  it('is what lies before a ridge, not what lies behind it, from either side', () => {
    for (const [yaw, seen, unseen] of [[Math.PI / 2, -0.5, 0.5], [-Math.PI / 2, 0.5, -0.5]] as const) {
      const projection = surfaceProjection({ yaw, pitch: 0.4 }, BOX, 1.5);
      expect(isHidden(ridge, projection, seen, 0.1)).toBe(false);
      expect(isHidden(ridge, projection, unseen, 0.1)).toBe(true);
      expect(isHidden(ridge, projection, 0, 0.1)).toBe(false);
    }
  });

  it('is everything from above, and all of a plain', () => {
    const plain = surface(17, (x) => 3 + x);
    for (const x of [-0.9, -0.5, 0, 0.5, 0.9]) {
      expect(isHidden(ridge, surfaceProjection({ ...fromTheRight, pitch: 1.45 }, BOX, 1.5), x, 0)).toBe(false);
      expect(isHidden(plain, surfaceProjection({ yaw: -Math.PI / 2, pitch: 0.6 }, BOX, 1.5), x, 0)).toBe(false);
    }
  });

  it('says so where losses are not known', () => {
    const holed = surface(17, (x, y) => (Math.abs(x) < 0.3 ? Number.NaN : 2 + y));
    expect(isHidden(holed, surfaceProjection(fromTheRight, BOX, 1), 0, 0)).toBe(false);
    expect(isHidden(holed, surfaceProjection(fromTheRight, BOX, 1), 0.8, 0)).toBe(false);
  });

  it('agrees with a painting of every triangle, but for points at the very rim of a slope', () => {
    const hills = surface(25, (x, y) => 2 + Math.sin(4 * x + 1) * Math.cos(5 * y) + 0.8 * Math.sin(7 * x * y));
    let differing = 0;
    let hidden = 0;
    let all = 0;
    fc.assert(fc.property(
      fc.double({ min: 0, max: 6.28, noNaN: true }), fc.double({ min: 0.25, max: 1.2, noNaN: true }),
      fc.double({ min: -0.9, max: 0.9, noNaN: true }), fc.double({ min: -0.9, max: 0.9, noNaN: true }),
      (yaw, pitch, x, y) => {
        const truth = isCovered(hills, { yaw, pitch }, 1.4, x, y);
        all += 1;
        hidden += Number(truth);
        differing += Number(truth !== isHidden(hills, surfaceProjection({ yaw, pitch }, BOX, 1.4), x, y));
      },
    ), { numRuns: 400, seed: 7 });
    expect(hidden).toBeGreaterThan(all / 20);
    expect(differing).toBeLessThan(all / 25);
  });
});
