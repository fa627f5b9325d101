import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import { networkSpecOf } from '../../src/config/network.ts';
import { repairExperiment } from '../../src/config/repair.ts';
import { datasetNames } from '../../src/config/tasks.ts';
import { createNetwork } from '../../src/engine/network.ts';

/** An experiment with some of its leaves replaced by anything. */
const damaged = fc.tuple(fc.constantFrom(...datasetNames), fc.dictionary(fc.constantFrom(...Object.keys(initialExperiment)), fc.jsonValue()))
  .map(([set, replaced]) => ({ ...defaultExperiment(set), ...replaced }));

describe('repairExperiment', () => {
  it.each(datasetNames)('takes the settings of %s as they are', (set) => {
    const experiment = defaultExperiment(set);
    expect(repairExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual({ experiment, notes: [] });
  });

  it('makes anything an experiment that a network can be built from, and repairs it only once', () => {
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), damaged, fc.anything()), (input) => {
      const { experiment } = repairExperiment(input);
      expect(createNetwork(networkSpecOf(experiment)).parameterCount).toBeGreaterThan(0);
      expect(repairExperiment(experiment)).toEqual({ experiment, notes: [] });
    }), { numRuns: 500 });
  });

  it('names the value and the range', () => {
    const { experiment, notes } = repairExperiment({ ...initialExperiment, learningRate: 5000, batchSize: Number.NaN, hidden: [{ units: 900, activation: 'relu' }] });
    expect(experiment.learningRate).toBe(100);
    expect(experiment.hidden).toEqual([{ units: 64, activation: 'relu' }]);
    expect(notes).toEqual([
      'Neurons of a layer 900 is not a whole number from 1 to 64; it is now 64.',
      'Learning rate 5000 is not from 0.000001 to 100; it is now 100.',
      'Batch size “not a number” is not a number from 1 to 10000; it is now 14.',
    ]);
  });

  it('says nothing of what is missing', () => {
    expect(repairExperiment({ data: { set: 'iris' } })).toEqual({ experiment: defaultExperiment('iris'), notes: [] });
  });
});
