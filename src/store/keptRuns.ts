/**
 * Runs as they were last saved, by id: undo of a restart reopens one, also after the worker has forgotten it.
 * Bounded: the one not used for longest goes first, and those of the list of runs last.
 */
import type { RunId, SavedRun } from '../worker/protocol.ts';

const LIMIT = 24;
const kept = new Map<RunId, SavedRun>();
let lastRun: RunId = 1;
let isListed: (run: RunId) => boolean = () => false;

/** Tells which runs are in the list, and must not be forgotten for newer ones. */
export function keepListed(listed: (run: RunId) => boolean): void {
  isListed = listed;
}

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
  let unlisted = [...kept.keys()].filter((run) => !isListed(run));
  while (unlisted.length > LIMIT) {
    kept.delete(unlisted[0] ?? saved.run);
    unlisted = unlisted.slice(1);
  }
}

export function keptRun(run: RunId): SavedRun | undefined {
  return kept.get(run);
}

export function forgetRun(run: RunId): void {
  kept.delete(run);
}
