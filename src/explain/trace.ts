// x → z → a → L → δ → ∇L → θ_new: all that the engine computes in one update, kept
import { reductionScale } from '../engine/losses.ts';
import { chunkCapacity, completeGradient, isUsableNorm, passChunk, updateParameters } from '../engine/miniBatch.ts';
import { createNetwork } from '../engine/network.ts';
import { clipByNorm, penalty } from '../engine/regularizers.ts';
import { learningRateAt, momentumAt } from '../engine/schedules.ts';
import type { TrainerConfig, TrainerState, TrainingSet } from '../engine/trainer.ts';
import { createWorkspace, loadExamples } from '../engine/workspace.ts';
import { say } from '../words/say.ts';

/**
 * One update of a run, the next one, computed to its end by the engine but not made. Vectors of θ's layout where nothing else is
 * said; numbers of single examples come from a study's passes (study.ts). Read-only, structured-cloneable.
 */
export type Trace = {
  readonly config: TrainerConfig;
  /** Updates made before this one. */
  readonly step: number;
  /** Updates since the optimizer's slots were zero, this one included: from 1. */
  readonly optimizerStep: number;
  /** η of this update, the schedule applied. */
  readonly learningRate: number;
  /** The momentum a one-cycle schedule sets for this update; null: the optimizer's own. */
  readonly momentum: number | null;
  /** Numbers of the mini-batch's examples in the training set; an address's `example` is a place in this list. */
  readonly examples: Uint32Array;
  /**
   * One validation example is passed forward in the batch's place, and `examples` has its number in the validation set. No update is
   * made of it: newTheta and newSlots are those of before, and its script ends with the loss.
   */
  readonly guest?: true;
  /** [example][feature] and [example][output] */
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
  /** θ before the first step of the run, and before this update. */
  readonly initial: Float64Array;
  readonly theta: Float64Array;
  /** The optimizer's memory before this update. */
  readonly slots: readonly Float64Array[];
  /** Each example's own loss, and their reduction to the loss of the batch. */
  readonly losses: Float64Array;
  readonly batchLoss: number;
  /** R(θ), not part of batchLoss. */
  readonly penalty: number;
  /** ∂L/∂θ of the batch's data loss. */
  readonly dataGradient: Float64Array;
  /** g: with the penalty's gradient, after clipping. */
  readonly gradient: Float64Array;
  /** ‖∇(L + R)‖₂ before clipping. */
  readonly gradientNorm: number;
  readonly newSlots: readonly Float64Array[];
  readonly newTheta: Float64Array;
  /**
   * False where the update would not be finite, or there is no example to make it of: it would not be made, and newTheta and
   * newSlots are what the rule gives all the same.
   */
  readonly finite: boolean;
};

/** The work on a trace, one small piece after another. */
export type TraceWork = {
  /** Works on one chunk of the mini-batch, a few milliseconds at most; the trace once it is done. */
  advance(): Trace | null;
  /** 0 to 1. */
  readonly progress: number;
};

/**
 * Begins a trace of the update that a trainer with these settings, data and state makes next: the same parts in the same order, so
 * that every number is the step's own, bit for bit. Nothing that is given is changed or kept in the trace.
 * @param initial θ before the first step of the run
 * @throws RangeError when the state does not fit the settings or the data
 */
export function startTrace(config: TrainerConfig, set: TrainingSet, state: TrainerState, initial: Float64Array): TraceWork {
  const network = createNetwork(config.network);
  const { parameterCount } = network;
  if (state.parameters.length !== parameterCount || state.order.length !== set.count) {
    throw new RangeError(say('a state of {parameters} parameters and {examples} examples does not fit {ownParameters} and {ownExamples}', { parameters: state.parameters.length, examples: state.order.length, ownParameters: parameterCount, ownExamples: set.count }));
  }
  const batchSize = Math.floor(config.batchSize);
  const size = Math.min(batchSize, set.count - state.position);
  const outputs = network.layers.at(-1)!.units;
  const workspace = createWorkspace(network, chunkCapacity(network, batchSize, set.count));
  const scale = reductionScale(config.loss, size, outputs);
  const dataGradient = new Float64Array(parameterCount);
  const losses = new Float64Array(size);
  let lossSum = 0;
  let done = 0;

  function passNextChunk(): void {
    const count = Math.min(size - done, workspace.capacity);
    loadExamples(workspace, set, state.position + done, count, state.order);
    const room = losses.subarray(done, done + count);
    lossSum += passChunk(network, state.parameters, config.loss, workspace, count, scale, dataGradient, done > 0, room);
    const ownScale = reductionScale(config.loss, 1, outputs);
    for (let e = 0; e < count; e += 1) room[e] = room[e]! * ownScale;
    done += count;
  }

  function complete(): Trace {
    const { regularization, schedule, learningRate } = config;
    const { step } = state;
    const optimizerStep = state.optimizerStep + 1;
    const theta = state.parameters.slice();
    const gradient = dataGradient.slice();
    const newTheta = state.parameters.slice();
    const newSlots = state.slots.map((slot) => slot.slice());
    const batchLoss = size === 0 ? NaN : lossSum * scale;
    const norm = completeGradient(network, theta, regularization, newSlots.length, gradient);
    const isUsable = isUsableNorm(norm, regularization, newSlots.length);
    const isFinite = updateParameters(config, step, optimizerStep, newTheta, gradient, newSlots, new Float64Array(parameterCount));
    const examples = state.order.slice(state.position, state.position + size);
    return {
      config, step, optimizerStep, theta, initial: initial.slice(), slots: state.slots.map((slot) => slot.slice()),
      learningRate: learningRateAt(schedule, learningRate, step), momentum: momentumAt(schedule, step),
      examples, inputs: rowsOf(set.inputs, examples, network.spec.inputs), targets: rowsOf(set.targets, examples, outputs),
      losses, batchLoss, penalty: penalty(network, theta, regularization), dataGradient, gradient,
      // Where it was not needed the gradient has not been clipped either.
      gradientNorm: norm < 0 ? clipByNorm(gradient, 0) : norm,
      newSlots, newTheta, finite: Number.isFinite(batchLoss) && isUsable && isFinite,
    };
  }

  return {
    advance() {
      if (done < size) passNextChunk();
      return done < size ? null : complete();
    },
    get progress() { return size === 0 ? 1 : done / size; },
  };
}

/**
 * The trace of one validation example as it would be alone in a batch, up to its loss: no step is made from it.
 * @param set the validation examples
 * @param example its number among them
 * @throws RangeError when there is no such example, or the state does not fit the settings
 */
export function traceGuest(config: TrainerConfig, set: TrainingSet, state: TrainerState, initial: Float64Array, example: number): Trace {
  if (!Number.isInteger(example) || example < 0 || example >= set.count) throw new RangeError(say('there are {count} validation examples, not number {example}', { count: set.count, example }));
  const { inputs } = config.network;
  const outputs = set.targets.length / set.count;
  const alone = {
    count: 1, inputs: set.inputs.slice(example * inputs, (example + 1) * inputs), targets: set.targets.slice(example * outputs, (example + 1) * outputs),
  };
  const trace = startTrace({ ...config, batchSize: 1 }, alone, { ...state, order: new Uint32Array(1), position: 0 }, initial).advance()!;
  return {
    ...trace, config, examples: Uint32Array.of(example), guest: true, finite: Number.isFinite(trace.batchLoss),
    newTheta: trace.theta.slice(), newSlots: trace.slots.map((slot) => slot.slice()),
  };
}

/** The rows with these numbers, one after another. */
function rowsOf(values: Float64Array, rows: Uint32Array, width: number): Float64Array {
  const taken = new Float64Array(rows.length * width);
  rows.forEach((row, i) => taken.set(values.subarray(row * width, (row + 1) * width), i * width));
  return taken;
}
