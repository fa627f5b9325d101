// L(α, β) between the points of its grid, by straight interpolation
/** A slice through the loss over two directions: a grid of losses over a window of the plane. */

/** The part of the plane that is shown: its middle and half its width and height, in the plane's own coordinates. */
export type SliceWindow = { readonly a: number; readonly b: number; readonly halfA: number; readonly halfB: number };

/** Losses at the centres of side × side cells over the window, row by row from the lowest β; NaN where not yet known. */
export type LossGrid = { readonly window: SliceWindow; readonly side: number; readonly losses: Float64Array };

/** The α of the columns' centres (or the β of the rows'), ascending. */
export function cellCentres(middle: number, half: number, side: number): Float64Array {
  return Float64Array.from({ length: side }, (_, i) => middle + half * ((2 * i + 1) / side - 1));
}

/** The loss at a point of the plane; NaN outside the window and where it is not known. */
export function lossAt({ window, side, losses }: LossGrid, a: number, b: number): number {
  const column = ((a - window.a) / window.halfA + 1) * (side / 2) - 0.5;
  const row = ((b - window.b) / window.halfB + 1) * (side / 2) - 0.5;
  if (!(column >= -0.5 && row >= -0.5 && column <= side - 0.5 && row <= side - 0.5)) return Number.NaN;
  return valueAt(losses, side, column, row);
}

/** The value between cells, at column and row counted from the first cell's centre; at the border that of the nearest cell. */
export function valueAt(values: ArrayLike<number>, side: number, column: number, row: number): number {
  const c = Math.min(side - 1, Math.max(0, column));
  const r = Math.min(side - 1, Math.max(0, row));
  const left = Math.min(side - 2, Math.floor(c));
  const low = Math.min(side - 2, Math.floor(r));
  const at = (i: number, j: number): number => values[j * side + i] ?? Number.NaN;
  const lower = at(left, low) + (at(left + 1, low) - at(left, low)) * (c - left);
  const upper = at(left, low + 1) + (at(left + 1, low + 1) - at(left, low + 1)) * (c - left);
  const value = lower + (upper - lower) * (r - low);
  return Number.isNaN(value) ? at(Math.round(c), Math.round(r)) : value;
}

/**
 * The lowest point: of the bowl through the grid's lowest cell and its eight neighbours, or that cell where they are no bowl. Null
 * where nothing is known.
 */
export function lowestOf({ window, side, losses }: LossGrid): { readonly a: number; readonly b: number; readonly loss: number } | null {
  let best = -1;
  for (let i = 0; i < losses.length; i += 1) {
    if (Number.isFinite(losses[i]) && (best < 0 || losses[i]! < losses[best]!)) best = i;
  }
  if (best < 0) return null;
  const [column, row] = [best % side, Math.floor(best / side)];
  const [dx, dy, fall] = bottomAt(losses, side, column, row);
  const place = (index: number, middle: number, half: number): number => middle + half * ((2 * index + 1) / side - 1);
  return { a: place(column + dx, window.a, window.halfA), b: place(row + dy, window.b, window.halfB), loss: losses[best]! - fall };
}

/** How far from a cell, in cells, the bottom of the quadratic through it and its neighbours lies, and how much lower: −½ gᵀ H⁻¹ g. */
function bottomAt(losses: Float64Array, side: number, column: number, row: number): readonly [number, number, number] {
  const still = [0, 0, 0] as const;
  if (column < 1 || row < 1 || column > side - 2 || row > side - 2) return still;
  const at = (dx: number, dy: number): number => losses[(row + dy) * side + column + dx]!;
  const middle = at(0, 0);
  const [gx, gy] = [(at(1, 0) - at(-1, 0)) / 2, (at(0, 1) - at(0, -1)) / 2];
  const [xx, yy] = [at(1, 0) - 2 * middle + at(-1, 0), at(0, 1) - 2 * middle + at(0, -1)];
  const xy = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / 4;
  const determinant = xx * yy - xy * xy;
  if (!(xx > 0 && determinant > 0)) return still;
  const [dx, dy] = [(xy * gy - yy * gx) / determinant, (xy * gx - xx * gy) / determinant];
  const fall = -(gx * dx + gy * dy) / 2;
  // Where the loss is no quadratic a bottom far off, or below zero, is none.
  return Math.abs(dx) <= 1 && Math.abs(dy) <= 1 && fall >= 0 && !(middle > 0 && fall >= middle) ? [dx, dy, fall] : still;
}
