// experiment + θ → raw inputs, features, layers of W and b, classes: a network that stands by itself
import type { Experiment, FeatureName } from '../config/experiment.ts';
import { networkSpecOf } from '../config/network.ts';
import { infoOf, standardisationOf } from '../datasets/index.ts';
import type { OutputActivationName } from '../engine/activations.ts';
import { targetEncoding, type Task } from '../engine/losses.ts';
import { createNetwork } from '../engine/network.ts';
import { parameterProblem } from './parameterRange.ts';

/** A raw input as it is measured; the network's features are made of (value − mean) / deviation. */
type ExportedInput = { readonly name: string; readonly mean: number; readonly deviation: number };

type ExportedLayer = {
  readonly activation: OutputActivationName;
  /** [unit][input] */
  readonly weights: readonly (readonly number[])[];
  readonly biases: readonly number[];
};

/** All that it takes to answer with a network, without the page that trained it. */
export type ExportedNetwork = {
  readonly inputs: readonly ExportedInput[];
  /** What the first layer reads, in order. */
  readonly features: readonly FeatureName[];
  readonly layers: readonly ExportedLayer[];
  readonly task: Task;
  /** Names in the order of the outputs; empty for regression. Two classes may share one output. */
  readonly classes: readonly string[];
  /** One output for two classes answers with the second where it is above this. */
  readonly boundary: number | null;
};

/**
 * @param theta of the experiment's network, in the engine's order
 * @throws RangeError where there are more or fewer parameters than the network has, or one is no finite number: a sentence for the reader
 */
export function exportNetwork(experiment: Experiment, theta: ArrayLike<number>): ExportedNetwork {
  const network = createNetwork(networkSpecOf(experiment));
  if (theta.length !== network.parameterCount) throw new RangeError(`The network has ${network.parameterCount} parameters, not ${theta.length}.`);
  const problem = parameterProblem(network, theta);
  if (problem !== null) throw new RangeError(problem);
  const { inputNames, task, classNames } = infoOf(experiment.data);
  const numbers = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => theta[from + i]!);
  const { low, high } = targetEncoding(experiment.outputActivation);
  return {
    inputs: standardisationOf(experiment.data) ?? inputNames.map((name) => ({ name, mean: 0, deviation: 1 })),
    features: experiment.features,
    layers: network.layers.map(({ activation, inputs, units, weights, biases }) => ({
      activation,
      weights: Array.from({ length: units }, (_, unit) => numbers(weights + unit * inputs, inputs)),
      biases: numbers(biases, units),
    })),
    task, classes: classNames,
    boundary: task === 'classification' && network.layers.at(-1)!.units === 1 ? (low + high) / 2 : null,
  };
}
