/** Makes steps: how many, how fast, until when. */
import { createBurst, createPacer, createRateMeter } from './pacing.ts';
import type { StepUnit } from './protocol.ts';
import type { Run } from './run.ts';

/** Play goes on until it is stopped, or so many epochs or steps are done (Infinity: no end); the others end by themselves. */
type Goal = { readonly kind: 'play'; readonly untilEpoch: number; readonly untilStep: number } | { readonly kind: 'step'; readonly step: number } | { readonly kind: 'epoch'; readonly epoch: number };

export type Player = {
  readonly isPlaying: boolean;
  /** Playing, or on the way to the end of a step that was asked for. */
  readonly isMoving: boolean;
  /** Steps a second, as measured. */
  readonly rate: number;
  /** Advances that fit between two looks at the clock. */
  readonly burst: number;
  setSpeed(stepsPerSecond: number): void;
  /** @param untilEpoch, untilStep stops by itself when so many epochs or steps are done, unless they are already */
  play(run: Run, untilEpoch?: number, untilStep?: number): void;
  /** One more batch or epoch; asked for again on the way, one more still. */
  step(run: Run, unit: StepUnit, count?: number): void;
  halt(): void;
  /** Steps to make now. */
  due(): number;
  /** Milliseconds until a step is due, Infinity when standing still. */
  wait(): number;
  /** One burst, at most `most` steps. */
  train(run: Run, most: number): { readonly ms: number; readonly outcome: 'going' | 'arrived' | 'diverged' };
  /** Tells how long a burst took. */
  learn(advances: number, ms: number): void;
};

export function createPlayer(now: () => number): Player {
  const pacer = createPacer();
  const meter = createRateMeter();
  let goal: Goal | null = null;
  const burst = createBurst();

  function isThere({ trainer }: Run): boolean {
    if (goal?.kind === 'step') return trainer.step >= goal.step;
    if (goal?.kind === 'play') return trainer.epoch >= goal.untilEpoch || trainer.step >= goal.untilStep;
    return goal?.kind === 'epoch' && trainer.epoch >= goal.epoch;
  }

  return {
    get isPlaying() { return goal?.kind === 'play'; },
    get isMoving() { return goal !== null; },
    get rate() { return goal?.kind === 'play' ? meter.rate() : 0; },
    get burst() { return burst.size; },
    learn: burst.learn,
    setSpeed(stepsPerSecond) {
      pacer.setSpeed(stepsPerSecond, now());
      meter.reset();
    },
    play(run, untilEpoch = Infinity, untilStep = Infinity) {
      const { epoch, step } = run.trainer;
      goal = { kind: 'play', untilEpoch: epoch < untilEpoch ? untilEpoch : Infinity, untilStep: step < untilStep ? untilStep : Infinity };
      const at = now();
      pacer.start(at);
      meter.reset();
      meter.record(at, run.trainer.step);
    },
    step({ trainer }, unit, count = 1) {
      if (unit === 'batch') goal = { kind: 'step', step: (goal?.kind === 'step' ? goal.step : trainer.step) + count };
      else goal = { kind: 'epoch', epoch: (goal?.kind === 'epoch' ? goal.epoch : trainer.epoch) + count };
    },
    halt() {
      goal = null;
    },
    due() {
      if (goal === null) return 0;
      return goal.kind === 'play' ? pacer.due(now()) : Infinity;
    },
    wait() {
      if (goal === null) return Infinity;
      return goal.kind === 'play' ? pacer.wait(now()) : 0;
    },
    train(run, most) {
      const { trainer } = run;
      const enough = Math.min(most, goal?.kind === 'step' ? goal.step - trainer.step : Infinity);
      const started = now();
      let advances = 0;
      let made = 0;
      while (advances < burst.size && made < enough && !isThere(run)) {
        advances += 1;
        if (trainer.advance()) {
          made += 1;
          // Along what the run has been already.
          run.applyDue();
        } else if (!trainer.finite) break;
      }
      const ended = now();
      const ms = ended - started;
      burst.learn(advances, ms);
      run.trained(made, ms);
      if (goal?.kind === 'play') pacer.made(made);
      if (made > 0) meter.record(ended, trainer.step);
      return { ms, outcome: !trainer.finite ? 'diverged' : isThere(run) ? 'arrived' : 'going' };
    },
  };
}
