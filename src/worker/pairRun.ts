/** One of two runs side by side: the run, what is looked at of it, and how it is brought to a step. */
import type { Experiment } from '../config/experiment.ts';
import type { BufferPool } from './bufferPool.ts';
import { logNews } from './logNews.ts';
import { createLookout, type Lookout } from './lookout.ts';
import { createBurst } from './pacing.ts';
import type { PairRunFacts } from './pairProtocol.ts';
import type { RunEvent, RunId, SavedRun, TrainingStatus } from './protocol.ts';
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
  /** One step at once, however long it takes. */
  tryStep(): void;
  /** Begins going back to the state after so many steps; a run that diverged before stays as it is. */
  seek(step: number): void;
  /** A piece of the way back; true when it is there. */
  back(): boolean;
  readonly status: (isMoving: boolean) => TrainingStatus;
  /** What the page is told of it; of its data and its log only what is other than what was told before. */
  facts(): PairRunFacts;
};

/** @param saved the run as it was, of the same settings; left out: at its initial weights */
export function createPairRun(id: RunId, experiment: Experiment, now: () => number, pool: BufferPool, saved?: SavedRun): PairRun {
  const run = new Run(id, experiment, KEPT_RUN_BYTES, saved);
  const lookout = createLookout(now, pool);
  lookout.watch(run);
  const { trainer } = run;
  /** Two runs take turns. */
  const burst = createBurst();
  let way: Seek | null = null;
  let toldData: BuiltData | null = null;
  let toldLog: readonly RunEvent[] = [];

  function advance(steps: number): void {
    const started = now();
    let advances = 0;
    let made = 0;
    while (advances < burst.size && trainer.step < steps && trainer.finite) {
      advances += 1;
      if (!trainer.advance()) continue;
      made += 1;
      // Along what the run has been already.
      run.applyDue();
    }
    const ms = now() - started;
    burst.learn(advances, ms);
    run.trained(made, ms);
    lookout.earn(ms);
  }

  return {
    run,
    lookout,
    get burst() { return burst.size; },
    hasMade: (steps) => !trainer.finite || trainer.step >= steps,
    advance,
    tryStep() {
      const next = trainer.step + 1;
      while (trainer.finite && trainer.step < next) advance(next);
    },
    seek(step) {
      way = trainer.step > step ? createSeek(run, { step }) : null;
    },
    back() {
      if (way === null) return true;
      if (!way.advance(burst.size)) return false;
      way = null;
      return true;
    },
    status: (isMoving) => (!trainer.finite ? 'diverged' : isMoving ? 'training' : trainer.step === 0 ? 'ready' : 'paused'),
    facts() {
      const { trainSet: _trainSet, validationSet: _validationSet, ...data } = run.data;
      const isNew = toldData !== run.data;
      const log = logNews(toldLog, run.log);
      toldData = run.data;
      toldLog = [...run.log];
      return { experiment: run.experiment, firstExperiment: run.first, data: isNew ? data : null, log };
    },
  };
}
