// bar i: |loss| of the i-th worst example; several to a pixel are drawn as their mean
/** One bar per example, worst first. */
import type { Box } from './curve.ts';
import type { Palette } from './palette.ts';

let keys = new Uint32Array(0);
const DIGIT = 2048;
const counts = new Uint32Array(3 * DIGIT);

/**
 * Example indices, the largest value first; what is not a number counts as largest. Signed values go from + to −.
 * Values are compared in single precision, as they come from the worker, and equal ones keep their order: a radix sort by
 * three digits of eleven bits, a tenth of the time of a comparing one.
 */
export function worstFirst(values: ArrayLike<number>, count = values.length): Uint32Array {
  if (keys.length < count) keys = new Uint32Array(count);
  const floats = new Float32Array(keys.buffer, 0, count);
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? Number.NaN;
    // + 0: no negative zero, which would stand behind zero.
    floats[i] = Number.isNaN(value) ? Infinity : value + 0;
  }
  counts.fill(0);
  for (let i = 0; i < count; i++) {
    // Bits of a float ascend with positive values and descend with negative ones: turned so that they descend with all.
    const bits = keys[i] ?? 0;
    const key = (bits & 0x8000_0000 ? bits : ~bits & 0x7fff_ffff) >>> 0;
    keys[i] = key;
    for (let digit = 0; digit < 3; digit++) {
      const at = digit * DIGIT + ((key >>> (11 * digit)) & (DIGIT - 1));
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  let order = new Uint32Array(count);
  let other = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  for (let digit = 0; digit < 3; digit++) {
    let before = 0;
    for (let at = digit * DIGIT; at < (digit + 1) * DIGIT; at++) {
      const here = counts[at] ?? 0;
      counts[at] = before;
      before += here;
    }
    for (let i = 0; i < count; i++) {
      const index = order[i] ?? 0;
      const at = digit * DIGIT + (((keys[index] ?? 0) >>> (11 * digit)) & (DIGIT - 1));
      const place = counts[at] ?? 0;
      counts[at] = place + 1;
      other[place] = index;
    }
    [order, other] = [other, order];
  }
  return order;
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
  /** From the middle to both sides, also while no value is negative. */
  readonly signed?: boolean;
};

/** Bars from the left edge; where values are negative (the signed difference), from the middle to both sides. */
export function drawLossBars(
  ctx: CanvasRenderingContext2D, values: ArrayLike<number>, order: ArrayLike<number>, box: Box, palette: Palette, options: LossBarsOptions,
): void {
  const { max, marked = [] } = options;
  const count = order.length;
  const signed = options.signed ?? (count > 0 && (values[order[count - 1] ?? 0] ?? 0) < 0);
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
