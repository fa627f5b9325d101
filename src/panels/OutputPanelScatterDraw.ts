/** Predicted against target: each example's answer over what it should be; on the diagonal it is right. */
import { outputsOf, type RunData } from '../datasets/runData.ts';
import type { NablaState } from '../store/nabla.ts';
import { clipped, drawFrame } from '../viz/heatmap.ts';
import type { Palette } from '../viz/palette.ts';
import { drawPoint, drawPointMark, pointPath } from '../viz/points.ts';
import type { TrainingFrame } from '../worker/protocol.ts';
import { toPixel, type Plane, type PointHit } from './OutputPanelScale.ts';

type Size = { readonly width: number; readonly height: number; readonly palette: Palette };
type Shown = Pick<NablaState, 'selection' | 'hovered' | 'showValidation'>;
type Answered = Pick<TrainingFrame, 'trainOutputs' | 'validationOutputs'>;

/** One answer: of the example `index`, in the units of the target. */
export type ScatterPoint = { readonly index: number; readonly target: number; readonly answer: number };

/** Targets from left to right and answers upwards, on one scale: the targets' range with a margin of an eighth. */
export function scatterPlane({ targetRange: [low, high] }: RunData, width: number, height: number): Plane {
  const margin = (high - low || 1) / 8;
  const range = [low - margin, high + margin] as const;
  return { width, height, x: range, y: range };
}

/** The answers known of one part of the examples, every output of an example a point of its own. */
export function scatterPoints(data: RunData, frame: Answered, split: 'train' | 'validation'): readonly ScatterPoint[] {
  const outputs = outputsOf(data);
  const targets = split === 'train' ? data.trainEncoded : data.validationEncoded;
  const answers = split === 'train' ? frame.trainOutputs : frame.validationOutputs;
  return Array.from({ length: Math.min(answers.length, targets.length) }, (_, i) => ({ index: Math.floor(i / outputs), target: targets[i] ?? 0, answer: answers[i] ?? NaN }));
}

/** Where a point is drawn: beyond the plane at its edge; null where the answer is no number. */
export function scatterPlace(plane: Plane, { target, answer }: ScatterPoint): readonly [x: number, y: number, beyond: -1 | 0 | 1] | null {
  if (Number.isNaN(answer)) return null;
  const beyond = answer > plane.y[1] ? 1 : answer < plane.y[0] ? -1 : 0;
  const [x, y] = toPixel(plane, target, beyond === 0 ? answer : beyond > 0 ? plane.y[1] : plane.y[0]);
  return [x, beyond === 0 ? y : y + beyond * EDGE, beyond];
}

/** Points beyond the plane stand so far inside its edge. */
const EDGE = 6;

export function drawScatter(context: CanvasRenderingContext2D, { width, height, palette }: Size, frame: Answered | null, data: RunData, shown: Shown): void {
  const plane = scatterPlane(data, width, height);
  drawDiagonal(context, plane, palette);
  if (frame !== null) {
    const parts = (['validation', 'train'] as const).filter((split) => split === 'train' || shown.showValidation).map((split) => ({ split, points: scatterPoints(data, frame, split) }));
    const total = parts.reduce((sum, { points }) => sum + points.length, 0);
    const radius = total > 600 ? 2.4 : total > 200 ? 3.2 : 4;
    const reach = Math.max(Math.abs(data.targetRange[0]), Math.abs(data.targetRange[1])) || 1;
    clipped(context, 0, 0, width, height, () => {
      for (const { split, points } of parts) {
        for (const point of points) {
          const place = scatterPlace(plane, point);
          if (place === null) continue;
          const [x, y, beyond] = place;
          if (isLit(shown, split, point.index)) drawPointMark(context, x, y, radius, palette);
          if (beyond === 0) drawPoint(context, x, y, { value: point.target / reach }, split === 'validation', radius, palette);
          else drawBeyond(context, x, y, beyond, split === 'validation', palette);
        }
      }
    });
  }
  drawFrame(context, 0, 0, width, height, palette);
}

function isLit({ selection, hovered }: Shown, split: 'train' | 'validation', index: number): boolean {
  return [selection, hovered].some((lit) => lit?.kind === 'example' && lit.split === split && lit.index === index);
}

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
  context.fillText('too high', 0.08 * plane.width, 0.3 * plane.height);
  context.textAlign = 'right';
  context.fillText('too low', 0.92 * plane.width, 0.7 * plane.height);
}

/** Too far up or down to be on the plane: a triangle that points there. */
function drawBeyond(context: CanvasRenderingContext2D, x: number, y: number, beyond: 1 | -1, validation: boolean, palette: Palette): void {
  context.beginPath();
  pointPath(context, beyond > 0 ? 'triangle' : 'triangleDown', x, y, 4);
  context.fillStyle = validation ? palette.bg : palette.ink;
  context.fill();
  context.strokeStyle = palette.ink;
  context.lineWidth = palette.pen;
  context.stroke();
}

/** The example whose point is nearest to a place in px within `reach` px; null without one. */
export function hitScatter(data: RunData, frame: Answered, plane: Plane, left: number, top: number, reach: number, showValidation: boolean): PointHit | null {
  let best: PointHit | null = null;
  let nearest = reach * reach;
  for (const split of showValidation ? (['train', 'validation'] as const) : (['train'] as const)) {
    for (const point of scatterPoints(data, frame, split)) {
      const place = scatterPlace(plane, point);
      if (place === null) continue;
      const distance = (place[0] - left) ** 2 + (place[1] - top) ** 2;
      if (distance < nearest) {
        nearest = distance;
        best = { split, index: point.index };
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
