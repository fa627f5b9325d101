// the nearest in the arrow's direction: distance along it + 2 · distance across it
/** One tab stop for the whole picture: arrow keys go from number to number as they lie in it. */

export type Stop = { readonly x: number; readonly y: number };

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1],
};

/** Nearer than this along the arrow is beside, not ahead. */
const AHEAD = 3;

/**
 * Index of the stop that an arrow key leads to, or null for any other key. Where nothing lies in its direction it is the next
 * or the one before in their order, so that every stop can be reached.
 */
export function nextStop(stops: readonly Stop[], from: number, key: string): number | null {
  const direction = DIRECTIONS[key];
  const here = stops[from];
  if (direction === undefined || here === undefined) return null;
  const [dx, dy] = direction;
  let best = -1;
  let least = Infinity;
  stops.forEach((stop, i) => {
    const along = (stop.x - here.x) * dx + (stop.y - here.y) * dy;
    const across = Math.abs((stop.x - here.x) * dy) + Math.abs((stop.y - here.y) * dx);
    if (i === from || along < AHEAD) return;
    const distance = along + 2 * across;
    if (distance < least) [best, least] = [i, distance];
  });
  if (best >= 0) return best;
  const step = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  return (from + step + stops.length) % stops.length;
}
