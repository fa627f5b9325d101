import type { Experiment } from '../config/experiment.ts';
import type { RunId } from '../worker/protocol.ts';

/** An experiment together with the run that trains it, so that taking back a restart reopens the run that was. */
export type Situation = { readonly experiment: Experiment; readonly run: RunId };

export type UndoEntry =
  | { readonly kind: 'experiment'; readonly before: Situation; readonly after: Situation }
  | { readonly kind: 'parameter'; readonly situation: Situation; readonly index: number; readonly before: number; readonly after: number }
  /** All of θ at once. */
  | { readonly kind: 'parameters'; readonly situation: Situation; readonly before: Float64Array; readonly after: Float64Array };

export type UndoHistory = {
  /** Adds a change; one with the same coalescing key soon after the last is joined to it, so that a drag is one entry. */
  push(entry: UndoEntry, coalesce: string | null, now: number): void;
  /** The last change, to be taken back; null if there is none. */
  undo(): UndoEntry | null;
  /** The change taken back last, to be made again; null if there is none. */
  redo(): UndoEntry | null;
  /** Drops changes from the last on until `stays` is met, and then what had been taken back after them; true if any went. */
  dropUntil(stays: (entry: UndoEntry) => boolean): boolean;
  /** Forgets what had been taken back. */
  forgetRedo(): void;
  /** The last change (that `counts`), null if there is none. */
  peekUndo(counts?: (entry: UndoEntry) => boolean): UndoEntry | null;
  peekRedo(): UndoEntry | null;
  /** The changes that can be taken back, oldest first. */
  past(): readonly UndoEntry[];
  /** Changes made before all of these, to be taken back after them. */
  putBehind(entries: readonly UndoEntry[]): void;
  /** Whether a change can lead to this run. */
  mentions(run: RunId): boolean;
  clear(): void;
};

const LIMIT = 200;
const COALESCE_MS = 1000;

/** A list of changes with a position in it; a new change drops what had been taken back. */
export function createUndoHistory(): UndoHistory {
  let past: UndoEntry[] = [];
  let future: UndoEntry[] = [];
  let lastKey: string | null = null;
  let lastTime = -Infinity;

  return {
    push(entry, coalesce, now) {
      const top = past.at(-1);
      const joins = coalesce !== null && coalesce === lastKey && now - lastTime <= COALESCE_MS && future.length === 0;
      const joined = joins && top !== undefined ? join(top, entry) : null;
      if (joined === null) past = [...past, entry].slice(-LIMIT);
      else past = [...past.slice(0, -1), joined];
      future = [];
      lastKey = coalesce;
      lastTime = now;
    },
    undo() {
      const entry = past.pop() ?? null;
      if (entry !== null) future.push(entry);
      lastKey = null;
      return entry;
    },
    redo() {
      const entry = future.pop() ?? null;
      if (entry !== null) past.push(entry);
      lastKey = null;
      return entry;
    },
    dropUntil(stays) {
      const kept = past.slice(0, past.findLastIndex(stays) + 1);
      if (kept.length === past.length) return false;
      past = kept;
      future = [];
      lastKey = null;
      return true;
    },
    forgetRedo() {
      future = [];
      lastKey = null;
    },
    peekUndo: (counts = () => true) => past.findLast(counts) ?? null,
    peekRedo: () => future.at(-1) ?? null,
    past: () => past,
    putBehind(entries) {
      past = [...entries, ...past].slice(-LIMIT);
    },
    mentions: (run) => [...past, ...future].some((entry) => (
      entry.kind === 'experiment' ? entry.before.run === run || entry.after.run === run : entry.situation.run === run
    )),
    clear() {
      past = [];
      future = [];
      lastKey = null;
    },
  };
}

function join(earlier: UndoEntry, later: UndoEntry): UndoEntry | null {
  if (earlier.kind === 'experiment' && later.kind === 'experiment') return { ...later, before: earlier.before };
  if (earlier.kind === 'parameters' && later.kind === 'parameters') return earlier.situation.run === later.situation.run ? { ...later, before: earlier.before } : null;
  if (earlier.kind !== 'parameter' || later.kind !== 'parameter') return null;
  const isSame = earlier.situation.run === later.situation.run && earlier.index === later.index;
  return isSame ? { ...later, before: earlier.before } : null;
}
