/** Random settings, data and trainers for the tests of traces, studies and checks. */
import fc from 'fast-check';
import { activationNames, type OutputActivationName } from '../../src/engine/activations.ts';
import { lossNames, losses, reductions, targetEncoding, type LossName, type LossSpec, type Reduction } from '../../src/engine/losses.ts';
import { createNetwork, initializeParameters, type NetworkSpec } from '../../src/engine/network.ts';
import { defaultOptimizer, optimizers, type OptimizerName } from '../../src/engine/optimizers.ts';
import { createRandom } from '../../src/engine/random.ts';
import { defaultSchedule, schedules, type ScheduleName, type ScheduleSpec } from '../../src/engine/schedules.ts';
import { createTrainer, type Trainer, type TrainerConfig, type TrainingSet } from '../../src/engine/trainer.ts';

export const everyOptimizer = Object.keys(optimizers) as OptimizerName[];
export const everyReduction = Object.keys(reductions) as Reduction[];
const cycle: ScheduleSpec = { name: 'one_cycle', length: 12, momentum: { low: 0.8, high: 0.95 } };
export const everySchedule: readonly ScheduleSpec[] = [...(Object.keys(schedules) as ScheduleName[]).map(defaultSchedule), cycle];

/** Activations of the output that the loss can be computed with. */
export function outputsFor(name: LossName): readonly OutputActivationName[] {
  const required = losses[name].requiredOutput;
  return required === undefined ? [...activationNames, 'softmax'] : [required, 'linear'];
}

const networkAndLoss: fc.Arbitrary<{ network: NetworkSpec; loss: LossSpec }> = fc.constantFrom(...lossNames).chain((name) => fc.record({
  inputs: fc.integer({ min: 1, max: 3 }),
  hidden: fc.array(fc.record({ units: fc.integer({ min: 1, max: 5 }), activation: fc.constantFrom(...activationNames) }), { maxLength: 3 }),
  output: fc.record({ units: fc.integer({ min: 1, max: 4 }), activation: fc.constantFrom(...outputsFor(name)) }),
  reduction: fc.constantFrom(...everyReduction),
}).map(({ inputs, hidden, output, reduction }) => ({ network: { inputs, layers: [...hidden, output] }, loss: { name, reduction, huberDelta: 0.8 } })));

export const anyConfig: fc.Arbitrary<TrainerConfig> = fc.record({
  networkAndLoss,
  learningRate: fc.constantFrom(0.003, 0.05),
  optimizer: fc.constantFrom(...everyOptimizer).map(defaultOptimizer),
  schedule: fc.constantFrom(...everySchedule),
  l1: fc.constantFrom(0, 0.01), l2: fc.constantFrom(0, 0.02), clipNorm: fc.constantFrom(0, 0.1, 10), decayBiases: fc.boolean(),
  batchSize: fc.integer({ min: 1, max: 14 }),
}).map(({ networkAndLoss: both, l1, l2, clipNorm, decayBiases, ...rest }) => ({ ...rest, ...both, regularization: { l1, l2, clipNorm, decayBiases } }));

export function dataFor({ network, loss }: Pick<TrainerConfig, 'network' | 'loss'>, count: number, seed = 1): TrainingSet {
  const random = createRandom(seed);
  const { units, activation } = network.layers.at(-1)!;
  const { low, high } = targetEncoding(activation);
  const isClass = losses[loss.name].tasks.length === 1;
  return {
    count,
    inputs: Float64Array.from({ length: count * network.inputs }, () => random.normal()),
    targets: Float64Array.from({ length: count * units }, () => (isClass ? [low, high][random.integer(2)]! : random.normal())),
  };
}

export function trainerFor(config: TrainerConfig, set: TrainingSet, seed = 3): Trainer {
  const weights = { kind: 'xavier', distribution: 'uniform' } as const;
  const theta = initializeParameters(createNetwork(config.network), { weights, biases: weights }, createRandom(seed));
  return createTrainer(config, set, seed, theta);
}

/** Makes `count` updates, or fewer if they diverge. */
export function train(trainer: Trainer, count: number): void {
  for (let made = 0; made < count && trainer.finite;) if (trainer.advance()) made += 1;
}
