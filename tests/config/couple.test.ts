import { describe, expect, it } from 'vitest';
import { describeChange } from '../../src/config/changes.ts';
import { coupleExperiment } from '../../src/config/couple.ts';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { availableFeatures, inputFeatures, inputOfFeature } from '../../src/config/features.ts';
import { presetById } from '../../src/config/presets.ts';
import { needsRestart } from '../../src/config/restart.ts';
import { datasetNames } from '../../src/config/tasks.ts';

const spiral = defaultExperiment('spiral');
const withLoss = (experiment: Experiment, name: Experiment['loss']['name']): Experiment => ({ ...experiment, loss: { ...experiment.loss, name } });

describe('coupleExperiment', () => {
  it.each(datasetNames)('leaves the settings of %s alone', (set) => {
    expect(coupleExperiment(defaultExperiment(set))).toEqual({ experiment: defaultExperiment(set), notes: [] });
  });

  it('gives a chosen loss the output it needs', () => {
    const { experiment, notes } = coupleExperiment(withLoss(spiral, 'binary_cross_entropy'), spiral);
    expect(experiment.outputActivation).toBe('sigmoid');
    expect(notes).toHaveLength(1);
  });

  it('lets a chosen output have the last word over the loss', () => {
    const before = coupleExperiment(withLoss(spiral, 'binary_cross_entropy'), spiral).experiment;
    const { experiment } = coupleExperiment({ ...before, outputActivation: 'tanh' }, before);
    expect([experiment.outputActivation, experiment.loss.name]).toEqual(['tanh', 'half_squared']);
  });

  it('asks two classes as one output', () => {
    const blobs = defaultExperiment('blobs3');
    const { experiment } = coupleExperiment({ ...blobs, data: { ...blobs.data, set: 'circle' } }, blobs);
    expect([experiment.outputActivation, experiment.loss.name]).toEqual(['sigmoid', 'binary_cross_entropy']);
  });

  it('leaves a warm-up shorter than its schedule, whichever was changed', () => {
    const before: Experiment = { ...spiral, schedule: { name: 'warmup_cosine', warmup: 500, length: 5000 } };
    const scheduleWith = (change: { readonly warmup?: number; readonly length?: number }) => coupleExperiment({ ...before, schedule: { name: 'warmup_cosine', warmup: 500, length: 5000, ...change } }, before).experiment.schedule;
    expect(scheduleWith({ warmup: 5000 })).toMatchObject({ warmup: 5000, length: 5001 });
    expect(scheduleWith({ length: 100 })).toMatchObject({ warmup: 99, length: 100 });
  });

  it('takes a regression no loss of classes', () => {
    const { experiment } = coupleExperiment({ ...defaultExperiment('iris'), data: { ...defaultExperiment('iris').data, set: 'sine' } });
    expect([experiment.outputActivation, experiment.loss.name, experiment.features]).toEqual(['linear', 'half_squared', ['x']]);
  });
});

describe('what is given by hand', () => {
  const worked = presetById('workedNetwork').experiment;
  const given = worked.initialization.given!;
  const edited: Experiment = { ...worked, data: { ...worked.data, examples: [{ inputs: [0, 1], targets: [1] }, { inputs: [1, 1], targets: [-0.5] }] } };
  const changed = (change: Partial<Experiment>, before: Experiment = worked) => coupleExperiment({ ...before, ...change }, before);

  it('stays while only η, batch, loss or activations change', () => {
    const { experiment, notes } = changed({ learningRate: 2, batchSize: 4, hidden: [{ units: 2, activation: 'relu' }], outputActivation: 'linear' });
    expect([experiment.initialization.given, notes]).toEqual([given, []]);
  });

  it.each<[string, Partial<Experiment['initialization']>]>([['seed', { seed: 8 }], ['scheme', { weights: { kind: 'zero' } }], ['biases', { biases: { kind: 'constant', value: 1 } }]])(
    'gives way to another %s without a word', (_name, change) => {
      const { experiment, notes } = changed({ initialization: { ...worked.initialization, ...change } });
      expect('given' in experiment.initialization).toBe(false);
      expect(notes).toEqual([]);
    });

  it('is drawn for another network, and says so', () => {
    for (const change of [{ hidden: [{ units: 3, activation: 'tanh' }] }, { features: ['x', 'x2'] }] satisfies Partial<Experiment>[]) {
      const { experiment, notes } = changed(change);
      expect(experiment.initialization).toEqual({ ...defaultExperiment('xorTable').initialization });
      expect(notes).toEqual(['The first weights given by hand are not for this network, so they are drawn.']);
    }
    expect(coupleExperiment({ ...worked, hidden: [] }).notes).toEqual(['9 first weights given by hand do not fit a network of 3, so they are drawn.']);
  });

  it('takes new first weights for a new network in one change', () => {
    const deeper = presetById('deeperNetwork').experiment;
    expect(coupleExperiment(deeper, worked)).toEqual({ experiment: deeper, notes: [] });
  });

  it('leaves its examples behind with another data set', () => {
    const { experiment, notes } = changed({ data: { ...edited.data, set: 'circle' } }, edited);
    expect([experiment.data.examples, notes]).toEqual([undefined, []]);
    expect([experiment.data.points, experiment.data.noise]).toEqual([280, 0.06]);
  });

  it('says when its examples do not fit the outputs', () => {
    const { experiment, notes } = coupleExperiment({ ...defaultExperiment('exercise'), data: { ...defaultExperiment('exercise').data, examples: [{ inputs: [1, 2], targets: [0] }] } });
    expect(experiment).toEqual(defaultExperiment('exercise'));
    expect(notes).toEqual(['An example of 2 inputs and 1 target does not fit 2 inputs and 2 outputs, so the set’s own examples are used.']);
  });

  it('keeps its classes where the output has other codes for them, and other targets as they are', () => {
    const withZero: Experiment = { ...edited, data: { ...edited.data, examples: [{ inputs: [0, 0], targets: [-1] }, ...edited.data.examples!] } };
    expect(changed({ outputActivation: 'sigmoid' }, withZero).experiment.data.examples?.map(({ targets }) => targets)).toEqual([[0], [1], [-0.5]]);
  });

  it('is named in a change', () => {
    const { examples: _examples, ...data } = edited.data;
    expect(describeChange(worked, edited)).toBe('examples edited');
    expect(describeChange(edited, { ...edited, data })).toBe('the set’s own examples');
    expect(describeChange(worked, { ...worked, initialization: { ...worked.initialization, given: given.map(() => 1) } })).toBe('weights by hand');
    expect(describeChange(worked, changed({ initialization: { ...worked.initialization, seed: 8 } }).experiment)).toBe('seed 2 → 8');
    const { given: _given, ...drawn } = worked.initialization;
    expect(describeChange(worked, { ...worked, initialization: drawn })).toBe('initialization: by hand → U[−1, 1]');
    expect(describeChange(worked, { ...worked, naming: 'layers' })).toBe('names');
    expect(describeChange(spiral, worked)).toBe('preset: Worked network');
    expect(describeChange({ ...worked, batchSize: 4 }, worked)).toBe('batch size 4 → 1');
    expect([needsRestart(worked, edited), needsRestart(worked, { ...worked, initialization: drawn }), needsRestart(worked, { ...worked, naming: 'layers' })])
      .toEqual([false, true, false]);
  });
});

describe('needsRestart and describeChange', () => {
  const changes: readonly [string, Partial<Experiment>, boolean, string][] = [
    ['learning rate', { learningRate: 0.03 }, false, 'η 0.1 → 0.03'],
    ['batch size', { batchSize: 1 }, false, 'batch size 14 → 1'],
    ['activation', { hidden: [{ units: 6, activation: 'relu' }, spiral.hidden[1]!] }, false, 'layer 1: tanh → ReLU'],
    ['units', { hidden: [{ units: 7, activation: 'tanh' }, spiral.hidden[1]!] }, true, 'neurons of layer 1 6 → 7'],
    ['layers', { hidden: [] }, true, 'hidden layers 2 → 0'],
    ['seed', { initialization: { ...spiral.initialization, seed: 9 } }, true, 'seed 2 → 9'],
    ['noise', { data: { ...spiral.data, noise: 0.2 } }, false, 'noise 0.05 → 0.2'],
    ['softmax', { outputActivation: 'softmax' }, true, 'output: linear → softmax'],
  ];
  it.each(changes)('%s', (_name, change, restarts, label) => {
    const after = { ...spiral, ...change };
    expect(needsRestart(spiral, after)).toBe(restarts);
    expect(describeChange(spiral, after)).toBe(label);
  });

  it('finds nothing in no change', () => {
    expect(describeChange(spiral, { ...spiral })).toBe('');
  });
});

describe('features of raw inputs', () => {
  it('are the inputs themselves, in order, beyond two', () => {
    expect(inputFeatures(4)).toEqual(['x', 'y', 'input3', 'input4']);
    expect(availableFeatures(64).map(inputOfFeature)).toEqual(Array.from({ length: 64 }, (_, input) => input));
    expect(availableFeatures(2).filter((name) => inputOfFeature(name) !== null)).toEqual(['x', 'y']);
  });
  it('of a set with two inputs cannot be a third', () => {
    const { experiment, notes } = coupleExperiment({ ...spiral, features: ['y', 'input3'] });
    expect(experiment.features).toEqual(['y']);
    expect(notes).toEqual(['This set has two inputs, so only features of x₁ and x₂ are used.']);
  });
});
