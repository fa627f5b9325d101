/** Predicted against target: each example's answer over what it should be; on the diagonal it is right. */
import { outputsOf, type RunData } from '../../datasets/runData.ts';
import type { NablaState } from '../../store/nabla.ts';
import { clipped, drawFrame } from '../../viz/heatmap.ts';
import type { Palette } from '../../viz/palette.ts';
import { drawPoint, drawPointMark, drawPoints, pointPath } from '../../viz/points.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { toPixel, type Plane, type PointHit } from '../../viz/outputScale.ts';
import { say } from '../../words/say.ts';

type Size = { readonly width: number; readonly height: number; readonly palette: Palette };
type Shown = Pick<NablaState, 'selection' | 'hovered'>;
type Answered = Pick<TrainingFrame, 'trainOutputs' | 'validationOutputs'>;

/** Targets from left to right and answers upwards, on one scale: the targets' range with a margin of an eighth. */
export function scatterPlane({ targetRange: [low, high] }: RunData, width: number, height: number): Plane {
  const margin = (high - low || 1) / 8;
  const range = [low - margin, high + margin] as const;
  return { width, height, x: range, y: range };
}

/** Points beyond the plane stand so far inside its edge. */
const EDGE = 6;
/** Colours on either side of 0: between neighbours nobody sees a difference. */
const COLOURS = 16;

/** Where an answer is drawn: beyond the plane at its edge; null where it is no number. */
export function scatterPlace(plane: Plane, target: number, answer: number): readonly [x: number, y: number, beyond: -1 | 0 | 1] | null {
  if (Number.isNaN(answer)) return null;
  const beyond = beyondOf(plane, answer);
  const [x, y] = toPixel(plane, target, beyond === 0 ? answer : beyond > 0 ? plane.y[1] : plane.y[0]);
  return [x, beyond === 0 ? y : y + beyond * EDGE, beyond];
}

function beyondOf(plane: Plane, answer: number): -1 | 0 | 1 {
  return answer > plane.y[1] ? 1 : answer < plane.y[0] ? -1 : 0;
}

/** Answers whose points look alike: of one colour, which is their target's. Places among the answers, [example][output]. */
type Look = { readonly value: number; readonly answers: Uint32Array };
export type ScatterLooks = Readonly<Record<'train' | 'validation', readonly Look[]>>;

/** The looks of the data, which stay the same whatever is answered. */
export function scatterLooks({ targetRange, trainEncoded, validationEncoded }: RunData): ScatterLooks {
  const reach = Math.max(Math.abs(targetRange[0]), Math.abs(targetRange[1])) || 1;
  const looksOf = (targets: Float64Array): readonly Look[] => {
    const found = new Map<number, number[]>();
    targets.forEach((target, i) => {
      const colour = Math.round((COLOURS * target) / reach);
      const alike = found.get(colour);
      if (alike === undefined) found.set(colour, [i]);
      else alike.push(i);
    });
    return Array.from(found, ([colour, answers]) => ({ value: colour / COLOURS, answers: Uint32Array.from(answers) }));
  };
  return { train: looksOf(trainEncoded), validation: looksOf(validationEncoded) };
}

let places = new Float64Array(0);

/** @param looks of these data */
export function drawScatter(context: CanvasRenderingContext2D, { width, height, palette }: Size, frame: Answered | null, data: RunData, looks: ScatterLooks, shown: Shown): void {
  const plane = scatterPlane(data, width, height);
  drawDiagonal(context, plane, palette);
  if (frame !== null) {
    const splits = ['validation', 'train'] as const;
    const total = splits.reduce((sum, split) => sum + answersOf(frame, split).length, 0);
    const radius = total > 600 ? 2.4 : total > 200 ? 3.2 : 4;
    clipped(context, 0, 0, width, height, () => {
      for (const split of splits) {
        const [answers, targets] = [answersOf(frame, split), targetsOf(data, split)];
        if (places.length < 2 * targets.length) places = new Float64Array(2 * targets.length);
        for (const look of looks[split]) {
          const count = placed(plane, targets, answers, look.answers, 0);
          if (count > 0) drawPoints(context, places, count, { value: look.value }, split === 'validation', radius, palette);
        }
        for (const beyond of [1, -1] as const) {
          let count = 0;
          for (const look of looks[split]) count = placed(plane, targets, answers, look.answers, beyond, count);
          if (count > 0) drawBeyond(context, count, beyond, split === 'validation', palette);
        }
      }
      for (const split of splits) drawLit(context, plane, frame, data, split, shown, radius, palette);
    });
  }
  drawFrame(context, 0, 0, width, height, palette);
}

/** Puts the points of those answers that are as far beyond the plane into `places`, from the point `count` on; returns how many there are then. */
function placed(plane: Plane, targets: Float64Array, answers: Float32Array, which: Uint32Array, beyond: -1 | 0 | 1, count = 0): number {
  let next = count;
  for (const i of which) {
    const answer = answers[i] ?? NaN;
    if (Number.isNaN(answer) || beyondOf(plane, answer) !== beyond) continue;
    const place = scatterPlace(plane, targets[i] ?? 0, answer);
    if (place === null) continue;
    [places[2 * next], places[2 * next + 1]] = place;
    next += 1;
  }
  return next;
}

/** The selected example and the one pointed at, above all others. */
function drawLit(
  context: CanvasRenderingContext2D, plane: Plane, frame: Answered, data: RunData, split: 'train' | 'validation', { selection, hovered }: Shown, radius: number, palette: Palette,
): void {
  const [answers, targets, outputs] = [answersOf(frame, split), targetsOf(data, split), outputsOf(data)];
  const reach = Math.max(Math.abs(data.targetRange[0]), Math.abs(data.targetRange[1])) || 1;
  for (const lit of [selection, hovered]) {
    if (lit?.kind !== 'example' || lit.split !== split) continue;
    for (let i = lit.index * outputs; i < (lit.index + 1) * outputs; i += 1) {
      const place = scatterPlace(plane, targets[i] ?? 0, answers[i] ?? NaN);
      if (place === null) continue;
      const [x, y, beyond] = place;
      drawPointMark(context, x, y, radius, palette);
      [places[0], places[1]] = [x, y];
      if (beyond === 0) drawPoint(context, x, y, { value: (targets[i] ?? 0) / reach }, split === 'validation', radius, palette);
      else drawBeyond(context, 1, beyond, split === 'validation', palette);
    }
  }
}

const answersOf = (frame: Answered, split: 'train' | 'validation'): Float32Array => (split === 'train' ? frame.trainOutputs : frame.validationOutputs);
const targetsOf = (data: RunData, split: 'train' | 'validation'): Float64Array => (split === 'train' ? data.trainEncoded : data.validationEncoded);

/** The line on which an answer is its target, and what lies on either side of it. */
function drawDiagonal(context: CanvasRenderingContext2D, plane: Plane, palette: Palette): void {
  context.strokeStyle = palette.ink3;
  context.lineWidth = palette.pen;
  context.beginPath();
  context.moveTo(...toPixel(plane, plane.x[0], plane.x[0]));
  context.lineTo(...toPixel(plane, plane.x[1], plane.x[1]));
  context.stroke();
  context.font = `${palette.t1}px ${palette.text}`;
  context.textBaseline = 'middle';
  context.fillStyle = palette.ink3;
  context.textAlign = 'left';
  context.fillText(say('too high'), 0.08 * plane.width, 0.3 * plane.height);
  context.textAlign = 'right';
  context.fillText(say('too low'), 0.92 * plane.width, 0.7 * plane.height);
}

/** Too far up or down to be on the plane: triangles that point there, at the first `count` places. */
function drawBeyond(context: CanvasRenderingContext2D, count: number, beyond: 1 | -1, validation: boolean, palette: Palette): void {
  context.beginPath();
  for (let i = 0; i < count; i += 1) pointPath(context, beyond > 0 ? 'triangle' : 'triangleDown', places[2 * i] ?? 0, places[2 * i + 1] ?? 0, 4);
  context.fillStyle = validation ? palette.bg : palette.ink;
  context.fill();
  context.strokeStyle = palette.ink;
  context.lineWidth = palette.pen;
  context.stroke();
}

/** The example whose point is nearest to a place in px within `reach` px; null without one. */
export function hitScatter(data: RunData, frame: Answered, plane: Plane, left: number, top: number, reach: number): PointHit | null {
  let best: PointHit | null = null;
  let nearest = reach * reach;
  const outputs = outputsOf(data);
  for (const split of ['train', 'validation'] as const) {
    const [answers, targets] = [answersOf(frame, split), targetsOf(data, split)];
    for (let i = 0; i < Math.min(answers.length, targets.length); i += 1) {
      const place = scatterPlace(plane, targets[i] ?? 0, answers[i] ?? NaN);
      if (place === null) continue;
      const distance = (place[0] - left) ** 2 + (place[1] - top) ** 2;
      if (distance < nearest) {
        nearest = distance;
        best = { split, index: Math.floor(i / outputs) };
      }
    }
  }
  return best;
}

/** Training examples in the order of their (first) target, as the keys walk them. */
export function orderByTarget(data: RunData, known: number): readonly number[] {
  const outputs = outputsOf(data);
  return Array.from({ length: known }, (_, index) => index).toSorted((a, b) => (data.trainEncoded[a * outputs] ?? 0) - (data.trainEncoded[b * outputs] ?? 0) || a - b);
}
