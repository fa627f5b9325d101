/**
 * The way to another moment of a run: the nearest checkpoint before it, then a replay of steps and events, a little at a time.
 */
import type { Place, Run } from './run.ts';

/** The state after so many updates, or the first with so many whole epochs. */
export type SeekTarget = { readonly step: number } | { readonly epoch: number };

export type Seek = {
  readonly target: SeekTarget;
  /** Where the run was before; saving meanwhile saves this. */
  readonly origin: Place;
  /** 0 to 1. */
  readonly progress: number;
  /** About how long the rest of the replay takes, judged by what training has taken. */
  readonly remainingMs: number;
  /** Replays about one piece of work; true when the moment is reached. */
  advance(steps: number): boolean;
};

/** A stretch that takes longer than this is worth a checkpoint half-way, so that stepping back again is quick. */
const WORTH_A_CHECKPOINT_MS = 4;

/** @param origin where an earlier seek began that this one replaces */
export function createSeek(run: Run, wanted: SeekTarget, origin: Place = run.place): Seek {
  const { trainer } = run;
  const target: SeekTarget = 'step' in wanted ? { step: Math.min(Math.max(0, wanted.step), run.furthestStep) } : wanted;
  // Only a guess for an epoch; it decides about checkpoints and progress, not about where the replay ends.
  const goal = 'step' in target ? target.step : Math.max(0, trainer.step - (trainer.stepInEpoch || trainer.stepsPerEpoch));

  const nearest = 'step' in target ? run.placeBefore(target.step) : run.checkpoints.beforeEpoch(target.epoch);
  const ahead = 'step' in target && trainer.step <= target.step && trainer.step >= (nearest?.state.step ?? 0);
  if (!ahead && nearest !== undefined) run.visit(nearest);
  else trainer.abandon();
  run.applyDue();

  const from = trainer.step;
  let mark = (from + goal) / 2;

  function isThere(): boolean {
    if ('step' in target) return trainer.step >= target.step;
    return trainer.epoch >= target.epoch || trainer.step >= run.furthestStep;
  }

  function finish(): true {
    run.arrived();
    return true;
  }

  return {
    target,
    origin,
    get progress() { return goal <= from ? 1 : Math.min(1, (trainer.step - from) / (goal - from)); },
    get remainingMs() { return isThere() ? 0 : Math.max(0, goal - trainer.step) * run.stepMs; },
    advance(advances) {
      if (isThere()) return finish();
      for (let i = 0; i < advances; i += 1) {
        if (!trainer.advance()) {
          if (trainer.finite) continue;
          return finish();
        }
        run.applyDue();
        if (isThere()) return finish();
        if (trainer.step >= mark && (goal - trainer.step) * run.stepMs > WORTH_A_CHECKPOINT_MS) {
          run.keepPlace();
          mark = (trainer.step + goal) / 2;
        }
      }
      return false;
    },
  };
}
