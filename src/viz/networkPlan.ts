/** Where everything of the network's picture stands: viz's layout, and a column of its own for several outputs. */
import { weightIndex, type Network } from '../engine/network.ts';
import { layoutEdges, type EdgeSet } from './edges.ts';
import { layerGaps, layoutNetwork, type NetworkLayout, type Orientation } from './networkLayout.ts';

/** A feature (layer −1) or neuron at its place: top left corner and side in px of the stage. */
export type PlacedUnit = { readonly layer: number; readonly unit: number; readonly x: number; readonly y: number; readonly size: number };

type PlannedColumn = {
  readonly layer: number;
  /** Start along the flow. */
  readonly x: number;
  readonly size: number;
  readonly units: readonly PlacedUnit[];
  /** Neurons of the layer without a picture, and the box of "52 more". */
  readonly hiddenCount: number;
  readonly more: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
};

export type NetworkPlan = {
  readonly width: number;
  readonly height: number;
  readonly direction: Orientation;
  /** Features, hidden layers, output. */
  readonly columns: readonly PlannedColumn[];
  readonly edges: EdgeSet;
  /** Middle of each gap between two columns, gap 0 in front of hidden layer 1. */
  readonly gaps: readonly { readonly x: number; readonly y: number }[];
  /** Where the wires meet the output picture. */
  readonly anchor: { readonly x: number; readonly y: number };
  /** The picture's far corner: that of the stage, beyond it where it is seen larger. */
  readonly end: { readonly x: number; readonly y: number };
};

export type PlanOptions = {
  readonly network: Network;
  readonly width: number;
  readonly height: number;
  readonly direction: Orientation;
  /** Hidden units to show where not all fit, best first, [hidden layer]. */
  readonly preferred: readonly (readonly number[])[];
  /** Middle of the output picture along its near edge, px across the flow; default the middle of the stage. */
  readonly anchorAcross?: number;
};

/** Side of an output's own picture and of its button where there is only one, px. */
const OUTPUT_SIZE = 28;
const ONE_OUTPUT_SIZE = 24;
/** Room between the pictures of several outputs and the output picture, px. */
const OUTPUT_WIRE = 18;

/** Most pictures a layer gets: all of a layer that has no more, fewer in deep networks, whose columns are narrow. */
export function mostShown(network: Network): number {
  return network.layers.length > 5 ? 8 : 12;
}

/** The layout with everything on whole pixels, so that frames are crisp. */
function onPixels(layout: NetworkLayout): NetworkLayout {
  return {
    ...layout,
    columns: layout.columns.map((column) => ({
      ...column,
      x: Math.round(column.x),
      size: Math.round(column.size),
      units: column.units.map((box) => ({ unit: box.unit, x: Math.round(box.x), y: Math.round(box.y), size: Math.round(box.size) })),
    })),
  };
}

/** Room that the pictures of several outputs take at the end of the flow, px. */
export function outputRoom(network: Network): number {
  return (network.layers.at(-1)?.units ?? 1) > 1 ? OUTPUT_SIZE + OUTPUT_WIRE : 0;
}

export function planNetwork(options: PlanOptions): NetworkPlan {
  const { network, width, height, direction, preferred } = options;
  const right = direction === 'right';
  const reserved = outputRoom(network);
  const layout = onPixels(layoutNetwork({
    spec: network.spec,
    width: right ? width - reserved : width,
    height: right ? height : height - reserved,
    orientation: direction,
    maxShown: mostShown(network),
    preferred: [undefined, ...preferred],
  }));
  const anchorAcross = options.anchorAcross ?? (right ? height : width) / 2;
  const anchor = right ? { x: width, y: anchorAcross } : { x: anchorAcross, y: height };
  const aimed = reserved > 0 ? layout : { ...layout, outputAnchors: [{ unit: 0, ...anchor }] };
  return {
    width,
    height,
    direction,
    columns: [
      ...layout.columns.map((column): PlannedColumn => ({ ...column, units: column.units.map((box) => ({ ...box, layer: column.layer })) })),
      outputColumn(layout, network.layers.length - 1, anchor, right),
    ],
    edges: layoutEdges(aimed, (layer, unit, input) => weightIndex(network, layer, unit, input)),
    gaps: layerGaps(layout).map(({ at }) => (right ? { x: at, y: 0 } : { x: width, y: at })),
    anchor,
    end: { x: width, y: height },
  };
}

function outputColumn(layout: NetworkLayout, layer: number, anchor: NetworkPlan['anchor'], right: boolean): PlannedColumn {
  const several = layout.outputAnchors.length > 1;
  const size = several ? OUTPUT_SIZE : ONE_OUTPUT_SIZE;
  const units = several
    ? layout.outputAnchors.map(({ unit, x, y }) => (right ? { layer, unit, x, y: y - size / 2, size } : { layer, unit, x: x - size / 2, y, size }))
    : [right ? { layer, unit: 0, x: anchor.x - size, y: anchor.y - size / 2, size } : { layer, unit: 0, x: anchor.x - size / 2, y: anchor.y - size, size }];
  return { layer, x: (right ? units[0]?.x : units[0]?.y) ?? 0, size, units, hiddenCount: 0, more: null };
}

/** Whether the network has one output only, whose picture is the output picture itself. */
export function hasOneOutput(plan: NetworkPlan): boolean {
  return plan.columns.at(-1)?.units.length === 1;
}

/** The feature or neuron at a place of the plan, or null. */
export function neuronAt(plan: NetworkPlan, column: number, row: number): PlacedUnit | null {
  return plan.columns[column]?.units[row] ?? null;
}

/** Where an arrow key leads: along the flow to the nearest neuron of the next column, across it to the next of the same. */
export function stepInPlan(
  plan: NetworkPlan, place: { readonly column: number; readonly row: number }, key: string,
): { readonly column: number; readonly row: number } | null {
  const [forward, backward, next, previous] = plan.direction === 'right'
    ? ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']
    : ['ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft'];
  const units = plan.columns[place.column]?.units ?? [];
  const here = units[place.row];
  if (here === undefined) return null;
  if (key === 'Home') return { column: place.column, row: 0 };
  if (key === 'End') return { column: place.column, row: units.length - 1 };
  if (key === next) return { column: place.column, row: Math.min(units.length - 1, place.row + 1) };
  if (key === previous) return { column: place.column, row: Math.max(0, place.row - 1) };
  if (key !== forward && key !== backward) return null;
  const column = Math.max(0, Math.min(plan.columns.length - 1, place.column + (key === forward ? 1 : -1)));
  if (column === place.column) return place;
  const middle = (unit: PlacedUnit): number => (plan.direction === 'right' ? unit.y : unit.x) + unit.size / 2;
  const candidates = plan.columns[column]?.units ?? [];
  let row = 0;
  candidates.forEach((unit, index) => {
    const best = candidates[row];
    if (best !== undefined && Math.abs(middle(unit) - middle(here)) < Math.abs(middle(best) - middle(here))) row = index;
  });
  return { column, row };
}
