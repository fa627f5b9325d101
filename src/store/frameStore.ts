/**
 * The latest frame, outside React: canvases and readouts subscribe to it. A frame may be read until the next one is
 * drawn; then its buffers go back to the worker, so nobody keeps one.
 */
import { useSyncExternalStore } from 'react';
import type { FrameRequest, TrainingFrame } from '../worker/protocol.ts';
import { createSlowListeners } from './slowListeners.ts';

export type FrameListener = (frame: TrainingFrame) => void;
type Primitive = number | string | boolean | null;

let frame: TrainingFrame | null = null;
let shownUnits: readonly (readonly number[])[] = [];
const listeners = new Set<FrameListener>();
const slow = createSlowListeners();

/** The frame on the screen, or null before the run's first. */
export function getFrame(): TrainingFrame | null {
  return frame;
}

/** Calls the listener with every new frame, in the animation frame in which it must be drawn. */
export function subscribeFrame(listener: FrameListener): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** The units, layer by layer, whose pictures the present frame holds, in that order: those wanted when it was asked for. */
export function getShownUnits(): readonly (readonly number[])[] {
  return shownUnits;
}

/** Makes a frame, the answer to `request`, the present one and has it drawn. Only the pull loop calls this. */
export function showFrame(next: TrainingFrame, request: FrameRequest): void {
  frame = next;
  shownUnits = request.shownUnits;
  for (const listener of listeners) {
    try {
      listener(next);
    } catch (error) {
      // One broken picture must not take the others or the training with it.
      reportError(error);
    }
  }
  slow.tell();
}

/** Another run: there is no frame until its first arrives. */
export function clearFrame(): void {
  if (frame === null) return;
  frame = null;
  slow.tell();
}

/** A primitive of the present frame, at most ten times a second: for text. */
export function useSlowFrame<T extends Primitive>(selector: (frame: TrainingFrame | null) => T): T {
  const read = (): T => selector(frame);
  return useSyncExternalStore(slow.subscribe, read, read);
}

const wants = new Map<string, Partial<FrameRequest>>();
const wantListeners = new Set<() => void>();

/** What the panel `panelId` needs in the next frames; null when it needs nothing any more. */
export function setFrameWants(panelId: string, want: Partial<FrameRequest> | null): void {
  if (want === null) {
    if (!wants.delete(panelId)) return;
  } else {
    if (JSON.stringify(wants.get(panelId)) === JSON.stringify(want)) return;
    wants.set(panelId, want);
  }
  for (const listener of wantListeners) listener();
}

/** Calls the listener whenever what the panels want has changed. */
export function subscribeWants(listener: () => void): () => void {
  wantListeners.add(listener);
  return () => { wantListeners.delete(listener); };
}

/** What all panels together want: the finest pictures asked for, every unit anyone shows, the first probe. */
export function mergedWants(): FrameRequest {
  let neuronGrid = 0;
  let outputGrid = 0;
  let probe: readonly number[] | null = null;
  let units: readonly (readonly number[])[] = [];
  for (const want of wants.values()) {
    neuronGrid = Math.max(neuronGrid, want.neuronGrid ?? 0);
    outputGrid = Math.max(outputGrid, want.outputGrid ?? 0);
    probe ??= want.probe ?? null;
    if (want.shownUnits !== undefined) units = units.length === 0 ? want.shownUnits : mergeUnits(units, want.shownUnits);
  }
  return { neuronGrid, outputGrid, probe, shownUnits: units };
}

function mergeUnits(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const layers = Math.max(a.length, b.length);
  return Array.from({ length: layers }, (_, layer) => [...new Set([...(a[layer] ?? []), ...(b[layer] ?? [])])]);
}
