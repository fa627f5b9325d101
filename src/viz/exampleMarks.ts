/** An example's mark: class by colour and shape, a value by the diverging scale; validation hollow. */
import type { RunData } from '../datasets/runData.ts';
import { drawPoint, type PointMeaning } from './points.ts';
import type { Palette } from './palette.ts';

/** Number the mark is drawn with: the class, or the target scaled to −1 … 1. */
export function meaningOf(data: Pick<RunData, 'task' | 'classes' | 'targetRange'>, target: number): PointMeaning {
  if (data.task === 'classification') return target;
  const [low, high] = data.targetRange;
  return { value: high > low ? ((target - low) / (high - low)) * 2 - 1 : 0 };
}

export function drawExample(
  context: CanvasRenderingContext2D, x: number, y: number, data: RunData,
  example: { readonly split: 'train' | 'validation'; readonly target: number }, radius: number, palette: Palette,
): void {
  drawPoint(context, x, y, meaningOf(data, example.target), example.split === 'validation', radius, palette);
}
