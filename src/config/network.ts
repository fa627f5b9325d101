/** From the experiment to what the engine takes. */
import { createNetwork, initializeParameters, type NetworkSpec } from '../engine/network.ts';
import { createRandom } from '../engine/random.ts';
import type { TrainerConfig } from '../engine/trainer.ts';
import type { Experiment } from './experiment.ts';
import { taskOf } from './tasks.ts';

/** One output a value, one for two classes (softmax: two), otherwise one a class. */
export function outputCountOf({ data, outputActivation }: Pick<Experiment, 'data' | 'outputActivation'>): number {
  const { classes, task, targets = 1 } = taskOf(data);
  if (task === 'regression') return targets;
  return classes === 2 && outputActivation !== 'softmax' ? 1 : classes;
}

export function networkSpecOf(experiment: Experiment): NetworkSpec {
  return {
    inputs: experiment.features.length,
    layers: [...experiment.hidden, { units: outputCountOf(experiment), activation: experiment.outputActivation }],
  };
}

export function trainerConfigOf(experiment: Experiment): TrainerConfig {
  const { loss, learningRate, optimizer, schedule, regularization, batchSize } = experiment;
  return { network: networkSpecOf(experiment), loss, learningRate, optimizer, schedule, regularization, batchSize };
}

/** θ before the first step: as given by hand, else drawn from the seed. */
export function initialParametersOf(experiment: Experiment): Float64Array {
  const { weights, biases, seed, given } = experiment.initialization;
  if (given !== undefined) return Float64Array.from(given);
  return initializeParameters(createNetwork(networkSpecOf(experiment)), { weights, biases }, createRandom(seed));
}
