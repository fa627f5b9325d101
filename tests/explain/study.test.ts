import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forward } from '../../src/engine/forward.ts';
import { losses, reductionScale } from '../../src/engine/losses.ts';
import { evaluateLoss } from '../../src/engine/outputLoss.ts';
import type { TrainerConfig, TrainingSet } from '../../src/engine/trainer.ts';
import { createWorkspace } from '../../src/engine/workspace.ts';
import { createStudy, type Study } from '../../src/explain/study.ts';
import { startTrace } from '../../src/explain/trace.ts';
import { anyConfig, dataFor, train, trainerFor } from './updates.ts';

const initialization = { weights: { kind: 'zero' }, biases: { kind: 'zero' }, seed: 7 } as const;
const facts = { naming: 'layers', features: ['x', 'y', 'xy'], initialization } as const;

function studyOf(config: TrainerConfig, set: TrainingSet, parameters?: readonly number[], steps = 0): Study {
  const trainer = trainerFor(config, set);
  parameters?.forEach((value, index) => trainer.setParameter(index, value));
  train(trainer, steps);
  const work = startTrace(config, set, trainer.save(), trainer.parameters);
  for (;;) {
    const trace = work.advance();
    if (trace !== null) return createStudy(trace, { ...facts, features: facts.features.slice(0, config.network.inputs) });
  }
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const size = Math.max(1e-3, ...Array.from(expected, Math.abs));
  for (let i = 0; i < actual.length; i += 1) expect(Math.abs(actual[i]! - expected[i]!), `entry ${i}: ${actual[i]} and ${expected[i]}`).toBeLessThanOrEqual(tolerance * size);
}

const smooth = anyConfig.map((config): TrainerConfig => ({
  ...config, network: {
    ...config.network,
    layers: config.network.layers.map(({ units, activation }) => ({ units, activation: activation === 'relu' || activation === 'leaky_relu' ? 'tanh' : activation })),
  },
}));
const sizes = fc.integer({ min: 1, max: 9 });

describe('the passes of a study', () => {
  it('add up to the gradient and the loss of the batch', () => {
    fc.assert(fc.property(anyConfig, sizes, fc.integer({ min: 0, max: 4 }), (config, count, steps) => {
      const { trace, pass } = studyOf(config, dataFor(config, count), undefined, steps);
      fc.pre(trace.finite);
      const share = config.loss.reduction === 'sum' ? 1 : 1 / trace.examples.length;
      const gradient = new Float64Array(trace.theta.length);
      trace.examples.forEach((_, e) => {
        pass(e).gradient.forEach((g, i) => { gradient[i] = gradient[i]! + share * g; });
        expect(pass(e).loss).toBe(trace.losses[e]);
        const outputs = pass(e).outputLosses;
        expect(Math.abs(outputs.reduce((sum, loss) => sum + loss, 0) - pass(e).loss)).toBeLessThanOrEqual(1e-14 * outputs.reduce((sum, loss) => sum + Math.abs(loss), 0));
      });
      expectNear(gradient, trace.dataGradient, 1e-12);
    }), { numRuns: 200 });
  });

  it('hold z, a, ∂L/∂a and δ that follow from each other', () => {
    fc.assert(fc.property(anyConfig, sizes, (config, count) => {
      const { trace, network, pass } = studyOf(config, dataFor(config, count));
      const { inputs, targets, z, a, delta, upstream, gradient } = pass(trace.examples.length - 1);
      expect([z.length, a.length, delta.length, upstream.length]).toEqual([network.layers.length, network.layers.length, network.layers.length, network.layers.length + 1]);
      network.layers.forEach((layer, l) => {
        const x = l === 0 ? inputs : a[l - 1]!;
        for (let u = 0; u < layer.units; u += 1) {
          let sum = trace.theta[layer.biases + u]!;
          for (let i = 0; i < layer.inputs; i += 1) {
            const index = layer.weights + u * layer.inputs + i;
            sum += trace.theta[index]! * x[i]!;
            expect(gradient[index]).toBe(delta[l]![u]! * x[i]!);
          }
          expect(z[l]![u]).toBe(sum);
          expect(gradient[layer.biases + u]).toBe(delta[l]![u]);
          const { elementwise } = layer;
          const back = upstream[l + 1]![u]!;
          if (elementwise === null) continue;
          expect(a[l]![u]).toBe(elementwise.output(sum));
          if (Number.isNaN(back)) expect(losses[config.loss.name].reads).toBe('logits');
          else expectNear([delta[l]![u]!], [back * elementwise.derivative(sum, a[l]![u]!)], 1e-14);
        }
        for (let i = 0; i < layer.inputs; i += 1) {
          let sum = 0;
          for (let u = 0; u < layer.units; u += 1) sum += trace.theta[layer.weights + u * layer.inputs + i]! * delta[l]![u]!;
          expect(upstream[l]![i]).toBe(sum);
        }
      });
      const { loss } = config;
      if (losses[loss.name].reads === 'prediction') {
        const scale = reductionScale(loss, 1, targets.length);
        expectNear(upstream.at(-1)!, a.at(-1)!.map((y, k) => scale * losses[loss.name].derivative(y, targets[k]!, loss.huberDelta)), 1e-15);
      } else {
        expect([...upstream.at(-1)!].every(Number.isNaN)).toBe(true);
      }
    }), { numRuns: 200 });
  });

  it('know ∂L/∂x as differences do', () => {
    fc.assert(fc.property(smooth.filter(({ loss }) => !['absolute', 'hinge', 'huber'].includes(loss.name)), (config) => {
      const { network, trace, pass } = studyOf(config, dataFor(config, 3));
      const { upstream, inputs, targets } = pass(0);
      const workspace = createWorkspace(network, 1);
      const scale = reductionScale(config.loss, 1, targets.length);
      const lossAt = (feature: number, value: number): number => {
        workspace.inputs.set(inputs);
        workspace.inputs[feature] = value;
        workspace.targets.set(targets);
        forward(network, trace.theta, workspace, 1);
        return scale * evaluateLoss(network, config.loss, workspace, workspace.targets, 1);
      };
      const epsilon = 6e-6;
      const numeric = Array.from(inputs, (x, feature) => (lossAt(feature, x + epsilon) - lossAt(feature, x - epsilon)) / (2 * epsilon));
      expectNear(upstream[0]!, numeric, 1e-6);
    }));
  });

  it('are kept for the latest few examples', () => {
    const config: TrainerConfig = {
      network: { inputs: 2, layers: [{ units: 1, activation: 'tanh' }] }, loss: { name: 'squared', reduction: 'mean', huberDelta: 1 },
      learningRate: 0.1, optimizer: { name: 'sgd' }, schedule: { name: 'constant' }, regularization: { l1: 0, l2: 0, clipNorm: 0 }, batchSize: 20,
    };
    const { pass, outputPass } = studyOf(config, dataFor(config, 20));
    const [first, second] = [pass(0), pass(1)];
    for (let e = 2; e < 16; e += 1) pass(e);
    expect(pass(0)).toBe(first);
    pass(16);
    expect(pass(0)).toBe(first);
    expect(pass(1)).not.toBe(second);
    expect(pass(1)).toEqual(second);
    expect(outputPass(3, 0)).toBe(outputPass(3, 0));
    expect(() => pass(20)).toThrow('not 20');
    expect(() => outputPass(0, 1)).toThrow('not 1');
  });
});

describe('the derivatives of an output', () => {
  it('agree with differences for every activation', () => {
    fc.assert(fc.property(smooth, fc.nat(3), (config, wanted) => {
      const { network, trace, outputPass, pass } = studyOf(config, dataFor(config, 2));
      const output = wanted % network.layers.at(-1)!.units;
      const workspace = createWorkspace(network, 1);
      workspace.inputs.set(pass(0).inputs);
      const theta = trace.theta.slice();
      const answerAt = (index: number, value: number): number => {
        theta[index] = value;
        forward(network, theta, workspace, 1);
        theta[index] = trace.theta[index]!;
        return workspace.a.at(-1)![output]!;
      };
      const epsilon = 6e-6;
      const numeric = Array.from(trace.theta, (value, index) => (answerAt(index, value + epsilon) - answerAt(index, value - epsilon)) / (2 * epsilon));
      const { gradient, delta } = outputPass(0, output);
      expectNear(gradient, numeric, 1e-6);
      // z is b plus the rest, so that ∂ŷ/∂z is ∂ŷ/∂b.
      network.layers.forEach(({ biases, units }, l) => expect(delta[l]).toEqual(gradient.slice(biases, biases + units)));
    }), { numRuns: 150 });
  });

  type Named = Readonly<Record<string, number>>;
  type Case = { readonly label: string; readonly params: Named; readonly x1: number; readonly x2: number; readonly t: number; readonly L: number; readonly values: Named; readonly dy: Named; readonly dL: Named };
  const file = JSON.parse(readFileSync(new URL('../reference/pytorch/named_2_2_1.json', import.meta.url), 'utf8')) as { readonly cases: readonly Case[] };
  const order = ['w111', 'w121', 'w211', 'w221', 'b1', 'b2', 'w311', 'w321', 'b3'];

  it.each(file.cases)('and of the loss are those of PyTorch, all of them: $label', ({ params, x1, x2, t, L, values, dy, dL }) => {
    const config: TrainerConfig = {
      network: { inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'tanh' }] },
      loss: { name: 'half_squared', reduction: 'mean', huberDelta: 1 }, learningRate: 0.1, optimizer: { name: 'sgd' },
      schedule: { name: 'constant' }, regularization: { l1: 0, l2: 0, clipNorm: 0 }, batchSize: 1,
    };
    const set = { count: 1, inputs: Float64Array.of(x1, x2), targets: Float64Array.of(t) };
    const { pass, outputPass } = studyOf(config, set, order.map((name) => params[name]!));
    const near = (actual: number, expected: number): void => expect(Math.abs(actual - expected), `${actual} and ${expected}`).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(expected)));
    const all = (actual: readonly ArrayLike<number>[], names: readonly string[], expected: Named): void => {
      actual.flatMap((row) => Array.from(row)).forEach((value, i) => near(value, expected[names[i]!]!));
    };
    const [forwards, output] = [pass(0), outputPass(0, 0)];
    near(forwards.loss, L);
    all(forwards.z, ['z1', 'z2', 'z3'], values);
    all(forwards.a, ['h1', 'h2', 'y'], values);
    all([output.gradient], order, dy);
    all(output.delta, ['z1', 'z2', 'z3'], dy);
    all([forwards.gradient], order, dL);
    all(forwards.delta, ['z1', 'z2', 'z3'], dL);
    all(forwards.upstream, ['x1', 'x2', 'h1', 'h2', 'y'], dL);
  });
});

describe('a study', () => {
  it('knows where θ comes from, and its names', () => {
    const { trace, names, initialization: known } = studyOf({
      network: { inputs: 1, layers: [{ units: 1, activation: 'tanh' }] }, loss: { name: 'squared', reduction: 'mean', huberDelta: 1 },
      learningRate: 0.1, optimizer: { name: 'sgd' }, schedule: { name: 'constant' }, regularization: { l1: 0, l2: 0, clipNorm: 0 }, batchSize: 1,
    }, { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1) });
    expect(known).toEqual({ ...initialization, isGiven: false });
    expect(createStudy(trace, { ...facts, features: ['x'], initialization: { ...initialization, given: [1, 2] } }).initialization.isGiven).toBe(true);
    expect(names.title({ kind: 'parameter', index: 0 })).not.toBe('');
  });
});
