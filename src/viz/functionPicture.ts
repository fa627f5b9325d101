// a neuron of one input: a(x) as a line over a zero line, its area tinted by its sign
/** The picture of a neuron when there is only one input. */
import { drawFunction } from './curve.ts';
import { drawFrame } from './heatmap.ts';
import { divergingIndex, type Palette } from './palette.ts';

export type FunctionPictureOptions = {
  /** Values at the foot and the head of the picture; default −1 and +1. */
  readonly min?: number;
  readonly max?: number;
  readonly offset?: number;
  readonly count?: number;
  readonly frame?: boolean;
};

/** @param values the neuron's activation at the centres of `count` equal steps over the input's range */
export function drawFunctionPicture(
  ctx: CanvasRenderingContext2D, values: ArrayLike<number>, x: number, y: number, size: number, palette: Palette, options: FunctionPictureOptions = {},
): void {
  const { min = -1, max = 1, offset = 0, count = values.length - offset, frame = true } = options;
  if (count < 1) return;
  const limit = Math.max(Math.abs(min), Math.abs(max));
  const margin = size * 0.08;
  const yOf = (value: number) => y + size - margin - ((Math.min(max, Math.max(min, value)) - min) / (max - min)) * (size - 2 * margin);
  ctx.fillStyle = palette.bg;
  ctx.fillRect(x, y, size, size);
  const foot = yOf(Math.min(max, Math.max(min, 0)));
  const step = size / count;
  for (let i = 0; i < count; i++) {
    const value = values[offset + i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    ctx.fillStyle = palette.divergingColours[divergingIndex(value, limit)] ?? palette.zero;
    const head = yOf(value);
    ctx.fillRect(x + i * step, Math.min(foot, head), step + 0.5, Math.abs(head - foot));
  }
  ctx.fillStyle = palette.line;
  ctx.fillRect(x, Math.round(foot), size, 1);
  const reach = ((max - min) * margin) / (size - 2 * margin);
  drawFunction(ctx, values, { x, y, width: size, height: size }, [min - reach, max + reach], {
    colour: palette.ink, lineWidth: (size > 40 ? 1.25 : 0.9) * palette.pen, sampling: 'centres', offset, count,
  });
  if (frame) drawFrame(ctx, x, y, size, size, palette);
}
