// light = ½ + ½ n · s for the normal n of each patch and a lamp s over the left shoulder
/** The loss over the plane as a surface: a patch a cell of the grid, painted from the furthest to the nearest. */
import type { LevelScale } from './contourLevels.ts';
import { contourSegments } from './contour.ts';
import { tintsOf, type Places } from './lossMap.ts';
import { cssColour, mixRgb, parseColour, type Palette, type Rgb } from './palette.ts';
import type { SurfaceProjection } from './surfaceProjection.ts';

/** How high a place on the scale stands, 0 to 1. */
export const heightOf = (place: number, scale: LevelScale): number => (Math.min(scale.levels.length, Math.max(-1, place)) + 1) / (scale.levels.length + 1);

const LAMP = [-0.45, 0.35, 0.82] as const;
/** Steepness of a patch against which the shading is measured. */
const RELIEF = 0.8;

/**
 * @param places row by row from the largest β (lossMap.placesOf)
 * @param stride cells a patch: 1 for all, 2 while it turns
 */
export function drawLossSurface(
  ctx: CanvasRenderingContext2D, places: Places, scale: LevelScale, projection: SurfaceProjection, palette: Palette, stride = 1,
): void {
  const { side, values } = places;
  const tints = tintsOf(palette, scale);
  const [low, high] = [tints[0]!, tints.at(-1)!];
  const ink = parseColour(palette.ink);
  // In shade a tint becomes deeper of its own hue; in light it comes nearer to paper, or in the dark theme to ink.
  const shadow = palette.dark ? parseColour(palette.bg) : mixRgb(high, ink, 0.5);
  const shine = palette.dark ? mixRgb(high, ink, 0.5) : parseColour('#ffffff');
  const lines = stride === 1 ? linesByPatch(places, scale) : null;
  const xOf = (column: number): number => (2 * column + 1) / side - 1;
  const yOf = (row: number): number => 1 - (2 * row + 1) / side;
  const place = (column: number, row: number): number => values[row * side + column]!;
  const columns = steps(side, stride, projection.fromRight);
  const rows = steps(side, stride, !projection.fromTop);
  ctx.lineJoin = 'round';
  for (const row of rows) {
    for (const column of columns) {
      const [right, below] = [Math.min(side - 1, column + stride), Math.min(side - 1, row + stride)];
      const corners = [[column, row], [right, row], [right, below], [column, below]] as const;
      const at = corners.map(([c, r]) => place(c, r));
      const mean = (at[0]! + at[1]! + at[2]! + at[3]!) / 4;
      if (Number.isNaN(mean)) continue;
      const heights = at.map((each) => heightOf(each, scale));
      const slopeX = ((heights[1]! - heights[0]! + heights[2]! - heights[3]!) / 2) * (side / (2 * stride)) * RELIEF;
      const slopeY = ((heights[0]! - heights[3]! + heights[1]! - heights[2]!) / 2) * (side / (2 * stride)) * RELIEF;
      const lit = (-slopeX * LAMP[0] - slopeY * LAMP[1] + LAMP[2]) / Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1);
      const tint: Rgb = mixRgb(low, high, heightOf(mean, scale));
      const shade = lit - LAMP[2];
      const colour = cssColour(shade < 0 ? mixRgb(tint, shadow, Math.min(0.5, -shade * 0.55)) : mixRgb(tint, shine, Math.min(0.4, shade * 0.9)));
      ctx.beginPath();
      corners.forEach(([c, r], i) => {
        const [sx, sy] = projection.project(xOf(c), yOf(r), heights[i]!);
        if (i === 0) ctx.moveTo(sx, sy);
        else ctx.lineTo(sx, sy);
      });
      ctx.closePath();
      ctx.fillStyle = colour;
      ctx.fill();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 0.7;
      ctx.stroke();
      const crossing = lines?.get(row * side + column);
      if (crossing === undefined) continue;
      ctx.beginPath();
      for (const [x1, y1, x2, y2, level] of crossing) {
        const height = heightOf(level, scale);
        ctx.moveTo(...projection.project((2 * x1) / side - 1, 1 - (2 * y1) / side, height));
        ctx.lineTo(...projection.project((2 * x2) / side - 1, 1 - (2 * y2) / side, height));
      }
      ctx.strokeStyle = cssColour(mixRgb(tint, ink, 0.4));
      ctx.lineWidth = 0.8 * palette.pen;
      ctx.stroke();
    }
  }
}

/** Firsts of the patches along one side, ascending or descending. */
function steps(side: number, stride: number, descending: boolean): readonly number[] {
  const firsts: number[] = [];
  for (let i = 0; i < side - 1; i += stride) firsts.push(i);
  return descending ? firsts.toReversed() : firsts;
}

type Crossing = readonly [x1: number, y1: number, x2: number, y2: number, level: number];

/** The contour lines, cut up by the patch in which they lie. */
function linesByPatch({ side, values }: Places, { levels }: LevelScale): ReadonlyMap<number, readonly Crossing[]> {
  const patches = new Map<number, Crossing[]>();
  levels.forEach((_, level) => {
    const segments = contourSegments(values, side, side, level);
    for (let i = 0; i + 3 < segments.length; i += 4) {
      const [x1, y1, x2, y2] = [segments[i]!, segments[i + 1]!, segments[i + 2]!, segments[i + 3]!];
      const column = Math.floor((x1 + x2) / 2 - 0.5);
      const row = Math.floor((y1 + y2) / 2 - 0.5);
      if (column < 0 || row < 0 || column >= side - 1 || row >= side - 1) continue;
      const patch = patches.get(row * side + column);
      if (patch === undefined) patches.set(row * side + column, [[x1, y1, x2, y2, level]]);
      else patch.push([x1, y1, x2, y2, level]);
    }
  });
  return patches;
}
