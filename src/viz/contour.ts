// where v crosses the level between neighbours a and b: t = (level − a) / (b − a)
/** Level lines of a grid of values by marching squares: the decision boundary, the zero line. */

/**
 * Level lines as loose segments x1, y1, x2, y2, … in cells: the value of cell (column, row) stands at its centre
 * (column + ½, row + ½), so the grid covers [0, columns] × [0, rows]; at the border values are continued straight.
 * Cells with a value that is not finite have no line.
 * @param values row by row from the top, from `offset`
 */
export function contourSegments(
  values: ArrayLike<number>, columns: number, rows: number, level: number, offset = 0,
): Float32Array {
  let segments = new Float32Array(256);
  let length = 0;
  if (columns < 2 || rows < 2) return segments.subarray(0, 0);
  const width = columns + 2;
  let above = new Float64Array(width);
  let below = new Float64Array(width);
  const place = (index: number, count: number) => (index === 0 ? 0 : index === count + 1 ? count : index - 0.5);

  const readRow = (row: number, into: Float64Array) => {
    const start = offset + row * columns;
    for (let c = 0; c < columns; c++) into[c + 1] = (values[start + c] ?? Number.NaN) - level;
    into[0] = 1.5 * (into[1] ?? 0) - 0.5 * (into[2] ?? 0);
    into[columns + 1] = 1.5 * (into[columns] ?? 0) - 0.5 * (into[columns - 1] ?? 0);
  };
  const continued = (near: Float64Array, far: Float64Array) => near.map((v, i) => 1.5 * v - 0.5 * (far[i] ?? 0));
  const first = new Float64Array(width);
  const second = new Float64Array(width);
  readRow(0, first);
  readRow(1, second);
  above = continued(first, second);

  for (let row = 0; row <= rows; row++) {
    if (row < rows) readRow(row, below);
    else {
      readRow(rows - 2, first);
      below = continued(above, first);
    }
    const [top, bottom] = [place(row, rows), place(row + 1, rows)];
    for (let column = 0; column <= columns; column++) {
      const a = above[column] ?? 0;
      const b = above[column + 1] ?? 0;
      const c = below[column + 1] ?? 0;
      const d = below[column] ?? 0;
      const kind = (a >= 0 ? 1 : 0) | (b >= 0 ? 2 : 0) | (c >= 0 ? 4 : 0) | (d >= 0 ? 8 : 0);
      if (kind === 0 || kind === 15 || !Number.isFinite(a + b + c + d)) continue;
      const [left, right] = [place(column, columns), place(column + 1, columns)];
      const [x1, x2] = [left + (right - left) * (a / (a - b)), left + (right - left) * (d / (d - c))];
      const [y1, y2] = [top + (bottom - top) * (a / (a - d)), top + (bottom - top) * (b / (b - c))];
      if (length + 8 > segments.length) {
        const larger = new Float32Array(segments.length * 2);
        larger.set(segments);
        segments = larger;
      }
      const put = (px: number, py: number, qx: number, qy: number) => {
        segments[length] = px;
        segments[length + 1] = py;
        segments[length + 2] = qx;
        segments[length + 3] = qy;
        length += 4;
      };
      // Corners a b / d c; x1 on the top side, x2 on the bottom, y1 on the left, y2 on the right.
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
          if (joined) {
            put(x1, top, right, y2);
            put(x2, bottom, left, y1);
          } else {
            put(left, y1, x1, top);
            put(right, y2, x2, bottom);
          }
        }
      }
    }
    [above, below] = [below, above];
  }
  return segments.subarray(0, length);
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
