/** One of two runs side by side: the run, what is looked at of it, and how it is brought to a step. */
import type { Experiment } from '../config/experiment.ts';
import type { BufferPool } from './bufferPool.ts';
import { createLookout, type Lookout } from './lookout.ts';
import type { PairRunFacts } from './pairProtocol.ts';
import type { RunId, TrainingStatus } from './protocol.ts';
import { Run, type BuiltData } from './run.ts';
import { KEPT_RUN_BYTES } from './runShelf.ts';
import { createSeek, type Seek } from './seek.ts';

export type PairRun = {
  readonly run: Run;
  readonly lookout: Lookout;
  /** Steps that fit between two looks at the clock. */
  readonly burst: number;
  /** It has made so many steps, or has diverged before. */
  hasMade(steps: number): boolean;
  /** One burst on the way to `steps` steps. */
  advance(steps: number): void;
  /** Begins going back to the state after so many steps; a run that diverged before stays as it is. */
  seek(step: number): void;
  /** A piece of the way back; true when it is there. */
  back(): boolean;
  readonly status: (isMoving: boolean) => TrainingStatus;
  /** What the page is told of it; its data only where they are other ones than those told before. */
  facts(): PairRunFacts;
};

/** Between two looks at the clock; two runs take turns. */
const BURST_MS = 0.4;
const MOST_IN_A_BURST = 4096;

export function createPairRun(id: RunId, experiment: Experiment, now: () => number, pool: BufferPool): PairRun {
  const run = new Run(id, experiment, KEPT_RUN_BYTES);
  const lookout = createLookout(now, pool);
  lookout.watch(run);
  const { trainer } = run;
  let burst = 1;
  let way: Seek | null = null;
  let told: BuiltData | null = null;

  function learn(advances: number, ms: number): void {
    const fitting = ms > 0 ? (advances * BURST_MS) / ms : burst * 2;
    burst = Math.max(1, Math.min(MOST_IN_A_BURST, Math.floor(fitting), burst * 2));
  }

  return {
    run,
    lookout,
    get burst() { return burst; },
    hasMade: (steps) => !trainer.finite || trainer.step >= steps,
    advance(steps) {
      const started = now();
      let advances = 0;
      let made = 0;
      while (advances < burst && trainer.step < steps && trainer.finite) {
        advances += 1;
        if (!trainer.advance()) continue;
        made += 1;
        // Along what the run has been already.
        run.applyDue();
      }
      const ms = now() - started;
      if (advances > 0) learn(advances, ms);
      run.trained(made, ms);
      lookout.earn(ms);
    },
    seek(step) {
      way = trainer.step > step ? createSeek(run, { step }) : null;
    },
    back() {
      if (way === null) return true;
      if (!way.advance(burst)) return false;
      way = null;
      return true;
    },
    status: (isMoving) => (!trainer.finite ? 'diverged' : isMoving ? 'training' : trainer.step === 0 ? 'ready' : 'paused'),
    facts() {
      const { trainSet: _trainSet, validationSet: _validationSet, ...data } = run.data;
      const isNew = told !== run.data;
      told = run.data;
      return { experiment: run.experiment, firstExperiment: run.first, data: isNew ? data : null, log: [...run.log] };
    },
  };
}
