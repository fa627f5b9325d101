/** Studies of the worked network and of random ones, for the tests of what is said about their numbers. */
import type { Experiment, FeatureName, NamingScheme } from '../../src/config/experiment.ts';
import { addressKinds, isAddressIn, type Address, type AddressKind } from '../../src/explain/address.ts';
import { createStudy, type Study } from '../../src/explain/study.ts';
import { startTrace } from '../../src/explain/trace.ts';
import type { TrainerConfig, TrainingSet } from '../../src/engine/trainer.ts';
import { dataFor, train, trainerFor } from './updates.ts';

const drawn: Experiment['initialization'] = { weights: { kind: 'xavier', distribution: 'uniform' }, biases: { kind: 'xavier', distribution: 'uniform' }, seed: 3 };

type Options = {
  readonly set?: TrainingSet;
  readonly parameters?: readonly number[];
  readonly steps?: number;
  readonly naming?: NamingScheme;
  readonly features?: readonly FeatureName[];
  readonly initialization?: Experiment['initialization'];
};

/** The study of the next update after some steps of training. */
export function studyOf(config: TrainerConfig, options: Options = {}): Study {
  const { set = dataFor(config, 3), parameters = [], steps = 0, naming = 'layers', initialization = drawn } = options;
  const trainer = trainerFor(config, set);
  parameters.forEach((value, index) => trainer.setParameter(index, value));
  const initial = trainer.parameters.slice();
  train(trainer, steps);
  const work = startTrace(config, set, trainer.save(), initial);
  for (;;) {
    const trace = work.advance();
    if (trace !== null) return createStudy(trace, { naming, features: options.features ?? (['x', 'y'] as const).slice(0, config.network.inputs), initialization });
  }
}

export const workedConfig: TrainerConfig = {
  network: { inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'tanh' }] },
  loss: { name: 'half_squared', reduction: 'mean', huberDelta: 1 },
  learningRate: 0.5, optimizer: { name: 'sgd' }, schedule: { name: 'constant' },
  regularization: { l1: 0, l2: 0, clipNorm: 0 }, batchSize: 1,
};

/** The numbers of the look: w₁₁₁ w₁₂₁ w₂₁₁ w₂₂₁ b₁ b₂ w₃₁₁ w₃₂₁ b₃. */
const workedParameters = [0.919, -0.606, -0.701, -1.01, 0.606, -0.0767, -0.437, -0.0384, 0.137];

export function workedStudy(changes: Partial<TrainerConfig> = {}, options: Options = {}): Study {
  const set = { count: 1, inputs: Float64Array.of(0.8, -0.4), targets: Float64Array.of(1) };
  return studyOf({ ...workedConfig, ...changes }, { set, parameters: workedParameters, naming: 'neurons', ...options });
}

/** Every address there is in the study, of networks small enough for it. */
export function everyAddress({ network, trace }: Study): Address[] {
  const { layers, parameterCount, spec } = network;
  const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const ranges: Readonly<Record<string, number>> = {
    example: trace.examples.length, feature: spec.inputs, output: layers.at(-1)!.units, index: parameterCount,
    layer: layers.length, unit: Math.max(...layers.map(({ units }) => units)), slot: trace.slots.length,
  };
  const fields: Readonly<Record<AddressKind, readonly string[]>> = {
    input: ['example', 'feature'], target: ['example', 'output'], parameter: ['index'], draw: ['index'], learningRate: [],
    z: ['example', 'layer', 'unit'], a: ['example', 'layer', 'unit'], outputLoss: ['example', 'output'], exampleLoss: ['example'],
    batchLoss: [], penalty: [], objective: [], dLda: ['example', 'layer', 'unit'], delta: ['example', 'layer', 'unit'],
    dLdx: ['example', 'feature'], exampleGradient: ['example', 'index'], outputDelta: ['example', 'output', 'layer', 'unit'],
    outputGradient: ['example', 'output', 'index'], dataGradient: ['index'], penaltyGradient: ['index'], gradientNorm: [],
    gradient: ['index'], slot: ['slot', 'index'], newSlot: ['slot', 'index'], correctedSlot: ['slot', 'index'], update: ['index'], newParameter: ['index'],
  };
  return addressKinds.flatMap((kind) => fields[kind]
    .reduce<Record<string, unknown>[]>((found, field) => found.flatMap((address) => range(ranges[field] ?? 0).map((value) => ({ ...address, [field]: value }))), [{ kind }])
    .map((address) => address as unknown as Address)
    .filter((address) => isAddressIn(address, { network, examples: trace.examples.length, slots: trace.slots.length })));
}
