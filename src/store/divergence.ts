/** The ways out of a diverged run. */
import type { Experiment } from '../config/experiment.ts';
import { formatCount, formatSetting } from '../viz/format.ts';
import { say } from '../words/say.ts';
import type { LossHistory, RunEvent } from '../worker/protocol.ts';
import { changeExperiment } from './experimentActions.ts';
import { getFrame } from './frameStore.ts';
import { nabla } from './nabla.ts';
import { play } from './playbackActions.ts';
import { noteDivergence } from './runList.ts';
import { requestSave, send } from './training.ts';
import { dropLeftChanges } from './undo.ts';

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

/** A change that raised η in mid-run, and η before it. */
export type Raise = { readonly step: number; readonly before: number };

/**
 * The raise of η from which on things only got worse: the latest after which the loss never came below where it was, together
 * with such raises just before it, for a drag is many. Null if there is none: then no change of η was the cause.
 */
export function raiseToBlame(history: LossHistory, log: readonly RunEvent[], first: Experiment, limit: number): Raise | null {
  const raises: Raise[] = [];
  let before = first.learningRate;
  for (const event of log) {
    if (event.kind !== 'experiment' || event.step >= limit) continue;
    if (event.experiment.learningRate > before && event.step > 0) raises.push({ step: event.step, before });
    before = event.experiment.learningRate;
  }
  const last = raises.findLastIndex(({ step }) => onlyRisesAfter(history, step, limit));
  let begin = last;
  while (begin > 0 && onlyRisesAfter(history, raises[begin - 1]?.step ?? 0, limit)) begin -= 1;
  return raises[begin] ?? null;
}

function onlyRisesAfter(history: LossHistory, from: number, limit: number): boolean {
  let there = Infinity;
  for (let i = 0; i < history.step.length; i++) {
    const step = history.step[i] ?? 0;
    const loss = history.train[i] ?? NaN;
    if (step > limit) break;
    if (step <= from) there = loss;
    else if (loss < there) return false;
  }
  return true;
}

/** The settings in force after `step` steps. */
function experimentAt(log: readonly RunEvent[], first: Experiment, step: number): Experiment {
  const event = log.findLast((each) => each.kind === 'experiment' && each.step <= step);
  return event?.kind === 'experiment' ? event.experiment : first;
}

/**
 * Back to the last good moment: before the raise of η that ruined the run, if there is one, so that the earlier η is in force
 * again; or to the lowest loss, going on with half the learning rate at which the run diverged.
 */
export function escapeDivergence(way: 'goBackBefore' | 'halveEta'): void {
  const { divergence, run, experiment, log, firstExperiment } = nabla.getState();
  const history = getFrame()?.history;
  if (divergence === null || history === undefined) return;
  const first = firstExperiment ?? experiment;
  const raise = way === 'goBackBefore' ? raiseToBlame(history, log, first, divergence.step) : null;
  const step = stepOfLowestLoss(history, raise === null ? divergence.step : raise.step - 1);
  noteDivergence();
  send({ type: 'seek', run, step });
  // The way into divergence is not gone again, whether one plays on or steps; it stays in the list of runs.
  send({ type: 'branch', run });
  // Back at the start the settings on the screen stay; anywhere else those of that moment return.
  const there = step === 0 ? experiment : experimentAt(log, first, step);
  // Where no raise of η was the cause, the η that led to divergence is in force again.
  const isSame = way === 'goBackBefore' && raise === null && there.learningRate === experimentAt(log, first, divergence.step).learningRate;
  const where = { step: formatCount(step), eta: formatSetting(there.learningRate) };
  const notice = isSame ? { text: say('Back at step {step}. η is still {eta}, with which this run diverged: try a smaller one.', where), tone: 'info' as const } : null;
  nabla.setState({ notice, divergence: null, status: 'paused', experiment: there });
  dropLeftChanges(step);
  if (step === 0 && raise !== null) changeExperiment((e) => ({ ...e, learningRate: raise.before }));
  if (way === 'halveEta') {
    changeExperiment((e) => ({ ...e, learningRate: Math.min(divergence.learningRate / 2, experiment.learningRate) }));
    play();
  }
  requestSave();
}
