/** The plane in which one draws: what the network answers, pale; the points on it; the tool where it is. */
import type { Experiment, GivenExample } from '../../config/experiment.ts';
import { pointOf, type DrawnPoint, type PlaneRanges } from '../../datasets/drawing.ts';
import { infoOf } from '../../datasets/index.ts';
import { targetEncoding } from '../../engine/losses.ts';
import { drawClassMap } from '../../viz/classMap.ts';
import { drawFunction } from '../../viz/curve.ts';
import { drawFrame, drawHeatmap } from '../../viz/heatmap.ts';
import { KeptLayer } from '../../viz/keptLayer.ts';
import type { Palette } from '../../viz/palette.ts';
import { PictureCache } from '../../viz/pictureCache.ts';
import { drawPoint, drawPointMark, isPointShown } from '../../viz/points.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import type { Stroke } from './DataPanelDrawStroke.ts';

type Size = { readonly width: number; readonly height: number; readonly palette: Palette; readonly pixelRatio: number };

export type DrawPictureState = {
  readonly experiment: Experiment;
  readonly examples: readonly GivenExample[];
  readonly ranges: PlaneRanges;
  readonly stroke: Stroke | null;
  readonly selected: number | null;
  /** The cross of the keyboard. */
  readonly cursor: readonly [number, number] | null;
  /** Middle of the brush or the eraser, and its radius as a share of the plane's side. */
  readonly tool: { readonly at: readonly [number, number]; readonly radius: number } | null;
};

/** As flat as on the output's own picture. */
const BANDS = 12;
/** The picture is the ground on which one draws. */
const PALE = 0.55;

/** A drawing of its own pixels: the points are painted only when they change. */
export function createDrawPicture() {
  const cache = new PictureCache();
  const points = new KeptLayer();
  return (context: CanvasRenderingContext2D, size: Size, frame: TrainingFrame | null, state: DrawPictureState): void => {
    const { width, height, palette } = size;
    const { experiment, stroke, ranges } = state;
    drawAnswers(context, size, frame, state, cache);
    drawZeros(context, size, ranges);
    const examples = stroke?.kind === 'erase' ? stroke.left : state.examples;
    const moved = stroke?.kind === 'point' ? stroke.index : null;
    const radius = examples.length > 1500 ? 2.2 : examples.length > 500 ? 3 : 4.2;
    const put = (on: CanvasRenderingContext2D, point: DrawnPoint, isValidation: boolean): void => {
      const [x, y] = toPixel(size, ranges, point.x, point.y);
      drawPoint(on, x, y, meaningOf(experiment, point.meaning), isValidation, radius, palette);
    };
    const chosen = moved ?? state.selected;
    const lit = chosen === null ? undefined : examples[chosen];
    if (lit !== undefined && stroke === null) {
      const { x, y } = pointOf(experiment, lit);
      drawPointMark(context, ...toPixel(size, ranges, x, y), radius, palette);
    }
    points.draw(context, size, [examples, moved, ranges, experiment.outputActivation, palette], (on) => {
      /* Validation below training, as everywhere: examples for training stand first. */
      for (let index = examples.length - 1; index >= 0; index -= 1) {
        const example = examples[index]!;
        if (index !== moved && isPointShown(index, examples.length)) put(on, pointOf(experiment, example), example.validation === true);
      }
    });
    if (stroke?.kind === 'brush') for (const point of stroke.points) put(context, point, false);
    if (stroke?.kind === 'point') {
      drawPointMark(context, ...toPixel(size, ranges, stroke.point.x, stroke.point.y), radius, palette);
      put(context, infoOf(experiment.data).inputs === 1 ? { ...stroke.point, meaning: stroke.point.y } : stroke.point, lit?.validation === true);
    }
    if (state.cursor !== null) drawCursor(context, toPixel(size, ranges, ...state.cursor), palette);
    if (state.tool !== null) drawTool(context, toPixel(size, ranges, ...state.tool.at), state.tool.radius * width, palette);
    drawFrame(context, 0, 0, width, height, palette);
  };
}

function drawAnswers(context: CanvasRenderingContext2D, { width, height, palette }: Size, frame: TrainingFrame | null, { experiment, ranges }: DrawPictureState, cache: PictureCache): void {
  if (frame === null || frame.outputGrid < 2) return;
  const { inputs, classes, task, targetRange } = infoOf(experiment.data);
  const { outputPicture, outputGrid } = frame;
  context.save();
  context.globalAlpha = PALE;
  const code = targetEncoding(experiment.outputActivation);
  const reach = Math.max(Math.abs(targetRange[0]), Math.abs(targetRange[1])) || 1;
  const { low, high } = task === 'classification' ? code : { low: -reach, high: reach };
  if (inputs === 1) {
    if (outputPicture.length > 1) drawFunction(context, outputPicture, { x: 0, y: 0, width, height }, ranges.y, { colour: palette.ink, lineWidth: 2 * palette.pen, sampling: 'ends' });
  } else if (classes > 2) {
    drawClassMap(context, outputPicture, classes, outputGrid, 0, 0, width, palette, { min: low, max: high, frame: false }, cache);
  } else {
    drawHeatmap(context, outputPicture, outputGrid, 0, 0, width, palette, { min: low, max: high, bands: BANDS, line: (low + high) / 2, frame: false }, cache);
  }
  context.restore();
}

function drawZeros(context: CanvasRenderingContext2D, size: Size, ranges: PlaneRanges): void {
  const [x, y] = toPixel(size, ranges, 0, 0);
  context.strokeStyle = size.palette.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, 0);
  context.lineTo(Math.round(x) + 0.5, size.height);
  context.moveTo(0, Math.round(y) + 0.5);
  context.lineTo(size.width, Math.round(y) + 0.5);
  context.stroke();
}

function drawCursor(context: CanvasRenderingContext2D, [x, y]: readonly [number, number], palette: Palette): void {
  for (const [colour, line] of [[palette.bg, 4], [palette.ink, 1.5]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = line * palette.pen;
    context.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      context.moveTo(x + 4 * dx, y + 4 * dy);
      context.lineTo(x + 12 * dx, y + 12 * dy);
    }
    context.stroke();
  }
}

function drawTool(context: CanvasRenderingContext2D, [x, y]: readonly [number, number], radius: number, palette: Palette): void {
  context.strokeStyle = palette.ink;
  context.lineWidth = palette.pen;
  context.beginPath();
  context.arc(x, y, Math.max(2, radius), 0, 2 * Math.PI);
  context.stroke();
}

/** The number a point is drawn with: its class, or its value from −1 to 1 on the diverging scale. */
function meaningOf(experiment: Experiment, meaning: number): number | { readonly value: number } {
  const { task, targetRange: [low, high] } = infoOf(experiment.data);
  return task === 'classification' ? meaning : { value: Math.max(-1, Math.min(1, ((meaning - low) / (high - low)) * 2 - 1)) };
}

function toPixel({ width, height }: Pick<Size, 'width' | 'height'>, { x: [left, right], y: [low, high] }: PlaneRanges, x: number, y: number): [number, number] {
  return [((x - left) / (right - left)) * width, ((high - y) / (high - low)) * height];
}
