/**
 * Past moments of a run, from which any step is a short replay away: one at step 0, then about one for every 50 ms of
 * training. When they fill their memory every second one is dropped and the spacing doubles.
 */
import type { TrainerState } from '../engine/trainer.ts';

/** Memory of all checkpoints together. */
export const CHECKPOINT_BYTES = 64 * 2 ** 20;
const FIRST_INTERVAL_MS = 50;
/** What an object with its typed arrays takes beside their content. */
const OVERHEAD_BYTES = 1500;

export type Checkpoint = {
  readonly state: TrainerState;
  /** Events of the run's log that had been applied. */
  readonly applied: number;
  readonly bytes: number;
};

export type Checkpoints = {
  readonly count: number;
  readonly bytes: number;
  /** Milliseconds of training between two checkpoints. */
  readonly intervalMs: number;
  add(state: TrainerState, applied: number): void;
  /** The latest checkpoint at or before `step`, if any. */
  before(step: number): Checkpoint | undefined;
  /** The latest checkpoint before the first step with `epoch` whole epochs done; that of step 0 if there is none. */
  beforeEpoch(epoch: number): Checkpoint | undefined;
  /** Takes over what another run keeps; the states are shared. */
  adopt(other: Checkpoints): void;
  all(): readonly Checkpoint[];
  /** Forgets what lies after `step` or has more than `applied` events behind it. */
  truncateAfter(step: number, applied: number): void;
  /** Sets the memory they may take, dropping what is too much. */
  limit(bytes: number): void;
};

export function createCheckpoints(bytesAllowed: number): Checkpoints {
  let allowed = bytesAllowed;
  let kept: Checkpoint[] = [];
  let bytes = 0;
  let intervalMs = FIRST_INTERVAL_MS;

  function recount(): void {
    bytes = kept.reduce((sum, checkpoint) => sum + checkpoint.bytes, 0);
  }

  /** Step 0 always stays: everything can be replayed from it. */
  function thin(): void {
    while (bytes > allowed && kept.length > 1) {
      kept = kept.length === 2 ? kept.slice(0, 1) : kept.filter((_, index) => index % 2 === 0);
      intervalMs *= 2;
      recount();
    }
  }

  /** How many checkpoints are at or before (step, applied). */
  function countBefore(step: number, applied: number): number {
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { state, applied: done } = kept[middle]!;
      if (state.step < step || (state.step === step && done <= applied)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    get count() { return kept.length; },
    get bytes() { return bytes; },
    get intervalMs() { return intervalMs; },
    add(state, applied) {
      const place = countBefore(state.step, applied);
      const previous = kept[place - 1];
      if (previous !== undefined && previous.state.step === state.step && previous.applied === applied) return;
      const checkpoint = { state, applied, bytes: sizeOf(state) };
      kept.splice(place, 0, checkpoint);
      bytes += checkpoint.bytes;
      thin();
    },
    before: (step) => kept[countBefore(step, Infinity) - 1],
    beforeEpoch: (epoch) => kept.findLast((checkpoint) => checkpoint.state.epoch < epoch) ?? kept[0],
    adopt(other) {
      for (const { state, applied } of other.all()) this.add(state, applied);
      intervalMs = Math.max(intervalMs, other.intervalMs);
    },
    all: () => kept,
    truncateAfter(step, applied) {
      kept = kept.filter((checkpoint) => checkpoint.state.step <= step && checkpoint.applied <= applied);
      recount();
    },
    limit(next) {
      allowed = next;
      thin();
    },
  };
}

function sizeOf(state: TrainerState): number {
  const slots = state.slots.reduce((sum, slot) => sum + slot.byteLength, 0);
  return OVERHEAD_BYTES + state.order.byteLength + state.parameters.byteLength + state.gradient.byteLength + state.update.byteLength + slots;
}
