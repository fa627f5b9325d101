/** The runs that can be opened again, for undoing what had to start anew: the last few, oldest closed first. */
import { CHECKPOINT_BYTES } from './checkpoints.ts';
import type { RunId } from './protocol.ts';
import type { Run } from './run.ts';

const MOST_RUNS = 8;
/** The run that is open may fill half of the memory with checkpoints; those put away share the rest. */
export const OPEN_RUN_BYTES = CHECKPOINT_BYTES / 2;
export const KEPT_RUN_BYTES = (CHECKPOINT_BYTES - OPEN_RUN_BYTES) / (MOST_RUNS - 1);

export type RunShelf = {
  readonly count: number;
  get(id: RunId): Run | undefined;
  /** Opens `run` and puts the others away. */
  open(run: Run): void;
  /** Puts away a run that was never open. */
  keep(run: Run): void;
};

export function createRunShelf(): RunShelf {
  // The latest opened stands last.
  const runs = new Map<RunId, Run>();

  function add(run: Run): void {
    runs.delete(run.id);
    runs.set(run.id, run);
    for (const oldest of runs.keys()) {
      if (runs.size <= MOST_RUNS) break;
      runs.delete(oldest);
    }
  }

  return {
    get count() { return runs.size; },
    get: (id) => runs.get(id),
    open(run) {
      for (const other of runs.values()) other.checkpoints.limit(KEPT_RUN_BYTES);
      run.checkpoints.limit(OPEN_RUN_BYTES);
      add(run);
    },
    keep(run) {
      run.checkpoints.limit(KEPT_RUN_BYTES);
      const open = [...runs.values()].at(-1);
      add(run);
      // The open one stays the latest.
      if (open !== undefined) add(open);
    },
  };
}
