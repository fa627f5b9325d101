// where v crosses the level between neighbours a and b: t = (level − a) / (b − a)
/** Level lines of a grid of values by marching squares: the decision boundary, the zero line. */

/** Segments found so far; kept between calls, results are copies. */
let found = new Float32Array(1024);
let length = 0;

function put(px: number, py: number, qx: number, qy: number): void {
  if (length + 4 > found.length) {
    const larger = new Float32Array(found.length * 2);
    larger.set(found);
    found = larger;
  }
  found[length] = px;
  found[length + 1] = py;
  found[length + 2] = qx;
  found[length + 3] = qy;
  length += 4;
}

/** The lines through one square with corners a b / d c (clockwise from the top left), none of them on one side alone. */
function cross(a: number, b: number, c: number, d: number, kind: number, left: number, right: number, top: number, bottom: number): void {
  const x1 = left + (right - left) * (a / (a - b));
  const x2 = left + (right - left) * (d / (d - c));
  const y1 = top + (bottom - top) * (a / (a - d));
  const y2 = top + (bottom - top) * (b / (b - c));
  switch (kind) {
    case 1: case 14: put(left, y1, x1, top); break;
    case 2: case 13: put(x1, top, right, y2); break;
    case 4: case 11: put(right, y2, x2, bottom); break;
    case 8: case 7: put(x2, bottom, left, y1); break;
    case 3: case 12: put(left, y1, right, y2); break;
    case 6: case 9: put(x1, top, x2, bottom); break;
    default: {
      // A saddle: the mean decides which two corners hang together.
      const joined = (a + b + c + d >= 0) === (kind === 5);
      put(joined ? x1 : left, joined ? top : y1, joined ? right : x1, joined ? y2 : top);
      put(joined ? x2 : right, joined ? bottom : y2, joined ? left : x2, joined ? y1 : bottom);
    }
  }
}

/** Values of a row less the level, continued straight by half a cell on either side. */
function readRow(values: ArrayLike<number>, start: number, columns: number, level: number, into: Float64Array): void {
  for (let c = 0; c < columns; c++) into[c + 1] = (values[start + c] ?? Number.NaN) - level;
  into[0] = 1.5 * (into[1] ?? 0) - 0.5 * (into[2] ?? 0);
  into[columns + 1] = 1.5 * (into[columns] ?? 0) - 0.5 * (into[columns - 1] ?? 0);
}

function continueRow(near: Float64Array, far: Float64Array, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = 1.5 * (near[i] ?? 0) - 0.5 * (far[i] ?? 0);
}

/** Where the i-th of the padded samples stands, in cells: the border, the centres, the border. */
const place = (index: number, count: number): number => (index === 0 ? 0 : index > count ? count : index - 0.5);

/**
 * Level lines as loose segments x1, y1, x2, y2, … in cells: the value of cell (column, row) stands at its centre
 * (column + ½, row + ½), so the grid covers [0, columns] × [0, rows]; at the border values are continued straight.
 * Squares with a value that is not finite have no line.
 * @param values row by row from the top, from `offset`
 */
export function contourSegments(
  values: ArrayLike<number>, columns: number, rows: number, level: number, offset = 0,
): Float32Array {
  length = 0;
  if (columns < 2 || rows < 2) return new Float32Array(0);
  let above = new Float64Array(columns + 2);
  let below = new Float64Array(columns + 2);
  const spare = new Float64Array(columns + 2);
  readRow(values, offset, columns, level, spare);
  readRow(values, offset + columns, columns, level, below);
  continueRow(spare, below, above);
  for (let row = 0; row <= rows; row++) {
    if (row < rows) readRow(values, offset + row * columns, columns, level, below);
    else {
      readRow(values, offset + (rows - 2) * columns, columns, level, spare);
      continueRow(above, spare, below);
    }
    let a = above[0] ?? 0;
    let d = below[0] ?? 0;
    for (let column = 0; column <= columns; column++) {
      const b = above[column + 1] ?? 0;
      const c = below[column + 1] ?? 0;
      const kind = (a >= 0 ? 1 : 0) + (b >= 0 ? 2 : 0) + (c >= 0 ? 4 : 0) + (d >= 0 ? 8 : 0);
      if (kind !== 0 && kind !== 15 && Number.isFinite(a + b + c + d)) {
        cross(a, b, c, d, kind, place(column, columns), place(column + 1, columns), place(row, rows), place(row + 1, rows));
      }
      a = b;
      d = c;
    }
    [above, below] = [below, above];
  }
  return found.slice(0, length);
}

/** Strokes segments of `contourSegments` in a box, with the context's present style. */
export function strokeSegments(
  ctx: CanvasRenderingContext2D, segments: Float32Array, x: number, y: number, cellWidth: number, cellHeight: number,
): void {
  ctx.beginPath();
  for (let i = 0; i + 3 < segments.length; i += 4) {
    ctx.moveTo(x + (segments[i] ?? 0) * cellWidth, y + (segments[i + 1] ?? 0) * cellHeight);
    ctx.lineTo(x + (segments[i + 2] ?? 0) * cellWidth, y + (segments[i + 3] ?? 0) * cellHeight);
  }
  ctx.lineCap = 'round';
  ctx.stroke();
}
