/** The pictures of the loss: the large one with its axes, the example shown and its tangent; and the small one of any loss. */
import { losses, targetEncoding, type LossSpec } from '../../engine/losses.ts';
import { formatSetting } from '../../viz/format.ts';
import {
  drawLossLine, drawLossPoints, drawTangent, lossAxis, placeOf, planeX, planeY, slopeAt, type LossPlane, shapeOf,
} from '../../viz/lossFunction.ts';
import { drawMath } from '../../viz/mathText.ts';
import type { Palette } from '../../viz/palette.ts';
import { drawPointMark, pointPath } from '../../viz/points.ts';
import { linearTicks } from '../../viz/ticks.ts';
import type { LossScene } from './LossFunctionScene.ts';
import { targetText } from './LossFunctionText.ts';

type Context = CanvasRenderingContext2D;
type Size = { readonly width: number; readonly height: number; readonly palette: Palette };

const RADIUS = 3.4;
const MOST_POINTS = 500;
const TANGENT = 54;
/** Room at 12 px text: left for the values of f, above for the targets' names, below for the answers. */
const ROOM = { left: 40, top: 22, bottom: 34, right: 10 };

/** Where the large picture lies on a canvas. */
export function lossPlane({ axis, low, high }: LossScene, { width, height, palette }: Size): LossPlane {
  const scale = palette.t1 / 12;
  const box = { x: ROOM.left * scale, y: ROOM.top * scale, width: Math.max(40, width - (ROOM.left + ROOM.right) * scale), height: Math.max(40, height - (ROOM.top + ROOM.bottom) * scale) };
  return { box, axis, low, high };
}

/** @param shown the point whose curve, marker and tangent are drawn; −1 for none */
export function drawLossPicture(ctx: Context, size: Size, scene: LossScene, shown: number): void {
  const { palette } = size;
  const { points, spec, axis, situation } = scene;
  const plane = lossPlane(scene, size);
  drawAxes(ctx, plane, palette);
  const target = shown < 0 ? null : points.target[shown]!;
  drawTargets(ctx, plane, scene, palette, target);
  for (const each of linesOf(scene, target)) {
    drawLossLine(ctx, plane, spec, each, { colour: targetColour(scene, each, palette), lineWidth: (isStrong(scene, each, target) ? 2 : 1.25) * palette.pen });
  }
  const place = shown < 0 ? NaN : placeOf(axis, points.prediction[shown]!, target ?? 0);
  const value = shown < 0 ? NaN : points.value[shown]!;
  const isDrawn = Number.isFinite(place) && Number.isFinite(value);
  if (isDrawn) drawPointMark(ctx, planeX(plane, place), planeY(plane, value), RADIUS * palette.pen, palette);
  drawLossPoints(ctx, plane, points, palette, { radius: RADIUS * palette.pen, byClass: situation.task === 'classification', most: MOST_POINTS });
  if (!isDrawn) return;
  const slope = slopeAt(spec, points.prediction[shown]!, target ?? 0);
  if (Number.isFinite(slope)) drawTangent(ctx, plane, place, value, slope, TANGENT * palette.pen, { colour: palette.grad, lineWidth: 2 * palette.pen });
  drawShown(ctx, planeX(plane, place), planeY(plane, value), scene, shown, palette);
}

/** The example shown, over all others. */
function drawShown(ctx: Context, x: number, y: number, { points, situation }: LossScene, shown: number, palette: Palette): void {
  const look = situation.task === 'classification' ? points.marker[shown]! : -1;
  const validation = shown >= points.trainCount;
  const colour = look < 0 ? (validation ? palette.val : palette.train) : palette.classes[look % palette.classes.length]?.point ?? palette.ink;
  ctx.beginPath();
  pointPath(ctx, shapeOf(look), x, y, (RADIUS + 0.8) * palette.pen);
  ctx.fillStyle = validation ? palette.bg : colour;
  ctx.fill();
  ctx.strokeStyle = validation ? colour : palette.ptring;
  ctx.lineWidth = (validation ? 1.5 : 1) * palette.pen;
  ctx.stroke();
}

/** Targets that have a line: those of the classes, and a target of its own that the example shown may have been given. */
function linesOf({ axis }: LossScene, target: number | null): readonly number[] {
  return axis.kind === 'error' || target === null || axis.targets.includes(target) ? axis.targets : [...axis.targets, target];
}

function isStrong({ axis }: LossScene, line: number, target: number | null): boolean {
  return target === null || axis.kind === 'error' || line === target || axis.targets.length === 1;
}

/** The two ends of the one output have the colours of their classes; the lines of several outputs are those of right and not right. */
function targetColour({ situation, axis }: LossScene, target: number, palette: Palette): string {
  if (situation.task === 'regression' || situation.outputs > 1 || !axis.targets.includes(target)) return palette.ink;
  return target === axis.targets[0] ? palette.neg : palette.pos;
}

function drawAxes(ctx: Context, plane: LossPlane, palette: Palette): void {
  const { box, axis, low, high } = plane;
  const half = (v: number): number => Math.round(v) + 0.5;
  const foot = half(box.y + box.height);
  ctx.font = `${palette.t1}px ${palette.text}`;
  ctx.textBaseline = 'alphabetic';
  ctx.lineWidth = 1;
  ctx.textAlign = 'right';
  for (const { value } of linearTicks(low, high, Math.max(2, box.height / 44))) {
    const y = half(planeY(plane, value));
    ctx.fillStyle = value === 0 && low < 0 ? palette.ink2 : palette.hair;
    ctx.fillRect(box.x, y - 0.5, box.width, 1);
    ctx.fillStyle = palette.ink3;
    ctx.fillText(formatSetting(value, 3), box.x - 6, y + palette.t1 / 3);
  }
  ctx.fillStyle = palette.ink2;
  ctx.fillRect(box.x, foot - 0.5, box.width, 1);
  const title = drawMath(ctx, axis.kind === 'error' ? 'ŷ − y' : 'ŷ', box.x + box.width, foot + palette.t1 + 7, palette, { size: palette.t3, align: 'right' });
  drawMath(ctx, 'f', box.x - 6, box.y - 8, palette, { size: palette.t3, align: 'right' });
  const end = box.x + box.width - title - 0.6 * palette.t1;
  ctx.font = `${palette.t1}px ${palette.text}`;
  ctx.textAlign = 'center';
  for (const { value } of linearTicks(axis.from, axis.to, Math.max(2, box.width / 64))) {
    const x = half(planeX(plane, value));
    ctx.fillStyle = palette.ink2;
    ctx.fillRect(x - 0.5, foot, 1, 5);
    ctx.fillStyle = palette.ink3;
    const label = formatSetting(value, 3);
    if (x + ctx.measureText(label).width / 2 < end) ctx.fillText(label, x, foot + palette.t1 + 6);
  }
}

/** Where the answer is right: a line upwards from each target, its name above. */
function drawTargets(ctx: Context, plane: LossPlane, scene: LossScene, palette: Palette, target: number | null): void {
  const { box, axis } = plane;
  for (const each of linesOf(scene, target)) {
    const x = Math.round(planeX(plane, each)) + 0.5;
    ctx.strokeStyle = palette.line;
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(x, box.y);
    ctx.lineTo(x, box.y + box.height);
    ctx.stroke();
    ctx.setLineDash([]);
    const name = axis.kind === 'error' ? 'ŷ = y' : `y = ${targetText(scene, each)}`;
    drawMath(ctx, name, Math.max(box.x + 2 * palette.t1, Math.min(x, box.x + box.width - 14)), box.y - 7, palette, {
      size: palette.t2, align: 'center', colour: isStrong(scene, each, target) ? targetColour(scene, each, palette) : palette.ink2,
    });
  }
}

/** Of the height of a small picture so much is below 0, for the one loss that goes there. */
const BELOW = 1 / 3;

/**
 * A loss beside the others, all of them at one scale: f of one answer over the same axis as in the large picture.
 * @returns whether the examples are on it; a loss that needs another output is drawn over that output's answers
 */
export function drawSmallLoss(ctx: Context, { width, height, palette }: Size, scene: LossScene, spec: LossSpec): boolean {
  const { situation, reach } = scene;
  const { task } = situation;
  const own = smallOutput(scene, spec);
  const isOwn = own !== situation.output;
  const axis = lossAxis(spec.name, task, own, isOwn ? 2 : reach);
  const high = task === 'regression' ? 1.5 * reach : targetEncoding(situation.output).low === 0 ? 2 : 3;
  const plane: LossPlane = { box: { x: 0.5, y: 4, width: width - 1, height: height - 8 }, axis, low: -high * BELOW, high };
  const zero = Math.round(planeY(plane, 0)) + 0.5;
  ctx.fillStyle = palette.ink3;
  ctx.fillRect(0, zero - 0.5, width, 1);
  for (const target of axis.targets) ctx.fillRect(Math.round(planeX(plane, target)), zero, 1, 4);
  for (const [index, target] of axis.targets.entries()) {
    const colour = task === 'regression' || situation.outputs > 1 ? palette.ink : index === 0 ? palette.neg : palette.pos;
    drawLossLine(ctx, plane, spec, target, { colour, lineWidth: 1.5 * palette.pen, ...(index === 0 && axis.targets.length > 1 ? { dash: [4 * palette.pen, 2.5 * palette.pen] } : {}) });
  }
  const points = isOneOfMany(spec) === isOneOfMany(scene.spec) ? scene.points : scene.otherPoints;
  if (!isOwn) drawLossPoints(ctx, plane, points, palette, { radius: 1.8 * palette.pen, byClass: task === 'classification', most: 120, spec });
  return !isOwn;
}

/** Softmax cross-entropy has one point an example, the others one an output. */
const isOneOfMany = ({ name }: LossSpec): boolean => name === 'softmax_cross_entropy';

/** The output a loss would be of: its own, where it needs one, else the present one. */
export function smallOutput({ situation: { output } }: Pick<LossScene, 'situation'>, spec: LossSpec) {
  const { requiredOutput } = losses[spec.name];
  if (requiredOutput !== undefined) return requiredOutput;
  return spec.name === 'hinge' && targetEncoding(output).low === 0 ? 'linear' : output;
}
