/** The training that a page of a lesson asks for: so many epochs or steps further, then it stands. */
import { getFrame } from './frameStore.ts';
import { nabla } from './nabla.ts';
import { pause, play } from './playbackActions.ts';
import { send } from './training.ts';
import type { RunId } from '../worker/protocol.ts';

export type RunTarget = { readonly run: RunId } & ({ readonly epoch: number } | { readonly step: number });

/** Longer than this nobody waits: a run of many steps goes faster than the reader's speed, and that speed is there again after it. */
const LONGEST_SECONDS = 6;

/** Trains so far on from where the run is (`from` the beginning of a run that has just been opened). @returns where it will stand */
export function trainOn(count: number, unit: 'epoch' | 'step'): RunTarget {
  pause();
  const { run, view, speed } = nabla.getState();
  const frame = getFrame();
  const here = frame?.run === run ? frame : null;
  const target: RunTarget = unit === 'epoch' ? { run, epoch: (here?.epoch ?? 0) + count } : { run, step: (here?.step ?? 0) + count };
  if (view === 'step') {
    // Training stands there; what is asked for one by one adds up.
    for (let i = 0; i < count; i += 1) send({ type: 'step', run, unit: unit === 'epoch' ? 'epoch' : 'batch' });
    return target;
  }
  nabla.setState({ stopsAt: target });
  play();
  const steps = unit === 'epoch' ? count * stepsPerEpoch() : count;
  hasten(Math.max(speed, steps / LONGEST_SECONDS));
  return target;
}

/** Goes on to where an earlier wish leads. */
export function trainTo(target: RunTarget): void {
  const { run, speed } = nabla.getState();
  if (target.run !== run) return;
  nabla.setState({ stopsAt: target });
  play();
  const frame = getFrame();
  const steps = 'step' in target ? target.step - (frame?.step ?? 0) : (target.epoch - (frame?.epoch ?? 0)) * stepsPerEpoch();
  hasten(Math.max(speed, steps / LONGEST_SECONDS));
}

/** Where the run is of what was wished for: the share of it that is done, 1 once it is there or can go no further. */
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
