// hidden ⇔ on the straight line from the point to the eye the surface is somewhere higher than the line
/** Whether a point of the surface can be seen, or lies behind a slope that is nearer to the eye. */
import type { LevelScale } from './contourLevels.ts';
import { valueAt } from './lossSlice.ts';
import type { Places } from './lossMap.ts';
import { heightOf } from './lossSurface.ts';
import type { SurfaceProjection } from './surfaceProjection.ts';

/** Heights of the surface's corners, row by row from the largest y; NaN where there is none. */
export type Relief = { readonly side: number; readonly heights: Float32Array };

/** Nearer than this, in heights of the whole surface, a slope is the one the point stands on. */
const CLEARANCE = 0.012;

export function reliefOf({ side, values }: Places, scale: LevelScale): Relief {
  return { side, heights: values.map((place) => (Number.isNaN(place) ? Number.NaN : heightOf(place, scale))) };
}

/** The height over a point of the ground, x and y from −1 to 1; that of the nearest corner outside the corners, NaN where nothing is known. */
export function heightAt({ side, heights }: Relief, x: number, y: number): number {
  return valueAt(heights, side, ((x + 1) * side - 1) / 2, ((1 - y) * side - 1) / 2);
}

/** @param x and y of a point that stands on the surface, from −1 to 1 */
export function isHidden(relief: Relief, { towardEye: [dx, dy, dz] }: SurfaceProjection, x: number, y: number): boolean {
  const z = heightAt(relief, x, y);
  if (Number.isNaN(z)) return false;
  // Half a cell at a time, until the line is above everything or over the surface's edge; the edge is where the last corners are.
  const edge = 1 - 1 / relief.side;
  const stride = 1 / (relief.side * Math.max(Math.abs(dx), Math.abs(dy), 1e-9));
  for (let t = stride; z + t * dz <= 1; t += stride) {
    const [px, py] = [x + t * dx, y + t * dy];
    if (Math.abs(px) > edge || Math.abs(py) > edge) return false;
    if (heightAt(relief, px, py) > z + t * dz + CLEARANCE) return true;
  }
  return false;
}
