/**
 * Keeps the trace of the next update up to date while someone looks at it, and the place in it where one stands. One request is
 * under way at a time, so that a fast drag gets as many answers as there is time for, and the last one is never left out.
 */
import { isAddressIn, type Address } from '../explain/address.ts';
import { createNetwork } from '../engine/network.ts';
import type { Script } from '../explain/script.ts';
import type { Trace } from '../explain/trace.ts';
import type { SessionEvent } from '../worker/protocol.ts';
import { getFrame } from './frameStore.ts';
import { nabla } from './nabla.ts';
import { pause } from './playbackActions.ts';
import type { NablaState } from './slices.ts';
import { watchWalking } from './steppingWalk.ts';
import { awaitTrace, endTraceWait, forgetStep, forgetWish, isAwaitingLink, takeLink, takeStep } from './steppingWish.ts';
import { scriptOfTrace } from './beats.ts';
import { send, subscribeEvents } from './training.ts';

/** While training, no more than four traces a second: numbers that change faster cannot be read. */
const SHORTEST_INTERVAL_MS = 250;
/** An answer that is not there by then is no longer waited for. */
const PATIENCE_MS = 2000;

/** The moment a trace is of: any of these having changed, it is out of date. */
type Moment = Pick<NablaState, 'run' | 'experiment' | 'log' | 'data' | 'guest'> & { readonly step: number };

let step = 0;
let request = 0;
let checkRequest = 0;
let asked: Moment | null = null;
let outstanding: { readonly request: number; readonly at: number; readonly guest: number | null } | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;
let lastAsked = -Infinity;
let knownRun = 0;
let wasWanted = false;
/** The trace that stood there when it was found out of date: where one stood in it tells where to stand in the next. */
let former: Trace | null = null;

/** Starts watching the store and the worker; returns what ends it. */
export function startStepping(): () => void {
  step = getFrame()?.step ?? 0;
  request = 0;
  checkRequest = 0;
  asked = null;
  outstanding = null;
  wasWanted = false;
  former = null;
  forgetWish();
  endTraceWait(false);
  lastAsked = -Infinity;
  knownRun = nabla.getState().run;
  const stops = [subscribeEvents(hear), nabla.subscribe(follow), watchWalking()];
  ask();
  return () => {
    for (const stop of stops) stop();
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
}

/** The number of the next request for a trace or a check. */
function nextRequest(): number {
  request += 1;
  return request;
}

function follow(): void {
  const { view, playing, run, guest } = nabla.getState();
  // Steps within an update are of one update: training stands meanwhile.
  if (view === 'step' && playing) pause();
  // Elsewhere what is explained is the next update.
  else if (view !== 'step' && guest !== null && run === knownRun) nabla.setState({ guest: null });
  else if (run !== knownRun) {
    knownRun = run;
    step = 0;
    outstanding = null;
    asked = null;
    former = null;
    forgetStep();
    nabla.setState({
      trace: null, guest: null, position: 0, focus: 0, chosen: null, trail: [], lit: null, litPath: null, askedAt: null, walking: false, check: { state: 'none' },
    });
  } else ask();
}

function hear(event: SessionEvent): void {
  switch (event.type) {
    case 'opened':
      // A worker that began anew knows nothing of what was asked of the last one.
      outstanding = null;
      asked = null;
      break;
    case 'framed': step = event.frame.step; break;
    case 'statusChanged': step = event.step; break;
    case 'diverged': step = event.step; forgetWish(); break;
    case 'failed':
      // Perhaps it was the trace: it is not waited for, nor asked for again before something changes.
      outstanding = null;
      endTraceWait(false);
      forgetWish();
      break;
    case 'traced':
      if (event.request !== outstanding?.request) return;
      if (outstanding.guest === nabla.getState().guest) {
        outstanding = null;
        enter(event.trace);
        endTraceWait(true);
      } else outstanding = null;
      break;
    case 'checked':
      receiveCheck(event);
      return;
    default: break;
  }
  ask();
}

/** Asks for a trace if one is wanted and none of this moment has been asked for. */
function ask(): void {
  const state = nabla.getState();
  // Before its run is open the worker has nothing to trace.
  const isWanted = state.view === 'step' || state.trail.length > 0 || isAwaitingLink();
  const isNew = isWanted && !wasWanted;
  wasWanted = isWanted;
  if (isNew) leaveStale(state);
  if (!isWanted || state.initialParameters === null) return;
  const { run, experiment, log, data, guest } = state;
  if (asked !== null && isSameMoment(asked, { run, experiment, log, data, guest, step })) return;
  const now = performance.now();
  // Of another step it is the run that went on, not what is shown that has changed.
  if (asked === null || !isSameMoment(asked, { run, experiment, log, data, guest, step: asked.step })) awaitTrace();
  const wait = Math.max(
    outstanding === null ? 0 : PATIENCE_MS - (now - outstanding.at),
    state.playing ? SHORTEST_INTERVAL_MS - (now - lastAsked) : 0,
  );
  if (timer !== null) clearTimeout(timer);
  timer = null;
  if (wait > 0) {
    timer = setTimeout(ask, wait);
    return;
  }
  asked = { run, experiment, log, data, guest, step };
  lastAsked = now;
  outstanding = { request: nextRequest(), at: now, guest };
  send({ type: 'trace', run, request: outstanding.request, ...(guest === null ? {} : { guest }) });
}

/** What was traced before the run went on is not shown, nor stepped through, as if it were of now. */
function leaveStale({ trace, playing, run, log }: NablaState): void {
  if (trace === null || playing) return;
  if (trace.step === step && asked?.run === run && asked.log === log) return;
  former = trace;
  nabla.setState({ trace: null });
}

/** Has the trace sent again, even if it is of this very moment. */
export function refreshTrace(): void {
  asked = null;
  ask();
}

function isSameMoment(a: Moment, b: Moment): boolean {
  return a.run === b.run && a.experiment === b.experiment && a.log === b.log && a.data === b.data && a.guest === b.guest && a.step === b.step;
}

/** A trace has come: where one stands in it, and what of the old one is still there. */
function enter(trace: Trace): void {
  const state = nabla.getState();
  const script = scriptOfTrace(trace);
  const network = createNetwork(trace.config.network);
  const space = { network, examples: script.examples, slots: trace.slots.length };
  const exists = (address: Address): boolean => isAddressIn(address, space) && isReached(trace, script, address);
  const patch = {
    // The example that was asked for is gone: the trace is of the update.
    trace, ...(trace.guest === undefined ? { guest: null } : {}), position: positionIn(trace, script, state.trace ?? former, state.position),
    focus: Math.max(0, Math.min(state.focus, script.examples - 1)),
    chosen: state.chosen !== null && state.chosen < network.parameterCount ? state.chosen : null,
    trail: state.trail.every(exists) ? state.trail : state.trail.filter(exists),
  };
  const { check } = state;
  const before = state.trace ?? former;
  const isStale = check.state !== 'none' && (before === null || !hasSameGradient(before, trace));
  if (isStale && check.state === 'running') send({ type: 'check', run: state.run, request: nextRequest(), indices: [] });
  nabla.setState({ ...patch, ...(isStale ? { check: { state: 'none' } } : {}), ...takeLink()?.(trace, script) });
  former = null;
}

function positionIn(trace: Trace, script: Script, before: Trace | null, position: number): number {
  const entrance = takeStep(trace.step);
  if (entrance !== null) return entrance === 'start' ? 0 : script.count;
  if (before === null) return Math.min(position, script.count);
  if (before.step !== trace.step || before.guest !== trace.guest) return 0;
  return samePlace(scriptOfTrace(before), position, script);
}

/** The place in another script of the same update: after the same beat, if it has it. */
function samePlace(from: Script, position: number, to: Script): number {
  const done = Math.min(position, from.count);
  if (done === 0 || from === to) return done;
  if (done === from.count) return to.count;
  const { address } = from.at(done - 1);
  const [there, here] = [to.positionOf(address), from.positionOf(address)];
  return there < 0 ? Math.min(done, to.count) : Math.max(0, there - (here - done));
}

/** Of an example that is only looked at, nothing is computed behind its loss. */
export function isReached({ guest }: Pick<Trace, 'guest'>, script: Script, address: Address): boolean {
  return guest !== true || Number.isFinite(script.knownAt(address));
}

/** Whether both are of the same θ, loss and batch, so that a check of one holds for the other. */
function hasSameGradient(a: Trace, b: Trace): boolean {
  return a.guest === b.guest && JSON.stringify([a.config.network, a.config.loss]) === JSON.stringify([b.config.network, b.config.loss])
    && isEqual(a.theta, b.theta) && isEqual(a.inputs, b.inputs) && isEqual(a.targets, b.targets);
}

function isEqual(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Asks the worker for central differences of these entries of θ, null for all; an empty list calls off what is under way. */
export function sendCheck(indices: readonly number[] | null): void {
  const isNothing = indices !== null && indices.length === 0;
  checkRequest = nextRequest();
  nabla.setState({ check: isNothing ? { state: 'none' } : { state: 'running', wanted: indices, progress: 0 } });
  send({ type: 'check', run: nabla.getState().run, request: checkRequest, indices });
}

function receiveCheck(event: SessionEvent & { readonly type: 'checked' }): void {
  const { check } = nabla.getState();
  if (event.request !== checkRequest || check.state !== 'running') return;
  const { wanted } = check;
  nabla.setState({
    check: event.table === null ? { state: 'running', wanted, progress: event.progress } : { state: 'done', wanted, table: event.table },
  });
}
