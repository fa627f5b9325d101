// "y > sin(3x) / 2" → (x, y) ↦ 1 or 0;  "x² + y²" → (x, y) ↦ x² + y²
/**
 * Expressions in the places of a plane, typed by hand. jsep makes a tree of them and nothing else: names, signs and functions are
 * checked against the lists here before it is given anything, and the tree is computed by a whitelist; no text is ever run.
 */
import jsep from 'jsep';
import { say } from '../words/say.ts';

export type PlaneExpression = {
  /** A condition gives 1 or 0, and NaN where a side of it has no value. */
  readonly kind: 'condition' | 'value';
  readonly at: (x: number, y: number) => number;
};

/** `from` and `length` say which letters of the text the sentence is about. */
export type ExpressionProblem = { readonly sentence: string; readonly from: number; readonly length: number };

export type ExpressionRead = { readonly expression: PlaneExpression } | { readonly problem: ExpressionProblem };

/** Longer than anyone types. */
const LONGEST = 200;

const constants: ReadonlyMap<string, number> = new Map([['pi', Math.PI], ['e', Math.E]]);
type FunctionFact = { readonly least: number; readonly most: number; readonly of: (...values: number[]) => number };
const one = (of: (value: number) => number): FunctionFact => ({ least: 1, most: 1, of });
const functions: ReadonlyMap<string, FunctionFact> = new Map([
  ['sin', one(Math.sin)], ['cos', one(Math.cos)], ['tan', one(Math.tan)], ['atan', one(Math.atan)],
  ['sinh', one(Math.sinh)], ['cosh', one(Math.cosh)], ['tanh', one(Math.tanh)],
  ['exp', one(Math.exp)], ['ln', one(Math.log)], ['log', one(Math.log10)], ['sqrt', one(Math.sqrt)],
  ['abs', one(Math.abs)], ['sign', one(Math.sign)], ['floor', one(Math.floor)], ['ceil', one(Math.ceil)], ['round', one(Math.round)],
  ['min', { least: 2, most: 8, of: Math.min }], ['max', { least: 2, most: 8, of: Math.max }],
]);

/** "pi, e, sin, …": what may be written besides the variables. */
export const expressionNames: string = [...constants.keys(), ...functions.keys()].join(', ');

/** As written, and as jsep reads it. */
const SIGNS: Readonly<Record<string, string>> = {
  '−': '-', '–': '-', '·': '*', '×': '*', '∙': '*', '÷': '/', '≤': '<=', '≥': '>=', '≠': '!=', '²': '^2', '³': '^3', '**': '^', and: '&&', or: '||', not: '!',
};
const TOKEN = /\s+|(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+(?![\w.]))?)|(?<word>[a-zπ]+[₁₂\d]?)|(?<sign>\*\*|<=|>=|==|!=|&&|\|\||[-−–+*/·×∙÷^%<>≤≥≠²³!(),])/giuy;

type Token = { readonly kind: 'number' | 'name' | 'function' | 'sign'; readonly text: string; readonly from: number; readonly length: number };

class Problem extends Error {
  readonly problem: ExpressionProblem;

  constructor(sentence: string, from: number, length: number) {
    super(sentence);
    this.problem = { sentence, from, length };
  }
}

/**
 * Reads an expression. Never throws.
 * @param variables that may occur: x and y, or x alone where there is one input
 */
export function readPlaneExpression(text: string, variables: readonly ('x' | 'y')[]): ExpressionRead {
  try {
    if (text.length > LONGEST) throw new Problem(say('The expression has {count} letters; {longest} are the most.', { count: text.length, longest: LONGEST }), LONGEST, text.length - LONGEST);
    const tokens = tokensOf(text, variables);
    if (tokens.length === 0) throw new Problem(say('There is no expression yet.'), 0, text.length);
    return { expression: compile(treeOf(text, tokens), tokens) };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.problem };
    return { problem: { sentence: say('The expression cannot be read.'), from: 0, length: text.length } };
  }
}

/** Only what is on the lists comes through, each with its place; a product that was left out is put in. */
function tokensOf(text: string, variables: readonly string[]): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw unknownSign(text, from);
    const { number, word, sign } = match.groups ?? {};
    const length = match[0].length;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, from, length });
    else if (word !== undefined) tokens.push(wordToken(word, from, variables));
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: SIGNS[sign] ?? sign, from, length });
  }
  const misplaced = misplacedIn(tokens, text);
  if (misplaced !== null) throw misplaced;
  return tokens.flatMap((token, i) => (isProduct(tokens[i - 1], token) ? [{ kind: 'sign', text: '*', from: token.from, length: 0 }, token] : [token]));
}

function wordToken(word: string, from: number, variables: readonly string[]): Token {
  const { length } = word;
  const plain = word.toLowerCase().replace('π', 'pi').replace(/^x[1₁]$/, 'x').replace(/^x[2₂]$/, 'y');
  if (Object.hasOwn(SIGNS, plain)) return { kind: 'sign', text: SIGNS[plain]!, from, length };
  if (variables.includes(plain) || constants.has(plain)) return { kind: 'name', text: plain, from, length };
  if (functions.has(plain)) return { kind: 'function', text: plain, from, length };
  if (plain === 'y') throw new Problem(say('“{word}” at place {from} cannot be used: the height is what is worked out from x.', { word, from: from + 1 }), from, length);
  const product = Array.from(plain).every((letter) => variables.includes(letter)) ? ` ${say('A product is written {list}.', { list: Array.from(plain).join('*') })}` : '';
  throw new Problem(say('“{word}” at place {from} is not known.{product} There are {list}, {expressionNames}.', { word, from: from + 1, product, list: variables.join(', '), expressionNames }), from, length);
}

function unknownSign(text: string, from: number): Problem {
  const sign = String.fromCodePoint(text.codePointAt(from) ?? 0);
  const hint = sign === '=' ? ` ${say('Compare by <, >, <= or >=.')}` : sign === '[' || sign === '{' ? ` ${say('Brackets are ( and ).')}` : '';
  return new Problem(say('“{sign}” at place {from} cannot be used here.{hint}', { sign, from: from + 1, hint }), from, sign.length);
}

/** What jsep would take for several expressions: a function without brackets, a comma outside of any, a number right behind a factor. */
function misplacedIn(tokens: readonly Token[], text: string): Problem | null {
  const brackets: boolean[] = [];
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1];
    const shown = say('“{word}” at place {from}', { word: text.slice(token.from, token.from + token.length), from: token.from + 1 });
    if (token.text === '(') brackets.push(before?.kind === 'function');
    else if (token.text === ')') brackets.pop();
    else if (token.kind === 'function' && tokens[i + 1]?.text !== '(') return new Problem(say('{shown} needs brackets, as in {text}(x).', { shown, text: token.text }), token.from, token.length);
    else if (token.text === ',' && brackets.at(-1) !== true) return new Problem(say('{shown} is not within the brackets of a function. Decimals have a point.', { shown }), token.from, token.length);
    else if (token.kind === 'number' && endsFactor(before)) return new Problem(say('An operator is missing before {shown}.', { shown }), token.from, token.length);
  }
  return null;
}

function endsFactor(token: Token | undefined): boolean {
  return token !== undefined && (token.kind === 'number' || token.kind === 'name' || [')', '^2', '^3'].includes(token.text));
}

/** 3x, 2(x + 1), (x)(y): nothing stands between two factors. */
function isProduct(before: Token | undefined, token: Token): boolean {
  return endsFactor(before) && (token.kind === 'name' || token.kind === 'function' || token.text === '(');
}

jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
const precedences = { '||': 1, '&&': 2, '==': 4, '!=': 4, '<': 5, '>': 5, '<=': 5, '>=': 5, '+': 7, '-': 7, '*': 8, '/': 8, '%': 8 } as const;
for (const [sign, precedence] of Object.entries(precedences)) jsep.addBinaryOp(sign, precedence);
jsep.addBinaryOp('^', 9, true);

/** What stands after a sign: −x² is −(x²), as in mathematics and not as in jsep. */
function powerOf(scope: jsep.HookScope): jsep.Expression {
  const base = scope.gobbleToken();
  if (base === undefined) return scope.throwError(say('Something is missing'));
  scope.gobbleSpaces();
  if (scope.char !== '^') return base;
  scope.index += 1;
  return { type: 'BinaryExpression', operator: '^', left: base, right: powerOf(scope) };
}

jsep.hooks.add('gobble-token', function gobbleSign(env) {
  if (this.char !== '-' && this.char !== '+' && this.char !== '!') return;
  const operator = this.char;
  this.index += 1;
  env.node = { type: 'UnaryExpression', operator, prefix: true, argument: powerOf(this) };
});

function treeOf(text: string, tokens: readonly Token[]): jsep.Expression {
  const starts: number[] = [];
  let written = '';
  for (const token of tokens) {
    starts.push(written.length);
    written += `${token.text} `;
  }
  try {
    return jsep(written);
  } catch (error) {
    const index = typeof error === 'object' && error !== null && 'index' in error && typeof error.index === 'number' ? error.index : written.length;
    const last = starts.findLastIndex((start) => start <= index);
    const isEnd = index >= written.trimEnd().length;
    const token = tokens[Math.max(0, last)]!;
    const opened = tokens.filter((each) => each.text === '(').length - tokens.filter((each) => each.text === ')').length;
    if (opened > 0) throw new Problem(say('{opened} not closed.', { opened: opened === 1 ? say('A bracket is') : say('{opened} brackets are', { opened }) }), text.length, 0);
    if (isEnd) throw new Problem(say('Something is missing at the end.'), text.length, 0);
    throw new Problem(say('“{word}” at place {from} is not expected there.', { word: text.slice(token.from, token.from + token.length), from: token.from + 1 }), token.from, token.length);
  }
}

function compile(node: jsep.Expression, tokens: readonly Token[]): PlaneExpression {
  switch (node.type) {
    case 'Literal': {
      if (typeof node.value !== 'number' || !Number.isFinite(node.value)) break;
      const { value } = node;
      return { kind: 'value', at: () => value };
    }
    case 'Identifier': {
      if (node.name === 'x') return { kind: 'value', at: (x) => x };
      if (node.name === 'y') return { kind: 'value', at: (_x, y) => y };
      const constant = constants.get(node.name);
      if (constant === undefined) break;
      return { kind: 'value', at: () => constant };
    }
    case 'UnaryExpression': return unary(node.operator, compile(node.argument, tokens), tokens);
    case 'BinaryExpression': return binary(node.operator, compile(node.left, tokens), compile(node.right, tokens), tokens);
    case 'CallExpression': {
      const name = node.callee.type === 'Identifier' ? node.callee.name : '';
      const fact = functions.get(name);
      if (fact === undefined) break;
      const given = node.arguments.map((argument) => numberOf(compile(argument, tokens), name, tokens).at);
      const { least, most, of } = fact;
      if (given.length < least || given.length > most) {
        throw placed(say('{name} takes {least}, not {count}.', { name, least: least === most ? say('one number') : say('{least} to {most} numbers', { least, most }), count: given.length }), name, tokens);
      }
      const [first, second] = given;
      if (given.length === 1) return { kind: 'value', at: (x, y) => of(first!(x, y)) };
      if (given.length === 2) return { kind: 'value', at: (x, y) => of(first!(x, y), second!(x, y)) };
      return { kind: 'value', at: (x, y) => of(...given.map((each) => each(x, y))) };
    }
    default: break;
  }
  throw new Problem(say('The expression is not one whole: an operator is missing in it.'), 0, 0);
}

function unary(sign: string, { kind, at }: PlaneExpression, tokens: readonly Token[]): PlaneExpression {
  if (sign === '!') {
    if (kind !== 'condition') throw placed(say('“!” says that something does not hold; a number stands behind it.'), '!', tokens);
    return { kind, at: (x, y) => 1 - at(x, y) };
  }
  numberOf({ kind, at }, sign, tokens);
  return sign === '-' ? { kind, at: (x, y) => -at(x, y) } : { kind, at };
}

const arithmetic: ReadonlyMap<string, (a: number, b: number) => number> = new Map<string, (a: number, b: number) => number>([
  ['+', (a, b) => a + b], ['-', (a, b) => a - b], ['*', (a, b) => a * b], ['/', (a, b) => a / b], ['%', (a, b) => a - b * Math.floor(a / b)], ['^', (a, b) => a ** b],
]);
const comparisons: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map<string, (a: number, b: number) => boolean>([
  ['<', (a, b) => a < b], ['>', (a, b) => a > b], ['<=', (a, b) => a <= b], ['>=', (a, b) => a >= b], ['==', (a, b) => a === b], ['!=', (a, b) => a !== b],
]);

function binary(sign: string, left: PlaneExpression, right: PlaneExpression, tokens: readonly Token[]): PlaneExpression {
  if (sign === '&&' || sign === '||') {
    if (left.kind !== 'condition' || right.kind !== 'condition') throw placed(say('“{sign}” joins two comparisons, as in x > 0 {sign} y > 0.', { sign }), sign, tokens);
    const [a, b] = [left.at, right.at];
    return { kind: 'condition', at: sign === '&&' ? (x, y) => a(x, y) * b(x, y) : (x, y) => Math.max(a(x, y), b(x, y)) };
  }
  const compare = comparisons.get(sign);
  if (compare !== undefined && (left.kind === 'condition' || right.kind === 'condition')) {
    throw placed(say('Two comparisons in a row are joined by &&, as in 0 < x && x < y.'), sign, tokens, true);
  }
  const [a, b] = [numberOf(left, sign, tokens).at, numberOf(right, sign, tokens).at];
  if (compare !== undefined) return { kind: 'condition', at: (x, y) => compared(compare, a(x, y), b(x, y)) };
  const compute = arithmetic.get(sign);
  if (compute === undefined) throw placed(say('“{sign}” cannot be used here.', { sign }), sign, tokens);
  return { kind: 'value', at: (x, y) => compute(a(x, y), b(x, y)) };
}

/** What has no value is neither larger nor smaller: NaN. */
function compared(compare: (a: number, b: number) => boolean, a: number, b: number): number {
  return Number.isNaN(a) || Number.isNaN(b) ? NaN : compare(a, b) ? 1 : 0;
}

/** @throws Problem where it is a comparison */
function numberOf(part: PlaneExpression, where: string, tokens: readonly Token[]): PlaneExpression {
  if (part.kind === 'value') return part;
  throw placed(say('“{where}” works with numbers; a comparison is either true or false.', { where }), where, tokens);
}

/** The sentence with the place of the sign or name it is about: its first one, or its last. */
function placed(sentence: string, about: string, tokens: readonly Token[], isLast = false): Problem {
  const isIt = (token: Token): boolean => token.text === about;
  const token = isLast ? tokens.findLast(isIt) : tokens.find(isIt);
  return token === undefined ? new Problem(sentence, 0, 0) : new Problem(say('{sentence} (place {from})', { sentence, from: token.from + 1 }).replace(/\. \((place \d+)\)$/, ' ($1).'), token.from, token.length);
}
