/** The wiring between the store and the worker of two runs side by side: commands to it, its events, and their frames. */
import type { Experiment } from '../config/experiment.ts';
import type { WorkerLike } from '../worker/hearWorker.ts';
import { hearWorker } from '../worker/hearWorker.ts';
import { withNews } from '../worker/logNews.ts';
import { pairSides, type KeptPair, type OfBoth, type PairCommand, type PairEvent, type PairSide } from '../worker/pairProtocol.ts';
import type { SavedRun } from '../worker/protocol.ts';
import { equipped } from './dataTables.ts';
import { nabla } from './nabla.ts';
import { buffersOf, createPullLoop, isSettled, type PullLoop } from './pullLoop.ts';
import { selectSideBySide } from './selectors.ts';
import type { SideRun, Sides } from './sideBySideSlice.ts';
import { showSideFrames, type SideFrames } from './sideBySideFrames.ts';
import { createSideVerdicts } from './sideBySideVerdict.ts';
import { say } from '../words/say.ts';

type Unaddressed<C> = C extends { readonly pair: number } ? Omit<C, 'pair'> : never;

const GRID_RUNNING = 80;
const GRID_RESTING = 160;
/** Deaths of the worker within this time of each other are the fault of what is trained, or of its script. */
const SOON_MS = 30_000;
const MOST_DEATHS = 3;
/** A worker that has not given its runs away by then is ended without them. */
const LEAVING_MS = 5000;

let spawnWorker: (() => WorkerLike) | null = null;
let worker: WorkerLike | null = null;
let lastRequest = 0;
/** The run that is to be opened in Play as soon as the worker has sent it. */
let asked: { readonly request: number; readonly take: (saved: SavedRun) => void } | null = null;
/** The two are no longer looked at: the worker ends when it has given them away. */
let leaving: { readonly requests: OfBoth<number>; readonly saved: Map<PairSide, SavedRun>; readonly timer: ReturnType<typeof setTimeout> } | null = null;
/** What it gave away, to go on with. */
let kept: (KeptPair & { readonly pair: number }) | null = null;
let deathsInARow = 0;
let lastDeath = -Infinity;
/** Settings the worker has not confirmed yet; until then its older answers must not undo the newer wish. */
let unconfirmed: string | null = null;
const verdicts = createSideVerdicts();
let loop: PullLoop<SideFrames> | null = null;

/** Gives the page its worker for two runs, which starts when it is first needed; returns what ends it: the runs themselves are kept. */
export function offerPairWorker(spawn: () => WorkerLike): () => void {
  spawnWorker = equipped(spawn);
  deathsInARow = 0;
  stay();
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
    leave();
    spawnWorker = null;
  };
}

/** Both stand still and are fetched from the worker, which then ends with all that it holds. */
function leave(): void {
  const { sides } = nabla.getState();
  asked = null;
  if (worker === null || sides === null || leaving !== null) {
    if (leaving === null) stopWorker();
    return;
  }
  setSides({ playing: false });
  sendToPair({ type: 'pause' });
  const requests = { left: ++lastRequest, right: ++lastRequest };
  leaving = { requests, saved: new Map(), timer: setTimeout(stopWorker, LEAVING_MS) };
  for (const side of pairSides) sendToPair({ type: 'save', request: requests[side], side });
}

/** They are looked at again before they were gone. */
function stay(): void {
  if (leaving === null) return;
  clearTimeout(leaving.timer);
  leaving = null;
  if (nabla.getState().sides === null) stopWorker();
}

function takeLeave(sides: Sides, request: number, saved: SavedRun): void {
  const side = pairSides.find((each) => leaving?.requests[each] === request);
  if (leaving === null || side === undefined) return;
  leaving.saved.set(side, saved);
  const [left, right] = pairSides.map((each) => leaving?.saved.get(each));
  if (left === undefined || right === undefined) return;
  kept = { pair: sides.pair, saved: { left, right }, diverged: pairSides.filter((each) => sides.runs[each].divergence !== null) };
  stopWorker();
}

export const hasPairWorker = (): boolean => spawnWorker !== null;

/** Whether the two runs are what is on the screen. */
const isSideBySide = (): boolean => selectSideBySide(nabla.getState());

/**
 * Begins two new runs; those before them are forgotten. The store must hold them already.
 * @param keepsPictures what is drawn stays until the frames of the new ones come, which are of the same data
 */
export function openPair(experiments: OfBoth<Experiment>, keepsPictures: boolean): void {
  kept = null;
  if (!keepsPictures) showSideFrames(null);
  open(experiments, null);
}

function open(experiments: OfBoth<Experiment>, from: KeptPair | null): void {
  if (worker === null) startWorker();
  unconfirmed = null;
  asked = null;
  verdicts.forget();
  loop?.reset();
  const pair = nabla.getState().sides?.pair ?? 0;
  post({ type: 'open', pair, experiments, ...(from === null ? {} : { kept: { saved: from.saved, diverged: from.diverged } }) });
}

/** The two runs on the page without a worker get one again, and go on as they were left. */
function wake({ pair, runs }: Sides): void {
  const from = kept?.pair === pair ? kept : null;
  kept = null;
  open({ left: runs.left.experiment, right: runs.right.experiment }, from);
}

/** To the present two runs; before there are any it is dropped. */
export function sendToPair(command: Unaddressed<PairCommand>): void {
  const { sides } = nabla.getState();
  if (sides === null) return;
  if (worker === null) wake(sides);
  if (command.type === 'change') unconfirmed = JSON.stringify(command.experiments);
  post({ ...command, pair: sides.pair });
  loop?.refresh();
}

/** Something else is shown: frames are wanted again, or no longer. */
export function refreshPair(): void {
  const { sides } = nabla.getState();
  if (worker === null && sides !== null) wake(sides);
  loop?.refresh();
}

/** Asks for one of the runs as it is now, to be made a run of the page; nothing comes of it where they are left meanwhile. */
export function savePairSide(side: PairSide, take: (saved: SavedRun) => void): void {
  if (asked !== null) return;
  const request = ++lastRequest;
  sendToPair({ type: 'save', request, side });
  asked = { request, take };
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
  hearWorker(mine, () => worker === mine, ({ data }: MessageEvent<PairEvent>) => { receive(data); }, restart);
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
  asked = null;
  if (leaving !== null) clearTimeout(leaving.timer);
  leaving = null;
}

/** What stopped it might stop it again: the runs wait for the user, and after some deaths in a row so does the worker. */
function restart(what: string): void {
  const { sides } = nabla.getState();
  const isLeft = leaving !== null;
  stopWorker();
  const time = performance.now();
  deathsInARow = time - lastDeath < SOON_MS ? deathsInARow + 1 : 1;
  lastDeath = time;
  if (sides === null) return;
  setSides({ pair: sides.pair + 1, playing: false });
  const isOff = deathsInARow > MOST_DEATHS;
  if (!isOff && !isLeft) openPair({ left: sides.runs.left.experiment, right: sides.runs.right.experiment }, false);
  const outcome = isOff ? ` ${say('again and again and was switched off; press Play to try once more, or reload the page.')}` : say('; both stand at their initial weights again.');
  nabla.setState({ notice: { text: say('The worker of the two runs {what}{outcome}', { what, outcome }), tone: 'warning' } });
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
    case 'saved': takeSaved(sides, event); return;
    case 'failed':
      unconfirmed = null;
      asked = null;
      setSides({ playing: false });
      nabla.setState({ notice: { text: event.message, tone: 'warning' } });
  }
  loop?.refresh();
}

function takeSaved(sides: Sides, event: Extract<PairEvent, { type: 'saved' }>): void {
  takeLeave(sides, event.request, event.saved);
  if (asked?.request !== event.request) return;
  const { take } = asked;
  asked = null;
  if (isSideBySide()) take(event.saved);
}

/** The worker's settings are the runs', unless a newer wish is on its way to it. */
function adopt(sides: Sides, { type, runs }: Extract<PairEvent, { type: 'opened' | 'changed' }>): void {
  const settings = { left: runs.left.experiment, right: runs.right.experiment };
  const isWished = unconfirmed === null || JSON.stringify(settings) === unconfirmed;
  if (isWished) unconfirmed = null;
  const merged = (side: PairSide): SideRun => {
    const { experiment, firstExperiment, data, log } = runs[side];
    const known = sides.runs[side];
    return { ...known, firstExperiment, log: withNews(known.log, log), data: data ?? known.data, ...(isWished ? { experiment } : {}), ...(type === 'opened' ? { divergence: null } : {}) };
  };
  setSides({ runs: { left: merged('left'), right: merged('right') } });
}

function judgeBoth(frames: SideFrames): void {
  const { sides } = nabla.getState();
  if (sides === null) return;
  for (const side of pairSides) {
    const verdict = verdicts.judge(side, frames, sides.runs[side]);
    if (verdict !== sides.runs[side].verdict) setSide(side, { verdict });
  }
}
