// x = left + share · width, y logarithmic over three decades, the first loss in the upper one
/** Where a curve of losses lies in its picture. */
import type { CurvePoint } from './guesses.ts';

export type LossPlane = {
  readonly least: number;
  readonly most: number;
  /** Powers of ten between them. */
  readonly ticks: readonly number[];
  x(share: number): number;
  y(loss: number): number;
  shareAt(x: number): number;
  lossAt(y: number): number;
  clamp(loss: number): number;
};

export type Room = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** @param start the loss before the first step, above 0 */
export function planeOf(start: number, { left, right, top, bottom }: Room): LossPlane {
  const highest = Math.ceil(Math.log10(start) + 0.3);
  const lowest = highest - 3;
  const [least, most] = [10 ** lowest, 10 ** highest];
  const clamp = (loss: number): number => Math.max(least, Math.min(most, loss));
  return {
    least, most, clamp,
    ticks: Array.from({ length: highest - lowest + 1 }, (_, i) => 10 ** (lowest + i)),
    x: (share) => left + share * (right - left),
    y: (loss) => bottom - ((Math.log10(clamp(loss)) - lowest) / (highest - lowest)) * (bottom - top),
    shareAt: (x) => Math.max(0, Math.min(1, (x - left) / (right - left))),
    lossAt: (y) => clamp(10 ** (lowest + ((bottom - y) / (bottom - top)) * (highest - lowest))),
  };
}

/** As an SVG path; what is no number leads out at the top. */
export function curvePath(plane: LossPlane, points: readonly CurvePoint[]): string {
  return points.map(([share, loss], i) => `${i === 0 ? 'M' : 'L'}${plane.x(share).toFixed(1)},${(loss === null ? plane.y(plane.most) - 8 : plane.y(loss)).toFixed(1)}`).join('');
}
