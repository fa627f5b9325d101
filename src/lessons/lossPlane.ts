// x = left + share · width, y logarithmic over three decades, the first loss in the upper one; or linear from 0 to over twice the first loss
/** Where a curve of losses lies in its picture. */
import { linearTicks } from '../viz/ticks.ts';
import type { CurvePoint } from './guesses.ts';

export type LossAxis = 'log' | 'linear';

export type LossPlane = {
  readonly least: number;
  readonly most: number;
  /** Powers of ten between them, or equal steps. */
  readonly ticks: readonly number[];
  x(share: number): number;
  y(loss: number): number;
  shareAt(x: number): number;
  lossAt(y: number): number;
  clamp(loss: number): number;
};

export type Room = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** @param start the loss before the first step, above 0 @param axis as that of the timeline beside it */
export function planeOf(start: number, { left, right, top, bottom }: Room, axis: LossAxis): LossPlane {
  const highest = Math.ceil(Math.log10(start) + 0.3);
  const lowest = highest - 3;
  const [least, most] = axis === 'log' ? [10 ** lowest, 10 ** highest] : [0, 2.2 * start];
  const clamp = (loss: number): number => Math.max(least, Math.min(most, loss));
  const [toShare, toLoss] = axis === 'log'
    ? [(loss: number) => (Math.log10(loss) - lowest) / (highest - lowest), (share: number) => 10 ** (lowest + share * (highest - lowest))]
    : [(loss: number) => loss / most, (share: number) => share * most];
  return {
    least, most, clamp,
    ticks: axis === 'log' ? Array.from({ length: highest - lowest + 1 }, (_, i) => 10 ** (lowest + i)) : linearTicks(least, most, 4).map(({ value }) => value),
    x: (share) => left + share * (right - left),
    y: (loss) => bottom - toShare(clamp(loss)) * (bottom - top),
    shareAt: (x) => Math.max(0, Math.min(1, (x - left) / (right - left))),
    lossAt: (y) => clamp(toLoss((bottom - y) / (bottom - top))),
  };
}

/** As an SVG path; what is no number leads out at the top. */
export function curvePath(plane: LossPlane, points: readonly CurvePoint[]): string {
  return points.map(([share, loss], i) => `${i === 0 ? 'M' : 'L'}${plane.x(share).toFixed(1)},${(loss === null ? plane.y(plane.most) - 8 : plane.y(loss)).toFixed(1)}`).join('');
}
