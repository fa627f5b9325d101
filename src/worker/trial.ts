/**
 * A trial: one run alone, without pictures or going back, from its beginning or from a moment of another run. Comparisons and the
 * learning-rate lane are made of trials; they run in workers of their own (side.worker.ts).
 */
import type { Experiment } from '../config/experiment.ts';
import { initialParametersOf, networkSpecOf, trainerConfigOf } from '../config/network.ts';
import type { buildData } from '../datasets/index.ts';
import { sliceOf } from '../datasets/runData.ts';
import { evaluate } from '../engine/evaluate.ts';
import { reductionScale } from '../engine/losses.ts';
import { createNetwork } from '../engine/network.ts';
import { createRandom } from '../engine/random.ts';
import { createTrainer, type Trainer, type TrainerState, type TrainingSet } from '../engine/trainer.ts';
import { createWorkspace } from '../engine/workspace.ts';
import { createBufferPool } from './bufferPool.ts';
import { pieceSize } from './evaluation.ts';
import { createPainter } from './pictures.ts';
import { pickExamples } from './sample.ts';
import type { SideJob } from './sideJob.ts';

export type TrialTask = {
  readonly kind: 'trial';
  readonly experiment: Experiment;
  /** The moment it goes on from, of a run with the same layers and data; left out: the initialization of the experiment. */
  readonly from?: TrainerState;
  /** θ to begin with instead of a draw; only without `from`. */
  readonly parameters?: Float64Array;
  /** 0: the mini-batches the run itself would see; any other number: as many other orders of the examples. */
  readonly order: number;
  /** How far, at least 1. */
  readonly epochs: number;
  /** The losses of all examples are taken after every so many epochs, and at both ends. */
  readonly evaluateEvery: number;
  /**
   * Only so many training examples count, for a first look: those that are next in the order of the present epoch and, after
   * its last one, those it began with. Left out: all.
   */
  readonly examples?: number;
  /** True: validation examples are left alone, and their loss is NaN. */
  readonly trainingOnly?: boolean;
  /** Side of the output's picture at the end, 0 = none. */
  readonly outputGrid: number;
};

/** The curve so far has one entry an evaluation in each array. NaN where there are no validation examples. */
export type TrialResult = {
  readonly epoch: Float64Array;
  readonly step: Float64Array;
  readonly train: Float64Array;
  readonly validation: Float64Array;
  /** At the last evaluation, 0 to 1; NaN for regression. */
  readonly trainAccuracy: number;
  readonly validationAccuracy: number;
  /** Steps made when the next one would have left the range of numbers (as a run in Play says it), or null. */
  readonly divergedAt: number | null;
  /** θ at the end (the last finite one), and the whole trainer, to go on from there. */
  readonly state: TrainerState;
  /** [output][cell], as in a frame; empty if none was wanted. */
  readonly outputPicture: Float32Array;
};

const NO_LOSS = { loss: Number.NaN, accuracy: Number.NaN };

/** @throws RangeError when the moment to go on from does not fit the experiment */
export function createTrial(task: TrialTask, data: ReturnType<typeof buildData>): SideJob<TrialResult> {
  const { experiment } = task;
  const network = createNetwork(networkSpecOf(experiment));
  const { trainer, trainSet } = startSampled(task, data.trainSet);
  const workspace = createWorkspace(network, pieceSize(network));
  const startEpoch = trainer.epoch;
  const endEpoch = startEpoch + task.epochs;
  const stepEnd = trainer.step + task.epochs * Math.max(1, trainer.stepsPerEpoch);
  const curve = { epoch: [] as number[], step: [] as number[], train: [] as number[], validation: [] as number[] };
  let accuracy = { train: Number.NaN, validation: Number.NaN };
  let picture = new Float32Array(0);
  let divergedAt: number | null = null;
  let nextEvaluation = startEpoch;
  let isOver = false;

  function lossOf(set: TrainingSet): { loss: number; accuracy: number } {
    if (set.count === 0) return NO_LOSS;
    const { lossSum, correct } = evaluate(network, trainer.parameters, workspace, experiment.loss, set, 0, set.count);
    const outputs = network.layers.at(-1)!.units;
    return {
      loss: lossSum * reductionScale(experiment.loss, set.count, outputs),
      accuracy: data.task === 'classification' ? correct / set.count : Number.NaN,
    };
  }

  function note(): void {
    const train = lossOf(trainSet);
    const validation = task.trainingOnly === true ? NO_LOSS : lossOf(data.validationSet);
    nextEvaluation = trainer.epoch + task.evaluateEvery;
    if (curve.step.at(-1) === trainer.step) return;
    curve.epoch.push(trainer.epoch + trainer.stepInEpoch / Math.max(1, trainer.stepsPerEpoch));
    curve.step.push(trainer.step);
    curve.train.push(train.loss);
    curve.validation.push(validation.loss);
    accuracy = { train: train.accuracy, validation: validation.accuracy };
  }

  function finish(): void {
    isOver = true;
    note();
    if (task.outputGrid === 0) return;
    const plane = { inputCount: data.inputCount, domain: data.domain, features: experiment.features, slice: sliceOf(data) };
    const painter = createPainter(network, plane, createBufferPool());
    const moment = { step: trainer.step, epoch: trainer.epoch, version: 0, lineage: 0 };
    const job = painter.start(moment, network, trainer.parameters, { neuronGrid: 0, shownUnits: [], outputGrid: task.outputGrid });
    for (let done = job.advance(); ; done = job.advance()) {
      if (done === null) continue;
      picture = new Float32Array(done.output);
      return;
    }
  }

  return {
    get progress() {
      const whole = stepEnd - (curve.step[0] ?? 0);
      return isOver || whole <= 0 ? 1 : Math.min(1, (trainer.step - (curve.step[0] ?? 0)) / whole);
    },
    work(budgetMs, now) {
      const end = now() + budgetMs;
      while (!isOver) {
        if (trainer.epoch >= nextEvaluation && trainer.stepInEpoch === 0 || curve.step.length === 0) note();
        if (trainSet.count === 0 || trainer.epoch >= endEpoch) {
          finish();
          break;
        }
        // A burst between two looks at the clock, up to the end of the epoch.
        const { epoch } = trainer;
        for (let i = 0; i < 64 && trainer.epoch === epoch && trainer.finite; i += 1) trainer.advance();
        if (!trainer.finite) {
          divergedAt = trainer.step;
          finish();
          break;
        }
        if (now() >= end) break;
      }
      return isOver;
    },
    result: () => ({
      epoch: Float64Array.from(curve.epoch), step: Float64Array.from(curve.step),
      train: Float64Array.from(curve.train), validation: Float64Array.from(curve.validation),
      trainAccuracy: accuracy.train, validationAccuracy: accuracy.validation,
      divergedAt, state: trainer.save(), outputPicture: picture.slice(),
    }),
    buffers: ({ epoch, step, train, validation, outputPicture, state }) =>
      [epoch, step, train, validation, outputPicture, state.order, state.parameters, state.gradient, state.update, ...state.slots],
  };
}

/** A trainer where a task begins. */
export function startTrainer({ experiment, from, parameters, order }: Pick<TrialTask, 'experiment' | 'from' | 'parameters' | 'order'>, set: TrainingSet): Trainer {
  const config = trainerConfigOf(experiment);
  if (from === undefined) {
    return createTrainer(config, set, experiment.data.seed + order * ORDER_SEEDS, parameters ?? initialParametersOf(experiment));
  }
  const trainer = createTrainer(config, set, experiment.data.seed, from.parameters);
  // Slots of another optimizer are of no use to this one.
  const fits = from.slots.length === trainer.slots.length;
  const state = fits ? from : { ...from, slots: trainer.slots, optimizerStep: 0 };
  trainer.restore(order === 0 ? state : reordered(state, order));
  return trainer;
}

/** A trainer on all training examples, or on as many of them as the task wants. */
function startSampled(task: TrialTask, set: TrainingSet): { readonly trainer: Trainer; readonly trainSet: TrainingSet } {
  const { from, examples = Infinity } = task;
  if (examples >= set.count || from === undefined) return { trainer: startTrainer(task, set), trainSet: set };
  const trainSet = nextExamples(set, from, examples);
  const state = { ...from, order: Uint32Array.from({ length: examples }, (_, i) => i), position: 0 };
  return { trainer: startTrainer({ ...task, from: state }, trainSet), trainSet };
}

/**
 * The examples that follow in the order of the present epoch; past its end those it began with, though the run itself would draw a
 * new order there. @param count fewer than there are
 */
function nextExamples(set: TrainingSet, { order, position }: TrainerState, count: number): TrainingSet {
  return pickExamples(set, Array.from({ length: count }, (_, i) => order[(position + i) % order.length]!));
}

/** Far from the seeds that people choose side by side. */
const ORDER_SEEDS = 7_919;

/** The same moment with the rest of its epochs in another order. */
function reordered(state: TrainerState, order: number): TrainerState {
  const random = createRandom(order * ORDER_SEEDS + state.step);
  const examples = state.order.slice();
  random.shuffle(examples.subarray(state.position));
  return { ...state, order: examples, random: random.state() };
}
