/**
 * The page's one pool of side workers. What it does by itself takes a small share of the time while a run trains, so that training is
 * not slowed; what the user asked for may take all of it, and then what it does by itself waits.
 */
import type { WorkerLike } from '../worker/hearWorker.ts';
import { createSidePool, type SidePool } from '../worker/pool.ts';
import { equipped } from './dataTables.ts';
import { nabla } from './nabla.ts';
import { say } from '../words/say.ts';

/** Of each side worker's time beside training: while training goes as fast as it can, and at a pace it is given. */
const SHARE_BESIDE_FASTEST = 0.1;
const SHARE_BESIDE_PACED = 0.3;
const MOST_WORKERS = 4;

let spawn: (() => WorkerLike) | null = null;
let pool: SidePool | null = null;
let claims = 0;
const claimListeners = new Set<() => void>();

/** Side workers there may be at once: one core is the page's. */
export const sideWorkers = (): number => Math.max(1, Math.min(MOST_WORKERS, (navigator.hardwareConcurrency || 2) - 1));

/**
 * Work beside training. Its workers start when it is first given a task.
 * @throws Error before `startSidePool`
 */
export function sidePool(): SidePool {
  if (spawn === null) throw new Error(say('The page has not been given side workers yet.'));
  if (pool === null) {
    pool = createSidePool({ spawn: equipped(spawn), size: sideWorkers() });
    pool.setShare(presentShare());
  }
  return pool;
}

/** Whether there are side workers at all. */
export const hasSidePool = (): boolean => spawn !== null;

/** For work the user asked for: it takes all the time the side workers have until what is returned is called (once or more). */
export function claimSidePool(): () => void {
  let isHeld = true;
  claims += 1;
  tellClaims();
  return () => {
    if (!isHeld) return;
    isHeld = false;
    claims -= 1;
    tellClaims();
  };
}

/** While this is so, work that nobody asked for is not begun. */
export const isSidePoolClaimed = (): boolean => claims > 0;

/** Calls the listener when the first claim is made and when the last is given back. */
export function subscribeClaims(listener: () => void): () => void {
  claimListeners.add(listener);
  return () => { claimListeners.delete(listener); };
}

function tellClaims(): void {
  pool?.setShare(presentShare());
  for (const listener of claimListeners) listener();
}

function presentShare(): number {
  const { playing, speed } = nabla.getState();
  if (!playing || claims > 0) return 1;
  return speed === Infinity ? SHARE_BESIDE_FASTEST : SHARE_BESIDE_PACED;
}

/** Gives the page its side workers and keeps their share in step with training; returns what ends them. */
export function startSidePool(spawnSide: () => WorkerLike): () => void {
  spawn = spawnSide;
  const unsubscribe = nabla.subscribe((state, before) => {
    if (state.playing !== before.playing || state.speed !== before.speed) pool?.setShare(presentShare());
  });
  return () => {
    unsubscribe();
    pool?.dispose();
    pool = null;
    spawn = null;
    claims = 0;
    claimListeners.clear();
  };
}
