// f(ŷ, y) of one output as a line over ŷ, or over ŷ − y where it depends on nothing else; its slope there is ∂f/∂ŷ
/** A loss as a function of the answer, with the examples on it. Every number comes from the engine's records. */
import { activations, type OutputActivationName } from '../engine/activations.ts';
import { losses, targetEncoding, type LossName, type LossSpec, type Task } from '../engine/losses.ts';
import type { Box } from './curve.ts';
import { pointPath } from './points.ts';
import { CLASS_SHAPES, type Palette } from './palette.ts';

type Context = CanvasRenderingContext2D;

/** Answers with their targets, one for each output that is drawn: training examples first, then validation examples. */
export type LossPoints = {
  readonly count: number;
  /** The first so many are of training examples. */
  readonly trainCount: number;
  /** ŷ, y and f(ŷ, y). */
  readonly prediction: Float64Array;
  readonly target: Float64Array;
  readonly value: Float64Array;
  /** Number of the example in its split, and of the output, from 0. */
  readonly example: Uint32Array;
  readonly output: Uint8Array;
  /** Class of the example, 0 for regression. */
  readonly marker: Uint8Array;
};

/** What is laid out from left to right. */
export type LossAxis = {
  /** 'error': ŷ − y, so that examples of every target share one line. */
  readonly kind: 'prediction' | 'error';
  readonly from: number;
  readonly to: number;
  /** Answers there can be: a sigmoid has none beyond 0 and 1. */
  readonly domain: readonly [number, number];
  /** Targets with a line of their own; on an error axis 0. */
  readonly targets: readonly number[];
};

/** A picture in px: the axis, and f from its foot to its head. */
export type LossPlane = { readonly box: Box; readonly axis: LossAxis; readonly low: number; readonly high: number };

/** Share of the axis left free on either side of answers that have bounds. */
const MARGIN = 0.04;
const SAMPLES = 240;

/**
 * f of one output's answer ŷ. A cross-entropy, which the engine computes from z, is read at the z whose sigmoid is ŷ; softmax
 * cross-entropy at the output of the example's own class, where it is −y ln ŷ as well. ∞ where ŷ is 0 or 1 and wrong.
 */
export function lossAt({ name, huberDelta }: LossSpec, prediction: number, target: number): number {
  if (losses[name].reads === 'prediction') return losses[name].output(prediction, target, huberDelta);
  if (prediction <= 0 || prediction >= 1) return prediction === target ? 0 : Infinity;
  return losses.binary_cross_entropy.output(logit(prediction), target, huberDelta);
}

/** ∂f/∂ŷ; of a cross-entropy ∂f/∂z over ∂ŷ/∂z, NaN where ŷ is 0 or 1 to the last digit. */
export function slopeAt({ name, huberDelta }: LossSpec, prediction: number, target: number): number {
  if (losses[name].reads === 'prediction') return losses[name].derivative(prediction, target, huberDelta);
  const z = logit(prediction);
  return Number.isFinite(z) ? losses.binary_cross_entropy.derivative(z, target, huberDelta) / activations.sigmoid.derivative(z, prediction) : NaN;
}

/** ∂f/∂z of a cross-entropy, which is what goes back into the network: ŷ − y. */
export function logitSlopeAt(prediction: number, target: number): number {
  return losses.binary_cross_entropy.derivative(logit(prediction), target, 1);
}

function logit(p: number): number {
  return Math.log(p) - Math.log1p(-p);
}

/** Answers an output can give; most have no bounds. */
function answersOf(output: OutputActivationName): readonly [number, number] {
  if (output === 'sigmoid' || output === 'softmax') return [0, 1];
  return output === 'tanh' || output === 'sin' ? [-1, 1] : [-Infinity, Infinity];
}

/** Where the axis has its middle: halfway between the codes of the two classes, or no error. */
export function middleOf(task: Task, output: OutputActivationName): number {
  const { low, high } = targetEncoding(output);
  return task === 'regression' ? 0 : (low + high) / 2;
}

/**
 * The axis of a loss.
 * @param reach how far it goes from its middle where the answers have no bounds
 */
export function lossAxis(name: LossName, task: Task, output: OutputActivationName, reach: number): LossAxis {
  if (task === 'regression') return { kind: 'error', from: -reach, to: reach, domain: [-reach, reach], targets: [0] };
  const { low, high } = targetEncoding(output);
  const targets = name === 'softmax_cross_entropy' ? [1] : [low, high];
  const middle = (low + high) / 2;
  const domain = answersOf(output);
  if (!Number.isFinite(domain[0])) return { kind: 'prediction', from: middle - reach, to: middle + reach, domain: [middle - reach, middle + reach], targets };
  const margin = MARGIN * (domain[1] - domain[0]);
  return { kind: 'prediction', from: domain[0] - margin, to: domain[1] + margin, domain, targets };
}

/** What a point's place on the axis is. */
export function placeOf(axis: LossAxis, prediction: number, target: number): number {
  return axis.kind === 'error' ? prediction - target : prediction;
}

export function planeX({ box, axis }: LossPlane, place: number): number {
  return box.x + ((place - axis.from) / (axis.to - axis.from)) * box.width;
}

export function planeY({ box, low, high }: LossPlane, value: number): number {
  return box.y + box.height * (1 - (value - low) / (high - low));
}

/** The farthest a finite answer is from the middle, and the largest |f|. */
export function extentOf(points: LossPoints, kind: LossAxis['kind'], middle: number): { readonly place: number; readonly value: number } {
  let [place, value] = [0, 0];
  for (let i = 0; i < points.count; i += 1) {
    const prediction = points.prediction[i]!;
    const away = Math.abs(prediction - (kind === 'error' ? points.target[i]! : middle));
    if (Number.isFinite(away)) place = Math.max(place, away);
    const size = Math.abs(points.value[i]!);
    if (Number.isFinite(size)) value = Math.max(value, size);
  }
  return { place, value };
}

/** Number of the drawn point nearest to a place in px, or −1 if none is within `reach` px. */
export function nearestPoint(plane: LossPlane, points: LossPoints, x: number, y: number, reach: number): number {
  let found = -1;
  let best = reach * reach;
  for (let i = 0; i < points.count; i += 1) {
    const dx = planeX(plane, placeOf(plane.axis, points.prediction[i]!, points.target[i]!)) - x;
    const dy = planeY(plane, points.value[i]!) - y;
    const square = dx * dx + dy * dy;
    // Of equal ones the training example, which is one of those that teach.
    if (square < best || (square === best && found < 0)) [found, best] = [i, square];
  }
  return found;
}

export type LossLine = { readonly colour: string; readonly lineWidth: number; readonly dash?: readonly number[] };

/** f for one target as a line, clipped to the picture; on an error axis the target is 0. */
export function drawLossLine(ctx: Context, plane: LossPlane, spec: LossSpec, target: number, { colour, lineWidth, dash = [] }: LossLine): void {
  const { box, axis } = plane;
  const [first, last] = axis.domain;
  ctx.save();
  clipTo(ctx, box);
  ctx.beginPath();
  let open = false;
  for (let i = 0; i <= SAMPLES; i += 1) {
    const place = first + ((last - first) * i) / SAMPLES;
    const value = lossAt(spec, place, target);
    if (!Number.isFinite(value)) {
      open = false;
      continue;
    }
    // Far outside the picture is far enough: some canvases fail on huge coordinates.
    const y = Math.max(box.y - 3 * box.height, Math.min(box.y + 4 * box.height, planeY(plane, value)));
    if (open) ctx.lineTo(planeX(plane, place), y);
    else ctx.moveTo(planeX(plane, place), y);
    open = true;
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = lineWidth;
  ctx.lineJoin = 'round';
  ctx.setLineDash([...dash]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.restore();
}

/** The tangent at a point, `reach` px to either side along it. */
export function drawTangent(ctx: Context, plane: LossPlane, place: number, value: number, slope: number, reach: number, line: LossLine): void {
  const { box, axis, low, high } = plane;
  const fall = (slope * (axis.to - axis.from) * box.height) / (box.width * (high - low));
  const length = Math.hypot(1, fall);
  const [dx, dy] = [reach / length, (fall * reach) / length];
  const [x, y] = [planeX(plane, place), planeY(plane, value)];
  ctx.save();
  clipTo(ctx, box);
  ctx.beginPath();
  ctx.moveTo(x - dx, y + dy);
  ctx.lineTo(x + dx, y - dy);
  ctx.strokeStyle = line.colour;
  ctx.lineWidth = line.lineWidth;
  ctx.stroke();
  ctx.restore();
}

export type LossMarks = {
  /** Radius of a disc in px; the other shapes are as large to the eye. */
  readonly radius: number;
  /** Markers by class; without it all are discs in ink and, for validation, in its colour. */
  readonly byClass: boolean;
  /** At most about so many of each split: an even choice of them. */
  readonly most: number;
  /** f by another loss than the one the points hold. */
  readonly spec?: LossSpec;
};

/** The examples, training filled, validation hollow over them: all of one look in one path, for there may be thousands. */
export function drawLossPoints(ctx: Context, plane: LossPlane, points: LossPoints, palette: Palette, marks: LossMarks): void {
  const { count, trainCount, marker } = points;
  ctx.save();
  clipTo(ctx, grown(plane.box, marks.radius + 2));
  ctx.lineJoin = 'round';
  for (const validation of [false, true]) {
    const [from, to] = validation ? [trainCount, count] : [0, trainCount];
    const pitch = Math.max(1, (to - from) / marks.most);
    // Smaller, so that a training example under it is seen around it.
    const radius = validation ? 0.8 * marks.radius : marks.radius;
    const looks = new Set<number>();
    for (let i = from; i < to; i += 1) looks.add(marks.byClass ? marker[i]! : -1);
    for (const look of looks) {
      ctx.beginPath();
      for (let step = from; step < to; step += pitch) {
        const i = Math.floor(step);
        if (look >= 0 && marker[i] !== look) continue;
        const place = placeOf(plane.axis, points.prediction[i]!, points.target[i]!);
        const value = marks.spec === undefined ? points.value[i]! : lossAt(marks.spec, points.prediction[i]!, points.target[i]!);
        if (Number.isFinite(place) && Number.isFinite(value)) pointPath(ctx, shapeOf(look), planeX(plane, place), planeY(plane, value), radius);
      }
      const style = palette.classes[look % palette.classes.length];
      const colour = look < 0 ? (validation ? palette.val : palette.train) : (style?.point ?? palette.ink);
      ctx.fillStyle = validation ? palette.bg : colour;
      ctx.fill();
      ctx.strokeStyle = validation ? colour : palette.ptring;
      ctx.lineWidth = (validation ? 1.25 : 0.75) * palette.pen;
      ctx.stroke();
    }
  }
  ctx.restore();
}

/** The marker of a class; −1 is any example of a regression. */
export function shapeOf(look: number) {
  return look < 0 ? 'disc' : CLASS_SHAPES[look % CLASS_SHAPES.length] ?? 'disc';
}

function clipTo(ctx: Context, { x, y, width, height }: Box): void {
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
