// z_1 = w_{111}\,x_1 + … as TeX whose symbols know what they name
import { formatNumber, formatSetting, MINUS } from '../viz/format.ts';
import { addressKey } from './address.ts';
import type { Address } from './address.ts';
import { shownTerms } from './fold.ts';
import type { Formula, FormulaTexOptions } from './formula.ts';
import { isLoose, readRule } from './ruleTex.ts';
import type { Study } from './study.ts';
import { isGradient, toneOf } from './tone.ts';
import { valueOf } from './value.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number as formatNumber spells it, for KaTeX: "-0.437", "2.13\cdot10^{-5}", "\text{too large}". */
export function texNumber(value: number): string {
  return asTex(formatNumber(value));
}

/** A setting or a constant without trailing zeros, for KaTeX. */
export function texSetting(value: number): string {
  return asTex(formatSetting(value));
}

function asTex(text: string): string {
  if (/[a-z]/.test(text)) return `\\text{${text}}`;
  // Braces keep TeX from setting a space after a decimal comma.
  const [mantissa = '', power] = text.replaceAll(MINUS, '-').replace(',', '{,}').split('·10');
  if (power === undefined) return mantissa;
  return `${mantissa === '1' ? '' : `${mantissa}\\cdot`}10^{${Array.from(power, (digit) => (digit === '⁻' ? '-' : SUPERSCRIPTS.indexOf(digit))).join('')}}`;
}

/**
 * TeX of one side of an equation. Every quantity stands in \htmlData{quantity=KEY}{\htmlClass{CLASS}{…}} with the classes neg,
 * pos and grad; the dots of a folded sum in \htmlData{fold=open}{…}. Only the numbers that are shown are looked up.
 */
export function formulaTex(study: Study, formula: Formula, options: FormulaTexOptions): string {
  const writer: Writer = { study, options, isNumbered: study.trace.examples.length > 1 };
  return write(writer, formula, 'alone');
}

type Writer = { readonly study: Study; readonly options: FormulaTexOptions; readonly isNumbered: boolean };
/** Where a part stands: with nothing beside it that binds, behind a plus, in a product, under an exponent. */
type Place = 'alone' | 'term' | 'factor' | 'base';

function parenthesised(tex: string): string {
  return /\\frac|\\begin|\\sum|\\dfrac/.test(tex) ? `\\left(${tex}\\right)` : `(${tex})`;
}

function write(writer: Writer, formula: Formula, place: Place): string {
  switch (formula.kind) {
    case 'quantity': return quantityTex(writer, formula.of, place);
    case 'number': {
      const isSymbol = writer.options.show === 'symbols' && formula.tex !== undefined;
      const tex = isSymbol ? formula.tex : texSetting(formula.value);
      const isTight = isSymbol ? place !== 'base' || !/\^/.test(tex) : fits(formula.value, tex, place);
      return isTight ? tex : parenthesised(tex);
    }
    case 'sum': {
      const tex = sumTex(writer, formula.terms);
      return place === 'alone' || place === 'term' ? tex : parenthesised(tex);
    }
    case 'product': {
      const tex = productTex(writer, formula.factors);
      return place === 'base' ? parenthesised(tex) : tex;
    }
    case 'rule': {
      const tex = ruleTex(writer, formula.tex, formula.names);
      const isTight = place === 'alone' || place === 'term' || (place === 'factor' && !isLoose(formula.tex));
      return isTight ? tex : parenthesised(tex);
    }
  }
}

/** Whether a number needs no parentheses in its place. */
function fits(value: number, tex: string, place: Place): boolean {
  if (place === 'alone') return true;
  return !(value < 0) && (place !== 'base' || !tex.includes('\\cdot'));
}

function quantityTex({ study, options, isNumbered }: Writer, address: Address, place: Place): string {
  const key = addressKey(address);
  const colour = toneOf(address, valueOf(study, address)) ?? '';
  let tex: string;
  let isTight: boolean;
  if (options.show === 'symbols') {
    ({ tex } = study.names.symbol(address, isNumbered));
    isTight = place !== 'base' || !/[\^ ]|\\frac/.test(tex.replace('\\hat ', ''));
  } else {
    const value = valueOf(study, address);
    // η is a setting: 0.5, not 0.500.
    tex = address.kind === 'learningRate' ? texSetting(value) : texNumber(value);
    isTight = fits(value, tex, place);
  }
  const inner = isTight ? tex : parenthesised(tex);
  const coloured = colour === '' ? inner : `\\htmlClass{${colour}}{${inner}}`;
  return `\\htmlData{quantity=${key}}{${coloured}}`;
}

function sumTex(writer: Writer, terms: readonly Formula[]): string {
  let tex = '';
  let previous = -1;
  for (const index of shownTerms(terms.length, null, writer.options.isTight)) {
    if (index > previous + 1) tex += ' + \\htmlData{fold=open}{\\cdots}';
    previous = index;
    const term = write(writer, terms[index]!, tex === '' ? 'alone' : 'term');
    if (tex === '') tex = term;
    else tex += term.startsWith('-') ? ` - ${term.slice(1)}` : ` + ${term}`;
  }
  return tex;
}

/** Letters side by side; a dot between numbers and beside anything tall. */
function productTex(writer: Writer, factors: readonly Formula[]): string {
  const written = factors.map((factor) => write(writer, factor, factors.length === 1 ? 'alone' : 'factor'));
  const isDotted = writer.options.show === 'numbers' || factors.some(isTall) || factors.some((factor, i) => i > 0 && factor.kind === 'number' && factor.tex === undefined);
  return written.join(isDotted ? ' \\cdot ' : '\\,');

  function isTall(factor: Formula): boolean {
    if (factor.kind === 'quantity') return isGradient(factor.of);
    return factor.kind === 'rule' && !/^\\t?frac\{1\}\{.\}$/.test(factor.tex);
  }
}

function ruleTex(writer: Writer, tex: string, names: Readonly<Record<string, Formula>>): string {
  const isNumbers = writer.options.show === 'numbers';
  return readRule(tex, Object.keys(names)).map((piece) => {
    if (piece.kind === 'tex') return isNumbers ? piece.tex.replaceAll('\\,', ' \\cdot ') : piece.tex;
    const formula = names[piece.name]!;
    const written = write(writer, formula, placeOf(piece, formula));
    // A fraction upon a fraction stays as large as it is alone.
    return `{${piece.isNumerator ? written.replace('\\frac', '\\dfrac') : written}}`;
  }).join('');
}

function placeOf(piece: { readonly isEnclosed: boolean; readonly isFirst: boolean; readonly isRaised: boolean }, formula: Formula): Place {
  if (piece.isEnclosed) return 'alone';
  if (piece.isRaised) return 'base';
  return piece.isFirst && (formula.kind === 'quantity' || formula.kind === 'number') ? 'alone' : 'factor';
}
