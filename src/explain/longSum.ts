// w₁x₁ + w₂x₂ + ⋯: the terms that open into a list of their own
/** Sums too long for a line. */
import { isFolded } from './fold.ts';
import type { Formula } from './formula.ts';

/** The terms that are folded and open into a list of their own: those of a long sum, also of one that a mean is taken of. */
export function longSumIn(formula: Formula): readonly Formula[] | null {
  if (formula.kind === 'sum') return isFolded(formula.terms.length) ? formula.terms : null;
  if (formula.kind !== 'product') return null;
  for (const factor of formula.factors) if (factor.kind === 'sum' && isFolded(factor.terms.length)) return factor.terms;
  return null;
}
