/** Draws the small picture of one run: the boundary over the plane, the class map or the fitted curve, and the training examples. */
import { trainCountOf, validationCountOf, type RunData } from '../../datasets/runData.ts';
import type { OutputActivationName } from '../../engine/activations.ts';
import { drawClassMap } from '../../viz/classMap.ts';
import { drawFunction } from '../../viz/curve.ts';
import { clipped, drawFrame, drawHeatmap } from '../../viz/heatmap.ts';
import type { KeptLayer } from '../../viz/keptLayer.ts';
import type { Palette } from '../../viz/palette.ts';
import { drawPoint, isPointShown } from '../../viz/points.ts';
import { exampleAt, outputScale, planeOf, toPixel } from '../../viz/outputScale.ts';

const BANDS = 8;
/** A picture smaller than this shows the boundary alone. */
const ROOM_FOR_POINTS = 96;
/** From here on the examples are drawn as on the stage of Play. */
const LARGE = 240;

export type ComparePicture = {
  readonly data: RunData;
  readonly activation: OutputActivationName;
  /** [output][cell] of `grid` × `grid` cells, or points of the curve; null or empty: not computed yet. */
  readonly picture: Float32Array | null;
  readonly grid: number;
  readonly lit: boolean;
  /** Validation examples, too, hollow. */
  readonly showsValidation?: boolean;
  /** Where the examples are kept as a picture, for a run that is drawn many times a second. */
  readonly points?: { readonly layer: KeptLayer; readonly pixelRatio: number };
};

export function drawComparePicture(context: CanvasRenderingContext2D, size: number, given: Palette, view: ComparePicture): void {
  const { data, activation, picture, grid, lit } = view;
  const plane = planeOf(data, size, size);
  // In a small picture thick rings would hide what they mark.
  const palette = size >= LARGE ? given : { ...given, pen: 1 };
  const radius = size >= LARGE ? 3.2 * Math.sqrt(palette.pen) : size >= 150 ? 2 : 1.6;
  const hasPicture = picture !== null && picture.length > 0;
  if (hasPicture && data.inputCount === 1) {
    const [zeroX, zeroY] = toPixel(plane, 0, 0).map((v) => Math.round(v) + 0.5);
    context.strokeStyle = palette.hair;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(zeroX ?? 0, 0);
    context.lineTo(zeroX ?? 0, size);
    context.moveTo(0, zeroY ?? 0);
    context.lineTo(size, zeroY ?? 0);
    context.stroke();
    drawPoints(context, size, palette, view, size >= LARGE ? radius : 1.6);
    drawFunction(context, picture, { x: 0, y: 0, width: size, height: size }, plane.y, { colour: palette.ink, lineWidth: 1.75 * palette.pen, sampling: 'ends', count: grid });
  } else if (hasPicture) {
    const { low, high, boundary } = outputScale(data, activation);
    if (data.classes.length > 2) drawClassMap(context, picture, data.classes.length, grid, 0, 0, size, palette, { min: low, max: high, frame: false });
    else drawHeatmap(context, picture, grid, 0, 0, size, palette, { min: low, max: high, bands: BANDS, line: boundary, lineWidth: 1.25, frame: false });
    if (size >= ROOM_FOR_POINTS) drawPoints(context, size, palette, view, radius);
  }
  if (lit) {
    context.strokeStyle = palette.ink;
    context.lineWidth = 3;
    context.strokeRect(1.5, 1.5, size - 3, size - 3);
  } else if (hasPicture) {
    drawFrame(context, 0, 0, size, size, palette);
  } else {
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.strokeRect(0.5, 0.5, Math.round(size) - 1, Math.round(size) - 1);
  }
}

function drawPoints(context: CanvasRenderingContext2D, size: number, palette: Palette, { data, showsValidation = false, points }: ComparePicture, radius: number): void {
  const plane = planeOf(data, size, size);
  const reach = Math.max(Math.abs(data.targetRange[0]), Math.abs(data.targetRange[1])) || 1;
  const draw = (on: CanvasRenderingContext2D, inputs: Float64Array, targets: Float64Array, count: number, hollow: boolean): void => {
    for (let index = 0; index < count; index++) {
      if (!isPointShown(index, count * (size >= LARGE ? 1 : 4))) continue;
      const target = targets[index * data.targetCount] ?? 0;
      const [x, y] = toPixel(plane, ...exampleAt(data, inputs, targets, index));
      drawPoint(on, x, y, data.task === 'classification' ? target : { value: target / reach }, hollow, radius, palette);
    }
  };
  const paint = (on: CanvasRenderingContext2D): void => {
    clipped(on, 0, 0, size, size, () => {
      if (showsValidation) draw(on, data.validationInputs, data.validationTargets, validationCountOf(data), true);
      draw(on, data.trainInputs, data.trainTargets, trainCountOf(data), false);
    });
  };
  if (points === undefined) paint(context);
  else points.layer.draw(context, { width: size, height: size, pixelRatio: points.pixelRatio }, [data, palette, showsValidation], paint);
}
