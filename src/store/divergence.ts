/** The ways out of a diverged run. */
import type { LossHistory } from '../worker/protocol.ts';
import { changeExperiment } from './experimentActions.ts';
import { getFrame } from './frameStore.ts';
import { nabla } from './nabla.ts';
import { play } from './playbackActions.ts';
import { requestSave, send } from './training.ts';

/** The step of the lowest training loss up to `limit`: the last good moment of a run that diverged after it. */
export function stepOfLowestLoss(history: LossHistory, limit: number): number {
  let best = 0;
  let lowest = Infinity;
  for (let i = 0; i < history.step.length; i++) {
    const step = history.step[i] ?? 0;
    const loss = history.train[i] ?? NaN;
    if (step <= limit && loss < lowest) {
      lowest = loss;
      best = step;
    }
  }
  return best;
}

/** Back to the last good moment; there either as it was, or going on with half the learning rate. */
export function escapeDivergence(way: 'goBackBefore' | 'halveEta'): void {
  const { divergence, run, experiment } = nabla.getState();
  const history = getFrame()?.history;
  if (divergence === null || history === undefined) return;
  const step = stepOfLowestLoss(history, divergence.step);
  send({ type: 'seek', run, step });
  nabla.setState({ notice: null, divergence: null, status: 'paused' });
  if (way === 'halveEta') {
    changeExperiment((e) => ({ ...e, learningRate: experiment.learningRate / 2 }));
    play();
  }
  requestSave();
}
