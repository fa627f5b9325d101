// z₁ = w₁₁₁ x₁ + w₁₂₁ x₂ + b₁: one tree gives the symbols, the numbers, the value and the parts
import type { Address } from './address.ts';

/** How a quantity follows from others. The displayed value is the engine's; `evaluateFormula` exists to prove that both agree. */
export type Formula =
  | { readonly kind: 'quantity'; readonly of: Address }
  /** A constant such as ½ or β₁; `tex` is its symbol, left out for a plain number. */
  | { readonly kind: 'number'; readonly value: number; readonly tex?: string }
  | { readonly kind: 'sum'; readonly terms: readonly Formula[] }
  | { readonly kind: 'product'; readonly factors: readonly Formula[] }
  /** Any other rule: TeX in which each key of `names`, a TeX letter or command such as z or \hat y, stands for a formula. */
  | {
      readonly kind: 'rule';
      readonly tex: string;
      readonly names: Readonly<Record<string, Formula>>;
      evaluate(values: Readonly<Record<string, number>>): number;
    };

export type FormulaTexOptions = {
  /** Names, or this moment's numbers. */
  readonly show: 'symbols' | 'numbers';
  /** A sum of more than 8 terms is folded in the middle unless open. */
  readonly open?: boolean;
  /** Key of the quantity under the marker, if any. */
  readonly lit?: string | null;
  /** Index of the only lit term of a sum at the top of the formula (a weighted sum being added up), if any. */
  readonly litTerm?: number | null;
};
