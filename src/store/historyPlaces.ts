/** Steps and epochs of a run's curve, one from the other. */
import type { LossHistory } from '../worker/protocol.ts';

/** y at x between the points of a rising line, its ends beyond them. */
function between(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number): number {
  let [low, high] = [0, xs.length - 1];
  if (high < 0) return 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  const [x1, y1] = [xs[low] ?? 0, ys[low] ?? 0];
  const [x0, y0] = [xs[low - 1], ys[low - 1]];
  if (x0 === undefined || y0 === undefined || x >= x1 || x1 === x0) return y1;
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

/** The step at an epoch (with fraction) of a run. */
export function stepAt(history: LossHistory, epoch: number): number {
  return Math.round(between(history.epoch, history.step, epoch));
}

/** The epoch, with fraction, after so many steps. */
export function epochAt(history: LossHistory, step: number): number {
  return between(history.step, history.epoch, step);
}

/** The last step of a run that is on its curve. */
export function lastStepOf(history: LossHistory): number {
  return history.step.at(-1) ?? 0;
}
