/** The training that a page of a lesson asks for: so many epochs or steps further, then it stands. */
import { getFrame, subscribeFrame } from './frameStore.ts';
import { nabla } from './nabla.ts';
import { pause, play } from './playbackActions.ts';
import { requestSave, send } from './training.ts';
import type { RunId } from '../worker/protocol.ts';

export type RunTarget = { readonly run: RunId } & ({ readonly epoch: number } | { readonly step: number });

/** Longer than this nobody waits: a run of many steps goes faster than the reader's speed, and that speed is there again after it. */
const LONGEST_SECONDS = 6;

/** Trains so far on from where the run is (`from` the beginning of a run that has just been opened). @returns where it will stand */
export function trainOn(count: number, unit: 'epoch' | 'step'): RunTarget {
  pause();
  const { run, view } = nabla.getState();
  const frame = getFrame();
  const here = frame?.run === run ? frame : null;
  const target: RunTarget = unit === 'epoch' ? { run, epoch: (here?.epoch ?? 0) + count } : { run, step: (here?.step ?? 0) + count };
  if (view === 'step') makeSteps(count, unit);
  else playUntil(target, unit === 'epoch' ? count * stepsPerEpoch() : count);
  return target;
}

/** Goes on to where an earlier wish leads. */
export function trainTo(target: RunTarget): void {
  const { run, view } = nabla.getState();
  if (target.run !== run) return;
  const frame = getFrame();
  const here = frame?.run === run ? frame : null;
  const left = 'step' in target ? target.step - (here?.step ?? 0) : target.epoch - (here?.epoch ?? 0);
  if (left <= 0) return;
  if (view === 'step') makeSteps(left, 'step' in target ? 'step' : 'epoch');
  else playUntil(target, 'step' in target ? left : left * stepsPerEpoch());
}

/** In the Step view, where training stands: so many steps at once. */
function makeSteps(count: number, unit: 'epoch' | 'step'): void {
  send({ type: 'step', run: nabla.getState().run, unit: unit === 'epoch' ? 'epoch' : 'batch', count });
  requestSave();
}

let forgetTarget = (): void => { /* There is none yet. */ };

/** Plays to the target, over pauses, too; there, or when the page or the run is left, Play goes on without end again. */
function playUntil(target: RunTarget, steps: number): void {
  forgetTarget();
  nabla.setState({ stopsAt: target });
  play();
  hasten(Math.max(nabla.getState().speed, steps / LONGEST_SECONDS));
  const { learning } = nabla.getState();
  const look = (): void => {
    const now = nabla.getState();
    const isWanted = now.stopsAt === target && now.run === target.run && now.learning === learning;
    if (!isWanted || (!now.playing && hasArrived(target))) forgetTarget();
  };
  const stops = [nabla.subscribe(look), subscribeFrame(look)];
  forgetTarget = () => {
    for (const stop of stops.splice(0)) stop();
    if (nabla.getState().stopsAt === target) nabla.setState({ stopsAt: null });
  };
}

/** Whether the run has been trained as far as was wished for, or can go no further. */
export function hasArrived(target: RunTarget): boolean {
  const frame = getFrame();
  if (frame === null || frame.run !== target.run) return false;
  if (frame.status === 'diverged') return true;
  return 'epoch' in target ? frame.epoch >= target.epoch : frame.step >= target.step;
}

function stepsPerEpoch(): number {
  const { data, experiment } = nabla.getState();
  const examples = data === null ? 0 : data.trainInputs.length / Math.max(1, data.inputCount);
  return Math.max(1, Math.ceil(examples / Math.max(1, experiment.batchSize)));
}

/** Another speed until the run stands again, or the reader takes one. */
function hasten(stepsPerSecond: number): void {
  const { speed, playing } = nabla.getState();
  if (!playing || stepsPerSecond <= speed) return;
  send({ type: 'setSpeed', stepsPerSecond });
  const stop = nabla.subscribe((now) => {
    if (now.playing && now.speed === speed) return;
    stop();
    if (now.speed === speed) send({ type: 'setSpeed', stepsPerSecond: speed });
  });
}
