// strokes → 32 × 32 bitmap → counts of its 4 × 4 blocks: 8 × 8 values, 0 to 16
/**
 * A drawn digit made ready as those of the UCI set are: a bitmap of 32 × 32 whose blocks of 4 × 4 are counted. Those of the set fill
 * the whole height, most of them reach into six of the eight columns, and they have about as much ink whichever digit they are. So
 * strokes are scaled to the height, in the middle, kept within six columns, and drawn with a pen as thick as that ink takes.
 */

/** Points of a line in the pad, from 0 to 1 across and down. */
export type Stroke = readonly (readonly [x: number, y: number])[];

const SIDE = 32;
const BLOCK = 4;
const CELLS = SIDE / BLOCK;
/** Wider ones are made narrower: in the middle this many pixels reach into six columns. */
const MOST_WIDTH = 19;
/** Drawings flatter than this are not a digit's height; they stay flat. */
const MOST_GROWTH = 3;
/** Ink of the set's digits, in pixels of the bitmap: their mean. */
export const USUAL_INK = 312;
const THINNEST = 1.6;
const THICKEST = 4;
const TRIES = 7;

/** 8 × 8 values from 0 to 16, row by row; all 0 without a stroke. */
export function digitOfStrokes(strokes: readonly Stroke[]): number[] {
  const drawn = strokes.filter((stroke) => stroke.length > 0);
  if (drawn.length === 0) return Array.from({ length: CELLS ** 2 }, () => 0);
  let [thin, thick] = [THINNEST, THICKEST];
  let bitmap = bitmapOf(placed(drawn, thick), thick);
  for (let i = 0; i < TRIES && inkOf(bitmap) !== USUAL_INK; i += 1) {
    const radius = (thin + thick) / 2;
    bitmap = bitmapOf(placed(drawn, radius), radius);
    if (inkOf(bitmap) > USUAL_INK) thick = radius;
    else thin = radius;
  }
  return countBlocks(bitmap);
}

/** Each block's pixels that are ink. @param bitmap 32 × 32, row by row */
export function countBlocks(bitmap: Uint8Array): number[] {
  const counts = Array.from({ length: CELLS ** 2 }, () => 0);
  bitmap.forEach((ink, at) => {
    const cell = Math.floor(at / SIDE / BLOCK) * CELLS + Math.floor((at % SIDE) / BLOCK);
    counts[cell]! += ink;
  });
  return counts;
}

function inkOf(bitmap: Uint8Array): number {
  return bitmap.reduce((sum, ink) => sum + ink, 0);
}

/** The strokes in pixels of the bitmap, so that a pen of this radius fills the height, in the middle. */
function placed(strokes: readonly Stroke[], radius: number): readonly Stroke[] {
  const [left, right] = rangeOf(strokes, 0);
  const [top, bottom] = rangeOf(strokes, 1);
  const [width, height] = [Math.max(right - left, 1e-9), Math.max(bottom - top, 1e-9)];
  const [fullWidth, fullHeight] = [MOST_WIDTH - 2 * radius, SIDE - 2 * radius];
  const up = Math.min(fullHeight / height, (MOST_GROWTH * fullWidth) / width);
  const across = Math.min(fullWidth / width, up);
  const [centreX, centreY] = [(left + right) / 2, (top + bottom) / 2];
  return strokes.map((stroke) => stroke.map(([x, y]) => [SIDE / 2 + (x - centreX) * across, SIDE / 2 + (y - centreY) * up] as const));
}

function rangeOf(strokes: readonly Stroke[], axis: 0 | 1): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const stroke of strokes) for (const point of stroke) [low, high] = [Math.min(low, point[axis]), Math.max(high, point[axis])];
  return [low, high];
}

/** Pixels whose centre a pen of this radius goes over. */
function bitmapOf(strokes: readonly Stroke[], radius: number): Uint8Array {
  const bitmap = new Uint8Array(SIDE * SIDE);
  for (const stroke of strokes) {
    stroke.forEach((to, i) => {
      const from = stroke[Math.max(0, i - 1)] ?? to;
      inkSegment(bitmap, from, to, radius);
    });
  }
  return bitmap;
}

function inkSegment(bitmap: Uint8Array, [x0, y0]: Stroke[number], [x1, y1]: Stroke[number], radius: number): void {
  const [firstRow, lastRow] = [Math.max(0, Math.floor(Math.min(y0, y1) - radius)), Math.min(SIDE - 1, Math.ceil(Math.max(y0, y1) + radius))];
  const [firstColumn, lastColumn] = [Math.max(0, Math.floor(Math.min(x0, x1) - radius)), Math.min(SIDE - 1, Math.ceil(Math.max(x0, x1) + radius))];
  const [dx, dy] = [x1 - x0, y1 - y0];
  const lengthSquared = dx * dx + dy * dy;
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const [px, py] = [column + 0.5 - x0, row + 0.5 - y0];
      const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
      if ((px - along * dx) ** 2 + (py - along * dy) ** 2 <= radius * radius) bitmap[row * SIDE + column] = 1;
    }
  }
}
