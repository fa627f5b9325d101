/** Draws the histogram of the initial weights: bars in the colours of their values, the density as a thin line, three ticks. */
import type { Palette } from '../viz/palette.ts';
import { formatSetting } from '../viz/format.ts';
import { BINS, type InitialDraw } from './TimelineInitialDraw.ts';

const AXIS = 18;

export function drawInitialHistogram(
  context: CanvasRenderingContext2D, { width, height, palette }: { readonly width: number; readonly height: number; readonly palette: Palette }, picture: InitialDraw,
): void {
  const axis = AXIS + (palette.t1 - 12);
  const floor = height - axis;
  const most = Math.max(1, ...picture.bins, ...(picture.expected ?? []));
  const bar = width / BINS;
  const up = (count: number): number => (count / most) * (floor - 1);
  picture.bins.forEach((count, bin) => {
    if (count === 0) return;
    const centre = ((bin + 0.5) / BINS) * 2 - 1;
    context.fillStyle = palette.divergingColours[Math.round((centre + 1) * 127.5)] ?? palette.zero;
    const tall = Math.max(1, up(count));
    context.fillRect(bin * bar, floor - tall, bar - 1, tall);
    // Bars near zero are nearly the paper's colour: an outline keeps them visible.
    context.strokeStyle = palette.ink3;
    context.lineWidth = 0.75;
    context.strokeRect(bin * bar + 0.5, floor - tall + 0.5, bar - 2, tall - 0.5);
  });
  if (picture.expected !== null) {
    context.beginPath();
    picture.expected.forEach((count, place, all) => context.lineTo((place / (all.length - 1)) * width, floor - up(count)));
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.25 * palette.pen;
    context.lineJoin = 'round';
    context.stroke();
  }
  context.fillStyle = palette.ink2;
  context.fillRect(0, floor, width, 1);
  context.fillStyle = palette.ink3;
  context.font = `${palette.t1}px ${palette.text}`;
  context.textBaseline = 'alphabetic';
  for (const [value, place, align] of [[-picture.reach, 0, 'left'], [0, 0.5, 'center'], [picture.reach, 1, 'right']] as const) {
    const x = Math.min(width - 1, Math.round(place * width));
    context.fillRect(x, floor, 1, 4);
    context.textAlign = align;
    context.fillText(formatSetting(value, 2), x, height - 3);
  }
}
