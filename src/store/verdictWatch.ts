import type { Experiment } from '../config/experiment.ts';
import { trainCountOf } from '../datasets/runData.ts';
import type { RunEvent, TrainingFrame } from '../worker/protocol.ts';
import { historyUpTo } from './lossTrend.ts';
import { nabla } from './nabla.ts';
import { networkOf } from './network.ts';
import { timesEdge } from './rateLane.ts';
import type { NablaState } from './slices.ts';
import { identicalNeurons, judge, settle, type Verdict, type VerdictInput, type VerdictMemory, type VerdictWord } from './verdict.ts';

/** Judging costs a pass over the curve and the weights: a few times a second is enough for words. */
const INTERVAL_MS = 200;

/** What of the state a verdict is made from. */
export type Judged = Pick<NablaState, 'experiment' | 'firstExperiment' | 'divergence' | 'log' | 'data'> & Partial<Pick<NablaState, 'sharpness'>>;

/** The verdict on one run as its frames are drawn. */
export type VerdictWatch = {
  /** @param wentBackTo the step last gone back to: what was before it belongs to another try */
  judge(frame: TrainingFrame, state: Judged, wentBackTo: number): Verdict;
  /** Another run, or another try: its verdict owes nothing to the last one's. */
  forget(): void;
};

export function createVerdictWatch(clock: () => number = () => performance.now()): VerdictWatch {
  let memory: VerdictMemory | null = null;
  let judgedAt = -Infinity;
  let status = '';
  return {
    judge(frame, state, wentBackTo) {
      const now = clock();
      const isTraining = frame.status === 'training';
      // A divergence is told before the frame that shows it, and must not wait.
      if (memory !== null && isTraining && frame.status === status && now - judgedAt < INTERVAL_MS && state.divergence === null) return memory.shown;
      judgedAt = now;
      ({ status } = frame);
      const proposed = judge(verdictInput(frame, state, memory?.shown.word ?? null, wentBackTo));
      memory = memory === null
        ? { shown: proposed, candidate: null, candidateSince: now, shownSince: now }
        : settle(memory, proposed, now, isTraining);
      return memory.shown;
    },
    forget() {
      memory = null;
      judgedAt = -Infinity;
    },
  };
}

const present = createVerdictWatch();
let lastStep = 0;
let wentBackTo = 0;

/** Another run: its verdict owes nothing to the last one's. */
export function forgetVerdict(): void {
  present.forget();
  lastStep = 0;
  wentBackTo = 0;
}

/** Keeps the store's verdict up to date with the frames as they are drawn. */
export function watchVerdict(frame: TrainingFrame): void {
  if (frame.step < lastStep) wentBackTo = frame.step;
  lastStep = frame.step;
  const verdict = present.judge(frame, nabla.getState(), wentBackTo);
  if (verdict !== nabla.getState().verdict) nabla.setState({ verdict });
}

/**
 * What of a frame and the state the verdict is made from: nothing of a future that was left by going back. Standing at the
 * moment gone back to, what led there counts; playing on from it, only what comes after.
 */
export function verdictInput(
  frame: TrainingFrame, state: Judged, previous: VerdictWord | null,
  backAt = 0,
): VerdictInput {
  const network = networkOf(state.experiment);
  const trainCount = state.data === null ? 0 : trainCountOf(state.data);
  return {
    history: historyUpTo(frame.history, frame.step), status: frame.status, step: frame.step, stepsPerEpoch: frame.stepsPerEpoch,
    divergence: state.divergence, loss: state.experiment.loss.name, learningRate: state.experiment.learningRate,
    timesEdge: timesEdge(state.sharpness ?? null, { run: frame.run, step: frame.step, experiment: state.experiment, log: state.log }, trainCount, frame.learningRate, frame.status === 'training'),
    isBounded: ['sigmoid', 'tanh', 'softmax'].includes(state.experiment.outputActivation), gradientNorm: frame.gradientNorm,
    identical: identicalNeurons(network, frame.parameters),
    parameterCount: network.parameterCount, isGiven: state.experiment.initialization.given !== undefined, trainCount, isEmpty: state.data !== null && trainCount === 0,
    changedAt: Math.max(state.log.findLast((event) => event.step <= frame.step && event.kind !== 'example')?.step ?? 0, backAt < frame.step ? backAt : 0),
    comparableFrom: comparableFrom(state.log, state.firstExperiment ?? state.experiment, frame.step),
    loweredAt: loweredAt(state.log, state.firstExperiment ?? state.experiment, frame.step),
    previous,
  };
}

/** The last step up to `step` at which η was lowered in mid-run; null if it never was. */
function loweredAt(log: readonly RunEvent[], first: Experiment, step: number): number | null {
  let at: number | null = null;
  let before = first.learningRate;
  for (const event of log) {
    if (event.kind !== 'experiment' || event.step > step) continue;
    if (event.experiment.learningRate < before) at = event.step;
    before = event.experiment.learningRate;
  }
  return at;
}

/** What the loss is measured with, as text to compare; kept, for examples by hand make it long. */
const measures = new WeakMap<Experiment, string>();
function measure(experiment: Experiment): string {
  const { loss, data, outputActivation } = experiment;
  const known = measures.get(experiment) ?? JSON.stringify([loss, data, outputActivation]);
  measures.set(experiment, known);
  return known;
}

/** The last step up to `step` at which the loss came to be measured otherwise: by another loss, on other data, through another output. */
export function comparableFrom(log: readonly RunEvent[], first: Experiment, step: number): number {
  let from = 0;
  let before = measure(first);
  for (const event of log) {
    if (event.kind !== 'experiment' || event.step > step) continue;
    const after = measure(event.experiment);
    if (after !== before) from = event.step;
    before = after;
  }
  return from;
}
