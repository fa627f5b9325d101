/** From the experiment to what the engine takes. */
import type { NetworkSpec } from '../engine/network.ts';
import type { TrainerConfig } from '../engine/trainer.ts';
import type { Experiment } from './experiment.ts';
import { datasetTasks } from './tasks.ts';

/** One output for a value or for two classes (softmax: two), otherwise one a class. */
export function outputCountOf({ data, outputActivation }: Pick<Experiment, 'data' | 'outputActivation'>): number {
  const { classes } = datasetTasks[data.set];
  return classes === 2 && outputActivation !== 'softmax' ? 1 : Math.max(1, classes);
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
