/** One drawing of the network: edges, pictures, biases, and what is selected or hovered. */
import type { EdgeQuantity, Selection } from '../../store/nabla.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { biasIndex } from '../../engine/network.ts';
import { drawBias, drawEdges, drawSelectedEdge, edgePoint, findEdge } from '../../viz/edges.ts';
import { drawMath } from '../../viz/mathText.ts';
import type { Palette } from '../../viz/palette.ts';
import { biasPlace, placedUnit, touchesUnit } from './NetworkPanelHits.ts';
import { featureMath, shownVector, tagText, type NamedNetwork, type ParameterVectors } from './NetworkPanelNames.ts';
import type { Pictures } from './NetworkPanelPictures.ts';
import { hasOneOutput, type NetworkPlan, type PlacedUnit } from '../../viz/networkPlan.ts';
import type { EdgeScale } from './NetworkPanelScale.ts';

export type NetworkScene = {
  readonly plan: NetworkPlan;
  readonly named: NamedNetwork;
  readonly vectors: ParameterVectors;
  readonly frame: TrainingFrame | null;
  readonly shownUnits: readonly (readonly number[])[];
  readonly features: readonly Float32Array[];
  readonly featureGrid: number;
  readonly oneInput: boolean;
  readonly edges: EdgeQuantity;
  readonly selection: Selection | null;
  readonly hovered: Selection | null;
  readonly scale: EdgeScale;
  readonly pictures: Pictures;
  readonly palette: Palette;
  readonly pixelRatio: number;
};

/** Draws everything; true if some pictures could not be refreshed in the time there was. */
export function drawNetwork(context: CanvasRenderingContext2D, scene: NetworkScene): boolean {
  const { plan, named, vectors, edges, selection, hovered, palette } = scene;
  const values = shownVector(vectors, edges);
  const limit = scene.scale.limitFor(named.network, vectors, edges);
  const selected = edgeOf(plan, selection);
  const lit = edgeOf(plan, hovered);
  const focus = hovered?.kind === 'neuron' || hovered?.kind === 'feature' ? hovered : null;

  drawEdges(context, plan.edges, values, palette, {
    mode: edges,
    limit,
    except: selected,
    ...(focus === null ? {} : { keep: (index: number) => touchesUnit(plan, index, focus) }),
  });
  drawOutputWires(context, plan, named.classes.length, palette);
  if (lit >= 0 && lit !== selected) drawSelectedEdge(context, plan.edges, lit, valueOf(plan, lit, values), palette, edges, limit, true);
  if (selected >= 0) drawSelectedEdge(context, plan.edges, selected, valueOf(plan, selected, values), palette, edges, limit);

  for (const focused of [hovered, selection]) drawUnitMark(context, plan, focused, palette, focused === selection);
  const behind = scene.pictures.draw(context, { ...scene, network: named.network, classes: named.classes.length });
  drawFeatureNames(context, scene);
  drawBiases(context, scene, values, limit);
  if (lit >= 0 && lit !== selected) {
    const [x, y] = edgePoint(plan.edges, lit, 0.5);
    drawTag(context, x, y, tagText(valueOf(plan, lit, values), edges), palette, plan.width);
  }
  if (hovered?.kind === 'bias') drawBiasTag(context, scene, hovered, values);
  return behind;
}

function edgeOf(plan: NetworkPlan, selection: Selection | null): number {
  return selection?.kind === 'weight' ? findEdge(plan.edges, selection.layer, selection.unit, selection.input) : -1;
}

function valueOf(plan: NetworkPlan, edge: number, values: Float64Array): number {
  return values[plan.edges.parameter[edge] ?? 0] ?? 0;
}

/** From the pictures of several classes to the one picture they make together; of several values the first is shown. */
function drawOutputWires(context: CanvasRenderingContext2D, plan: NetworkPlan, classes: number, palette: Palette): void {
  if (hasOneOutput(plan)) return;
  context.strokeStyle = palette.line;
  context.lineWidth = 1.25 * palette.pen;
  context.beginPath();
  const outputs = plan.columns.at(-1)?.units ?? [];
  for (const unit of classes > 0 ? outputs : outputs.slice(0, 1)) {
    const [x, y] = plan.direction === 'right' ? [unit.x + unit.size, unit.y + unit.size / 2] : [unit.x + unit.size / 2, unit.y + unit.size];
    context.moveTo(x, y);
    if (plan.direction === 'right') context.lineTo(plan.end.x, y);
    else context.lineTo(x, plan.end.y);
  }
  context.stroke();
}

/** The marker under a selected neuron, a thinner one under a hovered. */
function drawUnitMark(context: CanvasRenderingContext2D, plan: NetworkPlan, selection: Selection | null, palette: Palette, selected: boolean): void {
  const unit = unitOf(plan, selection);
  if (unit === null) return;
  const out = selected ? 4.5 : 3.5;
  context.fillStyle = palette.mark;
  context.strokeStyle = palette.markline;
  context.lineWidth = selected ? 1.5 : 1;
  context.beginPath();
  context.rect(unit.x - out, unit.y - out, unit.size + 2 * out, unit.size + 2 * out);
  context.fill();
  context.stroke();
}

function unitOf(plan: NetworkPlan, selection: Selection | null): PlacedUnit | null {
  if (selection?.kind === 'feature') return placedUnit(plan, -1, selection.index);
  if (selection?.kind !== 'neuron') return null;
  /* A lone output has no picture of its own here: its edges alone are lit. */
  const isOutput = selection.layer === plan.columns.length - 2;
  return isOutput && hasOneOutput(plan) ? null : placedUnit(plan, selection.layer, selection.unit);
}

/** The canvas reaches this far over the stage (NetworkPanelStage), px. */
const BLEED = 8;

/** A feature's symbol over its picture; on the phone beside it; where the pictures stand too close, in its corner. */
function drawFeatureNames(context: CanvasRenderingContext2D, { plan, named, palette }: NetworkScene): void {
  const units = plan.columns[0]?.units ?? [];
  /* Free above every picture: up to the one before, and above the first up to the head. */
  const between = units.length > 1 ? Math.abs((units[1]?.y ?? 0) - (units[0]?.y ?? 0)) - (units[0]?.size ?? 0) : Infinity;
  const room = Math.min(between, (units[0]?.y ?? 0) + BLEED);
  /* Free left of every picture, where the network flows down. */
  const beside = Math.min(units.length > 1 ? (units[1]?.x ?? 0) - (units[0]?.x ?? 0) - (units[0]?.size ?? 0) : Infinity, (units[0]?.x ?? 0) + BLEED);
  for (const unit of units) {
    const name = named.features[unit.unit];
    if (name === undefined) continue;
    const markup = featureMath(name);
    const middle = unit.x + unit.size / 2;
    if (plan.direction === 'down' && beside >= (markup.length > 4 ? 52 : 24)) drawMath(context, markup, unit.x - 5, unit.y + unit.size / 2 + 4, palette, { align: 'right', size: palette.t2 });
    else if (plan.direction === 'down') drawCornerName(context, markup, unit, palette);
    else if (room >= palette.t3 + 9) drawMath(context, markup, middle, unit.y - 7, palette, { align: 'center' });
    else if (room >= palette.t2 + 4) drawMath(context, markup, middle, unit.y - 5, palette, { align: 'center', size: palette.t2 });
    else drawCornerName(context, markup, unit, palette);
  }
}

/** Where the picture is smaller than its name, as large type may have it, the name stands in its place. */
function drawCornerName(context: CanvasRenderingContext2D, markup: string, { x, y, size }: PlacedUnit, palette: Palette): void {
  const height = Math.min(size - 2, palette.t1 + 4);
  /* Drawn twice: the first time only to know its width. */
  const width = drawMath(context, markup, x + 3, y + height - 3, palette, { size: palette.t1 });
  const isWhole = width + 5 > size - 2;
  context.fillStyle = palette.bg;
  if (isWhole) context.fillRect(x - 2, y - 2, Math.max(size, width) + 4, size + 4);
  else context.fillRect(x + 1, y + 1, width + 5, height);
  drawMath(context, markup, isWhole ? x : x + 3, isWhole ? y + size / 2 + palette.t1 / 4 : y + height - 3, palette, { size: palette.t1 });
}

function drawBiases(context: CanvasRenderingContext2D, { plan, named, edges, palette, selection, hovered }: NetworkScene, values: Float64Array, limit: number): void {
  for (const column of plan.columns.slice(1)) {
    for (const unit of column.units) {
      const { x, y } = biasPlace(plan, unit);
      const marked = [selection, hovered].some((one) => one?.kind === 'bias' && one.layer === unit.layer && one.unit === unit.unit);
      drawBias(context, x, y, values[biasIndex(named.network, unit.layer, unit.unit)] ?? 0, palette, edges, limit, marked);
    }
  }
}

function drawBiasTag(context: CanvasRenderingContext2D, { plan, named, edges, palette, selection }: NetworkScene, bias: Extract<Selection, { kind: 'bias' }>, values: Float64Array): void {
  if (selection?.kind === 'bias' && selection.layer === bias.layer && selection.unit === bias.unit) return;
  const unit = placedUnit(plan, bias.layer, bias.unit);
  if (unit === null) return;
  const { x, y } = biasPlace(plan, unit);
  drawTag(context, x + 4, Math.min(plan.height - 12, y + 16), tagText(values[biasIndex(named.network, bias.layer, bias.unit)] ?? 0, edges), palette, plan.width);
}

/** The value of what is hovered, on the page's colour with the marker's edge. */
function drawTag(context: CanvasRenderingContext2D, x: number, y: number, text: string, palette: Palette, width: number): void {
  context.font = `500 ${palette.t2}px ${palette.text}`;
  const half = context.measureText(text).width / 2 + 7;
  const middle = Math.max(half + 1, Math.min(width - half - 1, x));
  context.fillStyle = palette.bg;
  context.strokeStyle = palette.markline;
  context.lineWidth = 1;
  context.beginPath();
  context.rect(Math.round(middle - half) + 0.5, Math.round(y - 11) + 0.5, Math.round(2 * half), 22);
  context.fill();
  context.stroke();
  context.fillStyle = palette.ink;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, middle, y + 0.5);
}
