/** Where to stand in a trace that is still on its way: after a step of the run, or as a link says. */
import type { Script } from '../explain/script.ts';
import type { Trace } from '../explain/trace.ts';
import { nabla } from './nabla.ts';
import type { NablaState } from './slices.ts';

/** How long the worker may take over a step before another one may be asked for. */
const STEP_PATIENCE_MS = 5000;

export type Entrance = 'start' | 'end';
/** What a link asks for, once it can be seen whether that exists. */
export type LinkWish = (trace: Trace, script: Script) => Partial<Pick<NablaState, 'position' | 'trail' | 'notice'>>;

let stepWish: { readonly from: number; readonly to: Entrance; readonly at: number } | null = null;
let linkWish: { readonly run: NablaState['run']; readonly wish: LinkWish } | null = null;

/** A step of the run has been asked for, standing at step `from`: the trace that follows is entered there. */
export function awaitStep(from: number, to: Entrance): void {
  stepWish = { from, to, at: performance.now() };
}

/** Whether such a step is still on its way. */
export function isAwaitingStep(): boolean {
  return stepWish !== null && performance.now() - stepWish.at < STEP_PATIENCE_MS;
}

/** Where the trace of step `step` is to be entered, if that was waited for; then it no longer is. */
export function takeStep(step: number): Entrance | null {
  if (stepWish === null || stepWish.from === step) return null;
  const { to } = stepWish;
  stepWish = null;
  return to;
}

export function forgetStep(): void {
  stepWish = null;
}

let traceAskedAt: number | null = null;
let deferred: (() => void) | null = null;

/** What is shown is out of date until another trace comes. */
export function awaitTrace(): void {
  traceAskedAt = performance.now();
}

/** The trace has come, or never will (`isThere` false): a move that waited for it is made now, or not at all. */
export function endTraceWait(isThere: boolean): void {
  const move = deferred;
  traceAskedAt = null;
  deferred = null;
  if (isThere) move?.();
}

/** Whether a move has to wait for the numbers of now, since what is shown is of the past; then it is made when they are there. */
export function defersMove(move: () => void): boolean {
  if (traceAskedAt === null || performance.now() - traceAskedAt >= STEP_PATIENCE_MS) return false;
  deferred = move;
  return true;
}

/** To be looked up in the next trace of the present run; another run's is not what the link meant. */
export function awaitLink(wish: LinkWish): void {
  linkWish = { run: nabla.getState().run, wish };
}

export function isAwaitingLink(): boolean {
  return linkWish !== null && linkWish.run === nabla.getState().run;
}

/** What the link asks for, once. */
export function takeLink(): LinkWish | null {
  const wish = isAwaitingLink() ? linkWish : null;
  linkWish = null;
  return wish?.wish ?? null;
}

export function forgetWish(): void {
  stepWish = null;
  linkWish = null;
}
