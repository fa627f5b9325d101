// experiment + its data + the trainer's state → all that a program has to say, in whatever language
/**
 * One description of a run for every language that code is written in: nothing of it is looked up again by a writer, so that
 * PyTorch, NumPy and TypeScript cannot differ in what they say.
 */
import type { Experiment, FeatureName } from '../config/experiment.ts';
import { trainerConfigOf } from '../config/network.ts';
import { inputFeatures } from '../config/features.ts';
import { labelOf } from '../config/tasks.ts';
import { outputsOf, trainCountOf, validationCountOf, type RunData } from '../datasets/runData.ts';
import type { OutputActivationName } from '../engine/activations.ts';
import type { InitializerSpec } from '../engine/initializers.ts';
import { targetEncoding, type LossSpec, type Task } from '../engine/losses.ts';
import { createNetwork, sizesOf, type Network } from '../engine/network.ts';
import type { OptimizerSpec } from '../engine/optimizers.ts';
import type { Regularization } from '../engine/regularizers.ts';
import type { ScheduleSpec } from '../engine/schedules.ts';
import type { TrainerState } from '../engine/trainer.ts';
import { parameterProblem } from './parameterRange.ts';
import { say } from '../words/say.ts';

/** A moment of a run. */
export type CodeMoment = {
  readonly experiment: Experiment;
  readonly data: RunData;
  /** What the trainer knows at this moment; null: the beginning, with the weights drawn (or given) as the experiment says. */
  readonly state: TrainerState | null;
};

type ProgramLayer = { readonly inputs: number; readonly units: number; readonly activation: OutputActivationName };

/** W [unit][input] and b [unit] of one layer. */
export type LayerNumbers = { readonly weights: readonly (readonly number[])[]; readonly biases: readonly number[] };

export type ProgramStart =
  /** Drawn layer by layer, weights before biases, by the page's generator with this seed. */
  | { readonly kind: 'drawn'; readonly weights: InitializerSpec; readonly biases: InitializerSpec; readonly seed: number }
  | { readonly kind: 'given'; readonly layers: readonly LayerNumbers[] };

/** How the examples are put into mini-batches. */
type ProgramOrder =
  | { readonly kind: 'fullBatch' }
  /** Shuffled before the first epoch and after every one by the page's generator with this seed. */
  | { readonly kind: 'fromSeed'; readonly seed: number }
  /** In mid-run: the order of the present epoch, the place in it, and the generator's four words as they stand. */
  | { readonly kind: 'goingOn'; readonly order: readonly number[]; readonly position: number; readonly words: readonly number[] };

/** The optimizer's memory, one vector of θ's layout a slot. */
type ProgramMemory = { readonly slots: readonly (readonly number[])[]; readonly steps: number };

/** Examples [example][input, …, target, …]: raw inputs, then what each output is asked for. */
type ProgramRows = readonly (readonly number[])[];

export type Program = {
  /** Such as "two spirals". */
  readonly subject: string;
  /** Such as 2-6-4-1, the inputs first. */
  readonly sizes: string;
  readonly task: Task;
  /** Names from the data, which may be anything: only for comments, through `commentText`. */
  readonly inputNames: readonly string[];
  readonly classNames: readonly string[];
  /** What the network is shown of the raw inputs; null where that is the raw inputs themselves. */
  readonly features: readonly FeatureName[] | null;
  readonly rawInputs: number;
  readonly layers: readonly ProgramLayer[];
  readonly parameterCount: number;
  readonly start: ProgramStart;
  readonly loss: LossSpec;
  /** Between the two codes of a class: an answer from here on counts as the class that is asked for. */
  readonly boundary: number;
  readonly learningRate: number;
  readonly schedule: ScheduleSpec;
  readonly optimizer: OptimizerSpec;
  /** null: empty. */
  readonly memory: ProgramMemory | null;
  readonly regularization: Regularization;
  readonly batchSize: number;
  readonly order: ProgramOrder;
  /** Updates made before this moment. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly training: ProgramRows;
  readonly validation: ProgramRows;
};

/**
 * @throws RangeError when the state or the data do not belong to the experiment's network, or a parameter is not finite
 */
export function programOf({ experiment, data, state }: CodeMoment): Program {
  const { network: spec, loss, learningRate, schedule, optimizer, regularization, batchSize } = trainerConfigOf(experiment);
  const network = createNetwork(spec);
  const { low, high } = targetEncoding(experiment.outputActivation);
  const count = trainCountOf(data);
  requireFit(network, data, state);
  return {
    subject: labelOf(experiment.data),
    sizes: sizesOf(network),
    task: data.task,
    inputNames: data.inputNames,
    classNames: data.classes,
    features: showsRawInputs(experiment.features, data.inputCount) ? null : experiment.features,
    rawInputs: data.inputCount,
    layers: network.layers.map(({ inputs, units, activation }) => ({ inputs, units, activation })),
    parameterCount: network.parameterCount,
    start: startOf(experiment, network, state),
    loss, boundary: (low + high) / 2, learningRate, schedule, optimizer, regularization,
    memory: state === null || state.optimizerStep === 0 ? null : { slots: state.slots.map((slot) => Array.from(slot)), steps: state.optimizerStep },
    batchSize: Math.min(Math.floor(batchSize), count),
    order: orderOf(experiment, count, state),
    step: state?.step ?? 0,
    stepsPerEpoch: Math.ceil(count / Math.floor(batchSize)),
    training: rowsOf(data.trainInputs, data.trainEncoded, count, data.inputCount),
    validation: rowsOf(data.validationInputs, data.validationEncoded, validationCountOf(data), data.inputCount),
  };
}

/** The weights and biases of every layer in a θ of this network. */
export function layerNumbers(network: Network, theta: ArrayLike<number>): readonly LayerNumbers[] {
  const numbers = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => theta[from + i]!);
  return network.layers.map(({ weights, biases, inputs, units }) => ({
    weights: Array.from({ length: units }, (_, unit) => numbers(weights + unit * inputs, inputs)),
    biases: numbers(biases, units),
  }));
}

function requireFit(network: Network, data: RunData, state: TrainerState | null): void {
  const outputs = network.layers.at(-1)!.units;
  if (trainCountOf(data) === 0) throw new RangeError(say('A program needs at least one training example.'));
  if (outputsOf(data) !== outputs) throw new RangeError(`These data ask for ${outputsOf(data)} outputs, not for the ${outputs} of the network.`);
  if (state === null) return;
  if (state.parameters.length !== network.parameterCount) {
    throw new RangeError(`a state of ${state.parameters.length} parameters does not fit a network of ${network.parameterCount}`);
  }
  const problem = parameterProblem(network, state.parameters);
  if (problem !== null) throw new RangeError(problem);
  if (!state.slots.every((slot) => slot.every((value) => Number.isFinite(value)))) throw new RangeError(say('What the optimizer remembers has grown beyond the numbers that a program can say.'));
}

function startOf(experiment: Experiment, network: Network, state: TrainerState | null): ProgramStart {
  const { weights, biases, seed, given } = experiment.initialization;
  if (state !== null) return { kind: 'given', layers: layerNumbers(network, state.parameters) };
  if (given !== undefined) return { kind: 'given', layers: layerNumbers(network, given) };
  return { kind: 'drawn', weights, biases, seed };
}

/** As engine/trainer.ts goes through the examples; the order comes from the data's seed. */
function orderOf(experiment: Experiment, count: number, state: TrainerState | null): ProgramOrder {
  if (experiment.batchSize >= count) return { kind: 'fullBatch' };
  if (state === null) return { kind: 'fromSeed', seed: experiment.data.seed };
  const { order, position, random } = state;
  return { kind: 'goingOn', order: Array.from(order), position, words: random.slice(0, 4).map((word) => word >>> 0) };
}

function showsRawInputs(features: readonly FeatureName[], inputCount: number): boolean {
  const raw = inputFeatures(inputCount);
  return features.length === raw.length && raw.every((name, i) => features[i] === name);
}

function rowsOf(inputs: Float64Array, targets: Float64Array, count: number, inputCount: number): ProgramRows {
  const outputs = targets.length / Math.max(1, count);
  return Array.from({ length: count }, (_, e) => [
    ...inputs.subarray(e * inputCount, (e + 1) * inputCount), ...targets.subarray(e * outputs, (e + 1) * outputs),
  ]);
}
