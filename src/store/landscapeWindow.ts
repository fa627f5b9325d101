/** Which part of the plane is shown, where nobody has chosen it: the path, and room around the network. */
import type { SliceWindow } from '../viz/lossSlice.ts';
import { nextTidy } from '../viz/ticks.ts';
import type { LandscapeDirections } from './landscapePlane.ts';

/** The middle and half the height; the width follows from the picture's. */
export type ChosenWindow = { readonly a: number; readonly b: number; readonly half: number };

/** Half heights that can be chosen. */
export const HALF_RANGE: readonly [number, number] = [1e-4, 1e4];

type Places = readonly (readonly [number, number])[];

/** Room around the network at least, in the plane's own units; of a path it follows its length. */
const ROOM: Readonly<Record<LandscapeDirections, number>> = { weights: 2, random: 1, path: 0.2 };
const PATH_ROOM = 0.35;
const EDGE = 1.13;
/** A window more than so many times larger than needed is drawn in. */
const LOOSE = 2.6;

export function windowOf({ a, b, half }: ChosenWindow, aspect: number): SliceWindow {
  return { a, b, halfA: half * aspect, halfB: half };
}

/**
 * The window that holds the path and the network with room around it, in tidy numbers. The one before is kept while it does, so
 * that the picture stands still while the ball rolls.
 * @param aspect width against height
 */
export function fittingWindow(directions: LandscapeDirections, path: Places, ball: readonly [number, number], aspect: number, before: ChosenWindow | null): ChosenWindow {
  const spread = Math.max(0, ...path.map(([a, b]) => Math.hypot(a - ball[0], b - ball[1])));
  const room = Math.max(ROOM[directions], directions === 'path' ? PATH_ROOM * spread : 0);
  const along = (axis: 0 | 1): readonly [number, number] => {
    const values = path.map((place) => place[axis]);
    return [Math.min(ball[axis] - room, ...values), Math.max(ball[axis] + room, ...values)];
  };
  const [lowA, highA] = along(0);
  const [lowB, highB] = along(1);
  const needed = Math.max((highB - lowB) / 2, (highA - lowA) / 2 / aspect);
  if (before !== null) {
    // The room is for the eye: the window moves when the path itself comes near its edge.
    const near = 0.9;
    const holds = [...path, ball].every(([a, b]) => Math.abs(a - before.a) <= near * before.half * aspect && Math.abs(b - before.b) <= near * before.half);
    if (holds && before.half <= LOOSE * needed) return before;
  }
  const half = clamped(nextTidy(needed * EDGE, 1));
  const grain = (half * Math.min(1, aspect)) / 5;
  const middle = (low: number, high: number): number => Number((Math.round((low + high) / 2 / grain) * grain).toPrecision(6));
  return { a: middle(lowA, highA), b: middle(lowB, highB), half };
}

/** Closer or further, with the point under the pointer where it is. */
export function zoomed(window: ChosenWindow, factor: number, about: readonly [number, number] = [window.a, window.b]): ChosenWindow {
  const half = clamped(window.half * factor);
  const share = half / window.half;
  return { a: about[0] + (window.a - about[0]) * share, b: about[1] + (window.b - about[1]) * share, half };
}

const clamped = (half: number): number => (Number.isFinite(half) ? Math.min(HALF_RANGE[1], Math.max(HALF_RANGE[0], half)) : 1);
