/** Words on the timeline's picture: where they stand, so that they touch neither each other nor a curve, and how they are drawn. */
import { nearestBucket, type CurveHistory, type CurveScales } from '../../viz/curve.ts';
import type { Palette } from '../../viz/palette.ts';

/** A place on the picture where no other words may stand. */
export type Taken = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** A curve as it is drawn. */
export type Drawn = { readonly scales: CurveScales; readonly history: CurveHistory };

/** The curve of the present run, what else is drawn of it, and the places that words beside them take. */
export type Present = { readonly history: CurveHistory; readonly behind: Drawn | null; readonly words: readonly Taken[] };

/** Whether a curve of the present run goes through a place. */
export function isCrossed(place: Taken, { scales, history }: Drawn): boolean {
  for (let x = place.left; x <= place.right; x += 4) {
    if (x > scales.xOf(history.epoch[history.epoch.length - 1] ?? 0)) return false;
    const bucket = nearestBucket(history, 'epoch', scales.placeAt(x));
    for (const curve of [history.train, history.validation]) {
      const y = scales.yOf(curve[bucket] ?? Number.NaN);
      if (!Number.isNaN(curve[bucket] ?? Number.NaN) && y > place.top && y < place.bottom) return true;
    }
  }
  return false;
}

export function overlap(a: Taken, b: Taken): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/**
 * Baselines of names beside the ends of their curves: as near to them as can be without overlap, in the order of the curves.
 * @param ys where the curves end; `size` of the text; `top` of the first and baseline `floor` of the last name allowed
 */
export function labelPlaces(ys: readonly number[], size: number, top: number, floor: number): readonly number[] {
  const apart = size + 3;
  const first = top + size / 3;
  const order = ys.map((_, index) => index).toSorted((a, b) => (ys[a] ?? 0) - (ys[b] ?? 0) || a - b);
  // Neighbours that would overlap become a group, which stands in the middle of the places its names wish for.
  const groups: { sum: number; count: number }[] = [];
  for (const [rank, index] of order.entries()) {
    let group = { sum: Math.min(floor, Math.max(first, (ys[index] ?? 0) + size / 3)) - rank * apart, count: 1 };
    for (let above = groups.at(-1); above !== undefined && above.sum / above.count > group.sum / group.count; above = groups.at(-1)) {
      groups.pop();
      group = { sum: group.sum + above.sum, count: group.count + above.count };
    }
    groups.push(group);
  }
  const places: number[] = [];
  let rank = 0;
  for (const { sum, count } of groups) {
    const place = Math.max(first, Math.min(floor - (ys.length - 1) * apart, sum / count));
    for (let k = 0; k < count; k++, rank++) places[order[rank] ?? 0] = place + rank * apart;
  }
  return places;
}

/** Text with the paper behind it, so that lines do not run through it. */
export function label(context: CanvasRenderingContext2D, palette: Palette, text: string, x: number, y: number, colour: string): void {
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = palette.bg;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
