// "w₃₁₁ = −0.437" | "w₃₁₁ −0.437" | "−0.437" | "−0.44" | nothing: as much as all edges of a column have room for
import type { Formula } from '../../explain/formula.ts';
import type { Factor } from '../../explain/paths.ts';
import type { Names } from '../../explain/names.ts';
import type { Study } from '../../explain/study.ts';
import { valueOf } from '../../explain/value.ts';
import { formatNumber, formatSigned } from '../../viz/format.ts';
import type { FactorDetail } from './StepPathsFactor.tsx';
import { factorMarkup, gradientAt, numberWidth, textWidth } from './StepPathsText.ts';
import type { PlacedTree, TreeEdge, TreeNode } from './StepPathsTree.ts';

/** Of labels and numbers in px: --t2 of tokens.css. */
export function textSize(presenting: boolean): number {
  return presenting ? 18 : 13;
}

/** " = " in the text's face. */
const EQUALS = 1.1;

function symbolWidth(factors: readonly Factor[], names: Names, size: number): number {
  return factors.reduce((total, factor) => total + textWidth(factorMarkup(factor, names), size), 0);
}

function valueWidth(factors: readonly Factor[], size: number, digits: number): number {
  const numbers = factors.reduce((total, { value, formula }) => total + (isOne(formula) ? 0.6 * size : numberWidth(formatNumber(value, digits), size)), 0);
  return numbers + (factors.length - 1) * 0.3 * size;
}

const isOne = (formula: Formula): boolean => formula.kind === 'number' && formula.value === 1;

type Widths = Readonly<Record<FactorDetail, number>>;
/** By the first of an edge's factors: a tree is placed anew, of the same factors, until it fits. */
const known = new WeakMap<Factor, { readonly last: Factor | undefined; readonly names: Names; readonly size: number; readonly widths: Widths }>();

/** Widths of the kinds of label, from the fullest to the shortest; worked out once for the factors of an edge. */
function widths(factors: readonly Factor[], names: Names, size: number): Widths {
  const first = factors[0];
  const last = factors.at(-1);
  const before = first === undefined ? undefined : known.get(first);
  if (before?.last === last && before?.names === names && before.size === size) return before.widths;
  const fresh = freshWidths(factors, names, size);
  if (first !== undefined) known.set(first, { last, names, size, widths: fresh });
  return fresh;
}

function freshWidths(factors: readonly Factor[], names: Names, size: number): Widths {
  const number = valueWidth(factors, size, 3);
  const short = valueWidth(factors, size, 2);
  const [only] = factors;
  if (factors.length > 1) return { equation: Infinity, pair: Infinity, number, short, none: 0 };
  if (only !== undefined && isOne(only.formula)) return { equation: number, pair: number, number, short, none: 0 };
  const symbol = symbolWidth(factors, names, size);
  return { equation: symbol + EQUALS * size + number, pair: symbol + 0.3 * size + number, number, short, none: 0 };
}

const details: readonly FactorDetail[] = ['equation', 'pair', 'number', 'short', 'none'];

/** Between a label and what stands beside it. */
const AIR = 8;

/** x of the first upright wire on the right of x between two heights: a label ends before it. */
function wallBeyond({ edges }: PlacedTree, x: number, top: number, bottom: number): number {
  return edges.reduce((wall, { from, to, elbow }) => {
    const [upper, lower] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
    return elbow > x && lower - upper > 1 && upper < bottom - 3 && lower > top + 3 ? Math.min(wall, elbow) : wall;
  }, Infinity);
}

export function preferredWidth(factors: readonly Factor[], names: Names, size: number): number {
  const { equation, number } = widths(factors, names, size);
  return equation === Infinity ? number : equation;
}

/** The same detail for all edges that begin in one column. */
export function detailsOf(tree: PlacedTree, names: Names, size: number): (edge: TreeEdge) => FactorDetail {
  const byColumn = new Map<number, number>();
  for (const edge of tree.edges) {
    const need = widths(edge.factors, names, size);
    const room = Math.min(edge.room, wallBeyond(tree, edge.x, edge.from.y - 2 * size, edge.from.y) - edge.x - AIR);
    const own = details.findIndex((detail) => need[detail] <= room);
    byColumn.set(edge.from.x, Math.max(byColumn.get(edge.from.x) ?? 0, own < 0 ? details.length - 1 : own));
  }
  return (edge) => details[byColumn.get(edge.from.x) ?? 0] ?? 'short';
}

/** What fits under the nodes of one column, clear of the next node and of the bend of the wire. */
export function nodeDetails(tree: PlacedTree, study: Study, size: number): (node: TreeNode) => FactorDetail {
  const { names } = study;
  const byColumn = new Map<number, FactorDetail>();
  for (const { key, address, x, y } of tree.nodes) {
    if (address.kind === 'exampleLoss') continue;
    const bend = tree.edges.find((edge) => edge.key === key)?.elbow ?? Infinity;
    const next = Math.min(bend, ...tree.nodes.filter((other) => other.x > x && Math.abs(other.y - y) < 30).map((other) => other.x));
    const gradient = gradientAt(address);
    const value = valueOf(study, gradient);
    const number = numberWidth(formatSigned(value), size);
    const need = textWidth(names.symbol(gradient).markup, size) + number;
    const room = Math.min(next, wallBeyond(tree, x, y, y + 2 * size)) - x - AIR;
    const own = need + EQUALS * size <= room ? 'equation' : need + 0.3 * size <= room ? 'pair' : number <= room ? 'number' : numberWidth(formatSigned(value, 2), size) <= room ? 'short' : 'none';
    const before = byColumn.get(x) ?? 'equation';
    byColumn.set(x, details.indexOf(own) > details.indexOf(before) ? own : before);
  }
  return ({ x }) => byColumn.get(x) ?? 'number';
}
