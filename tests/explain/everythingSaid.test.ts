/**
 * All that is said of the numbers of an update, to be read in one place: tests/explain/everythingSaid.txt. What is alike but for its
 * numbers and names stands there once. A change of a word or of when it is said shows there; `npx vitest run -u` takes it over.
 */
import { expect, it } from 'vitest';
import { defaultOptimizer } from '../../src/engine/optimizers.ts';
import { lossNames, losses } from '../../src/engine/losses.ts';
import { defaultSchedule, type ScheduleSpec } from '../../src/engine/schedules.ts';
import type { TrainerConfig } from '../../src/engine/trainer.ts';
import { addressKey } from '../../src/explain/address.ts';
import { explain, valueOf } from '../../src/explain/explanation.ts';
import { evaluateFormula } from '../../src/explain/formula.ts';
import { formulaTex } from '../../src/explain/formulaTex.ts';
import { createScript } from '../../src/explain/script.ts';
import { headlineOf } from '../../src/explain/sentence.ts';
import type { Study } from '../../src/explain/study.ts';
import { everyAddress, studyOf, workedStudy } from './studies.ts';
import { everyOptimizer } from './updates.ts';

const softmax: TrainerConfig = {
  network: { inputs: 2, layers: [{ units: 3, activation: 'relu' }, { units: 3, activation: 'softmax' }] },
  loss: { name: 'softmax_cross_entropy', reduction: 'mean', huberDelta: 1 }, learningRate: 0.1, optimizer: { name: 'sgd' },
  schedule: { name: 'constant' }, regularization: { l1: 0, l2: 0, clipNorm: 0 }, batchSize: 3,
};

const one: TrainerConfig = { ...softmax, network: { inputs: 1, layers: [{ units: 1, activation: 'linear' }] }, loss: { name: 'squared', reduction: 'mean', huberDelta: 1 }, batchSize: 1 };
const nothing = { weights: { kind: 'zero' }, biases: { kind: 'zero' }, seed: 4 } as const;

/** Each far enough on its way that every number in it counts. */
const laterSchedules: readonly ScheduleSpec[] = [
  { name: 'step', stepSize: 2, gamma: 0.5 }, { name: 'multi_step', milestones: [1, 3, 9], gamma: 0.5 }, { name: 'exponential', gamma: 0.9 },
  { name: 'inverse_time', decay: 0.1 }, { name: 'cosine', minimum: 0.01, period: 8 }, { name: 'cosine_restarts', minimum: 0.01, period: 2, growth: 2 },
  { name: 'warmup', length: 9 }, { name: 'linear', from: 0.5, to: 2, length: 9 }, { name: 'warmup_cosine', warmup: 2, length: 20 },
  { name: 'polynomial', length: 9, power: 2 }, defaultSchedule('one_cycle'),
];

const studies: readonly (readonly [string, () => Study])[] = [
  ['The worked network', () => workedStudy()],
  ['The worked network with large weights', () => workedStudy({}, { parameters: [9, -8, -9, 7, 6, -5, 4, -3, 5] })],
  ['One neuron with one input', () => studyOf(one)],
  ['Softmax, a mini-batch of 3', () => studyOf(softmax)],
  ['Softmax with a penalty and a limit', () => studyOf({ ...softmax, regularization: { l1: 0.01, l2: 0.02, clipNorm: 0.1 } }, { naming: 'neurons' })],
  ['Two hidden layers, and two outputs', () => studyOf({
    ...softmax, network: { inputs: 2, layers: [{ units: 2, activation: 'relu' }, { units: 2, activation: 'tanh' }, { units: 2, activation: 'sigmoid' }] },
    loss: { name: 'squared', reduction: 'mean', huberDelta: 1 },
  })],
  ['At the corners of relu and of the loss', () => studyOf({ ...softmax, network: { inputs: 2, layers: [{ units: 2, activation: 'relu' }, { units: 1, activation: 'linear' }] }, loss: { name: 'absolute', reduction: 'mean', huberDelta: 1 } }, { parameters: Array.from({ length: 9 }, () => 0), set: { count: 2, inputs: Float64Array.of(0.8, -0.4, 0.3, 0.5), targets: Float64Array.of(0, 0.5) } })],
  ...(['softmax_cross_entropy', 'binary_cross_entropy'] as const).map((name) => [`Bare logits under ${name}`, () => studyOf({
    ...softmax, loss: { name, reduction: 'mean', huberDelta: 1 }, network: { inputs: 2, layers: [{ units: 3, activation: 'tanh' }, { units: 3, activation: 'linear' }] },
  })] as const),
  ['A penalty larger than the loss', () => studyOf({ ...softmax, regularization: { l1: 0, l2: 50, clipNorm: 0 } })],
  ...laterSchedules.map((schedule) => [`The schedule ${schedule.name}, after 5 steps`, () => studyOf({ ...one, schedule }, { steps: 5 })] as const),
  ['A warm-up before a cosine', () => studyOf({ ...one, schedule: { name: 'warmup_cosine', warmup: 4, length: 20 } }, { steps: 1 })],
  ['Weights given, not drawn', () => workedStudy({}, { initialization: { ...nothing, given: [...workedStudy().trace.initial] } })],
  ['A weight set by hand after it was drawn', () => workedStudy({}, { parameters: [2] })],
  ...([{ kind: 'zero' }, { kind: 'uniform', low: -0.5, high: 0.25 }, { kind: 'normal', mean: 0.5, std: 2 }, { kind: 'he', distribution: 'normal' }, { kind: 'orthogonal' }] as const).map((weights) => (
    [`Drawn: ${weights.kind}`, () => studyOf(softmax, { initialization: { ...nothing, weights } })] as const)),
  ...everyOptimizer.flatMap((name) => [0, 3].map((steps) => [`${name}, after ${steps} steps`, () => studyOf({ ...softmax, optimizer: defaultOptimizer(name) }, { steps })] as const)),
  ...lossNames.map((name) => [`The loss ${name}`, () => studyOf({
    ...softmax, loss: { name, reduction: 'sum', huberDelta: 0.2 },
    network: { inputs: 2, layers: [{ units: 2, activation: 'sigmoid' }, { units: 2, activation: losses[name].requiredOutput ?? 'tanh' }] },
  })] as const),
];

/** What links a symbol to its quantity, and colours it. */
const MARKS = /\\html(?:Data|Class)\{[^}]*\}/g;

/** The words without what differs from number to number. */
const shapeOf = (line: string): string => line.replaceAll(/\$[^$]*\$/g, '$').replaceAll(/\d+(?:[.,]\d+)*/g, '0').replaceAll(/[−+]?0(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?/g, '0');

it('is what stands in everythingSaid.txt', async () => {
  const known = new Set<string>();
  const text = studies.map(([name, made]) => {
    const study = made();
    const script = createScript(study);
    const explained = everyAddress(study).map((address) => {
      const { title, prose, formula, symbol, value } = explain(study, address);
      const evaluated = formula === null ? null : evaluateFormula(formula, (part) => valueOf(study, part));
      if (evaluated !== null && !(Math.abs(evaluated - value) <= 1e-12 * Math.max(1, Math.abs(value)))) expect.fail(`${name}, ${addressKey(address)}: ${evaluated} instead of ${value}`);
      const [symbols, numbers] = (['symbols', 'numbers'] as const).map((show) => (formula === null ? '' : formulaTex(study, formula, { show }).replaceAll(MARKS, '')));
      const tex = formula === null ? '' : `\n    ${symbols}\n    ${numbers}`;
      return { shape: `${address.kind} ${shapeOf(prose)} ${shapeOf(symbols ?? '')}`, line: `  ${addressKey(address)}: ${title} (${symbol.spoken})\n    ${prose}${tex}` };
    });
    const told = Array.from({ length: script.count }, (_, beat) => script.at(beat)).map((beat) => {
      const { prose, spoken } = headlineOf(study, beat);
      return { shape: `${beat.phase} ${shapeOf(prose)}`, line: `  ${prose}\n    ${spoken}` };
    });
    const lines = [...explained, ...told].flatMap(({ shape, line }) => {
      if (known.has(shape)) return [];
      known.add(shape);
      return [line];
    });
    return [name, ...lines].join('\n');
  }).join('\n\n');
  await expect(`${text}\n`).toMatchFileSnapshot('everythingSaid.txt');
}, 60_000);
