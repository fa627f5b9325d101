import { describe, expect, it } from 'vitest';
import { describeChange } from '../../src/config/changes.ts';
import { coupleExperiment } from '../../src/config/couple.ts';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
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
