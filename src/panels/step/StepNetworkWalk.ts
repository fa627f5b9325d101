// column by column from the left, each from top to bottom
/** One tab stop for the whole picture: ↑ and ↓ go from number to number as they lie in it, Page Up and Page Down by columns. */

export type Stop = { readonly x: number; readonly y: number };

/** What lies this little beside a column belongs to it, in px. */
const BESIDE = 4;

/** Number of the column a place is in, twice as many as there are columns: odd ones are the gaps before them. */
function bandOf(columns: readonly { readonly from: number; readonly to: number }[], x: number): number {
  for (const [i, { from, to }] of columns.entries()) {
    if (x <= to + BESIDE) return i === 0 || x >= from - BESIDE ? 2 * i : 2 * i - 1;
  }
  return 2 * columns.length;
}

/**
 * Index of the stop that a key leads to, or null for any other key. ↓ after the last is the first again; Page Down leads to the top
 * of the next column, Page Up to that of the one before.
 * @param columns of the picture from left to right; what stands between two of them is a column of its own
 */
export function nextStop(stops: readonly Stop[], columns: readonly { readonly from: number; readonly to: number }[], from: number, key: string): number | null {
  if (!(key === 'ArrowDown' || key === 'ArrowUp' || key === 'PageDown' || key === 'PageUp') || stops[from] === undefined) return null;
  const order = readingOrder(stops, columns);
  const at = order.findIndex(({ index }) => index === from);
  const band = order[at]?.band ?? 0;
  const count = order.length;
  if (key === 'ArrowDown') return order[(at + 1) % count]?.index ?? null;
  if (key === 'ArrowUp') return order[(at - 1 + count) % count]?.index ?? null;
  if (key === 'PageDown') return order.find((each) => each.band > band)?.index ?? from;
  const before = order.findLast((each) => each.band < band)?.band;
  return order.find((each) => each.band === before)?.index ?? from;
}

/** The stops column by column, each from top to bottom; side by side from the left. */
export function readingOrder(stops: readonly Stop[], columns: readonly { readonly from: number; readonly to: number }[]): readonly { readonly index: number; readonly band: number }[] {
  return stops
    .map(({ x, y }, index) => ({ x, y, index, band: bandOf(columns, x) }))
    .toSorted((a, b) => a.band - b.band || a.y - b.y || a.x - b.x);
}
