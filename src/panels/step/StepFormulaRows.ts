/** What stands in the rows under the function: the chain of a gradient factor by factor, or any other rule term by term. */
import { addressOf, biasIndex, type Network } from '../../engine/network.ts';
import type { Address } from '../../explain/address.ts';
import { shownTerms } from '../../explain/fold.ts';
import { evaluateFormula, type Formula } from '../../explain/formula.ts';
import { formulaTex } from '../../explain/formulaTex.ts';
import { sumPaths, type Factor } from '../../explain/paths.ts';
import { isLoose } from '../../explain/ruleTex.ts';
import { agreesAsShown, asShown, givesValueAsShown } from '../../explain/rounding.ts';
import type { Study } from '../../explain/study.ts';
import { valueOf } from '../../explain/value.ts';
import { spokenFactor } from './StepPathsText.ts';

/** One column: a factor or a term, in symbols, worked out (chains only), and in numbers. */
export type FormulaColumn = {
  readonly key: string;
  /** Its place among all terms or factors, those folded away counted too. */
  readonly term: number;
  /** What stands between this column and the one before: ·, + or −. */
  readonly sign: string;
  readonly symbols: string;
  readonly expression: string | null;
  readonly numbers: string;
  /** The number where there is one alone: as text, which costs less to set than TeX. */
  readonly single: SingleNumber | null;
  /** A product of letters such as w₁₁ x₁: they and their numbers are text too. */
  readonly letters: readonly Address[] | null;
  /** The one quantity it is, or whose chain ends with it; null where there are several, each to click by itself. */
  readonly opens: Address | null;
  readonly isLit: boolean;
  /** What it shows, where that is not what it opens: "the derivative of f 1 by z 1". */
  readonly derivative?: string;
  /** It is a number given, with nothing behind it to be worked out. */
  readonly isNumber: boolean;
  /** Dots that stand for the terms in between. */
  readonly isFold?: boolean;
};

export type SingleNumber = { readonly value: number; readonly of: Address | null; readonly isFactor: boolean };

export type FormulaRows = {
  readonly columns: readonly FormulaColumn[];
  /** Chains have a third row between symbols and numbers. */
  readonly isChain: boolean;
};

const DOT = '·';

/** Units above `layer` that a path has to choose from are all there is to its number of paths. */
function hasOnePath(network: Network, layer: number): boolean {
  return network.layers.slice(layer + 1).every(({ units }) => units === 1) && network.layers.at(-1)?.activation !== 'softmax';
}

/**
 * The factors from the loss down to a gradient, if a single path leads there, and there is more than one factor: of ∂L/∂w, and in
 * the same way of ∂L/∂z and ∂L/∂a on the path.
 */
export function chainOf(study: Study, address: Address): readonly Factor[] | null {
  if (address.kind !== 'exampleGradient' && address.kind !== 'delta' && address.kind !== 'dLda') return null;
  const { network } = study;
  const { layer, unit } = address.kind === 'exampleGradient' ? addressOf(network, address.index) : address;
  if (!hasOnePath(network, layer)) return null;
  const index = address.kind === 'exampleGradient' ? address.index : biasIndex(network, layer, unit);
  const sum = sumPaths(study, address.example, index, 1);
  const path = sum.paths[0];
  if (sum.count !== 1 || path === undefined) return null;
  const end = path.factors.findIndex(({ by }) => (address.kind === 'exampleGradient'
    ? by.kind === 'parameter'
    : by.kind === (address.kind === 'delta' ? 'z' : 'a') && by.layer === layer && by.unit === unit));
  return end > 0 ? path.factors.slice(0, end + 1) : null;
}

/** ∂L/∂ of what a factor leads down to: the quantity that has this factor as its last one. */
function gradientBy(by: Address): Address | null {
  switch (by.kind) {
    case 'z': return { ...by, kind: 'delta' };
    case 'a': return { ...by, kind: 'dLda' };
    default: return null;
  }
}

function chainColumns(study: Study, address: Address, factors: readonly Factor[]): FormulaColumn[] {
  return factors.map((factor, i): FormulaColumn => {
    const { of, by, formula, value } = factor;
    const name = (quantity: Address): string => study.names.symbol(quantity).tex;
    const expression = formulaTex(study, formula, { show: 'symbols' });
    return {
      key: `${i}`,
      term: i,
      sign: i === 0 ? '' : DOT,
      symbols: `\\frac{\\partial ${name(of)}}{\\partial ${name(by)}}`,
      expression: needsParentheses(formula) ? `(${expression})` : expression,
      numbers: '',
      single: { value, of: formula.kind === 'quantity' ? formula.of : null, isFactor: true },
      letters: null,
      opens: i === factors.length - 1 ? address : gradientBy(by),
      derivative: spokenFactor(factor, study.names),
      isLit: i === factors.length - 1,
      isNumber: false,
    };
  });
}

/** Whether a factor is a sum, or begins with a minus. */
function needsParentheses(formula: Formula): boolean {
  return formula.kind === 'sum' || (formula.kind === 'rule' && isLoose(formula.tex)) || (formula.kind === 'number' && formula.value < 0);
}

/** The factors of a product of quantities that are each written as a letter, not as a fraction. */
function lettersOf({ names }: Study, formula: Formula): readonly Address[] | null {
  if (formula.kind !== 'product') return null;
  const letters = formula.factors.map((factor) => (factor.kind === 'quantity' ? factor.of : null));
  return letters.every((of) => of !== null && !names.symbol(of).tex.includes('\\frac')) ? (letters as Address[]) : null;
}

/** Terms that are folded away. */
const FOLD = { sign: '+', symbols: '\\cdots', expression: null, numbers: '\\cdots', single: null, letters: null, opens: null, isLit: false, isNumber: false, isFold: true } as const;

/** The terms of a sum or the factors of a product in columns of their own; anything else in one. */
function ruleColumns(study: Study, address: Address, formula: Formula, term: number | null): FormulaColumn[] {
  // The others are together the gradient that is known from the step before.
  const isNewFactor = formula.kind === 'product' && (address.kind === 'exampleGradient' || address.kind === 'delta');
  const parts = formula.kind === 'sum' ? formula.terms : formula.kind === 'product' ? formula.factors : [formula];
  const isTerms = formula.kind === 'sum';
  const columns: FormulaColumn[] = [];
  let before = -1;
  for (const i of isTerms ? shownTerms(parts.length, term) : parts.keys()) {
    // A long sum makes its terms when they are looked at: the others are left alone.
    const part = parts[i]!;
    if (i > before + 1) columns.push({ ...FOLD, key: `fold ${before + 1}`, term: before + 1 });
    before = i;
    const letters = isTerms ? lettersOf(study, part) : null;
    let symbols = letters === null ? formulaTex(study, part, { show: 'symbols' }) : '';
    let numbers = part.kind === 'quantity' || letters !== null ? '' : formulaTex(study, part, { show: 'numbers' });
    let sign = i === 0 ? '' : isTerms ? '+' : DOT;
    if (isTerms && i > 0 && symbols.startsWith('-') && numbers.startsWith('-')) {
      sign = '−';
      symbols = symbols.slice(1);
      numbers = numbers.slice(1);
    }
    if (formula.kind === 'product' && needsParentheses(part)) {
      symbols = `(${symbols})`;
      numbers = `(${numbers})`;
    }
    const opens = part.kind === 'quantity' ? part.of : null;
    const single = opens === null ? null : { value: valueOf(study, opens), of: opens, isFactor: formula.kind === 'product' || i > 0 };
    columns.push({ key: `${i}`, term: i, sign, symbols, expression: null, numbers, single, letters, opens, isLit: term === i || (i === parts.length - 1 && isNewFactor), isNumber: formula.kind === 'quantity' });
  }
  return columns;
}

/**
 * @param term of a weighted sum: the one being added
 */
export function formulaRows(study: Study, address: Address, formula: Formula | null, term: number | null): FormulaRows {
  if (formula === null) return { columns: [givenColumn(study, address)], isChain: false };
  const chain = chainOf(study, address);
  return chain === null
    ? { columns: ruleColumns(study, address, formula, term), isChain: false }
    : { columns: chainColumns(study, address, chain), isChain: true };
}

/** Whether the numbers in the columns, multiplied or put together as they are shown, give the result as it is shown. */
export function givesResult(study: Study, formula: Formula | null, columns: readonly FormulaColumn[], isChain: boolean, value: number): boolean {
  if (isChain) return agreesAsShown(columns.reduce((product, { single }) => product * asShown(single?.value ?? Number.NaN), 1), value);
  return formula === null || givesValueAsShown(study, formula, value);
}

/** What is given follows from nothing: its number is all there is. */
function givenColumn(study: Study, address: Address): FormulaColumn {
  const title = study.names.title(address);
  return {
    key: 'given', term: 0, sign: '', symbols: `\\text{${title.charAt(0).toLowerCase()}${title.slice(1)}}`, expression: null,
    numbers: '', single: { value: valueOf(study, address), of: address, isFactor: false }, letters: null, opens: null, isLit: false, isNumber: true,
  };
}

/** A weighted sum up to and with one of its terms. */
export function sumSoFar(study: Study, formula: Formula, term: number): number {
  if (formula.kind !== 'sum') return Number.NaN;
  return evaluateFormula({ kind: 'sum', terms: formula.terms.slice(0, term + 1) }, (of) => valueOf(study, of));
}
