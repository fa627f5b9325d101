/**
 * The training session: what the worker does, as a plain function that is given a way to post events and a clock. It is fed
 * commands by `receive` and time by `work`, one small piece after another, so that a command never waits long.
 */
import { describeChange } from '../config/changes.ts';
import type { Experiment } from '../config/experiment.ts';
import { needsRestart } from '../config/restart.ts';
import type { RunData } from '../datasets/runData.ts';
import { createBufferPool } from './bufferPool.ts';
import { createEnquiries } from './enquiries.ts';
import { logNews } from './logNews.ts';
import { createLookout } from './lookout.ts';
import { createSlices } from './pacing.ts';
import { createPlayer } from './player.ts';
import type { Command, PlayUntil, RunEvent, RunId, SavedRun, SessionEvent, StepUnit, TrainingStatus } from './protocol.ts';
import { Run, type BuiltData } from './run.ts';
import { createRunShelf, KEPT_RUN_BYTES, OPEN_RUN_BYTES } from './runShelf.ts';
import { createSeek, type Seek, type SeekTarget } from './seek.ts';
import { say } from '../words/say.ts';

export type SessionHost = {
  readonly post: (event: SessionEvent, transfer: ArrayBuffer[]) => void;
  /** Milliseconds, never going back. */
  readonly now: () => number;
};

export type Session = {
  receive(command: Command): void;
  /** Works for about `budgetMs` (at most 8); true if there is more to do at once. */
  work(budgetMs: number): boolean;
  /** Milliseconds until there is something to do: 0 at once, Infinity not before the next command. */
  idleFor(): number;
};

/** A replay under way, and what was in force when it began. */
type Journey = {
  readonly seek: Seek;
  readonly data: BuiltData;
  readonly experiment: Experiment;
  /** Back to the start means the same initial weights under the settings that are on the screen. */
  readonly keepsSettings: boolean;
  /** Id for the rest of the run, should keeping the settings leave it. */
  readonly left: RunId | undefined;
};

const SILENT_SEEK_MS = 200;
const SEEK_NEWS_MS = 100;
/** A replay longer than this shows the kept moment from which it starts before it sets out, waiting so long at most for the page. */
const WORTH_SHOWING_MS = 30;
const SHOWING_MS = 60;

export function createSession({ post, now }: SessionHost): Session {
  const shelf = createRunShelf();
  const pool = createBufferPool();
  const player = createPlayer(now);
  const lookout = createLookout(now, pool);
  const enquiries = createEnquiries(now, post);
  const slice = createSlices(now);

  let open: Run | null = null;
  let status: TrainingStatus = 'ready';
  let journey: Journey | null = null;
  let nextSeekNews = 0;
  /** Until then a replay stands where it starts, for that moment to be seen. */
  let showsUntil = -Infinity;
  /** Commands that wait for the moment being sought. */
  let waiting: Command[] = [];
  /** The log as the page knows it. */
  let toldLog: readonly RunEvent[] = [];
  /** What the run has just left, to be told. */
  let leaving: SessionEvent | null = null;
  /** Something failed in the middle of work; until the next command only frames are answered. */
  let stalled = false;

  function setStatus(next: TrainingStatus, run: Run): void {
    status = next;
    post({ type: 'statusChanged', run: run.id, status, step: run.trainer.step }, []);
  }

  function standStill(run: Run): void {
    player.halt();
    setStatus(run.trainer.step === 0 ? 'ready' : 'paused', run);
  }

  function tellChanged(run: Run, data: RunData | null): void {
    post({ type: 'changed', run: run.id, experiment: run.experiment, data, log: logNews(toldLog, run.log) }, []);
    toldLog = [...run.log];
    if (leaving !== null) post(leaving, []);
    leaving = null;
  }

  function openRun(id: RunId, experiment: Experiment, saved: SavedRun | undefined): void {
    callOff();
    if (player.isMoving && open !== null) standStill(open);
    const run = keptRun(id, experiment) ?? createRun(id, experiment, saved);
    run.change(experiment, describeChange(run.experiment, experiment));
    open = run;
    toldLog = [...run.log];
    enquiries.forget();
    shelf.open(run);
    lookout.watch(run);
    post({
      type: 'opened', run: id, experiment: run.experiment, firstExperiment: run.first, data: pointsOf(run.data),
      initialParameters: run.initialParameters.slice(), log: toldLog,
    }, []);
    setStatus(!run.trainer.finite ? 'diverged' : run.trainer.step === 0 ? 'ready' : 'paused', run);
  }

  function keptRun(id: RunId, experiment: Experiment): Run | undefined {
    const run = shelf.get(id);
    return run !== undefined && !needsRestart(run.experiment, experiment) ? run : undefined;
  }

  function createRun(id: RunId, experiment: Experiment, saved: SavedRun | undefined): Run {
    try {
      if (saved !== undefined && !needsRestart(saved.experiment, experiment)) return new Run(id, saved.experiment, OPEN_RUN_BYTES, saved);
    } catch (error) {
      post({ type: 'failed', run: id, message: say('The saved run cannot go on, so it starts again: {reason}', { reason: messageOf(error) }) }, []);
    }
    return new Run(id, experiment, OPEN_RUN_BYTES);
  }

  function edit(run: Run, perform: () => void): void {
    const { data } = run;
    perform();
    // A diverged run can be played again now.
    if (status === 'diverged' && run.trainer.finite) standStill(run);
    tellChanged(run, run.data === data ? null : pointsOf(run.data));
  }

  /** The run goes on from here: what came later is a run of its own from now on, kept under the id `left`. Told with the change. */
  function leaveFuture(run: Run, left: RunId | undefined): void {
    const other = left === undefined || !run.hasFuture || run.hasOnlyCrumbs ? null : run.split(left, KEPT_RUN_BYTES);
    if (!run.commit()) return;
    lookout.note();
    if (other === null) return;
    shelf.keep(other);
    leaving = { type: 'left', run: run.id, step: run.trainer.step, saved: other.save() };
  }

  function play(run: Run, left: RunId | undefined, { untilEpoch, untilStep }: PlayUntil): void {
    if (player.isPlaying) return;
    if (run.hasFuture && !run.hasOnlyCrumbs) {
      leaveFuture(run, left);
      tellChanged(run, null);
    }
    player.play(run, untilEpoch, untilStep);
    setStatus('training', run);
  }

  function step(run: Run, unit: StepUnit, count?: number): void {
    if (run.data.trainSet.count === 0) return;
    if (player.isPlaying) standStill(run);
    player.step(run, unit, count);
  }

  function pause(run: Run): void {
    const wasTravelling = journey !== null;
    callOff();
    if (!player.isMoving || wasTravelling) return;
    run.trainer.abandon();
    standStill(run);
  }

  // ---- other moments ----

  function travel(run: Run, target: SeekTarget, way: { readonly keepsSettings?: boolean; readonly left?: RunId | undefined; readonly shows?: boolean } = {}): void {
    player.halt();
    const { data, experiment } = journey ?? run;
    const { keepsSettings = false, left, shows = false } = way;
    journey = { seek: createSeek(run, target, journey?.seek.origin), data, experiment, keepsSettings, left };
    const at = now();
    nextSeekNews = at + SILENT_SEEK_MS;
    const isShown = shows && journey.seek.remainingMs > WORTH_SHOWING_MS;
    showsUntil = isShown ? at + SHOWING_MS : -Infinity;
    if (!isShown || run.experiment === experiment) return;
    // The moment shown has its own settings and data, too.
    tellChanged(run, run.data === data ? null : pointsOf(run.data));
    journey = { ...journey, data: run.data, experiment: run.experiment };
  }

  function stepBack(run: Run, unit: StepUnit): void {
    const target = journey?.seek.target;
    if (unit === 'batch') {
      const from = target !== undefined && 'step' in target ? target.step : run.trainer.step;
      travel(run, { step: Math.max(0, from - 1) });
    } else {
      // The beginning of this epoch, or, standing there, of the one before.
      const { epoch, stepInEpoch } = run.trainer;
      const from = target !== undefined && 'epoch' in target ? target.epoch : stepInEpoch > 0 ? epoch + 1 : epoch;
      travel(run, { epoch: Math.max(0, from - 1) });
    }
  }

  /** Calls a search off; the run stays where it has come to. Edits that waited for its end are made, and nothing else. */
  function callOff(): void {
    if (journey === null || open === null) return;
    open.arrived();
    arrive(open, journey);
    const commands = waiting;
    waiting = [];
    for (const command of commands) {
      if (isEdit(command)) guarded(command.run, () => obey(command));
    }
  }

  function arrive(run: Run, { data, experiment, keepsSettings, left }: Journey): void {
    journey = null;
    if (keepsSettings && run.trainer.step === 0) {
      run.change(experiment, describeChange(run.experiment, experiment), () => { leaveFuture(run, left); });
    }
    if (run.experiment !== experiment || leaving !== null) tellChanged(run, run.data === data ? null : pointsOf(run.data));
    post({ type: 'sought', run: run.id, progress: 1, step: run.trainer.step }, []);
    standStill(run);
  }

  function replay(run: Run, on: Journey): void {
    const started = now();
    const before = run.trainer.step;
    const { burst } = player;
    const isThere = on.seek.advance(burst);
    const ended = now();
    if (run.trainer.step - before >= burst) player.learn(burst, ended - started);
    if (isThere) {
      arrive(run, on);
      const commands = waiting;
      waiting = [];
      for (const command of commands) guarded(run.id, () => obey(command));
    } else if (ended >= nextSeekNews) {
      nextSeekNews = ended + SEEK_NEWS_MS;
      post({ type: 'sought', run: run.id, progress: on.seek.progress, step: run.trainer.step }, []);
    }
  }

  // ---- commands ----

  function obey(command: Command): void {
    if (command.type === 'pull') for (const buffer of command.spent) pool.give(buffer);
    else stalled = false;
    if (command.type === 'setSpeed') player.setSpeed(command.stepsPerSecond);
    else if (command.type === 'open') openRun(command.run, command.experiment, command.saved);
    // Of a run that is no longer open: too late.
    else if (open !== null && command.run === open.id) obeyRun(open, command);
  }

  function obeyRun(run: Run, command: Exclude<Command, { type: 'setSpeed' | 'open' }>): void {
    const { type } = command;
    if (journey !== null && (type === 'play' || type === 'step' || isEdit(command))) {
      waiting.push(command);
      return;
    }
    const leave = (): void => { leaveFuture(run, 'left' in command ? command.left : undefined); };
    switch (type) {
      case 'pull': lookout.request(command.want); return;
      case 'change': edit(run, () => { run.change(command.experiment, command.label, leave); }); return;
      case 'setParameter': edit(run, () => { run.setParameter(command.index, command.value, command.label, leave); }); return;
      case 'setParameters': edit(run, () => { run.setParameters(command.values, command.label, leave); }); return;
      case 'present': edit(run, () => { run.present(command.example, command.label, leave); }); return;
      case 'branch': edit(run, leave); return;
      case 'trace': enquiries.trace(command.request, command.guest ?? null); return;
      case 'check': enquiries.check(command.request, command.indices); return;
      case 'play': play(run, command.left, command); return;
      case 'pause': pause(run); return;
      case 'step': step(run, command.unit, command.count); return;
      case 'stepBack': stepBack(run, command.unit); return;
      case 'seek': travel(run, { step: command.step }, { keepsSettings: command.step <= 0, left: command.left }); return;
      case 'visit': travel(run, { step: command.step }, { shows: true }); return;
      case 'save': post({ type: 'saved', run: run.id, saved: run.save(journey?.seek.origin) }, []); return;
    }
  }

  // ---- work ----

  /** Without a training example a run that plays waits for one. */
  function stepsDue({ data }: Run): number {
    return data.trainSet.count === 0 ? 0 : player.due();
  }

  /** One small piece of work; false when there is nothing to do now. */
  function turn(): boolean {
    if (open === null) return false;
    const isShowing = journey !== null && now() < showsUntil;
    const mode = isShowing ? 'standing' : journey !== null ? 'seeking' : player.isMoving ? 'training' : 'standing';
    if (lookout.isFrameDue(mode) || (stalled && lookout.owesFrame)) {
      const { frame, transfer } = lookout.pack(status, player.rate);
      post({ type: 'framed', run: open.id, frame }, transfer);
      showsUntil = -Infinity;
      return true;
    }
    if (stalled) return false;
    if (isShowing) return lookout.atLeisure(false);
    if (journey !== null) {
      replay(open, journey);
      return true;
    }
    const due = stepsDue(open);
    const { isPlaying, isMoving } = player;
    if (due === 0) return enquiries.turnTrace(open, isPlaying) || lookout.atLeisure(isMoving) || enquiries.turnCheck(open, isPlaying);
    // On the way to the end of a step that was asked for, they wait for the state there.
    if (isPlaying && enquiries.besideTraining(open)) return true;
    if (!lookout.besideTraining()) train(open, due);
    return true;
  }

  function train(run: Run, due: number): void {
    const { experiment, data } = run;
    const { ms, outcome } = player.train(run, Math.min(due, lookout.stepsToNextLook(run)));
    if (run.experiment !== experiment) tellChanged(run, run.data === data ? null : pointsOf(run.data));
    lookout.earn(ms);
    enquiries.earn(ms);
    if (outcome === 'arrived') standStill(run);
    if (outcome !== 'diverged') return;
    player.halt();
    const { step: at, epoch, learningRate } = run.trainer;
    post({ type: 'diverged', run: run.id, step: at, epoch, learningRate }, []);
    setStatus('diverged', run);
  }

  /** Whatever goes wrong is told in words and stops training; the session goes on. */
  function guarded(run: RunId, perform: () => void): void {
    try {
      perform();
    } catch (error) {
      fail(run, error);
    }
  }

  function guardedTurn(): boolean {
    try {
      return turn();
    } catch (error) {
      stalled = true;
      fail(open?.id ?? 0, error);
      return true;
    }
  }

  function fail(run: RunId, error: unknown): void {
    journey = null;
    waiting = [];
    enquiries.forget();
    post({ type: 'failed', run, message: messageOf(error) }, []);
    if (player.isMoving && open !== null) standStill(open);
  }

  return {
    receive(command) {
      guarded(command.type === 'setSpeed' ? (open?.id ?? 0) : command.run, () => obey(command));
    },
    work: (budgetMs) => slice(budgetMs, guardedTurn),
    idleFor() {
      if (open === null) return Infinity;
      if (lookout.owesFrame) return 0;
      if (stalled) return Infinity;
      if (journey !== null && now() < showsUntil) return lookout.hasWork(false) ? 0 : 1;
      if (journey !== null || stepsDue(open) > 0 || lookout.hasWork(player.isMoving) || enquiries.isAsked) return 0;
      return open.data.trainSet.count === 0 ? Infinity : player.wait();
    },
  };
}

/** Edits are made at the moment being sought, even where the search is called off. */
function isEdit(command: Command): command is Extract<Command, { type: 'change' | 'setParameter' | 'setParameters' | 'present' | 'branch' }> {
  const { type } = command;
  return type === 'change' || type === 'setParameter' || type === 'setParameters' || type === 'present' || type === 'branch';
}

/** What the page is told of the data: the points, not the features made of them. */
function pointsOf({ trainSet: _trainSet, validationSet: _validationSet, ...points }: BuiltData): RunData {
  return points;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
