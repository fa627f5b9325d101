// bar i: |loss| of the i-th worst example; several to a pixel are drawn as their mean
/** One bar per example, worst first. */
import type { Box } from './curve.ts';
import type { Palette } from './palette.ts';

/** Example indices, the largest value first; what is not finite counts as largest. Signed values go from + to −. */
export function worstFirst(values: ArrayLike<number>, count = values.length): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const key = (i: number) => {
    const value = values[i] ?? Number.NaN;
    return Number.isNaN(value) ? Infinity : value;
  };
  return order.toSorted((a, b) => (key(a) === key(b) ? a - b : key(b) - key(a)));
}

export type BarRow = { readonly y: number; readonly height: number; readonly value: number };

/** Rows for `order.length` bars in `height` px: one each, or merged (mean of the finite ones) to rows of at least 1.5 px. */
export function barRows(values: ArrayLike<number>, order: ArrayLike<number>, height: number): BarRow[] {
  const count = order.length;
  const rows = Math.min(count, Math.max(1, Math.floor(height / 1.5)));
  const pitch = height / rows;
  return Array.from({ length: rows }, (_, row) => {
    const from = Math.floor((row * count) / rows);
    const to = Math.max(from + 1, Math.floor(((row + 1) * count) / rows));
    let sum = 0;
    let finite = 0;
    for (let i = from; i < to; i++) {
      const value = values[order[i] ?? 0] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      sum += value;
      finite += 1;
    }
    return { y: row * pitch, height: Math.max(0.8, pitch - (pitch > 3 ? 1 : 0.4)), value: finite > 0 ? sum / finite : Infinity };
  });
}

/** Position in `order` of the bar at `y` px below the head of a box `height` px high with `count` bars, or −1. */
export function barAt(count: number, height: number, y: number): number {
  if (count === 0 || y < 0 || y >= height) return -1;
  return Math.min(count - 1, Math.floor((y / height) * count));
}

export type LossBarsOptions = {
  /** Value at the end of the box. */
  readonly max: number;
  /** Positions in `order` under the marker. */
  readonly marked?: readonly number[];
};

/** Bars from the left edge; where values are negative (the signed difference), from the middle to both sides. */
export function drawLossBars(
  ctx: CanvasRenderingContext2D, values: ArrayLike<number>, order: ArrayLike<number>, box: Box, palette: Palette, options: LossBarsOptions,
): void {
  const { max, marked = [] } = options;
  const count = order.length;
  const signed = count > 0 && (values[order[count - 1] ?? 0] ?? 0) < 0;
  const foot = signed ? Math.round(box.x + box.width / 2) : box.x;
  const scale = (signed ? box.width / 2 : box.width) / max;
  for (const position of marked) {
    if (position < 0 || position >= count) continue;
    const y = box.y + ((position + 0.5) / count) * box.height;
    ctx.fillStyle = palette.mark;
    ctx.fillRect(box.x, y - 3, box.width, 6);
    ctx.fillStyle = palette.markline;
    ctx.fillRect(box.x, y + 3, box.width, 1);
  }
  for (const row of barRows(values, order, box.height)) {
    const length = Math.max(0.5, Math.min(1, Math.abs(row.value) / max) * max * scale);
    ctx.fillStyle = !signed ? palette.ink3 : row.value < 0 ? palette.neg : palette.pos;
    ctx.fillRect(row.value < 0 ? foot - length : foot, box.y + row.y, length, row.height);
  }
  ctx.fillStyle = palette.ink2;
  ctx.fillRect(foot - (signed ? 0.5 : 1), box.y, 1, box.height);
}
