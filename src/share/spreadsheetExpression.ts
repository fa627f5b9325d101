// f`${w}*${x}+${b}` → "$C$9*C20+$C$13" for the cell and "w₁₁·x₁ + b₁" for the reader
/** One expression written once and read twice: as a cell's formula, in cells, and as text, in symbols. */
import { readMath } from '../viz/mathText.ts';
import type { TextRun } from './spreadsheetFile.ts';

export type Expression = {
  /** As a spreadsheet's formula, without the equals sign. */
  readonly formula: string;
  /** As mathematics; made when it is asked for, which for most cells of a large batch it never is. */
  readonly text: () => readonly TextRun[];
};

/** What a reader sees of each piece that a formula is written with; longer pieces first. */
const PIECES: readonly (readonly [RegExp, string])[] = [
  [/^([A-Z][A-Z.]*)(?=\()/, ''], [/^\*/, '·'], [/^>=/, ' ≥ '], [/^<=/, ' ≤ '], [/^>/, ' > '], [/^</, ' < '], [/^=/, ' = '],
  [/^,/, ', '], [/^\+/, ' + '], [/^-/, ' − '],
];

/** The names of a spreadsheet's functions that have one in mathematics; others are the same in small letters. */
const FUNCTIONS: Readonly<Record<string, string>> = { ABS: 'abs', SQRT: '√', NORMSDIST: 'Φ', SUMSQ: 'Σ²', SUMPRODUCT: 'Σ', SUM: 'Σ', AVERAGE: 'mean', PI: 'π' };

/** An expression of literal pieces and of others; numbers stand as they are. Literal `-` behind `(`, `,` or nothing is a sign. */
export function f(literals: TemplateStringsArray, ...parts: readonly (Expression | number)[]): Expression {
  const expressions = parts.map((part) => (typeof part === 'number' ? number(part) : part));
  let formula = literals[0] ?? '';
  expressions.forEach((part, i) => { formula += part.formula + (literals[i + 1] ?? ''); });
  return { formula, text: () => textOf(literals, expressions) };
}

function textOf(literals: readonly string[], parts: readonly Expression[]): readonly TextRun[] {
  const text: TextRun[] = [];
  literals.forEach((literal, i) => {
    const part = parts[i];
    const raises = part !== undefined && literal.endsWith('^');
    text.push(...literalText(raises ? literal.slice(0, -1) : literal, text));
    if (part !== undefined) text.push(...(raises ? part.text().map((run): TextRun => ({ ...run, level: 'above' })) : part.text()));
  });
  return text;
}

/** A cell with what it is called in markup (viz/mathText). */
export function cellCalled(cell: string, markup: string): Expression {
  return { formula: cell, text: () => mathRuns(markup) };
}

/** A number that stands in a formula; a negative one in parentheses. */
export function number(value: number): Expression {
  const text = String(value).toUpperCase();
  const formula = value < 0 ? `(${text})` : text;
  return { formula, text: () => [{ text: formula.replace('-', '−') }] };
}

/** Without the parentheses around the whole, which it needs only among others. */
export function alone({ formula, text }: Expression): Expression {
  if (!formula.startsWith('(')) return { formula, text };
  let depth = 0;
  for (let i = 0; i < formula.length; i += 1) {
    if (formula[i] === '(') depth += 1;
    else if (formula[i] === ')') depth -= 1;
    if (depth === 0 && i < formula.length - 1) return { formula, text };
  }
  return { formula: formula.slice(1, -1), text: () => withoutParentheses(text()) };
}

function withoutParentheses(text: readonly TextRun[]): readonly TextRun[] {
  return text[0]?.text === '(' && text.at(-1)?.text === ')' ? text.slice(1, -1) : text;
}

/** The formula with words before it. */
export function described(words: string, { formula, text }: Expression): Expression {
  return { formula, text: () => [{ text: `${words}: ` }, ...text()] };
}

/** The expressions with a plus between them. */
export function added(terms: readonly Expression[]): Expression {
  return terms.slice(1).reduce((total, term) => f`${total}+${term}`, terms[0] ?? number(0));
}

/** Markup as runs of text: letters italic, indices below and above. */
export function mathRuns(markup: string): readonly TextRun[] {
  return readMath(markup).map(({ text, italic, level }) => ({ text, ...(italic && { italic }), ...(level !== 'base' && { level }) }));
}

function literalText(literal: string, before: readonly TextRun[]): readonly TextRun[] {
  const runs: TextRun[] = [];
  let rest = literal;
  while (rest !== '') {
    const power = /^\^(\d)/.exec(rest);
    if (power !== null) {
      runs.push({ text: power[1]!, level: 'above' });
      rest = rest.slice(power[0].length);
      continue;
    }
    const found = PIECES.find(([pattern]) => pattern.test(rest));
    const piece = found === undefined ? rest[0]! : found[0].exec(rest)![0];
    runs.push({ text: found === undefined ? piece : spelled(piece, found[1], (runs.at(-1) ?? before.at(-1))?.text) });
    rest = rest.slice(piece.length);
    // π is a function without arguments in a spreadsheet only.
    if (piece === 'PI') rest = rest.replace(/^\(\)/, '');
  }
  return runs;
}

function spelled(piece: string, symbol: string, before: string | undefined): string {
  if (symbol === '') return FUNCTIONS[piece] ?? piece.toLowerCase();
  const isSign = piece === '-' && (before === undefined || /[(,=<>]\s*$/.test(before));
  return isSign ? '−' : symbol;
}
