import type { StepUnit } from '../worker/protocol.ts';
import { nabla } from './nabla.ts';
import { requestSave, send } from './training.ts';
import { say } from '../words/say.ts';

const SPEED_MIN = 1;
export const DIVERGED_TEXT = say('This run has diverged: go back to before, or start again with a smaller η.');

/** Trains from here on. A diverged run cannot go on; it says so and offers ways back. In the Step view training stands. */
export function play(): void {
  const { status, run, playing, view, stopsAt, deadline } = nabla.getState();
  if (status === 'diverged') {
    explainDivergence();
    return;
  }
  if (playing || view === 'step') return;
  nabla.setState({ playing: true });
  const until = stopsAt?.run === run ? stopsAt : deadline;
  if (until === null) send({ type: 'play', run });
  else send({ type: 'play', run, ...('epoch' in until ? { untilEpoch: until.epoch } : { untilStep: until.step }) });
}

export function pause(): void {
  const { run, playing } = nabla.getState();
  if (!playing) return;
  nabla.setState({ playing: false });
  send({ type: 'pause', run });
  requestSave();
}

export function togglePlay(): void {
  if (nabla.getState().playing) pause();
  else play();
}

/** One step forward: a mini-batch or an epoch, as chosen. */
export function step(): void {
  const { run, stepUnit, status } = nabla.getState();
  if (status === 'diverged') {
    explainDivergence();
    return;
  }
  pause();
  send({ type: 'step', run, unit: stepUnit });
  requestSave();
}

/** One step back, to exactly the state that was. */
export function stepBack(): void {
  const { run, stepUnit } = nabla.getState();
  pause();
  send({ type: 'stepBack', run, unit: stepUnit });
  requestSave();
}

/** Back to the same initial weights, before the first step. */
export function backToStart(): void {
  const { run } = nabla.getState();
  pause();
  send({ type: 'seek', run, step: 0 });
  requestSave();
}

/**
 * Shows the run as it was after so many updates, in every view: the nearest kept moment at once, then the exact one. Training
 * stands still for it; the rest of the run stays to be gone to.
 */
export function visitStep(wanted: number): void {
  const { run, headedFor } = nabla.getState();
  const target = Math.max(0, Math.round(wanted));
  pause();
  if (headedFor === target) return;
  nabla.setState({ headedFor: target });
  send({ type: 'visit', run, step: target });
  requestSave();
}

/** Updates a second, 1 to Infinity. */
export function setSpeed(speed: number): void {
  const clamped = Number.isNaN(speed) ? nabla.getState().speed : Math.max(SPEED_MIN, speed);
  nabla.setState({ speed: clamped });
  send({ type: 'setSpeed', stepsPerSecond: clamped });
}

export function setStepUnit(stepUnit: StepUnit): void {
  nabla.setState({ stepUnit });
}

/** Why nothing happens; the ways out stand beside the verdict, which takes the focus to them. */
function explainDivergence(): void {
  nabla.setState({ notice: { text: DIVERGED_TEXT, tone: 'info' } });
}
