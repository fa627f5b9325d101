/**
 * Runs as they were last saved, by id: undo of a restart reopens one, also after the worker has forgotten it.
 * Bounded: the one not used for longest goes first.
 */
import type { RunId, SavedRun } from '../worker/protocol.ts';

const LIMIT = 24;
const kept = new Map<RunId, SavedRun>();
let lastRun: RunId = 1;

/** An id no run of this page has had. */
export function nextRun(): RunId {
  lastRun += 1;
  return lastRun;
}

/** Keeps `nextRun` above the ids of runs that came from elsewhere. */
export function reserveRun(run: RunId): void {
  lastRun = Math.max(lastRun, run);
}

export function keepRun(saved: SavedRun): void {
  kept.delete(saved.run);
  kept.set(saved.run, saved);
  reserveRun(saved.run);
  for (const run of kept.keys()) {
    if (kept.size <= LIMIT) break;
    kept.delete(run);
  }
}

export function keptRun(run: RunId): SavedRun | undefined {
  return kept.get(run);
}

export function forgetRun(run: RunId): void {
  kept.delete(run);
}
