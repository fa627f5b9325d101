// x(t) = x₁ + Δx (3/2 t − 3/2 t² + t³), y(t) = y₁ + Δy (3t² − 2t³): a cubic with level ends
/** The edges of the network: curves with level ends, as wide as the weight is large, strongest on top. */
import type { NetworkLayout, Orientation, UnitBox } from './networkLayout.ts';
import { divergingIndex, type Palette } from './palette.ts';

export type EdgeMode = 'weights' | 'gradients' | 'update';

/** All edges of a picture, one entry an edge in every array; made once per layout, drawn every frame. */
export type EdgeSet = {
  readonly count: number;
  readonly orientation: Orientation;
  /** Widths are multiplied by this: thinner where the pictures are small and the edges many. */
  readonly thickness: number;
  readonly x1: Float32Array;
  readonly y1: Float32Array;
  readonly x2: Float32Array;
  readonly y2: Float32Array;
  /** Layer, unit and input of the weight, and its index in θ. */
  readonly layer: Int32Array;
  readonly unit: Int32Array;
  readonly input: Int32Array;
  readonly parameter: Int32Array;
};

/** One edge as it is written down; `parameter` is its weight's index in θ. */
export type EdgeEnds = {
  readonly layer: number; readonly unit: number; readonly input: number; readonly parameter: number;
  readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number;
};

export function createEdgeSet(edges: readonly EdgeEnds[], orientation: Orientation, thickness = 1): EdgeSet {
  const floats = (read: (edge: EdgeEnds) => number) => Float32Array.from(edges, read);
  const integers = (read: (edge: EdgeEnds) => number) => Int32Array.from(edges, read);
  return {
    count: edges.length,
    orientation,
    thickness,
    x1: floats((e) => e.x1), y1: floats((e) => e.y1), x2: floats((e) => e.x2), y2: floats((e) => e.y2),
    layer: integers((e) => e.layer), unit: integers((e) => e.unit), input: integers((e) => e.input),
    parameter: integers((e) => e.parameter),
  };
}

/** The edges between all shown units of neighbouring columns, and into the outputs. */
export function layoutEdges(layout: NetworkLayout, parameterOf: (layer: number, unit: number, input: number) => number): EdgeSet {
  const right = layout.orientation === 'right';
  const leaves = (box: UnitBox): [number, number] => (right ? [box.x + box.size, box.y + box.size / 2] : [box.x + box.size / 2, box.y + box.size]);
  const arrives = (box: UnitBox): [number, number] => (right ? [box.x, box.y + box.size / 2] : [box.x + box.size / 2, box.y]);
  const edges: EdgeEnds[] = [];
  layout.columns.forEach((column, layer) => {
    const targets = layout.columns[layer + 1]?.units.map((box) => ({ unit: box.unit, at: arrives(box) }))
      ?? layout.outputAnchors.map((anchor) => ({ unit: anchor.unit, at: [anchor.x, anchor.y] as [number, number] }));
    for (const { unit, at: [x2, y2] } of targets) {
      for (const box of column.units) {
        const [x1, y1] = leaves(box);
        edges.push({ layer, unit, input: box.unit, parameter: parameterOf(layer, unit, box.unit), x1, y1, x2, y2 });
      }
    }
  });
  // As wide as at 54 px up to some hundred edges; a net of a thousand is drawn with threads.
  const crowd = Math.min(1, Math.sqrt(120 / Math.max(1, edges.length)));
  return createEdgeSet(edges, layout.orientation, Math.max(0.35, crowd));
}

/** Appends one edge to the current path. */
function edgePath(path: CanvasPath, x1: number, y1: number, x2: number, y2: number, orientation: Orientation): void {
  path.moveTo(x1, y1);
  if (orientation === 'right') path.bezierCurveTo((x1 + x2) / 2, y1, (x1 + x2) / 2, y2, x2, y2);
  else path.bezierCurveTo(x1, (y1 + y2) / 2, x2, (y1 + y2) / 2, x2, y2);
}

/** The point a share `t` (0 at the source, 1 at the target) along an edge: for labels and travelling signals. */
export function edgePoint(edges: EdgeSet, index: number, t: number): [x: number, y: number] {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [edges.x1[index], edges.y1[index], edges.x2[index], edges.y2[index]];
  const flow = t * (1.5 - 1.5 * t + t * t);
  const rise = t * t * (3 - 2 * t);
  return edges.orientation === 'right'
    ? [x1 + (x2 - x1) * flow, y1 + (y2 - y1) * rise]
    : [x1 + (x2 - x1) * rise, y1 + (y2 - y1) * flow];
}

const THINNEST = 0.6;
const WIDEST = 9;
const PX_PER_UNIT = 2.1;
const WIDEST_GRADIENT = 5;

/** Largest finite |value| among the edges shown, at least `atLeast`. */
export function edgeLimit(edges: EdgeSet, values: ArrayLike<number>, atLeast = 1e-300): number {
  let limit = atLeast;
  for (let i = 0; i < edges.count; i++) {
    const magnitude = Math.abs(values[edges.parameter[i] ?? 0] ?? 0);
    if (magnitude > limit && magnitude < Infinity) limit = magnitude;
  }
  return limit;
}

/** Line width in px: 2.1 px a unit of |w|, times `scale`; gradients and updates relative to the largest, which is 5 px. */
export function edgeWidth(value: number, mode: EdgeMode, limit: number, scale = 1): number {
  const magnitude = Number.isFinite(value) ? Math.abs(value) : 0;
  const width = mode === 'weights' ? Math.min(WIDEST, magnitude * PX_PER_UNIT) : (magnitude / limit) * WIDEST_GRADIENT;
  return Math.max(THINNEST, width * scale);
}

/** Stroke colour: the diverging scale for weights, the gradient's hue for gradients and updates; never paler than 38 %. */
export function edgeColour(value: number, mode: EdgeMode, limit: number, palette: Palette): string {
  if (!Number.isFinite(value) || value === 0) return palette.line;
  const strength = 0.38 + 0.62 * Math.min(1, Math.abs(value) / limit);
  if (mode !== 'weights') return palette.gradientColours[Math.round(strength * 255)] ?? palette.grad;
  return palette.divergingColours[divergingIndex(Math.sign(value) * strength, 1)] ?? palette.ink3;
}

export type DrawEdgesOptions = {
  readonly mode: EdgeMode;
  /** |value| with the full colour; default the largest shown. */
  readonly limit?: number;
  /** Index of an edge left out (it is drawn by drawSelectedEdge on top), or −1. */
  readonly except?: number;
  /** Edges that stay; all others are faded (hover of a neuron). */
  readonly keep?: (index: number) => boolean;
};

const LEVELS = 32;
let levelOf = new Uint8Array(0);

/**
 * Draws all edges in ascending order of |value|. Edges are gathered in 32 steps of strength and two signs, each stroked
 * at once: 600 edges in well under 2 ms.
 * @param values θ, ∇L or the last update, indexed by `edges.parameter`
 */
export function drawEdges(ctx: CanvasRenderingContext2D, edges: EdgeSet, values: ArrayLike<number>, palette: Palette, options: DrawEdgesOptions): void {
  const { mode, except = -1, keep } = options;
  const limit = options.limit ?? edgeLimit(edges, values);
  if (levelOf.length < edges.count) levelOf = new Uint8Array(edges.count * 2);
  for (let i = 0; i < edges.count; i++) {
    const value = values[edges.parameter[i] ?? 0] ?? 0;
    const share = Number.isFinite(value) ? Math.min(1, Math.abs(value) / limit) : 0;
    // A square root gives the many small values as many steps as the few large ones.
    levelOf[i] = 2 * Math.min(LEVELS - 1, Math.floor(Math.sqrt(share) * LEVELS)) + (value < 0 ? 1 : 0);
  }
  ctx.lineCap = 'butt';
  for (const faded of keep === undefined ? [false] : [true, false]) {
    ctx.globalAlpha = faded ? 0.16 : 1;
    for (let level = 0; level < LEVELS * 2; level++) {
      let started = false;
      let sum = 0;
      let members = 0;
      for (let i = 0; i < edges.count; i++) {
        if (levelOf[i] !== level || i === except || (keep !== undefined && keep(i) === faded)) continue;
        if (!started) {
          ctx.beginPath();
          started = true;
        }
        const value = values[edges.parameter[i] ?? 0] ?? 0;
        sum += Number.isFinite(value) ? value : 0;
        members += 1;
        edgePath(ctx, edges.x1[i] ?? 0, edges.y1[i] ?? 0, edges.x2[i] ?? 0, edges.y2[i] ?? 0, edges.orientation);
      }
      if (!started) continue;
      const mean = sum / members;
      ctx.strokeStyle = edgeColour(mean, mode, limit, palette);
      ctx.lineWidth = edgeWidth(mean, mode, limit, palette.pen * edges.thickness);
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}

/** The edge under the marker pen: a pale band with an edge of its own, and the line at least 2 px wide on it. */
export function drawSelectedEdge(
  ctx: CanvasRenderingContext2D, edges: EdgeSet, index: number, value: number, palette: Palette,
  mode: EdgeMode, limit: number, hovered = false,
): void {
  if (index < 0 || index >= edges.count) return;
  const width = edgeWidth(value, mode, limit, palette.pen * edges.thickness);
  ctx.beginPath();
  edgePath(ctx, edges.x1[index] ?? 0, edges.y1[index] ?? 0, edges.x2[index] ?? 0, edges.y2[index] ?? 0, edges.orientation);
  const [outer, inner] = hovered ? [5, 3.5] : [8, 6.5];
  ctx.strokeStyle = palette.markline;
  ctx.lineWidth = width + outer;
  ctx.stroke();
  ctx.strokeStyle = palette.mark;
  ctx.lineWidth = width + inner;
  ctx.stroke();
  ctx.strokeStyle = mode !== 'weights' ? palette.grad : value < 0 ? palette.neg : palette.pos;
  ctx.lineWidth = Math.max(2 * palette.pen, width);
  ctx.stroke();
}

/** t at which the flow coordinate has gone the share `s` of its way (both 0 to 1). */
function flowTime(s: number): number {
  let t = s;
  for (let i = 0; i < 4; i++) t -= (t * (1.5 - 1.5 * t + t * t) - s) / (1.5 - 3 * t + 3 * t * t);
  return Math.min(1, Math.max(0, t));
}

/**
 * Index of the edge nearest to a point, or −1 if none is within `reach` px of its line. Of edges as near as one another
 * the one drawn on top, that is the stronger, wins.
 */
export function hitEdge(edges: EdgeSet, x: number, y: number, reach: number, values?: ArrayLike<number>): number {
  const right = edges.orientation === 'right';
  let best = -1;
  let bestDistance = reach;
  let bestStrength = -1;
  for (let i = 0; i < edges.count; i++) {
    const [from = 0, to = 0] = right ? [edges.x1[i], edges.x2[i]] : [edges.y1[i], edges.y2[i]];
    const [low = 0, high = 0] = right ? [edges.y1[i], edges.y2[i]] : [edges.x1[i], edges.x2[i]];
    const [flow, cross] = right ? [x, y] : [y, x];
    if (flow < from || flow > to || to <= from || cross < Math.min(low, high) - reach || cross > Math.max(low, high) + reach) continue;
    const t = flowTime((flow - from) / (to - from));
    const slope = ((high - low) * 6 * t * (1 - t)) / ((to - from) * (1.5 - 3 * t + 3 * t * t));
    const distance = Math.abs(cross - low - (high - low) * t * t * (3 - 2 * t)) / Math.sqrt(1 + slope * slope);
    const strength = values === undefined ? 0 : Math.abs(values[edges.parameter[i] ?? 0] ?? 0);
    const nearer = distance < bestDistance - 0.75;
    const asNear = distance < bestDistance + 0.75 && distance <= reach && strength > bestStrength;
    if (!nearer && !asNear) continue;
    best = i;
    bestDistance = Math.min(distance, reach);
    bestStrength = strength;
  }
  return best;
}

/** Index of the edge with this address, or −1. */
export function findEdge(edges: EdgeSet, layer: number, unit: number, input: number): number {
  for (let i = 0; i < edges.count; i++) {
    if (edges.layer[i] === layer && edges.unit[i] === unit && edges.input[i] === input) return i;
  }
  return -1;
}

/** The 7 px square of a bias at the corner of its neuron. */
export function drawBias(
  ctx: CanvasRenderingContext2D, x: number, y: number, value: number, palette: Palette, mode: EdgeMode, limit: number, selected = false,
): void {
  const side = 7 * palette.pen;
  ctx.fillStyle = selected ? palette.markline : palette.bg;
  ctx.fillRect(x - side / 2 - 1.5, y - side / 2 - 1.5, side + 3, side + 3);
  if (selected) {
    ctx.fillStyle = palette.mark;
    ctx.fillRect(x - side / 2 - 0.5, y - side / 2 - 0.5, side + 1, side + 1);
  }
  ctx.fillStyle = edgeColour(value, mode, limit, palette);
  ctx.fillRect(x - side / 2, y - side / 2, side, side);
}
