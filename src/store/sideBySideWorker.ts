/** The wiring between the store and the worker of two runs side by side: commands to it, its events, and their frames. */
import type { Experiment } from '../config/experiment.ts';
import type { WorkerLike } from '../worker/client.ts';
import type { OfBoth, PairCommand, PairEvent, PairSide } from '../worker/pairProtocol.ts';
import type { SavedRun } from '../worker/protocol.ts';
import { equipped } from './dataTables.ts';
import { nabla } from './nabla.ts';
import { buffersOf, createPullLoop, isSettled, type PullLoop } from './pullLoop.ts';
import type { SideRun, Sides } from './sideBySide.ts';
import { getSideFrames, showSideFrames, type SideFrames } from './sideBySideFrames.ts';
import { createSideVerdicts } from './sideBySideVerdict.ts';

type Unaddressed<C> = C extends { readonly pair: number } ? Omit<C, 'pair'> : never;

const GRID_RUNNING = 80;
const GRID_RESTING = 160;

let spawnWorker: (() => WorkerLike) | null = null;
let worker: WorkerLike | null = null;
let onSaved: ((side: PairSide, saved: SavedRun) => void) | null = null;
/** Settings the worker has not confirmed yet; until then its older answers must not undo the newer wish. */
let unconfirmed: string | null = null;
const verdicts = createSideVerdicts();
let loop: PullLoop<SideFrames> | null = null;

/** Gives the page its worker for two runs, which starts when it is first needed; returns what ends it. */
export function offerPairWorker(spawn: () => WorkerLike): () => void {
  spawnWorker = equipped(spawn);
  const unsubscribe = nabla.subscribe(({ speed }, before) => {
    if (speed !== before.speed) worker?.postMessage({ type: 'setSpeed', stepsPerSecond: speed } satisfies PairCommand, []);
  });
  const onVisibility = (): void => {
    const { sides, pauseWhenHidden } = nabla.getState();
    if (document.visibilityState === 'visible') loop?.refresh();
    else if (pauseWhenHidden && sides?.playing === true) {
      setSides({ playing: false });
      sendToPair({ type: 'pause' });
    }
  };
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    unsubscribe();
    document.removeEventListener('visibilitychange', onVisibility);
    stopWorker();
    spawnWorker = null;
  };
}

export const hasPairWorker = (): boolean => spawnWorker !== null;

/** Whether the two runs are what is on the screen. */
export const isSideBySide = (): boolean => nabla.getState().view === 'compare' && nabla.getState().compareMode === 'sides';

/** Begins two new runs; those before them are forgotten. The store must hold them already. */
export function openPair(experiments: OfBoth<Experiment>): void {
  if (worker === null) startWorker();
  unconfirmed = null;
  verdicts.forget();
  showSideFrames(null);
  loop?.reset();
  post({ type: 'open', pair: nabla.getState().sides?.pair ?? 0, experiments });
}

/** To the present two runs; before there are any it is dropped. */
export function sendToPair(command: Unaddressed<PairCommand>): void {
  const pair = nabla.getState().sides?.pair;
  if (pair === undefined) return;
  if (command.type === 'change') unconfirmed = JSON.stringify(command.experiments);
  if (command.type === 'stepBack' || command.type === 'toStart') verdicts.forget();
  post({ ...command, pair });
  loop?.refresh();
}

/** Something else is shown: frames are wanted again, or no longer. */
export function refreshPair(): void {
  loop?.refresh();
}

/** Asks for one of the runs as it is now, to be made a run of the page. */
export function savePairSide(side: PairSide, then: (saved: SavedRun) => void): void {
  onSaved = (savedSide, saved) => { if (savedSide === side) then(saved); };
  sendToPair({ type: 'save', side });
}

export function setSides(patch: Partial<Sides>): void {
  nabla.setState(({ sides }) => (sides === null ? {} : { sides: { ...sides, ...patch } }));
}

function setSide(side: PairSide, patch: Partial<SideRun>): void {
  nabla.setState(({ sides }) => (sides === null ? {} : { sides: { ...sides, runs: { ...sides.runs, [side]: { ...sides.runs[side], ...patch } } } }));
}

function post(command: PairCommand): void {
  const spent = command.type === 'pull' ? [...new Set(command.spent)].filter((buffer) => buffer.byteLength > 0) : [];
  worker?.postMessage(command.type === 'pull' ? { ...command, spent } : command, spent);
}

function startWorker(): void {
  if (spawnWorker === null) return;
  const mine = spawnWorker();
  worker = mine;
  mine.addEventListener('message', (message: MessageEvent<PairEvent>) => {
    if (worker === mine) receive(message.data);
  });
  mine.addEventListener('error', (event) => {
    event.preventDefault();
    if (worker === mine) restart();
  });
  loop = createPullLoop<SideFrames>({
    want: () => ({ neuronGrid: 0, shownUnits: [], outputGrid: nabla.getState().sides?.playing === true ? GRID_RUNNING : GRID_RESTING, probe: null }),
    pull: (want, spent) => { sendPull(want, spent); },
    draw: (frames) => {
      showSideFrames(frames);
      judgeBoth(frames);
    },
    isSettled: ({ left, right }) => [left, right].every((frame) => isSettled(frame)),
    buffersOf: ({ left, right }) => [...buffersOf(left), ...buffersOf(right)],
    isVisible: () => document.visibilityState === 'visible' && isSideBySide(),
    schedule: (callback) => requestAnimationFrame(callback),
    cancel: (handle) => { cancelAnimationFrame(handle); },
    now: () => performance.now(),
  });
  post({ type: 'setSpeed', stepsPerSecond: nabla.getState().speed });
}

function sendPull(want: Extract<PairCommand, { type: 'pull' }>['want'], spent: ArrayBuffer[]): void {
  post({ type: 'pull', pair: nabla.getState().sides?.pair ?? 0, want, spent });
}

function stopWorker(): void {
  worker?.terminate();
  worker = null;
  loop?.stop();
  loop = null;
}

/** What stopped it might stop it again: it waits for the user. */
function restart(): void {
  const { sides } = nabla.getState();
  stopWorker();
  if (sides === null) return;
  setSides({ pair: sides.pair + 1, playing: false });
  openPair({ left: sides.runs.left.experiment, right: sides.runs.right.experiment });
  nabla.setState({ notice: { text: 'The worker of the two runs stopped with an error; both stand at their initial weights again.', tone: 'warning' } });
}

function receive(event: PairEvent): void {
  const { sides } = nabla.getState();
  if (sides === null || event.pair !== sides.pair) return;
  switch (event.type) {
    case 'framed': loop?.receive(event.frames); return;
    case 'opened':
    case 'changed': adopt(sides, event); break;
    case 'moved': if (sides.playing !== event.playing) setSides({ playing: event.playing }); break;
    case 'diverged': setSide(event.side, { divergence: event.at }); break;
    case 'saved': onSaved?.(event.side, event.saved); break;
    case 'failed':
      unconfirmed = null;
      nabla.setState({ notice: { text: event.message, tone: 'warning' } });
  }
  loop?.refresh();
}

/** The worker's settings are the runs', unless a newer wish is on its way to it. */
function adopt(sides: Sides, { type, runs }: Extract<PairEvent, { type: 'opened' | 'changed' }>): void {
  const settings = { left: runs.left.experiment, right: runs.right.experiment };
  const isWished = unconfirmed === null || JSON.stringify(settings) === unconfirmed;
  if (isWished) unconfirmed = null;
  const merged = (side: PairSide): SideRun => {
    const { experiment, data, ...facts } = runs[side];
    const known = sides.runs[side];
    return { ...known, ...facts, data: data ?? known.data, ...(isWished ? { experiment } : {}), ...(type === 'opened' ? { divergence: null } : {}) };
  };
  setSides({ runs: { left: merged('left'), right: merged('right') } });
}

function judgeBoth(frames: SideFrames): void {
  const { sides } = nabla.getState();
  if (sides === null) return;
  for (const side of ['left', 'right'] as const) {
    const verdict = verdicts.judge(side, frames[side], sides.runs[side]);
    if (verdict !== sides.runs[side].verdict) setSide(side, { verdict });
  }
}

/** The step both have come to; 0 before the first frames. */
export function pairStep(): number {
  const frames = getSideFrames();
  return frames === null ? 0 : Math.max(frames.left.step, frames.right.step);
}
