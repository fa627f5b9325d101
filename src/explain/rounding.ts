// −0.305 + 0.0592 + 0.200 = −0.0458, but z₃ = −0.0454: where rounded parts do not give the rounded result, ≈
import { formatNumber, formatSetting, parseNumber } from '../viz/format.ts';
import type { Address } from './address.ts';
import { addressKey } from './address.ts';
import { evaluateFormula, partsOf, type Formula } from './formula.ts';
import { isFolded } from './fold.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say } from '../words/say.ts';

const DIGITS = 3;
/** Whole numbers up to here are written in full. */
const MOST_WHOLE = 5;
/** Of a unit of the last digit, for what binary fractions add. */
const SLACK = 1e-9;

/** Why there is no equals sign, for titles. */
export const ROUNDED = say('Computed with all digits: the rounded numbers shown here give another last digit');

/** The number as it stands on the page, three significant digits of it or `digits`. Not finite numbers stay what they are. */
export function asShown(value: number, digits = DIGITS): number {
  return parseNumber(formatNumber(value, digits)) ?? value;
}

/** Whether a reader who computes with the numbers shown gets `combined`, and with it the result as it is shown. */
export function agreesAsShown(combined: number, value: number, digits = DIGITS): boolean {
  if (!Number.isFinite(combined) || !Number.isFinite(value)) return true;
  const shown = asShown(value, digits);
  if (shown === 0) return combined === 0 || Math.abs(combined) < 1e-12;
  const exponent = Math.floor(Math.log10(Math.abs(shown)) + 1e-12);
  const unit = exponent >= digits && exponent < MOST_WHOLE ? 1 : 10 ** (exponent - digits + 1);
  // In units of the last digit; the middle between two goes up in size, as it is taught.
  const off = (combined * Math.sign(shown) - Math.abs(shown)) / unit + SLACK;
  return off >= -0.5 && off < 0.5;
}

/**
 * Whether the formula in numbers, computed as it stands on the page, gives the value as it stands there. A folded sum cannot be
 * computed by its reader and passes; what is computed from numbers that are not shown does not.
 * @param digitsOf how many digits of the value and of parameters are shown
 */
export function givesValueAsShown(study: Study, formula: Formula, value: number, digitsOf: (value: number) => number = () => DIGITS): boolean {
  if (hasFold(formula)) return true;
  const shown = new Set(partsOf(formula).map(addressKey));
  const of = (address: Address): number => {
    const number = valueOf(study, address);
    return address.kind === 'learningRate' ? (parseNumber(formatSetting(number)) ?? number) : asShown(number, address.kind === 'parameter' ? digitsOf(number) : DIGITS);
  };
  return !readsUnshown(formula, shown) && agreesAsShown(evaluateFormula(formula, of), value, digitsOf(value));
}

function hasFold(formula: Formula): boolean {
  switch (formula.kind) {
    case 'sum': return isFolded(formula.terms.length) || formula.terms.some(hasFold);
    case 'product': return formula.factors.some(hasFold);
    case 'rule': return Object.values(formula.names).some(hasFold);
    default: return false;
  }
}

/** Cross-entropies are computed from the weighted sums, and written with the prediction. */
function readsUnshown(formula: Formula, shown: ReadonlySet<string>): boolean {
  switch (formula.kind) {
    case 'sum': return formula.terms.some((term) => readsUnshown(term, shown));
    case 'product': return formula.factors.some((factor) => readsUnshown(factor, shown));
    case 'rule': return Object.entries(formula.names).some(([name, part]) => (
      part.kind === 'quantity' ? /^(read it|hidden|[zy] \d)/.test(name) && !shown.has(addressKey(part.of)) : readsUnshown(part, shown)));
    default: return false;
  }
}
