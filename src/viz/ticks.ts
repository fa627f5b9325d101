// log ticks: m · 10ᵈ for m = 1 … 9; tidy values: twenty to the decade
/** Places where an axis is marked, and the tidy numbers that controls step through. */
import { ticks } from 'd3';

export type Tick = {
  readonly value: number;
  /** 'major' at powers of ten (or on a linear axis), 'middle' at 3·10ᵈ (2 and 5 where those are asked for), 'minor' else. */
  readonly kind: 'major' | 'middle' | 'minor';
};

/** Two-digit numbers that people would choose themselves, twenty to the decade and nearly evenly spaced on a log scale. */
const TIDY = [1, 1.1, 1.25, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9] as const;

/** m · 10ᵈ without the rounding noise of 10 ** d (0.3, not 0.30000000000000004). */
export function decimal(mantissa: number, exponent: number): number {
  return Number(`${mantissa}e${exponent}`);
}

/** `value` with at most `digits` significant digits; 0 and non-finite values come back as they are. */
export function roundSignificant(value: number, digits: number): number {
  return Number.isFinite(value) && value !== 0 ? Number(value.toPrecision(digits)) : value;
}

/** The next tidy value above (direction 1) or below (−1) a positive `value`, which need not be tidy itself. */
export function nextTidy(value: number, direction: 1 | -1): number {
  const exponent = Math.floor(Math.log10(value));
  const candidates: number[] = [];
  for (let d = exponent - 1; d <= exponent + 1; d++) for (const m of TIDY) candidates.push(decimal(m, d));
  const slack = value * 1e-9;
  if (direction > 0) return candidates.find((c) => c > value + slack) ?? value;
  return candidates.findLast((c) => c < value - slack) ?? value;
}

/**
 * Ticks of a logarithmic axis from `min` to `max` (both > 0, min < max), in ascending order.
 * @param middle mantissas that are 'middle' ticks
 */
export function logTicks(min: number, max: number, middle: readonly number[] = [3]): Tick[] {
  if (!(min > 0) || !(max > min) || !Number.isFinite(max)) return [];
  const found: Tick[] = [];
  const slack = 1 + 1e-9;
  for (let d = Math.floor(Math.log10(min)); d <= Math.ceil(Math.log10(max)); d++) {
    for (let m = 1; m <= 9; m++) {
      const value = decimal(m, d);
      if (value * slack < min || value > max * slack) continue;
      found.push({ value, kind: m === 1 ? 'major' : middle.includes(m) ? 'middle' : 'minor' });
    }
  }
  return found;
}

/** About `count` round values from `min` to `max` for a linear axis, as major ticks. */
export function linearTicks(min: number, max: number, count: number): Tick[] {
  if (!Number.isFinite(min) || !Number.isFinite(max) || !(max > min)) return [];
  return ticks(min, max, Math.max(1, count)).map((value) => ({ value, kind: 'major' }));
}

/** The smallest of 1, 2, 5 · 10ᵈ that is ≥ `value` (> 0). */
export function tidyCeil(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const exponent = Math.floor(Math.log10(value));
  for (const m of [1, 2, 5, 10]) if (decimal(m, exponent) >= value * (1 - 1e-9)) return decimal(m, exponent);
  return decimal(1, exponent + 1);
}

/** The largest of 1, 2, 5 · 10ᵈ that is ≤ `value` (> 0). */
export function tidyFloor(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const exponent = Math.floor(Math.log10(value));
  for (const m of [5, 2, 1]) if (decimal(m, exponent) <= value * (1 + 1e-9)) return decimal(m, exponent);
  return decimal(5, exponent - 1);
}

/**
 * The end of an axis that must hold `largest`: a round value that grows at once when it is needed and shrinks only when less than a
 * third of it is used, so that the axis does not flicker. @param before the end it had, 0 without one
 */
export function steadyReach(largest: number, before: number): number {
  const wanted = Number.isFinite(largest) && largest > 0 ? largest : 1;
  if (before > 0 && wanted <= before && wanted > before / 3) return before;
  return tidyCeil(wanted);
}
