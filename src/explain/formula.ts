// z₁ = w₁₁₁ x₁ + w₁₂₁ x₂ + b₁: one tree gives the symbols, the numbers, the value and the parts
import { addressKey } from './address.ts';
import type { Address } from './address.ts';
import { occursIn } from './ruleTex.ts';

/**
 * How a quantity follows from others. The value of a quantity is the engine's own; `evaluateFormula` proves that
 * both agree, and gives what has no address: a weighted sum up to one of its terms, a term, the result from the rounded numbers.
 */
export type Formula =
  | { readonly kind: 'quantity'; readonly of: Address }
  /** A constant such as ½ or β₁; `tex` is its symbol, left out for a plain number. */
  | { readonly kind: 'number'; readonly value: number; readonly tex?: string }
  | { readonly kind: 'sum'; readonly terms: readonly Formula[] }
  | { readonly kind: 'product'; readonly factors: readonly Formula[] }
  /**
   * Any other rule: TeX in which each key of `names`, such as z or \hat y, stands for a formula. In it `\,` is a multiplication,
   * which becomes a dot between numbers. A name that does not occur in the TeX only serves `evaluate`.
   */
  | {
      readonly kind: 'rule';
      readonly tex: string;
      readonly names: Readonly<Record<string, Formula>>;
      evaluate(values: Readonly<Record<string, number>>): number;
    };

/** How a quantity comes about, and one to three sentences why so. The formula is null for what is given. */
export type Derivation = { readonly formula: Formula | null; readonly prose: string };

export type FormulaTexOptions = {
  /** Names, or this moment's numbers. */
  readonly show: 'symbols' | 'numbers';
  /** Sums of more than four terms are folded, where there is little room. */
  readonly isTight?: boolean;
};

export function quantity(of: Address): Formula {
  return { kind: 'quantity', of };
}

export function constant(value: number, tex?: string): Formula {
  return tex === undefined ? { kind: 'number', value } : { kind: 'number', value, tex };
}

export function sum(terms: readonly Formula[]): Formula {
  return terms.length === 1 ? terms[0]! : { kind: 'sum', terms };
}

/** Sums of fewer terms are written down at once. */
const LONG = 256;

/** A sum of `count` terms; those of a long one, such as over all weights, are made when they are looked at. */
export function sumOf(count: number, termAt: (index: number) => Formula): Formula {
  return sum(termsOf(count, termAt));
}

/** The terms of such a sum. */
export function termsOf(count: number, termAt: (index: number) => Formula): readonly Formula[] {
  return count < LONG ? Array.from({ length: count }, (_, i) => termAt(i)) : termsOnDemand(count, termAt);
}

function termsOnDemand(count: number, termAt: (index: number) => Formula): readonly Formula[] {
  const indexOf = (key: string | symbol): number => (typeof key === 'string' && /^\d+$/.test(key) ? Number(key) : -1);
  return new Proxy<Formula[]>([], {
    get(made, key) {
      if (key === 'length') return count;
      const index = indexOf(key);
      if (index < 0) return Reflect.get(made, key) as unknown;
      return index < count ? (made[index] ??= termAt(index)) : undefined;
    },
    has: (made, key) => (indexOf(key) >= 0 ? indexOf(key) < count : Reflect.has(made, key)),
  });
}

export function product(...factors: readonly Formula[]): Formula {
  return { kind: 'product', factors };
}

export function rule(
  tex: string, names: Readonly<Record<string, Formula>>, evaluate: (values: Readonly<Record<string, number>>) => number,
): Formula {
  return { kind: 'rule', tex, names, evaluate };
}

/** The value that follows from the parts. */
export function evaluateFormula(formula: Formula, valueOf: (address: Address) => number): number {
  switch (formula.kind) {
    case 'quantity': return valueOf(formula.of);
    case 'number': return formula.value;
    case 'sum': return formula.terms.reduce((total, term) => total + evaluateFormula(term, valueOf), 0);
    case 'product': return formula.factors.reduce((total, factor) => total * evaluateFormula(factor, valueOf), 1);
    case 'rule': {
      const values = Object.entries(formula.names).map(([name, part]): [string, number] => [name, evaluateFormula(part, valueOf)]);
      return formula.evaluate(Object.fromEntries(values));
    }
  }
}

/**
 * The quantities one sees in the formula, in order and each once; at most `limit` of them, so that the sum over 33,000 weights
 * need not be gone through for its first few.
 */
export function partsOf(formula: Formula, limit = Infinity): readonly Address[] {
  const parts = new Map<string, Address>();
  collect(formula, parts, limit);
  return [...parts.values()];
}

function collect(formula: Formula, parts: Map<string, Address>, limit: number): void {
  if (parts.size >= limit) return;
  switch (formula.kind) {
    case 'quantity': {
      const key = addressKey(formula.of);
      if (!parts.has(key)) parts.set(key, formula.of);
      return;
    }
    case 'number': return;
    case 'sum':
      for (const term of formula.terms) {
        if (parts.size >= limit) return;
        collect(term, parts, limit);
      }
      return;
    case 'product':
      for (const factor of formula.factors) collect(factor, parts, limit);
      return;
    case 'rule':
      for (const name of occursIn(formula.tex, Object.keys(formula.names))) collect(formula.names[name]!, parts, limit);
  }
}
