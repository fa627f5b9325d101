/** Axes of the loss curves: how far the epochs reach, and which losses the vertical axis spans. */
import type { LossHistory } from '../worker/protocol.ts';

export type LossSpan = { readonly low: number; readonly high: number; readonly log: boolean };

/** Last epoch on the axis: 20, 40, 80 … so that the curve has room to grow and the axis seldom changes. */
export function epochSpan(epoch: number): number {
  let span = 20;
  while (span < epoch * 1.08) span *= 2;
  return span;
}

/**
 * The losses the axis spans. Linear: from 0 (or below, where a loss is negative) to a round value above the largest. Log: round values
 * around the curves and at least a decade, so that a flat curve looks flat. Falls back to linear where a loss is not positive.
 * Spikes above 50 times the first loss are cut off.
 */
export function lossSpan(history: LossHistory, axis: 'log' | 'linear', showValidation: boolean): LossSpan {
  let low = Infinity;
  let high = -Infinity;
  let positive = Infinity;
  const look = (values: Float64Array): void => {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
      if (value > 0 && value < positive) positive = value;
    }
  };
  look(history.trainMin);
  look(history.trainMax);
  if (showValidation) {
    look(history.validationMin);
    look(history.validationMax);
  }
  if (high === -Infinity) return { low: axis === 'log' ? 0.1 : 0, high: 1, log: axis === 'log' };
  const first = Math.abs(history.train[0] ?? high);
  if (first > 0) high = Math.min(high, first * 50);
  if (axis === 'linear' || low < 0) {
    return { low: low < 0 ? -roundUp(-low) : 0, high: high > 0 ? roundUp(high) : 0, log: false };
  }
  const top = roundUp(high || 1);
  const bottom = Math.max(roundDown(Number.isFinite(positive) ? positive : top / 10), top * 1e-9);
  return { low: Math.min(bottom, top / 10), high: top, log: true };
}

const leading = [1, 2, 5, 10];

/** The smallest 1, 2 or 5 × 10ⁿ that is not below the value. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return Number(((leading.find((m) => m * power >= value * (1 - 1e-9)) ?? 10) * power).toPrecision(3));
}

/** The largest 1, 2 or 5 × 10ⁿ that is not above the value. */
export function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return Number(((leading.findLast((m) => m * power <= value * (1 + 1e-9)) ?? 1) * power).toPrecision(3));
}

/** The values on the vertical axis that get a line and a label: 1, 2, 5 of each decade, thinned where the span is long; linear: five. */
export function lossTicks(span: LossSpan): number[] {
  if (!span.log) {
    const step = roundUp((span.high - span.low) / 5 || 1);
    const ticks: number[] = [];
    for (let k = Math.ceil(span.low / step); k * step <= span.high * (1 + 1e-9); k++) ticks.push(Number((k * step).toPrecision(6)));
    return ticks;
  }
  const decades = Math.log10(span.high / span.low);
  const digits = decades > 2.2 ? [1] : [1, 2, 5];
  const every = decades > 6 ? 2 : 1;
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(span.low) + 1e-9); power <= Math.log10(span.high) + 1e-9; power++) {
    if (power % every !== 0) continue;
    for (const digit of digits) {
      const value = Number(`${digit}e${power}`);
      if (value >= span.low * (1 - 1e-9) && value <= span.high * (1 + 1e-9)) ticks.push(value);
    }
  }
  return ticks;
}

/** Place of a loss between the bottom (0) and the top (1) of the span, clamped; not finite: the top. */
export function lossShare(span: LossSpan, value: number): number {
  if (!Number.isFinite(value)) return 1;
  const share = span.log
    ? Math.log(Math.max(value, Number.MIN_VALUE) / span.low) / Math.log(span.high / span.low)
    : (value - span.low) / (span.high - span.low || 1);
  return Math.min(1, Math.max(0, share));
}

/** Index of the point of the history nearest to an epoch. */
export function nearestPoint(history: LossHistory, epoch: number): number {
  const epochs = history.epoch;
  let low = 0;
  let high = epochs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((epochs[middle] ?? 0) < epoch) low = middle + 1;
    else high = middle;
  }
  const before = epochs[low - 1];
  return before !== undefined && epoch - before < (epochs[low] ?? epoch) - epoch ? low - 1 : Math.max(0, low);
}
