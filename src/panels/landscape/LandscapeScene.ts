/** Where everything stands in the picture of the landscape: one answer for what is drawn and for what is hit. */
import { useSyncExternalStore } from 'react';
import { getFrame } from '../../store/frameStore.ts';
import type { LossSlice } from '../../store/landscape.ts';
import { heldAt } from '../../store/landscapeActions.ts';
import { coordinatesOf } from '../../store/landscapePlane.ts';
import { windowOf } from '../../store/landscapeWindow.ts';
import { nabla } from '../../store/nabla.ts';
import { levelScale, type LevelScale } from '../../viz/contourLevels.ts';
import type { Box } from '../../viz/curve.ts';
import type { SliceWindow } from '../../viz/lossSlice.ts';
import { planeMap, placesOf, smoothed, type Places, type PlaneMap } from '../../viz/lossMap.ts';
import { surfaceProjection, type SurfaceProjection } from '../../viz/surfaceProjection.ts';
import { heightAt, isHidden, reliefOf, type Relief } from '../../viz/surfaceSight.ts';

export type Scene = {
  /** Of the plane, without its axes. */
  readonly box: Box;
  readonly window: SliceWindow;
  readonly slice: LossSlice;
  readonly scale: LevelScale;
  /** As the surface has them, and smoother for the map. */
  readonly places: Places;
  readonly smooth: Places;
  readonly map: PlaneMap;
  /** Null for contours. */
  readonly projection: SurfaceProjection | null;
  readonly toScreen: (a: number, b: number) => readonly [number, number];
  /** Whether a point of the plane lies behind a slope of the surface; on the map none does. */
  readonly isHidden: (a: number, b: number) => boolean;
};

/** Room for the numbers of the axes. */
const LEFT = 44;
const BOTTOM = 26;
const EDGE = 1;

export function plotBox(width: number, height: number): Box {
  return { x: LEFT, y: EDGE, width: Math.max(1, width - LEFT - EDGE), height: Math.max(1, height - BOTTOM - EDGE) };
}

type MeasuredSlice = Pick<Scene, 'scale' | 'places' | 'smooth'> & { readonly relief: Relief };

const measured = new WeakMap<Float64Array, MeasuredSlice>();

/** The levels of a slice and where its losses lie among them. */
export function measuredSlice(slice: LossSlice): MeasuredSlice {
  const known = measured.get(slice.losses);
  if (known !== undefined) return known;
  const scale = levelScale(slice.losses);
  const places = placesOf(slice, scale);
  const once = smoothed(places);
  const made = { scale, places, smooth: slice.side > 40 ? once : smoothed(once), relief: reliefOf(places, scale) };
  measured.set(slice.losses, made);
  return made;
}

export function sceneOf(width: number, height: number): Scene | null {
  const { lossSlice: slice, landscape } = nabla.getState();
  if (slice === null || width < 2 || height < 2) return null;
  const box = plotBox(width, height);
  const { scale, places, smooth, relief } = measuredSlice(slice);
  const isSurface = landscape.look === 'surface';
  // The surface is that of the slice; the map may already lie elsewhere while a new slice is on its way.
  const window = landscape.window === null || isSurface ? slice.window : windowOf(landscape.window, slice.window.halfA / slice.window.halfB);
  const map = planeMap(window, box);
  const aspect = Math.min(1.6, slice.window.halfA / slice.window.halfB);
  const whole = { x: 8, y: 8, width: width - 16, height: height - 24 };
  const projection = isSurface ? surfaceProjection(landscape.turn, whole, aspect) : null;
  const { window: w } = slice;
  const toGround = (a: number, b: number): readonly [number, number] => [(a - w.a) / w.halfA, (b - w.b) / w.halfB];
  const toScreen = projection === null ? map.toScreen : (a: number, b: number): readonly [number, number] => {
    const [x, y] = toGround(a, b);
    // On the surface as it is drawn, whatever the loss is between its corners.
    const z = heightAt(relief, x, y);
    return projection.project(x, y, Number.isNaN(z) ? 0 : z);
  };
  const hidden = projection === null ? () => false : (a: number, b: number): boolean => isHidden(relief, projection, ...toGround(a, b));
  return { box, window, slice, scale, places, smooth, map, projection, toScreen, isHidden: hidden };
}

/** Where the network stands on the plane: in the hand, or where the latest frame has it; null before the first. */
export function ballOf({ plane, run }: LossSlice): readonly [number, number] | null {
  const held = heldAt();
  if (held !== null) return held;
  const frame = getFrame();
  return frame === null || frame.run !== run || frame.parameters.length !== plane.u.length ? null : coordinatesOf(plane, frame.parameters);
}

export function isInside({ a, b, halfA, halfB }: SliceWindow, [x, y]: readonly [number, number]): boolean {
  return Math.abs(x - a) <= halfA * 1.0001 && Math.abs(y - b) <= halfB * 1.0001;
}

// ---- the cursor: a point of the plane whose loss is read out ----

export type Cursor = { readonly a: number; readonly b: number; /** Moved by the keys: it is spoken. */ readonly spoken: boolean };

let cursor: Cursor | null = null;
const listeners = new Set<() => void>();

export const getCursor = (): Cursor | null => cursor;

export function setCursor(next: Cursor | null): void {
  cursor = next;
  for (const listener of listeners) listener();
}

export function subscribeCursor(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

export function useCursor(): Cursor | null {
  return useSyncExternalStore(subscribeCursor, getCursor);
}
