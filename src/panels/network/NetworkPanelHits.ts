/** What lies under a pixel of the network's picture: a bias before its neuron, a neuron before the edges. */
import type { Selection } from '../../store/nabla.ts';
import { edgePoint, findEdge, hitEdge } from '../../viz/edges.ts';
import { biasPlace as cornerOf } from '../../viz/networkLayout.ts';
import { hasOneOutput, type NetworkPlan, type PlacedUnit } from '../../viz/networkPlan.ts';

/** Side of a bias's square, px. */
const BIAS_SIDE = 7;

/** Middle of the square of a unit's bias; that of a lone output stands at the corner of the output picture. */
export function biasPlace(plan: NetworkPlan, unit: PlacedUnit): { readonly x: number; readonly y: number } {
  const isOutput = unit.layer === plan.columns.length - 2;
  if (isOutput && hasOneOutput(plan)) return plan.direction === 'right' ? { x: plan.end.x - 5, y: plan.end.y - 5 } : { x: plan.anchor.x + 14, y: plan.end.y - 6 };
  if (plan.direction === 'down') return { x: unit.x + unit.size - 4, y: unit.y + 4 };
  return cornerOf(unit, plan.direction);
}

/** The unit of a layer that has a picture, or null. */
export function placedUnit(plan: NetworkPlan, layer: number, unit: number): PlacedUnit | null {
  return plan.columns.find((column) => column.layer === layer)?.units.find((one) => one.unit === unit) ?? null;
}

/**
 * What is under (x, y) in px of the stage.
 * @param reach how far from an edge or a bias still counts; `values` make the stronger of two edges win
 */
export function hitNetwork(plan: NetworkPlan, x: number, y: number, reach: number, values?: ArrayLike<number>): Selection | null {
  const biasReach = BIAS_SIDE / 2 + reach / 3;
  const units = plan.columns.flatMap((column) => column.units);
  for (const unit of units) {
    if (unit.layer < 0) continue;
    const place = biasPlace(plan, unit);
    if (Math.abs(x - place.x) <= biasReach && Math.abs(y - place.y) <= biasReach) return { kind: 'bias', layer: unit.layer, unit: unit.unit };
  }
  for (const unit of units) {
    if (x < unit.x || x > unit.x + unit.size || y < unit.y || y > unit.y + unit.size) continue;
    return unit.layer < 0 ? { kind: 'feature', index: unit.unit } : { kind: 'neuron', layer: unit.layer, unit: unit.unit };
  }
  const edge = hitEdge(plan.edges, x, y, reach, values);
  if (edge < 0) return null;
  const { edges } = plan;
  return { kind: 'weight', layer: edges.layer[edge] ?? 0, unit: edges.unit[edge] ?? 0, input: edges.input[edge] ?? 0 };
}

/** Where the value of a selected parameter stands; null if it is not in the picture. */
export function parameterPlace(plan: NetworkPlan, selection: Selection | null): { readonly x: number; readonly y: number } | null {
  if (selection?.kind === 'weight') {
    const edge = findEdge(plan.edges, selection.layer, selection.unit, selection.input);
    if (edge < 0) return null;
    const [x, y] = edgePoint(plan.edges, edge, 0.5);
    return { x, y };
  }
  if (selection?.kind !== 'bias') return null;
  const unit = placedUnit(plan, selection.layer, selection.unit);
  if (unit === null) return null;
  const { x, y } = biasPlace(plan, unit);
  return plan.direction === 'right' ? { x: Math.min(x + 4, plan.width - 30), y: Math.min(y + 16, plan.height - 8) } : { x: Math.min(x, plan.width - 30), y: y + 16 };
}

/** For hovered or selected neurons: whether an edge leads into or out of it. */
export function touchesUnit(plan: NetworkPlan, edge: number, focus: Selection): boolean {
  const { edges } = plan;
  if (focus.kind === 'feature') return edges.layer[edge] === 0 && edges.input[edge] === focus.index;
  if (focus.kind !== 'neuron') return true;
  return (edges.layer[edge] === focus.layer && edges.unit[edge] === focus.unit)
    || (edges.layer[edge] === focus.layer + 1 && edges.input[edge] === focus.unit);
}
