import { describe, expect, it } from 'vitest';
import { coupleExperiment } from '../../src/config/couple.ts';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { initialParametersOf, networkSpecOf, trainerConfigOf } from '../../src/config/network.ts';
import { exerciseRates, presetById, presetOf, presets } from '../../src/config/presets.ts';
import { repairExperiment } from '../../src/config/repair.ts';
import { buildData } from '../../src/datasets/index.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { createWorkspace } from '../../src/engine/workspace.ts';

function trainerOf(experiment: Experiment) {
  const { trainSet } = buildData(experiment);
  const network = createNetwork(networkSpecOf(experiment));
  const trainer = createTrainer(trainerConfigOf(experiment), trainSet, experiment.data.seed, initialParametersOf(experiment));
  const workspace = createWorkspace(network, trainSet.count);
  return { network, trainer, measure: () => evaluate(network, trainer.parameters, workspace, experiment.loss, trainSet, 0, trainSet.count) };
}

describe.each(presets)('$label', ({ id, experiment }) => {
  it('is an experiment that needs no coupling and no repair', () => {
    expect(coupleExperiment(experiment)).toEqual({ experiment, notes: [] });
    expect(repairExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual({ experiment, notes: [] });
  });

  it('gives every parameter a short first value, no two neurons of a layer alike', () => {
    const { given } = experiment.initialization;
    const network = createNetwork(networkSpecOf(experiment));
    expect(given).toHaveLength(network.parameterCount);
    for (const value of given!) expect(String(value).length).toBeLessThanOrEqual(5);
    for (const { weights, inputs, units } of network.layers) {
      const rows = Array.from({ length: units }, (_, unit) => given!.slice(weights + unit * inputs, weights + (unit + 1) * inputs).join());
      expect(new Set(rows).size).toBe(units);
    }
  });

  it('is recognised, at any learning rate', () => {
    expect(presetOf(experiment)).toBe(id);
    for (const learningRate of exerciseRates) expect(presetOf({ ...experiment, learningRate })).toBe(id);
    expect(presetOf({ ...experiment, batchSize: 2 })).toBeNull();
    expect(presetById(id).experiment).toBe(experiment);
  });
});

it('own settings are no preset', () => {
  expect(presetOf(defaultExperiment('xorTable'))).toBeNull();
});

it.each(['workedNetwork', 'singleNeuron', 'deeperNetwork'] as const)('%s begins with the example (1, 1), and learns its table within 50 epochs', (id) => {
  const { trainer, measure } = trainerOf(presetById(id).experiment);
  expect(trainer.save().order[0]).toBe(3);
  const sizes = trainer.parameters.map(Math.abs);
  expect(new Set(sizes).size).toBe(sizes.length);
  expect(measure().correct).toBeLessThan(4);
  while (trainer.epoch < 50) trainer.advance();
  expect(measure().correct).toBe(4);
  expect(measure().lossSum / 4).toBeLessThan(0.05);
});

describe('the 2-2-2 exercise', () => {
  it('gives the numbers it is known for', () => {
    const { network, trainer, measure } = trainerOf(presetById('exercise').experiment);
    expect(measure().lossSum).toBeCloseTo(0.298371109, 9);
    trainer.advance();
    const [hidden, output] = network.layers;
    const after = (offset: number): readonly number[] => Array.from(trainer.parameters.subarray(offset, offset + 4), (value) => Number(value.toFixed(9)));
    expect(after(output!.weights)).toEqual([0.358916480, 0.408666186, 0.511301270, 0.561370121]);
    const [w1, w2, w3, w4] = after(hidden!.weights);
    expect([w1!.toFixed(9), w2!.toFixed(8), w3!.toFixed(8), w4!.toFixed(8)]).toEqual(['0.149780716', '0.19956143', '0.24975114', '0.29950229']);
  });

  it('falls faster the larger the rate', () => {
    const lossAt = (learningRate: number): number => {
      const { trainer, measure } = trainerOf({ ...presetById('exercise').experiment, learningRate });
      for (let step = 0; step < 100; step += 1) trainer.advance();
      return measure().lossSum;
    };
    const left = exerciseRates.map(lossAt);
    expect(left).toEqual(left.toSorted((a, b) => b - a));
  });
});

it('the errors that cancel do so to less than a thousandth of their size, and training with them only makes matters worse', () => {
  const { experiment } = presetById('cancellingErrors');
  const signed = trainerOf(experiment);
  const absolute = trainerOf({ ...experiment, loss: { ...experiment.loss, name: 'absolute' } });
  const size = absolute.measure().lossSum;
  expect(size / signed.trainer.save().order.length).toBeGreaterThan(0.5);
  expect(Math.abs(signed.measure().lossSum)).toBeLessThan(size / 1000);
  while (signed.trainer.epoch < 20) signed.trainer.advance();
  while (absolute.trainer.epoch < 20) absolute.trainer.advance();
  expect(signed.measure().lossSum).toBeLessThan(-size);
  expect(absolute.measure().lossSum).toBeLessThan(size / 2);
});
