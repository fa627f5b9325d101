/**
 * Two runs side by side in one worker, in lockstep: when one has made n steps the other makes n, and frames, commands and
 * pauses wait for that. A plain function that is given a way to post events and a clock.
 */
import type { Experiment } from '../config/experiment.ts';
import { needsRestart } from '../config/restart.ts';
import { createBufferPool } from './bufferPool.ts';
import { createPacer, createRateMeter, createSlices } from './pacing.ts';
import { pairSides, type KeptPair, type OfBoth, type PairCommand, type PairEvent, type PairSide } from './pairProtocol.ts';
import { createPairRun, type PairRun } from './pairRun.ts';
import type { FrameRequest, StepUnit } from './protocol.ts';
import type { SessionInTurns } from './turns.ts';

export type PairHost = {
  readonly post: (event: PairEvent, transfer: ArrayBuffer[]) => void;
  /** Milliseconds, never going back. */
  readonly now: () => number;
};

export type PairSession = SessionInTurns & { receive(command: PairCommand): void };

type Waiting = Exclude<PairCommand, { type: 'open' | 'pull' | 'setSpeed' }>;

export function createPairSession({ post, now }: PairHost): PairSession {
  const pool = createBufferPool();
  const pacer = createPacer();
  const meter = createRateMeter();
  const slice = createSlices(now);

  let pair = 0;
  let runs: OfBoth<PairRun> | null = null;
  /** Steps both are to have made; where they have, they are level. */
  let count = 0;
  /** Steps after which they stand still: Infinity while playing. */
  let until = 0;
  let isSeeking = false;
  /** Commands that wait until both have made as many steps. */
  let waiting: Waiting[] = [];
  let told: Record<PairSide, boolean> = { left: false, right: false };
  let toldPlaying = false;
  let want: FrameRequest | null = null;
  let turnOf: PairSide = 'left';
  let tries = 0;
  let wentBackTo = 0;
  /** After a fault in the middle of work only frames are answered until the next command; after one in making these nothing is. */
  let rest: 'none' | 'work' | 'all' = 'none';

  const both = (of: OfBoth<PairRun>): readonly PairRun[] => [of.left, of.right];
  const ofBoth = <Value>(of: (side: PairSide) => Value): OfBoth<Value> => ({ left: of('left'), right: of('right') });
  const isMoving = (): boolean => until > count;
  const owesFrame = (of: OfBoth<PairRun>): boolean => both(of).some(({ lookout }) => lookout.owesFrame);
  const isLevel = (of: OfBoth<PairRun>): boolean => both(of).every((run) => run.hasMade(count));

  function open(command: Extract<PairCommand, { type: 'open' }>): void {
    ({ pair } = command);
    waiting = [];
    begin(command.experiments, command.kept);
  }

  function begin(experiments: OfBoth<Experiment>, kept?: KeptPair): void {
    const owed = runs !== null && owesFrame(runs);
    // Should these not come to be, those before them must not answer in their place.
    runs = null;
    runs = ofBoth((side) => createPairRun(side === 'left' ? 1 : 2, experiments[side], now, pool, kept?.saved[side]));
    for (const side of kept?.diverged ?? []) runs[side].tryStep();
    // A frame asked for of the runs before is answered with one of these, or the page would wait for ever.
    if (owed && want !== null) for (const { lookout } of both(runs)) lookout.request(want);
    count = stepOf(runs);
    until = count;
    isSeeking = false;
    tries += 1;
    wentBackTo = 0;
    told = { left: false, right: false };
    tell(runs, 'opened');
    noteDivergence(runs);
    tellMoved(false);
  }

  /** Steps that both have made; a run that has diverged has no say where the other goes on. */
  function stepOf(of: OfBoth<PairRun>): number {
    const trainers = both(of).map(({ run }) => run.trainer);
    const running = trainers.filter(({ finite }) => finite);
    return running.length > 0 ? Math.min(...running.map(({ step }) => step)) : Math.max(...trainers.map(({ step }) => step));
  }

  function tell(of: OfBoth<PairRun>, type: 'opened' | 'changed'): void {
    post({ type, pair, runs: ofBoth((side) => of[side].facts()) }, []);
  }

  function tellMoved(playing: boolean): void {
    toldPlaying = playing;
    post({ type: 'moved', pair, playing }, []);
  }

  function standStill(): void {
    until = count;
    if (toldPlaying) tellMoved(false);
  }

  function noteDivergence(of: OfBoth<PairRun>): void {
    for (const side of pairSides) {
      const { finite, step, epoch, learningRate } = of[side].run.trainer;
      if (told[side] === !finite) continue;
      told[side] = !finite;
      post({ type: 'diverged', pair, side, at: finite ? null : { step, epoch, learningRate } }, []);
    }
  }

  /** The side that is still learning decides: of two the one with the longer epoch. */
  function stepsOf(of: OfBoth<PairRun>, unit: StepUnit, way: 1 | -1): number {
    if (unit === 'batch') return 1;
    const running = both(of).map(({ run }) => run.trainer).filter(({ finite }) => finite);
    const lead = running.toSorted((a, b) => b.stepsPerEpoch - a.stepsPerEpoch)[0] ?? of.left.run.trainer;
    if (way > 0) return Math.max(1, lead.stepsPerEpoch - lead.stepInEpoch);
    return lead.stepInEpoch > 0 ? lead.stepInEpoch : Math.max(1, lead.stepsPerEpoch);
  }

  function canMove(of: OfBoth<PairRun>): boolean {
    return both(of).some(({ run }) => run.trainer.finite && run.data.trainSet.count > 0);
  }

  /** What came after a moment gone back to is made anew. */
  function leaveFuture(of: OfBoth<PairRun>): void {
    for (const { run, lookout } of both(of)) if (run.commit()) lookout.note();
  }

  function obey(command: Waiting, of: OfBoth<PairRun>): void {
    switch (command.type) {
      case 'play': {
        if (until === Infinity) return;
        if (!canMove(of)) {
          tellMoved(false);
          return;
        }
        leaveFuture(of);
        until = Infinity;
        const at = now();
        pacer.start(at);
        meter.reset();
        meter.record(at, count);
        tellMoved(true);
        return;
      }
      case 'pause': standStill(); return;
      case 'step':
        if (!canMove(of)) return;
        standStill();
        until = count + stepsOf(of, command.unit, 1);
        return;
      case 'stepBack':
        standStill();
        if (count > 0) goBack(of, Math.max(0, count - stepsOf(of, command.unit, -1)));
        return;
      case 'toStart': begin(ofBoth((side) => of[side].run.experiment)); return;
      case 'change': change(command, of); return;
      case 'save': post({ type: 'saved', pair, request: command.request, saved: of[command.side].run.save() }, []);
    }
  }

  function goBack(of: OfBoth<PairRun>, step: number): void {
    for (const run of both(of)) run.seek(step);
    count = step;
    until = step;
    isSeeking = true;
    tries += 1;
    wentBackTo = step;
  }

  function change({ experiments, label }: Extract<Waiting, { type: 'change' }>, of: OfBoth<PairRun>): void {
    for (const side of pairSides) {
      if (needsRestart(of[side].run.experiment, experiments[side])) throw new RangeError(`This change needs new runs: ${label}.`);
    }
    const before = ofBoth((side) => of[side].run.experiment);
    try {
      for (const side of pairSides) of[side].run.change(experiments[side], label);
    } catch (error) {
      // What cannot be changed for both is changed for neither.
      for (const side of pairSides) of[side].run.change(before[side], label);
      throw error;
    }
    noteDivergence(of);
    tell(of, 'changed');
  }

  // ---- work ----

  /** One small piece of work; false when there is nothing to do now. */
  function turn(): boolean {
    if (runs === null) return false;
    const of = runs;
    if (rest !== 'none') {
      if (owesFrame(of)) postFrame(of);
      return false;
    }
    if (isSeeking) {
      if (!both(of).map((run) => run.back()).every(Boolean)) return true;
      isSeeking = false;
      noteDivergence(of);
      tell(of, 'changed');
      return true;
    }
    if (isLevel(of)) {
      // A step that was asked for is made before the next command counts.
      const command = isMoving() && until < Infinity ? undefined : waiting.shift();
      if (command !== undefined) {
        // A command that is refused stops nothing but what it asked for, and training.
        try {
          obey(command, of);
        } catch (error) {
          fail(error);
        }
        return true;
      }
      if (isFrameDue(of)) {
        postFrame(of);
        return true;
      }
      const next = isMoving() ? Math.min(pacedSteps(of), until - count) : 0;
      turnOf = otherSide(turnOf);
      if (next <= 0) return [turnOf, otherSide(turnOf)].some((side) => of[side].lookout.atLeisure(isMoving()));
      if (of[turnOf].lookout.besideTraining()) return true;
      count += next;
      if (until === Infinity) pacer.made(next);
    }
    catchUp(of);
    return true;
  }

  /** Steps due at the wished pace, no more than fit a burst of the slower side or pass before the next look at the losses. */
  function pacedSteps(of: OfBoth<PairRun>): number {
    const due = until === Infinity ? pacer.due(now()) : Infinity;
    const running = both(of).filter(({ run }) => run.trainer.finite);
    return Math.min(due, ...running.map(({ burst, lookout, run }) => Math.min(burst, lookout.stepsToNextLook(run))));
  }

  function catchUp(of: OfBoth<PairRun>): void {
    const behind = both(of).find((run) => !run.hasMade(count));
    behind?.advance(count);
    noteDivergence(of);
    if (!isLevel(of)) return;
    if (!canMove(of)) {
      count = Math.max(...both(of).map(({ run }) => run.trainer.step));
      standStill();
    } else if (until === Infinity) {
      meter.record(now(), count);
    }
  }

  function isFrameDue(of: OfBoth<PairRun>): boolean {
    const mode = isMoving() ? 'training' : 'standing';
    return both(of).every(({ lookout }) => lookout.isFrameDue(mode));
  }

  function postFrame(of: OfBoth<PairRun>): void {
    const packed = ofBoth((side) => of[side].lookout.pack(of[side].status(isMoving()), until === Infinity ? meter.rate() : 0));
    post({ type: 'framed', pair, frames: { ...ofBoth((side) => packed[side].frame), tries, wentBackTo } }, pairSides.flatMap((side) => packed[side].transfer));
  }

  /** Whatever goes wrong is told once, in words, and stops both where they are; the session goes on with the next command. */
  function guarded(perform: () => boolean): boolean {
    try {
      return perform();
    } catch (error) {
      rest = rest === 'none' ? 'work' : 'all';
      fail(error);
      return false;
    }
  }

  function fail(error: unknown): void {
    waiting = [];
    isSeeking = false;
    if (runs !== null) count = stepOf(runs);
    standStill();
    post({ type: 'failed', pair, message: error instanceof Error ? error.message : String(error) }, []);
    // The page holds what it wished for.
    if (runs !== null) tell(runs, 'changed');
  }

  return {
    receive(command) {
      guarded(() => {
        if (command.type !== 'pull') rest = 'none';
        if (command.type === 'setSpeed') {
          pacer.setSpeed(command.stepsPerSecond, now());
          meter.reset();
        } else if (command.type === 'open') {
          open(command);
        } else if (command.pair === pair && runs !== null) {
          if (command.type === 'pull') {
            for (const buffer of command.spent) pool.give(buffer);
            ({ want } = command);
            for (const { lookout } of both(runs)) lookout.request(want);
          } else {
            // Both still go to the end of the step they are in.
            if (command.type === 'pause') until = Math.min(until, count);
            waiting.push(command);
          }
        } else if (command.pair === pair && command.type === 'play') {
          // There are none: they could not be begun.
          tellMoved(false);
        }
        return true;
      });
    },
    work(budgetMs) { slice(budgetMs, () => guarded(turn)); },
    idleFor() {
      if (runs === null) return Infinity;
      if (rest !== 'none') return rest === 'work' && owesFrame(runs) ? 0 : Infinity;
      if (owesFrame(runs) || both(runs).some(({ lookout }) => lookout.hasWork(isMoving())) || isSeeking || waiting.length > 0 || !isLevel(runs)) return 0;
      if (!isMoving()) return Infinity;
      return until === Infinity ? pacer.wait(now()) : 0;
    },
  };
}

const otherSide = (side: PairSide): PairSide => (side === 'left' ? 'right' : 'left');
