/**
 * The latest frames of the two runs side by side, outside React. They may be read until the next ones are drawn; then their
 * buffers go back to the worker.
 */
import { useSyncExternalStore } from 'react';
import type { OfBoth } from '../worker/pairProtocol.ts';
import type { TrainingFrame } from '../worker/protocol.ts';

export type SideFrames = OfBoth<TrainingFrame>;
type Primitive = number | string | boolean | null;

/** Text that changes more often than this cannot be read. */
const SLOW_INTERVAL_MS = 100;

let frames: SideFrames | null = null;
const listeners = new Set<() => void>();
const slowListeners = new Set<() => void>();
let slowTimer: ReturnType<typeof setTimeout> | null = null;
let lastSlow = -Infinity;

/** The frames on the screen, or null before the first. */
export function getSideFrames(): SideFrames | null {
  return frames;
}

/** Calls the listener with all new frames, in the animation frame in which they must be drawn. */
export function subscribeSideFrames(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** Makes frames the present ones; null: two other runs begin. */
export function showSideFrames(next: SideFrames | null): void {
  frames = next;
  for (const listener of listeners) listener();
  if (slowTimer !== null) return;
  const wait = SLOW_INTERVAL_MS - (performance.now() - lastSlow);
  if (wait <= 0) tellSlow();
  else slowTimer = setTimeout(tellSlow, wait);
}

function tellSlow(): void {
  slowTimer = null;
  lastSlow = performance.now();
  for (const listener of slowListeners) listener();
}

function subscribeSlow(listener: () => void): () => void {
  slowListeners.add(listener);
  return () => { slowListeners.delete(listener); };
}

/** A primitive of the present frames, at most ten times a second: for text. */
export function useSideFrames<T extends Primitive>(selector: (frames: SideFrames | null) => T): T {
  const read = (): T => selector(frames);
  return useSyncExternalStore(subscribeSlow, read, read);
}
