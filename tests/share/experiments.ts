/** Random experiments, whole and repaired, with all kinds of everything, and parameters for them. */
import fc from 'fast-check';
import type { Experiment } from '../../src/config/experiment.ts';
import { networkSpecOf } from '../../src/config/network.ts';
import { repairExperiment } from '../../src/config/repair.ts';
import { datasetNames, featureNames } from '../../src/config/tasks.ts';
import { activationNames, outputActivationTexts } from '../../src/engine/activations.ts';
import { initializers } from '../../src/engine/initializers.ts';
import { lossNames, reductions } from '../../src/engine/losses.ts';
import { createNetwork, initializeParameters } from '../../src/engine/network.ts';
import { optimizers } from '../../src/engine/optimizers.ts';
import { createRandom } from '../../src/engine/random.ts';
import { schedules } from '../../src/engine/schedules.ts';

const oneOf = <T>(record: Readonly<Record<string, T>>): fc.Arbitrary<T> => fc.constantFrom(...Object.values(record));
const names = <K extends string>(record: Readonly<Record<K, unknown>>): fc.Arbitrary<K> => fc.constantFrom(...(Object.keys(record) as K[]));

export const anyExperiment: fc.Arbitrary<Experiment> = fc.record({
  data: fc.record({ set: fc.constantFrom(...datasetNames), points: fc.integer({ min: 1, max: 40 }).map((tens) => 10 * tens), noise: fc.double({ min: 0, max: 0.5, noNaN: true }), trainShare: fc.double({ min: 0.1, max: 0.9, noNaN: true }), seed: fc.integer({ min: 1, max: 1e6 }) }),
  features: fc.shuffledSubarray([...featureNames], { minLength: 1 }),
  hidden: fc.array(fc.record({ units: fc.integer({ min: 1, max: 8 }), activation: fc.constantFrom(...activationNames) }), { maxLength: 4 }),
  outputActivation: names(outputActivationTexts),
  initialization: fc.record({ weights: oneOf(initializers).map(({ spec }) => spec), biases: oneOf(initializers).map(({ spec }) => spec), seed: fc.integer({ min: 1, max: 1e6 }) }),
  loss: fc.record({ name: fc.constantFrom(...lossNames), reduction: names(reductions), huberDelta: fc.double({ min: 0.01, max: 10, noNaN: true }) }),
  learningRate: fc.double({ min: 1e-6, max: 100, noNaN: true }),
  optimizer: oneOf(optimizers).map(({ spec }) => spec),
  schedule: oneOf(schedules).map(({ spec }) => spec),
  regularization: fc.record({ l1: fc.constantFrom(0, 0.1), l2: fc.constantFrom(0, 0.01), clipNorm: fc.constantFrom(0, 1) }),
  batchSize: fc.integer({ min: 1, max: 100 }),
  naming: fc.constantFrom('layers', 'neurons'),
}).map((experiment) => repairExperiment({ version: 1, ...experiment }).experiment);

/** Parameters of any size for the network of an experiment. */
export function parametersFor(experiment: Experiment, seed: number, std = 1): Float64Array {
  const weights = { kind: 'normal', mean: 0, std } as const;
  return initializeParameters(createNetwork(networkSpecOf(experiment)), { weights, biases: weights }, createRandom(seed));
}
