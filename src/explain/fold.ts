// t₀ + t₁ + t₂ + ⋯ + tₙ₋₂ + tₙ₋₁: a long sum shows its first and last terms
/** Which terms of a sum are written down. */

/** Longer sums are folded. */
const LONGEST = 8;
const FIRST = 3;
const LAST = 2;

/** Whether some of so many terms are folded away. */
export function isFolded(count: number): boolean {
  return count > LONGEST;
}

/**
 * The terms that are written down, in order; dots stand for those between.
 * @param also one that is shown in any case, such as the one being added
 */
export function shownTerms(count: number, also: number | null = null): readonly number[] {
  if (!isFolded(count)) return Array.from({ length: count }, (_, i) => i);
  const ends = [...Array(FIRST).keys(), ...Array.from({ length: LAST }, (_, i) => count - LAST + i)];
  return also === null || ends.includes(also) ? ends : [...ends, also].toSorted((a, b) => a - b);
}
