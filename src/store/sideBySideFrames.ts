/**
 * The latest frames of the two runs side by side, outside React. They may be read until the next ones are drawn; then their
 * buffers go back to the worker.
 */
import { useSyncExternalStore } from 'react';
import type { PairFrames } from '../worker/pairProtocol.ts';
import { createSlowListeners } from './slowListeners.ts';

export type SideFrames = PairFrames;
type Primitive = number | string | boolean | null;

let frames: SideFrames | null = null;
const listeners = new Set<() => void>();
const slow = createSlowListeners();

/** The frames on the screen, or null before the first. */
export function getSideFrames(): SideFrames | null {
  return frames;
}

/** Calls the listener with all new frames, in the animation frame in which they must be drawn. */
export function subscribeSideFrames(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** Makes frames the present ones; null: two runs of other data begin. */
export function showSideFrames(next: SideFrames | null): void {
  frames = next;
  for (const listener of listeners) {
    try {
      listener();
    } catch (error) {
      // One broken picture must not take the others or the training with it.
      reportError(error);
    }
  }
  slow.tell();
}

/** A primitive of the present frames, at most ten times a second: for text. */
export function useSideFrames<T extends Primitive>(selector: (frames: SideFrames | null) => T): T {
  const read = (): T => selector(frames);
  return useSyncExternalStore(slow.subscribe, read, read);
}
