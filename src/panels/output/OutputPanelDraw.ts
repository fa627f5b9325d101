/** Draws the output's picture (of several values the first's): flat tints with an ink line at the boundary, the class map, or the fitted curve; then the data and the probe. */
import { sliceOf, trainCountOf, validationCountOf, type RunData } from '../../datasets/runData.ts';
import { placeInSlice } from '../../datasets/slice.ts';
import type { NablaState } from '../../store/nabla.ts';
import { shownData } from '../../store/shownSlice.ts';
import { drawClassMap } from '../../viz/classMap.ts';
import { drawFunction } from '../../viz/curve.ts';
import { clipped, drawFrame, drawHeatmap } from '../../viz/heatmap.ts';
import { KeptLayer } from '../../viz/keptLayer.ts';
import type { Palette } from '../../viz/palette.ts';
import { PictureCache } from '../../viz/pictureCache.ts';
import { drawPoint, drawPointMark, isPointShown, type PointMeaning } from '../../viz/points.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { exampleAt, outputScale, planeOf, toPixel, type Plane } from '../../viz/outputScale.ts';

type Size = { readonly width: number; readonly height: number; readonly palette: Palette; readonly pixelRatio?: number };
type Shown = Pick<NablaState, 'data' | 'slice' | 'experiment' | 'selection' | 'hovered' | 'probe'>;

/** Tints of the contour map: an even number puts the edge between two of them on the boundary. */
export const OUTPUT_BANDS = 12;
/** So few examples have room for larger marks. */
const FEW = 16;

/** A drawing of its own pixels, so that no frame allocates; the examples are painted only when they change. */
export function createOutputDrawing() {
  const cache = new PictureCache();
  const points = new KeptLayer();
  return (context: CanvasRenderingContext2D, size: Size, frame: TrainingFrame | null, state: Shown): void => {
    const data = shownData(state);
    const { width, height, palette } = size;
    if (data === null) {
      drawFrame(context, 0, 0, width, height, palette);
      return;
    }
    const plane = planeOf(data, width, height);
    if (data.inputCount === 1) drawCurve(context, size, plane, frame);
    else if (frame !== null && frame.outputGrid > 1) drawPlane(context, size, frame, state, data, cache);
    clipped(context, 0, 0, width, height, () => {
      drawExamples(context, size, plane, data, state, points);
      drawProbe(context, plane, palette, data, state.probe);
    });
    drawFrame(context, 0, 0, width, height, palette);
  };
}

function drawPlane(
  context: CanvasRenderingContext2D, { width, palette }: Size, frame: TrainingFrame, { experiment }: Shown, data: RunData, cache: PictureCache,
): void {
  const { low, high, boundary } = outputScale(data, experiment.outputActivation);
  const { outputPicture, outputGrid } = frame;
  if (data.classes.length > 2) {
    drawClassMap(context, outputPicture, data.classes.length, outputGrid, 0, 0, width, palette, { min: low, max: high, frame: false }, cache);
  } else {
    drawHeatmap(context, outputPicture, outputGrid, 0, 0, width, palette, { min: low, max: high, bands: OUTPUT_BANDS, line: boundary, frame: false }, cache);
  }
}

/** The fitted curve over a faint cross at 0. */
function drawCurve(context: CanvasRenderingContext2D, { width, height, palette }: Size, plane: Plane, frame: TrainingFrame | null): void {
  context.strokeStyle = palette.hair;
  context.lineWidth = 1;
  const [zeroX, zeroY] = toPixel(plane, 0, 0).map((v) => Math.round(v) + 0.5);
  context.beginPath();
  context.moveTo(zeroX ?? 0, 0);
  context.lineTo(zeroX ?? 0, height);
  context.moveTo(0, zeroY ?? 0);
  context.lineTo(width, zeroY ?? 0);
  context.stroke();
  if (frame === null || frame.outputPicture.length < 2) return;
  drawFunction(context, frame.outputPicture, { x: 0, y: 0, width, height }, plane.y, { colour: palette.ink, lineWidth: 2 * palette.pen, sampling: 'ends' });
}

function drawExamples(context: CanvasRenderingContext2D, size: Size, plane: Plane, data: RunData, state: Shown, points: KeptLayer): void {
  const { width, height, palette, pixelRatio = 1 } = size;
  const [train, validation] = [trainCountOf(data), validationCountOf(data)];
  const count = train + validation;
  const full = plane.width / 384;
  const radius = (count > 1500 ? 1.8 : count > 600 ? 2.6 : count > FEW ? 3.6 : 5) * Math.max(0.7, Math.min(1.3, full));
  const lit = [state.selection, state.hovered].filter((selection) => selection?.kind === 'example');
  for (const { split, index } of lit) {
    const example = exampleOf(data, split, index);
    if (example !== null) drawPointMark(context, ...toPixel(plane, ...example.at), radius, palette);
  }
  const draw = (on: CanvasRenderingContext2D, split: 'train' | 'validation', index: number): void => {
    const example = exampleOf(data, split, index);
    if (example !== null) drawPoint(on, ...toPixel(plane, ...example.at), meaningOf(data, example.target), split === 'validation', radius, palette);
  };
  points.draw(context, { width, height, pixelRatio }, [data, palette], (on) => {
    // Validation below training, so that what is learned from is seen.
    for (const [split, examples] of [['validation', validation], ['train', train]] as const) {
      for (let index = 0; index < examples; index++) if (isPointShown(index, count)) draw(on, split, index);
    }
  });
  // One that the choice left out is seen when it is lit.
  for (const { split, index } of lit) if (!isPointShown(index, count)) draw(context, split, index);
}

function exampleOf(data: RunData, split: 'train' | 'validation', index: number): { readonly at: [number, number]; readonly target: number } | null {
  const targets = split === 'train' ? data.trainTargets : data.validationTargets;
  const target = targets[index * data.targetCount];
  return target === undefined ? null : { at: exampleAt(data, split === 'train' ? data.trainInputs : data.validationInputs, targets, index), target };
}

/** A class, or a value scaled to the ends of the colour scale. */
function meaningOf(data: RunData, target: number): PointMeaning {
  if (data.task === 'classification') return target;
  const reach = Math.max(Math.abs(data.targetRange[0]), Math.abs(data.targetRange[1])) || 1;
  return { value: target / reach };
}

/** A cross with an open middle at the probe; for one input a line through it. */
function drawProbe(context: CanvasRenderingContext2D, plane: Plane, palette: Palette, data: RunData, probe: readonly number[] | null): void {
  if (probe === null) return;
  const [exactX, exactY] = toPixel(plane, ...placeInSlice(sliceOf(data), probe));
  const x = Math.round(exactX) + 0.5;
  const y = Math.round(exactY) + 0.5;
  for (const [colour, width] of [[palette.bg, 4], [palette.ink, 1.5]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width * palette.pen;
    context.beginPath();
    if (data.inputCount === 1) {
      context.moveTo(x, 0);
      context.lineTo(x, plane.height);
    } else {
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
        context.moveTo(x + dx * 5, y + dy * 5);
        context.lineTo(x + dx * 12, y + dy * 12);
      }
    }
    context.stroke();
  }
}
