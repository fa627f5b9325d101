// t₀ + t₁ + t₂ + ⋯ + tₙ₋₂ + tₙ₋₁: a long sum shows its first and last terms
/** Which terms of a sum are written down. */

/** Longer sums are folded. */
const LONGEST = 8;
const FIRST = 3;
const LAST = 2;

/** How a sum is written where there is little room: two terms, dots and the last. */
const TIGHT = { longest: 4, first: 2, last: 1 } as const;

/** Whether some of so many terms are folded away. */
export function isFolded(count: number): boolean {
  return count > LONGEST;
}

/**
 * The terms that are written down, in order; dots stand for those between.
 * @param also one that is shown in any case, such as the one being added
 * @param isTight there is room for few
 */
export function shownTerms(count: number, also: number | null = null, isTight = false): readonly number[] {
  const { longest, first, last } = isTight ? TIGHT : { longest: LONGEST, first: FIRST, last: LAST };
  if (count <= longest) return Array.from({ length: count }, (_, i) => i);
  const ends = [...Array(first).keys(), ...Array.from({ length: last }, (_, i) => count - last + i)];
  return also === null || ends.includes(also) ? ends : [...ends, also].toSorted((a, b) => a - b);
}
