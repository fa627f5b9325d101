// place(v) = i + log(v / lᵢ) / log(lᵢ₊₁ / lᵢ) between the levels lᵢ and lᵢ₊₁
/** Levels of a contour map of the loss: tidy numbers, of equal ratios where the loss spans several times its least value. */
import { decimal, linearTicks } from './ticks.ts';

/** Between the levels lie levels.length + 1 tints: below the first, between each two, above the last. */
export type LevelScale = {
  readonly axis: 'log' | 'linear';
  /** Ascending, at least one. */
  readonly levels: readonly number[];
  /**
   * i at level i and between the levels straight on the scale's axis, clamped to [−1, levels.length]: where a value lies among
   * the tints. ∞ lies at the upper end; NaN stays.
   */
  readonly placeOf: (value: number) => number;
};

/** Mantissas within a decade, from many to few. */
const MANTISSAS: readonly (readonly number[])[] = [
  [1, 1.1, 1.2, 1.3, 1.5, 1.6, 1.8, 2, 2.2, 2.4, 2.7, 3, 3.3, 3.6, 3.9, 4.3, 4.7, 5.1, 5.6, 6.2, 6.8, 7.5, 8.2, 9.1],
  [1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2],
  [1, 1.5, 2, 3, 5, 7],
  [1, 2, 5],
  [1, 3],
  [1],
];
const MOST = 14;
/** Of a smaller ratio equal distances say more. */
const LEAST_RATIO = 2.5;
/** The steepest corners have one tint together: their share of the values. */
const TOP_SHARE = 0.04;

/** Levels for these losses; those that are not finite count for nothing. */
export function levelScale(losses: ArrayLike<number>, most = MOST): LevelScale {
  const finite = Float64Array.from(losses).filter(Number.isFinite).toSorted();
  const low = finite[0] ?? 0;
  const high = Math.max(finite[Math.floor((finite.length - 1) * (1 - TOP_SHARE))] ?? 1, low);
  if (low > 0 && high / low >= LEAST_RATIO) return scaleOf('log', logLevels(low, high, most));
  return scaleOf('linear', linearLevels(low, high, most));
}

function logLevels(low: number, high: number, most: number): readonly number[] {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const within = (value: number): boolean => value > low && value < high;
  const decades = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  for (const mantissas of MANTISSAS) {
    const levels = decades.flatMap((d) => mantissas.map((m) => decimal(m, d))).filter(within);
    if (levels.length > 0 && levels.length <= most) return levels;
  }
  const stride = Math.ceil(decades.length / most);
  const levels = decades.filter((d) => d % stride === 0).map((d) => decimal(1, d)).filter(within);
  return levels.length > 0 ? levels : [Math.sqrt(low * high)];
}

function linearLevels(low: number, high: number, most: number): readonly number[] {
  // Between losses that agree to the last digits ticks fall together.
  const levels = [...new Set(linearTicks(low, high, Math.round(most * 0.65)).map(({ value }) => value).filter((value) => value > low))];
  return levels.length > 0 ? levels : [low];
}

function scaleOf(axis: 'log' | 'linear', levels: readonly number[]): LevelScale {
  const measure = axis === 'log' ? (value: number): number => Math.log(value) : (value: number): number => value;
  const marks = levels.map(measure);
  const last = marks.length - 1;
  const first = marks[0] ?? 0;
  /** With a single level there is no distance between two. */
  const usual = last > 0 ? (marks[last]! - first) / last : 1;
  const placeOf = (value: number): number => {
    if (Number.isNaN(value)) return Number.NaN;
    const at = axis === 'log' && value <= 0 ? -Infinity : measure(value);
    if (at < first) return Math.max(-1, (at - first) / usual);
    if (at >= marks[last]!) return Math.min(last + 1, last + (at - marks[last]!) / usual);
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (marks[middle]! <= at) low = middle;
      else high = middle;
    }
    return low + (at - marks[low]!) / (marks[high]! - marks[low]!);
  };
  return { axis, levels, placeOf };
}

/** The tint at a place on the scale: 0 below the first level to levels.length above the last. */
export function tintAt(place: number, { levels }: LevelScale): number {
  return Math.min(levels.length, Math.max(0, Math.floor(place) + 1));
}
