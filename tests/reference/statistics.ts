/** What is needed to say whether two samples, or a sample and a distribution, agree. */

/** Linear between the order statistics, as numpy.quantile. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  const high = sorted[Math.ceil(place)]!;
  return low === high ? low : low + (place - Math.floor(place)) * (high - low);
}

/** The median, where NaN is worse than any number. */
export function medianOf(values: readonly number[]): number {
  return quantile(values.map((value) => (Number.isNaN(value) ? Infinity : value)), 0.5);
}

/**
 * Mann and Whitney's U as a standard normal deviate, ties counted half and taken off the variance; NaN counts as Infinity.
 * 0 where all values are the same.
 */
export function mannWhitney(ours: readonly number[], theirs: readonly number[]): number {
  const clean = (values: readonly number[]): number[] => values.map((value) => (Number.isNaN(value) ? Infinity : value));
  const [a, b] = [clean(ours), clean(theirs)];
  let u = 0;
  for (const x of a) for (const y of b) u += x > y ? 1 : x === y ? 0.5 : 0;
  const counts = new Map<number, number>();
  for (const value of [...a, ...b]) counts.set(value, (counts.get(value) ?? 0) + 1);
  const n = a.length + b.length;
  let ties = 0;
  for (const count of counts.values()) ties += count ** 3 - count;
  const variance = ((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1)));
  return variance <= 0 ? 0 : (u - (a.length * b.length) / 2) / Math.sqrt(variance);
}

/** Largest distance between the sample's distribution and `cdf` (Kolmogorov and Smirnov). */
export function kolmogorovSmirnov(sorted: Float64Array, cdf: (x: number) => number): number {
  let largest = 0;
  for (let i = 0; i < sorted.length; i++) {
    const p = cdf(sorted[i]!);
    largest = Math.max(largest, p - i / sorted.length, (i + 1) / sorted.length - p);
  }
  return largest;
}
