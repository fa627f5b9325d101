/**
 * Decides when the run that is open is evaluated and painted, and when a request for a frame is answered: beside training
 * with a small share of its time, else whenever something is out of date.
 */
import type { BufferPool } from './bufferPool.ts';
import { packFrame, type PackedFrame } from './frame.ts';
import { createObserver, nothingWanted, type Observer } from './observer.ts';
import { createShare } from './pacing.ts';
import type { FrameRequest, TrainingStatus } from './protocol.ts';
import type { Run } from './run.ts';

export type Lookout = {
  /** Turns to another run. */
  watch(run: Run): void;
  /** A frame is wanted; an earlier request that is still open is answered with it. */
  request(want: FrameRequest): void;
  /** A frame is owed and has what it needs, or has waited long enough. */
  isFrameDue(mode: Mode): boolean;
  readonly owesFrame: boolean;
  pack(status: TrainingStatus, stepsPerSecond: number): PackedFrame;
  /** Beside training: one piece of observation if its share allows; false when the time is training's. */
  besideTraining(): boolean;
  /** Nothing else to do: one piece of observation if anything is out of date. */
  atLeisure(training: boolean): boolean;
  /** Whether atLeisure would find something. */
  hasWork(training: boolean): boolean;
  /** Training took `ms`. */
  earn(ms: number): void;
  /** Steps that may pass before the next look at the losses is wanted. */
  stepsToNextLook(run: Run): number;
  /** The run has left its future: the losses at hand are the end of its curve. */
  note(): void;
};

type Mode = 'training' | 'standing' | 'seeking';

/** Shares of the time that training takes; a set that is quick to evaluate is evaluated often enough with the small one. */
const PICTURE_SHARE = 0.07;
const QUICK_EVALUATION_SHARE = 0.05;
const LONG_EVALUATION_SHARE = 0.3;
const LONG_EVALUATION_MS = 4;
/**
 * Whatever the clock says (a machine that does other things between makes every look seem long), the losses are looked at after so many
 * epochs, or after a fiftieth of the way so far where that is further: a look costs about a third of an epoch.
 */
const OVERDUE_EPOCHS = 8;
const LOOKS_ON_THE_WAY = 50;
/** How long a request waits for its pictures and losses before it is answered with those at hand. */
const PATIENCE_MS: Record<Mode, number> = { training: 8, standing: 30, seeking: 60 };
/** Pictures are made only while somebody looks. */
const LOOKING_MS = 500;

export function createLookout(now: () => number, pool: BufferPool): Lookout {
  let observer: Observer | null = null;
  let want = nothingWanted;
  let pull: { readonly at: number; readonly painted: number } | null = null;
  let lastPull = -Infinity;
  let painted = 0;
  let evaluationShare = createShare();
  let pictureShare = createShare();
  let evaluationMs = 0;
  let evaluates = true;
  /** Step of the evaluation under way, and of the last that was completed. */
  let begunAt = 0;
  let lookedAt = 0;
  /** Time since the last request that training, evaluation and painting took, and whether training ever had to wait. */
  let busyMs = 0;
  let hadLeisure = false;

  function isWatched(): boolean {
    return pull !== null || now() - lastPull < LOOKING_MS;
  }

  function wantsPictures(of: Observer, training: boolean): boolean {
    return isWatched() && (of.painting || ((!training || pull !== null) && of.needsPictures(training)));
  }

  function evaluate(of: Observer): number {
    const started = now();
    const begins = !of.evaluating;
    if (begins) begunAt = of.run.trainer.step;
    if (of.evaluate()) lookedAt = begunAt;
    const ms = now() - started;
    busyMs += ms;
    evaluationMs = (begins ? 0 : evaluationMs) + ms;
    return ms;
  }

  /** Steps from one look to the next that are enough, and too many. */
  const enough = (step: number): number => 1 + Math.floor(step / LOOKS_ON_THE_WAY);
  const tooMany = ({ step, stepsPerEpoch }: Run['trainer']): number => Math.max(OVERDUE_EPOCHS * stepsPerEpoch, enough(step));
  /** Back in the past, too, the last look is far away. */
  const isOverdue = ({ trainer }: Run): boolean => Math.abs(trainer.step - lookedAt) >= tooMany(trainer);

  function paint(of: Observer, quick: boolean): number {
    const started = now();
    const done = of.paint(quick);
    const ms = now() - started;
    busyMs += ms;
    of.measured(ms);
    if (done) painted += 1;
    return ms;
  }

  return {
    watch(run) {
      observer?.release();
      observer = createObserver(run, pool);
      observer.want = want;
      evaluationShare = createShare();
      pictureShare = createShare();
      evaluationMs = 0;
      // The losses of the first moment come before its first step.
      evaluates = false;
      lookedAt = run.trainer.step;
    },
    request(next) {
      want = next;
      if (observer !== null) observer.want = next;
      // What training leaves over at a moderate speed is free for pictures.
      const at = now();
      if (hadLeisure) pictureShare.earn(Math.max(0, Math.min(at - lastPull, LOOKING_MS) - busyMs), 1);
      hadLeisure = false;
      busyMs = 0;
      lastPull = at;
      pull = { at, painted };
    },
    get owesFrame() { return pull !== null; },
    isFrameDue(mode) {
      if (pull === null || observer === null) return false;
      if (now() - pull.at >= PATIENCE_MS[mode]) return true;
      if (mode === 'seeking') return false;
      if (mode === 'standing') return !observer.needsEvaluation() && !observer.needsPictures(false);
      return painted > pull.painted || !pictureShare.allows || !observer.needsPictures(true);
    },
    pack(status, stepsPerSecond) {
      if (observer === null) throw new Error('There is no run to look at.');
      pull = null;
      return packFrame(observer, status, stepsPerSecond, pool);
    },
    besideTraining() {
      if (observer === null) return false;
      evaluates = !evaluates;
      if (evaluates && (evaluationShare.allows || isOverdue(observer.run)) && observer.needsEvaluation()) evaluationShare.spend(evaluate(observer));
      else if (pictureShare.allows && wantsPictures(observer, true)) pictureShare.spend(paint(observer, true));
      else return false;
      return true;
    },
    atLeisure(training) {
      hadLeisure = true;
      if (observer === null) return false;
      const evaluation = observer.needsEvaluation();
      const pictures = wantsPictures(observer, training);
      if (!evaluation && !pictures) return false;
      evaluates = !evaluates;
      if (evaluation && (evaluates || !pictures)) evaluate(observer);
      else paint(observer, training);
      return true;
    },
    hasWork: (training) => observer !== null && (observer.needsEvaluation() || wantsPictures(observer, training)),
    earn(ms) {
      busyMs += ms;
      evaluationShare.earn(ms, evaluationMs > LONG_EVALUATION_MS ? LONG_EVALUATION_SHARE : QUICK_EVALUATION_SHARE);
      pictureShare.earn(ms, PICTURE_SHARE);
    },
    // The beginning of the curve matters most: looks as far apart as a fiftieth of the way so far, while they can be had.
    stepsToNextLook: ({ trainer }) => (evaluationShare.allows ? enough(trainer.step) : Math.max(1, lookedAt + tooMany(trainer) - trainer.step)),
    note() {
      observer?.note();
    },
  };
}
