/** Sums too long for a line. */
import type { Formula } from '../explain/formula.ts';

/** Longer sums are folded, and open into a list of their own. */
export const MOST_TERMS = 8;

/** The terms that are folded: those of a long sum, also of one that a mean is taken of. */
export function longSumIn(formula: Formula): readonly Formula[] | null {
  if (formula.kind === 'sum') return formula.terms.length > MOST_TERMS ? formula.terms : null;
  if (formula.kind !== 'product') return null;
  for (const factor of formula.factors) if (factor.kind === 'sum' && factor.terms.length > MOST_TERMS) return factor.terms;
  return null;
}
