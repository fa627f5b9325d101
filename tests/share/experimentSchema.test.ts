import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { presets } from '../../src/config/presets.ts';
import { datasetNames } from '../../src/config/tasks.ts';
import { experimentSchema } from '../../src/share/experimentSchema.ts';
import { experimentFile, json } from '../../src/share/networkFile.ts';
import { openFile } from '../../src/share/networkFileReading.ts';
import { anyExperiment } from './experiments.ts';
import { misfit } from './jsonSchema.ts';

const schema = experimentSchema();
const problemOf = (experiment: unknown): string | null => misfit(schema, { format: 'nabla-experiment', version: 1, experiment });

describe('the schema of an experiment\'s file', () => {
  // After a change of settings or limits: npx vitest run tests/share/experimentSchema -u
  it('is the published one', async () => {
    await expect(json(schema)).toMatchFileSnapshot('../../public/experiment.schema.json');
  });

  it('takes every experiment there can be', () => {
    const more: readonly Experiment[] = [
      ...datasetNames.map(defaultExperiment), ...presets.map(({ experiment }) => experiment),
      { ...initialExperiment, optimizer: { name: 'adagrad', epsilon: 1e-8, decay: 0.1 }, schedule: { name: 'one_cycle', length: 9, rise: 0.4, divisor: 5, finalDivisor: 7, form: 'linear', threePhases: true, momentum: { low: 0.1, high: 0.2 } } },
      { ...initialExperiment, initialization: { ...initialExperiment.initialization, weights: { kind: 'he', distribution: 'normal', gain: 2 } }, data: { ...initialExperiment.data, examples: [{ inputs: [0, 1], targets: [1] }] } },
    ];
    for (const experiment of more) expect(misfit(schema, JSON.parse(experimentFile(experiment)))).toBeNull();
    fc.assert(fc.property(anyExperiment, (experiment) => {
      expect(misfit(schema, JSON.parse(experimentFile(experiment)))).toBeNull();
    }), { numRuns: 300 });
  });

  it('refuses what opening a file has to repair', () => {
    const wrong: readonly (readonly [string, unknown])[] = [
      ['learningRate', -1], ['learningRate', '0.1'], ['batchSize', 1.5], ['features', []], ['features', ['x', 'x']], ['features', ['z']], ['hidden', Array.from({ length: 9 }, () => ({ units: 1, activation: 'tanh' }))],
      ['hidden', [{ units: 65, activation: 'tanh' }]], ['hidden', [{ units: 6, activation: 'softmax' }]], ['outputActivation', 'none'], ['optimizer', { name: 'adam', beta1: 2 }], ['optimizer', { name: 'sgdd' }],
      ['schedule', { name: 'step', gamma: 7 }], ['schedule', { name: 'one_cycle', form: 'square' }], ['loss', { name: 'squared', reduction: 'median' }], ['regularization', { l1: -1 }], ['naming', 'letters'],
      ['data', { set: 'spiral', noise: 2 }], ['data', { set: 'none' }], ['data', { examples: {} }], ['initialization', { given: ['1'] }], ['initialization', { weights: { kind: 'normal', std: -1 } }],
    ];
    for (const [key, value] of wrong) {
      const file = openFile(JSON.stringify({ format: 'nabla-experiment', version: 1, experiment: { ...initialExperiment, [key]: value } }));
      expect(problemOf({ ...initialExperiment, [key]: value }), `${key} ${JSON.stringify(value)}`).not.toBeNull();
      expect(file.kind === 'unreadable' ? [] : file.notes, `${key} ${JSON.stringify(value)}`).not.toEqual([]);
    }
    expect(problemOf({ learnRate: 1 })).toBe('the file.experiment: learnRate is not known');
    expect(misfit(schema, { format: 'nabla-experiment', version: 1 })).toBe('the file: no experiment');
  });
});
