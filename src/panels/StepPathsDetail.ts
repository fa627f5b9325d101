// "w₃₁₁ = −0.437" | "w₃₁₁ −0.437" | "−0.437": as much as all edges of a column have room for
import type { Factor } from '../explain/paths.ts';
import type { Names } from '../explain/names.ts';
import { formatNumber } from '../viz/format.ts';
import type { FactorDetail } from './StepPathsFactor.tsx';
import { factorMarkup, gradientAt, numberWidth, textWidth } from './StepPathsText.ts';
import type { PlacedTree, TreeEdge } from './StepPathsTree.ts';

/** Of labels and numbers in px: --t2 of tokens.css. */
export function textSize(presenting: boolean): number {
  return presenting ? 18 : 13;
}

/** " = " in the text's face. */
const EQUALS = 1.1;

function symbolWidth(factors: readonly Factor[], names: Names, size: number): number {
  return factors.reduce((total, factor) => total + textWidth(factorMarkup(factor, names), size), 0);
}

/** Of the longest number that a factor of these may have: a sign and three digits with two zeros before them. */
function valueWidth(factors: readonly Factor[], size: number): number {
  return factors.reduce((total, { value, formula }) => total + (formula.kind === 'number' && formula.value === 1 ? 0.6 * size : numberWidth(formatNumber(value), size)), 0) + (factors.length - 1) * 0.3 * size;
}

/** Widths of the three kinds of label. */
function widths(factors: readonly Factor[], names: Names, size: number): Readonly<Record<FactorDetail, number>> {
  const number = valueWidth(factors, size);
  const [only] = factors;
  if (factors.length > 1) return { equation: Infinity, pair: Infinity, number };
  if (only?.formula.kind === 'number' && only.formula.value === 1) return { equation: number, pair: number, number };
  const symbol = symbolWidth(factors, names, size);
  return { equation: symbol + EQUALS * size + number, pair: symbol + 0.3 * size + number, number };
}

export function preferredWidth(factors: readonly Factor[], names: Names, size: number): number {
  const { equation, number } = widths(factors, names, size);
  return equation === Infinity ? number : equation;
}

/** The same detail for all edges that begin in one column. */
export function detailsOf(tree: PlacedTree, names: Names, size: number): (edge: TreeEdge) => FactorDetail {
  const byColumn = new Map<number, FactorDetail>();
  for (const edge of tree.edges) {
    const need = widths(edge.factors, names, size);
    const own: FactorDetail = need.equation <= edge.room ? 'equation' : need.pair <= edge.room ? 'pair' : 'number';
    const before = byColumn.get(edge.from.x) ?? 'equation';
    byColumn.set(edge.from.x, before === 'number' || own === 'number' ? 'number' : before === 'pair' || own === 'pair' ? 'pair' : 'equation');
  }
  return (edge) => byColumn.get(edge.from.x) ?? 'number';
}

/** What fits under every node before the next one on its level. */
export function nodeDetail(tree: PlacedTree, names: Names, size: number): FactorDetail {
  let detail: FactorDetail = 'equation';
  for (const { address, x, y } of tree.nodes) {
    if (address.kind === 'exampleLoss') continue;
    const next = Math.min(...tree.nodes.filter((other) => other.x > x && Math.abs(other.y - y) < 30).map((other) => other.x), Infinity);
    const need = textWidth(names.symbol(gradientAt(address)).markup, size) + numberWidth('+0.0000', size);
    const room = next - x - 6;
    if (need + 0.3 * size > room) return 'number';
    if (need + EQUALS * size > room) detail = 'pair';
  }
  return detail;
}
