// ∂f₁/∂z₁ → "1−f₁² = 0.155": the factors of a path as labels of its edges
import type { Factor } from '../../explain/paths.ts';
import { partsOf, type Formula } from '../../explain/formula.ts';
import type { Names } from '../../explain/names.ts';
import { readRule } from '../../explain/ruleTex.ts';
import type { Script } from '../../explain/script.ts';
import { addressKey, type Address } from '../../explain/address.ts';
import { formatCount, formatNumber, formatSetting } from '../../viz/format.ts';
import { readMath } from '../../viz/mathText.ts';
import { say } from '../../words/say.ts';

/** Commands with a sign of their own; any other makes a rule too much for a label. */
const signs: Readonly<Record<string, string>> = {
  '\\,': ' ', '\\;': ' ', '\\cdot': '·', '\\max': 'max', '\\min': 'min', '\\cos': 'cos', '\\sin': 'sin', '\\sigma': 'σ', '\\Phi': 'Φ', '\\varphi': 'φ',
  '\\le': '≤', '\\operatorname{sign}': 'sign',
};

/** A rule in the little markup of pictures, or null if that is not enough for it. */
function ruleMarkup({ tex, names: parts }: Extract<Formula, { kind: 'rule' }>, names: Names): string | null {
  let markup = '';
  for (const piece of readRule(tex, Object.keys(parts))) {
    if (piece.kind === 'name') {
      const part = parts[piece.name];
      const text = part === undefined ? null : formulaMarkup(part, names);
      if (text === null) return null;
      // One exponent on top of another cannot be read.
      markup += piece.isRaised && /\^/.test(text) ? `(${text})` : text;
      continue;
    }
    for (const [token] of piece.tex.matchAll(/\\operatorname\{[^}]*\}|\\[A-Za-z]+|\\.|[^]/g)) {
      const sign = token.startsWith('\\') ? signs[token] : token === '-' ? '−' : token;
      if (sign === undefined || token === '{' || token === '_') return null;
      markup += sign;
    }
  }
  return markup.replace(/\s*([−+])\s*/g, '$1').replace(/\s+/g, '\u2009').trim();
}

/** A formula in the markup of viz/mathText, or null if it is too much for a label. */
function formulaMarkup(formula: Formula, names: Names): string | null {
  switch (formula.kind) {
    case 'quantity': return names.symbol(formula.of).markup;
    case 'number': return formula.tex === undefined ? formatSetting(formula.value) : /^[A-Za-z0-9]+$/.test(formula.tex) ? formula.tex : null;
    case 'rule': return ruleMarkup(formula, names);
    case 'sum': case 'product': {
      const parts = (formula.kind === 'sum' ? formula.terms : formula.factors).map((part) => formulaMarkup(part, names));
      return parts.some((part) => part === null) || parts.length > 3 ? null : parts.join(formula.kind === 'sum' ? '+' : '\u2009');
    }
  }
}

const markups = new WeakMap<Factor, { readonly names: Names; readonly markup: string }>();

/** What a factor is worked out from; where that is too long for a label, the derivative itself. */
export function factorMarkup(factor: Factor, names: Names): string {
  // A tree asks for it several times: how wide it is, how much of it there is room for, and to show it.
  const known = markups.get(factor);
  if (known?.names === names) return known.markup;
  const markup = freshMarkup(factor, names);
  markups.set(factor, { names, markup });
  return markup;
}

function freshMarkup({ of, by, formula }: Factor, names: Names): string {
  const markup = formulaMarkup(formula, names);
  if (markup !== null && textWidth(markup, 13) <= 84) return markup;
  return `∂${names.symbol(of).markup}/∂${names.symbol(by).markup}`;
}

/** The weight that the factor is, or null. */
export function factorParameter({ formula }: Factor): number | null {
  return formula.kind === 'quantity' && formula.of.kind === 'parameter' ? formula.of.index : null;
}

/** What a click on the factor opens: the quantity that it is, or the gradient that is worked out with it. */
export function factorQuantity(factor: Factor): Address {
  return factor.formula.kind === 'quantity' ? factor.formula.of : gradientAt(factor.by);
}

/** ∂L/∂ the quantity; of a parameter that of this example. */
export function gradientAt(address: Address, example = 0): Address {
  switch (address.kind) {
    case 'a': return { ...address, kind: 'dLda' };
    case 'z': return { ...address, kind: 'delta' };
    case 'parameter': return { kind: 'exampleGradient', example, index: address.index };
    default: return address;
  }
}

/** Position from which all that the factor is made of is known. */
export function factorKnownAt({ formula }: Factor, script: Script): number {
  return partsOf(formula).reduce((latest, part) => Math.max(latest, script.knownAt(part)), 0);
}

/** Position from which the factor is shown: where numbers are guessed first, not before ∂L/∂ that it is a factor of is known. */
export function factorShownAt(factor: Factor, script: Script, example: number, predicting: boolean): number {
  const known = factorKnownAt(factor, script);
  return predicting ? Math.max(known, script.knownAt(gradientAt(factor.by, example))) : known;
}

/** Spoken: "the derivative of z 3 by f 1". */
export function spokenFactor({ of, by }: Pick<Factor, 'of' | 'by'>, names: Names): string {
  return say('the derivative of {of} by {by}@@local', { of: names.symbol(of).spoken, by: names.symbol(by).spoken });
}

/** Keys of all that a path goes through: quantities, the weights between them, and last the parameter itself. */
export function pathKeys(factors: readonly Factor[]): readonly string[] {
  const keys = new Set<string>();
  for (const factor of factors) {
    if (factor.formula.kind === 'quantity') keys.add(addressKey(factor.formula.of));
    for (const address of [factor.of, factor.by]) keys.add(addressKey(address));
  }
  return [...keys];
}

/** 12 → "12", 65 536 → "65 536", 2.8e14 → "2.8·10¹⁴". */
export function pathCount(count: number): string {
  return count < 1e9 ? formatCount(count) : formatNumber(count, 2);
}

/** "Path through neuron 2 and the output": the neurons from the weight to the loss, as the network calls them. */
export function pathSentence(factors: readonly Factor[], names: Names): string {
  const passed = factors.flatMap(({ by }) => (by.kind === 'z' ? [names.neuron(by.layer, by.unit)] : [])).toReversed();
  const words = passed.length > 1 ? say('{list} and {last}', { list: passed.slice(0, -1).join(', '), last: passed.at(-1) ?? '' }) : (passed[0] ?? say('no neuron'));
  return say('Path through {words}', { words });
}

const EM: Readonly<Record<string, number>> = { '.': 0.28, ' ': 0.25, '\u2009': 0.16, '(': 0.4, ')': 0.4, '/': 0.5, '=': 0.75, '−': 0.75, '·': 0.3, '[': 0.3, ']': 0.3 };

/** About how wide the markup is, in px, at a text size; symbols are set a seventh larger. */
export function textWidth(markup: string, size: number): number {
  let width = 0;
  // An index and an exponent behind it stand above one another.
  let raised = 0;
  let lowered = 0;
  for (const { text, level } of readMath(markup)) {
    const em = size * 1.14 * (level === 'base' ? 1 : 0.75);
    const own = Array.from(text).reduce((total, letter) => total + (EM[letter] ?? 0.54) * em, 0);
    if (level === 'above') raised += own;
    else if (level === 'below') lowered += own;
    else {
      width += Math.max(raised, lowered) + own;
      raised = 0;
      lowered = 0;
    }
  }
  return width + Math.max(raised, lowered);
}

/** Of a number in the text's own tabular figures. */
export function numberWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += (letter === '.' || letter === '·' ? 0.3 : 0.61) * size;
  return width;
}
