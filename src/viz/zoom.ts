// x′ = k x + t: what lay under the fingers' middle lies under it again, k′ = k · |new distance| / |old distance|
/** A picture seen larger and moved: the geometry of fingers, wheel and keys. It is how one looks, nothing of what is looked at. */

/** A point x of the picture stands at k x + (x, y), px of its frame. k from 1, all of it in sight. */
export type Zoom = { readonly k: number; readonly x: number; readonly y: number };

export type Point = readonly [x: number, y: number];

/** px */
export type Extent = { readonly width: number; readonly height: number };

/** What a hand did since it was last asked, px of the frame. */
export type Gesture = {
  /** So many times larger. */
  readonly factor: number;
  /** The point about which, where it is now. */
  readonly at: Point;
  /** How far it has moved. */
  readonly by: Point;
};

/** All of the picture, as it is without a hand. */
export const FIT: Zoom = { k: 1, x: 0, y: 0 };

export const MOST_ZOOM = 6;

/** So many times larger by two taps. */
export const TAPPED = 2.25;

/** Keys to how many times larger; 0: all of it. */
export const ZOOM_KEYS: Readonly<Record<string, number>> = { '+': 1.5, '=': 1.5, '-': 1 / 1.5, '0': 0 };

/** Nearer to all of it than this is all of it. */
const NEARLY_FIT = 1.02;

/** Fingers nearer to each other than this, px, tell no direction. */
const TOO_NEAR = 10;

export function isZoomed({ k }: Zoom): boolean {
  return k > 1;
}

/** Two fingers, each from where it was to where it is. */
export function ofFingers([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): Gesture {
  const [before, now] = [Math.hypot(a[0] - b[0], a[1] - b[1]), Math.hypot(c[0] - d[0], c[1] - d[1])];
  const at: Point = [(c[0] + d[0]) / 2, (c[1] + d[1]) / 2];
  return { factor: before < TOO_NEAR || now < TOO_NEAR ? 1 : now / before, at, by: [at[0] - (a[0] + b[0]) / 2, at[1] - (a[1] + b[1]) / 2] };
}

/** A turn of the wheel; a notch of a mouse is some 30 %, fingers on a touchpad as far as they go. @param delta px, as of a WheelEvent */
export function wheelFactor(delta: number): number {
  return 2 ** (Math.max(-40, Math.min(40, -delta)) / 100);
}

/**
 * The picture after a gesture. It never leaves its frame: an edge of it stays at or beyond the edge of the frame.
 * @param frame what is in sight; `content` the picture at k = 1, default as large as the frame
 */
export function zoomedBy(zoom: Zoom, { factor, at, by }: Gesture, frame: Extent, content: Extent = frame): Zoom {
  const wanted = zoom.k * factor;
  const k = Number.isFinite(wanted) ? Math.min(MOST_ZOOM, Math.max(1, wanted)) : zoom.k;
  if (factor < 1 && k < NEARLY_FIT) return FIT;
  const share = k / zoom.k;
  return {
    k,
    x: within(at[0] - (at[0] - by[0] - zoom.x) * share, frame.width - content.width * k),
    y: within(at[1] - (at[1] - by[1] - zoom.y) * share, frame.height - content.height * k),
  };
}

/** Moved just so far that a box, given where it stands in the frame now, is in sight with some air around it. */
export function movedToShow(zoom: Zoom, box: Extent & { readonly x: number; readonly y: number }, frame: Extent, air = 12): Zoom {
  const way = (from: number, size: number, room: number): number => Math.max(0, air - from) - Math.max(0, from + size + air - room);
  const by: Point = [way(box.x, box.width, frame.width), way(box.y, box.height, frame.height)];
  return by[0] === 0 && by[1] === 0 ? zoom : zoomedBy(zoom, { factor: 1, at: by, by }, frame);
}

/** The same view in a frame of another size. */
export function refitted(zoom: Zoom, frame: Extent): Zoom {
  const next = zoomedBy(zoom, { factor: 1, at: [0, 0], by: [0, 0] }, frame);
  return next.x === zoom.x && next.y === zoom.y ? zoom : next;
}

function within(at: number, least: number): number {
  return Math.min(0, Math.max(Math.min(0, least), at));
}
