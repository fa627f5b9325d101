/**
 * The wiring between the store and the training worker: the only module that sends commands and hears events. The
 * worker owns the parameters; the store owns what the user wants.
 */
import { initialExperiment } from '../config/defaults.ts';
import type { Experiment } from '../config/experiment.ts';
import { labelOf } from '../config/tasks.ts';
import { createTrainingClient, type TrainingClient } from '../worker/client.ts';
import { withNews } from '../worker/logNews.ts';
import type { Command, RunId, SavedRun, SessionEvent } from '../worker/protocol.ts';
import { equipped, hasItsTable, readItsTable } from './dataTables.ts';
import { divergenceAfter } from './divergenceReason.ts';
import { clearFrame, getFrame, mergedWants, showFrame, subscribeWants } from './frameStore.ts';
import { forgetRun, keepRun, keptRun, nextRun, reserveRun } from './keptRuns.ts';
import { nabla } from './nabla.ts';
import { networkOf } from './network.ts';
import { buffersOf, createPullLoop, isSettled, type PullLoop } from './pullLoop.ts';
import { leavePresent, listPresent, noteLeft, noteSaved } from './runList.ts';
import { isInNetwork } from './selection.ts';
import type { NoticeMessage } from './slices.ts';
import { dropLeftChanges, tellUndo } from './undo.ts';
import { forgetVerdict, watchVerdict } from './verdictWatch.ts';
import { say } from '../words/say.ts';

export type TrainingOptions = {
  readonly spawn: () => Worker;
  /** Called with the present run whenever the worker has saved it, and when one goes on that was saved before; settles when it is kept. */
  readonly onSaved: (saved: SavedRun) => Promise<void>;
  /** Called when a run begins that nothing has been saved of. */
  readonly onBegun: (experiment: Experiment) => void;
};

/** A change is saved when nothing else has been changed for so long. */
const SAVE_DELAY_MS = 150;
/** Nobody waits longer for the present run to be kept. */
const SAVE_PATIENCE_MS = 2000;

let client: TrainingClient | null = null;
let loop: PullLoop | null = null;
let keeper: Omit<TrainingOptions, 'spawn'> | null = null;
/** Those who wait for the present run to be kept. */
let waiting: (() => void)[] = [];
let saveTimer: ReturnType<typeof setTimeout> | null = null;
/** Changes of settings the worker has not confirmed yet; until then its older answers must not undo the newer wish. */
let unconfirmed: string | null = null;
/** The present run has been asked for and the worker has not said yet that it is open. */
let isOpening = false;
/** The worker has been told to play and has not said yet that it does: what it says of the time before is no news. */
let isAwaitingPlay = false;
/** The id for what a run leaves when it goes on from a past moment, until it is used. */
let nextLeft: RunId | null = null;
/** The playhead has arrived: it stays drawn there until the frame of that moment is on the screen. */
let arrival: 'none' | 'told' | 'framed' = 'none';
/** Commands that wait for the table of the present run to be read; null when it is there. */
let held: Command[] | null = null;
const eventListeners = new Set<(event: SessionEvent) => void>();

/** Calls the listener with every event of the present run once the store knows of it. */
export function subscribeEvents(listener: (event: SessionEvent) => void): () => void {
  eventListeners.add(listener);
  return () => { eventListeners.delete(listener); };
}

/** Starts the worker and the pull loop; returns what ends both. */
export function startTraining({ spawn, onSaved, onBegun }: TrainingOptions): () => void {
  keeper = { onSaved, onBegun };
  client = createTrainingClient({
    spawn: equipped(spawn),
    onEvent: (event) => {
      receive(event);
      if (event.run === nabla.getState().run) for (const listener of eventListeners) listener(event);
    },
    onRestarted: (sentence) => {
      // A moment that was on its way is no longer.
      nabla.setState({ notice: { text: sentence, tone: 'warning' }, headedFor: null, seeking: null });
      loop?.reset();
    },
  });
  loop = createPullLoop({
    want: () => {
      const want = mergedWants();
      const { probe, slice } = nabla.getState();
      return { ...want, probe: probe ?? want.probe, ...(slice === null ? {} : { slice }) };
    },
    pull: (want, spent) => { post({ type: 'pull', run: nabla.getState().run, want, spent }); },
    draw: (frame, want) => {
      showFrame(frame, want);
      if (arrival === 'framed') {
        arrival = 'none';
        nabla.setState({ headedFor: null });
      }
      watchVerdict(frame);
    },
    isSettled,
    buffersOf,
    isVisible: () => document.visibilityState === 'visible',
    schedule: (callback) => requestAnimationFrame(callback),
    cancel: (handle) => { cancelAnimationFrame(handle); },
    now: () => performance.now(),
  });
  const stopWants = subscribeWants(refreshFrame);
  let isLeaving = false;
  const onVisibility = (): void => {
    if (document.visibilityState === 'visible') loop?.refresh();
    else leavePage(isLeaving);
  };
  // Told before the page is hidden for good: a reload is no tab put aside, and goes on playing.
  const onPageHide = (): void => { isLeaving = true; };
  const onPageShow = (): void => { isLeaving = false; };
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('pagehide', onPageHide);
  window.addEventListener('pageshow', onPageShow);
  send({ type: 'setSpeed', stepsPerSecond: nabla.getState().speed });
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('pagehide', onPageHide);
    window.removeEventListener('pageshow', onPageShow);
    stopWants();
    if (saveTimer !== null) clearTimeout(saveTimer);
    saveTimer = null;
    loop?.stop();
    client?.dispose();
    loop = null;
    client = null;
    keeper = null;
    unconfirmed = null;
    isOpening = false;
    isAwaitingPlay = false;
  };
}

/** Sends a command; before the worker is there it is dropped, as `openRun` will tell it everything. */
export function send(command: Command): void {
  if (command.type === 'play') isAwaitingPlay = true;
  if (command.type === 'visit') arrival = 'none';
  if (command.type === 'pause' || command.type === 'step' || command.type === 'stepBack') isAwaitingPlay = false;
  post(mayLeave(command) ? { ...command, left: nextLeft ??= nextRun() } : command);
  refreshFrame();
}

/** To the worker, or kept until the table is there that the run is about. */
function post(command: Command): void {
  if (held !== null && 'run' in command) held.push(command);
  else client?.send(command);
}

/** A table that is not there so soon is being waited for, which is said. */
const SILENT_MS = 1500;

/**
 * Reads the table of the present run, whose commands are held until then. What cannot be read leads to the first experiment, and the
 * run stays on the list; points that were drawn in a table go without its names.
 */
function awaitTable(experiment: Experiment): void {
  held = [];
  const mine = held;
  const notice: NoticeMessage = { text: say('Waiting for the table of {table}. Nothing is lost: it opens when it comes, and other data can be chosen meanwhile.', { table: labelOf(experiment.data) }), tone: 'info' };
  const timer = setTimeout(() => { if (held === mine) nabla.setState({ notice }); }, SILENT_MS);
  void readItsTable(experiment).then((problem) => {
    clearTimeout(timer);
    if (nabla.getState().notice === notice) nabla.setState({ notice: null });
    if (held !== mine) return problem;
    held = null;
    if (problem === null || experiment.data.examples !== undefined) {
      for (const command of mine) client?.send(command);
    } else {
      const saved = keptRun(nabla.getState().run);
      if (saved !== undefined) noteSaved(saved);
      openRun(nextRun(), initialExperiment);
      nabla.setState({ notice: { text: say('{problem} Here is the first experiment instead.', { problem }), tone: 'warning' } });
    }
    return problem;
  });
}

/** Whether the run may go on from a past moment with this, so that what it was must be kept. */
function mayLeave(command: Command): command is Extract<Command, { type: 'play' | 'seek' | 'branch' | 'change' | 'setParameter' | 'setParameters' | 'present' }> {
  return ['play', 'seek', 'branch', 'change', 'setParameter', 'setParameters', 'present'].includes(command.type);
}

/** Something may have changed that a frame shows: one more is wanted even when nothing trains. */
export function refreshFrame(): void {
  loop?.refresh();
}

/**
 * Makes `run` the present one. The worker reopens it if it still has it, else from its last save, else begins it anew.
 * Whether it plays is kept.
 */
export function openRun(run: RunId, experiment: Experiment, from?: SavedRun): void {
  const state = nabla.getState();
  if (state.run !== run && state.data !== null) {
    post({ type: 'save', run: state.run });
    leavePresent(state.run, getFrame()?.history.step.at(-1) ?? 0, experiment);
  }
  reserveRun(run);
  unconfirmed = null;
  const network = networkOf(experiment);
  const keepsPoints = JSON.stringify(state.experiment.data) === JSON.stringify(experiment.data);
  const keepsPlane = state.experiment.data.set === experiment.data.set;
  nabla.setState({
    experiment, run, log: [], initialParameters: null, firstExperiment: null, status: 'ready', divergence: null, seeking: null, headedFor: null,
    data: keepsPoints ? state.data : null,
    trace: null, check: { state: 'none' },
    probe: keepsPlane ? state.probe : null, slice: keepsPlane ? state.slice : null,
    // An example of another set is another example.
    selection: state.selection !== null && (keepsPlane || state.selection.kind !== 'example') && isInNetwork(state.selection, network) ? state.selection : null,
    hovered: null,
  });
  clearFrame();
  forgetVerdict();
  loop?.reset();
  const saved = from ?? keptRun(run);
  isOpening = true;
  held = null;
  if (saved === undefined) keeper?.onBegun(experiment);
  else {
    keepRun(saved);
    // Until the worker has saved it, a reload would go on with the run of before.
    void keeper?.onSaved(saved);
  }
  if (!hasItsTable(experiment)) awaitTable(experiment);
  send(saved === undefined ? { type: 'open', run, experiment } : { type: 'open', run, experiment, saved });
  if (state.playing) send({ type: 'play', run });
}

/** Changes settings of the present run without starting it again. */
export function sendChange(experiment: Experiment, label: string): void {
  unconfirmed = JSON.stringify(experiment);
  nabla.setState({ experiment });
  send({ type: 'change', run: nabla.getState().run, experiment, label });
}

/** Has the run saved soon: after a change, at a pause. */
export function requestSave(): void {
  if (saveTimer !== null) clearTimeout(saveTimer);
  saveTimer = setTimeout(saveNow, SAVE_DELAY_MS);
}

/** Has the present run saved; settles when it is kept, or after a while in which it could not be. */
export function saveAtOnce(): Promise<void> {
  saveNow();
  return new Promise((resolve) => {
    waiting.push(resolve);
    setTimeout(resolve, SAVE_PATIENCE_MS);
  });
}

function saveNow(): void {
  saveTimer = null;
  post({ type: 'save', run: nabla.getState().run });
}

function leavePage(isForGood: boolean): void {
  const { playing, pauseWhenHidden, run } = nabla.getState();
  if (playing && pauseWhenHidden && !isForGood) {
    nabla.setState({ playing: false });
    send({ type: 'pause', run });
  }
  saveNow();
}

async function tellSaved(saved: SavedRun): Promise<void> {
  const settled = waiting;
  waiting = [];
  await keeper?.onSaved(saved);
  for (const resolve of settled) resolve();
}

function receive(event: SessionEvent): void {
  const { run } = nabla.getState();
  if (event.type === 'saved') {
    keepRun(event.saved);
    noteSaved(event.saved);
    if (event.run === run) void tellSaved(event.saved);
    return;
  }
  if (event.type === 'left') {
    keepRun(event.saved);
    noteLeft(event.run, event.saved);
    if (event.saved.run === nextLeft) nextLeft = null;
    if (event.run === run) dropLeftChanges(event.step, event.saved.log);
    return;
  }
  if (event.run !== run) return;
  switch (event.type) {
    case 'framed': {
      const { status, divergence } = nabla.getState();
      if (status !== event.frame.status) nabla.setState({ status: event.frame.status });
      if (divergence !== null && divergence.step !== event.frame.step) nabla.setState({ divergence: null });
      if (arrival === 'told') arrival = 'framed';
      loop?.receive(event.frame);
      return;
    }
    case 'opened':
      isOpening = false;
      listPresent(run);
      nabla.setState({ data: event.data, initialParameters: event.initialParameters, firstExperiment: event.firstExperiment, log: event.log });
      adopt(event.experiment);
      break;
    case 'changed':
      nabla.setState(({ log }) => ({ log: withNews(log, event.log), ...(event.data === null ? {} : { data: event.data }) }));
      adopt(event.experiment);
      break;
    case 'statusChanged':
      if (event.status === 'training' || event.status === 'diverged') isAwaitingPlay = false;
      nabla.setState(({ divergence, experiment }) => ({
        status: event.status, playing: event.status === 'training' || isAwaitingPlay, seeking: null,
        divergence: divergenceAfter(divergence, event.status, { step: event.step, epoch: 0, learningRate: experiment.learningRate }),
      }));
      tellUndo(event.status === 'training' ? Infinity : event.step);
      break;
    case 'diverged':
      nabla.setState(({ divergence }) => ({ status: 'diverged', playing: false, divergence: divergenceAfter(divergence, 'diverged', event) }));
      break;
    case 'sought':
      nabla.setState({ seeking: event.progress >= 1 ? null : event.progress });
      if (event.progress < 1) break;
      arrival = 'told';
      tellUndo(event.step);
      break;
    // The steps within an update are another module's, which hears of every event (stepping.ts).
    case 'traced':
    case 'checked':
      return;
    case 'failed':
      // A save that could not be used must not be tried again; the worker itself begins the run anew.
      if (isOpening) forgetRun(run);
      // What the worker could not do must not be waited for: its next word counts.
      unconfirmed = null;
      nabla.setState({ headedFor: null, notice: { text: event.message, tone: 'warning' } });
      break;
  }
  refreshFrame();
}

/** The worker's settings are the run's, unless a newer wish is on its way to it. */
function adopt(experiment: Experiment): void {
  const text = JSON.stringify(experiment);
  if (unconfirmed !== null && text !== unconfirmed) return;
  unconfirmed = null;
  if (text !== JSON.stringify(nabla.getState().experiment)) nabla.setState({ experiment });
}
