import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { outputCountOf } from '../../src/config/network.ts';
import { datasetNames, drawnNames } from '../../src/config/tasks.ts';
import { makeFeatures } from '../../src/datasets/features.ts';
import { buildData, datasets, infoOf, trainCountOfExperiment } from '../../src/datasets/index.ts';
import { givenExamplesOf, outputsOf, trainCountOf, validationCountOf } from '../../src/datasets/runData.ts';
import { encodeTargets } from '../../src/datasets/targets.ts';

const withData = (experiment: Experiment, data: Partial<Experiment['data']>): Experiment => ({ ...experiment, data: { ...experiment.data, ...data } });

/** Sets whose examples are drawn or divided by a seed. */
const seeded = datasetNames.filter((set) => datasets[set].exact !== true);

describe.each(seeded)('%s', (set) => {
  const experiment = defaultExperiment(set);

  it('is the same for the same seed and another for another', () => {
    expect(buildData(experiment)).toEqual(buildData(experiment));
    expect(buildData(experiment).trainInputs).not.toEqual(buildData(withData(experiment, { seed: 99 })).trainInputs);
  });

  it('divides its examples by the training share and leaves at least one on each side', () => {
    fc.assert(fc.property(fc.integer({ min: 10, max: 300 }), fc.double({ min: 0.1, max: 0.9, noNaN: true }), (points, trainShare) => {
      const { trainSet, validationSet } = buildData(withData(experiment, { points, trainShare }));
      const total = datasets[set].fixedPoints ?? points;
      expect(trainSet.count + validationSet.count).toBe(total);
      expect(trainCountOfExperiment(withData(experiment, { points, trainShare }))).toBe(trainSet.count);
      expect(Math.abs(trainSet.count - total * trainShare)).toBeLessThanOrEqual(1);
      expect(Math.min(trainSet.count, validationSet.count)).toBeGreaterThanOrEqual(1);
    }), { numRuns: 20 });
  });

  it('lies in its domain, with every class present', () => {
    const { trainInputs, trainTargets, inputCount, domain, classes, task, targetRange } = buildData(withData(experiment, { noise: 0 }));
    for (const [index, value] of trainInputs.entries()) {
      const [low, high] = domain[index % inputCount]!;
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThanOrEqual(high);
    }
    if (task === 'classification') expect([...new Set(trainTargets)].toSorted((a, b) => a - b)).toEqual([...classes.keys()]);
    else expect(Math.max(...trainTargets.map(Math.abs))).toBeLessThanOrEqual(set === 'diabetes' ? targetRange[1] : 1.3);
  });

  it('moves the same points as the noise is turned', () => {
    const [none, some, twice] = [0, 0.01, 0.02].map((noise) => buildData(withData(experiment, { noise })));
    const noisy = datasets[set].task === 'regression' ? 'trainTargets' : 'trainInputs';
    for (const [index, value] of none![noisy].entries()) {
      const [first, second] = [some![noisy][index]! - value, twice![noisy][index]! - value];
      expect(second).toBeCloseTo(2 * first, 12);
      expect(Math.abs(first)).toBeLessThan(0.06);
    }
  });
});

describe('the tables', () => {
  const truth = { andTable: [0, 0, 0, 1], orTable: [0, 1, 1, 1], xorTable: [0, 1, 1, 0] } as const;
  it.each(['andTable', 'orTable', 'xorTable'] as const)('%s has four examples in order, all for training, whatever noise, share and seed say', (set) => {
    const data = buildData(withData(defaultExperiment(set), { noise: 0.4, trainShare: 0.2, seed: 77, points: 500 }));
    expect([...data.trainInputs]).toEqual([0, 0, 0, 1, 1, 0, 1, 1]);
    expect([...data.trainTargets]).toEqual([...truth[set]]);
    expect([...data.trainEncoded]).toEqual(truth[set].map((one) => (one === 1 ? 1 : -1)));
    expect([data.classes, data.domain[0], data.trainSet.count, data.validationSet.count]).toEqual([['0', '1'], [-0.5, 1.5], 4, 0]);
  });

  it('the exercise asks two outputs for two values', () => {
    const data = buildData(defaultExperiment('exercise'));
    expect([[...data.trainInputs], [...data.trainTargets], data.targetCount]).toEqual([[0.05, 0.1], [0.01, 0.99], 2]);
    expect([trainCountOf(data), validationCountOf(data), outputsOf(data), data.trainSet.count]).toEqual([1, 0, 2, 1]);
  });
});

describe('examples edited by hand', () => {
  const circle = defaultExperiment('circle');
  const examples = [{ inputs: [0.5, -3], targets: [0.8] }, { inputs: [0, 0.25], targets: [-0.2] }];

  it('are taken literally, all for training', () => {
    const data = buildData(withData({ ...circle, features: ['x', 'xy'] }, { examples, noise: 0.3 }));
    expect([...data.trainInputs]).toEqual([0.5, -3, 0, 0.25]);
    expect([...data.trainSet.inputs]).toEqual([0.5, -1.5, 0, 0]);
    expect([...data.trainSet.targets]).toEqual([0.8, -0.2]);
    expect([...data.trainTargets]).toEqual([1, 0]);
    expect(data.validationSet.count).toBe(0);
  });

  it('widen what the pictures cover where they lie outside', () => {
    const { domain } = buildData(withData(circle, { examples }));
    expect(domain[0]).toEqual([-1.2, 1.2]);
    expect(domain[1]![0]).toBeLessThan(-3);
  });

  it('belong to the class of the output asked for most', () => {
    const data = buildData(withData(defaultExperiment('blobs3'), { examples: [{ inputs: [0, 0], targets: [0.2, 0.1, 0.7] }] }));
    expect([...data.trainTargets]).toEqual([2]);
  });

  it.each(datasetNames)('begin as those of %s, each for what it was for', (set) => {
    const data = buildData(defaultExperiment(set));
    const given = withData(defaultExperiment(set), { examples: givenExamplesOf(data) });
    const { trainSet, validationSet, validationTargets } = buildData(given);
    expect(trainSet).toEqual(data.trainSet);
    expect([validationSet, validationTargets]).toEqual([data.validationSet, data.validationTargets]);
    expect(trainCountOfExperiment(given)).toBe(trainSet.count);
  });

  it.each(drawnNames)('are all there is of %s, which begins with none', (set) => {
    const empty = buildData(defaultExperiment(set));
    expect([empty.trainSet.count, empty.validationSet.count, trainCountOfExperiment(defaultExperiment(set))]).toEqual([0, 0, 0]);
    const { inputs } = infoOf({ set });
    const outputs = outputCountOf(defaultExperiment(set));
    const one = { inputs: Array.from({ length: inputs }, () => 0.5), targets: Array.from({ length: outputs }, (_, k) => (k === 0 ? 1 : 0)) };
    const data = buildData(withData(defaultExperiment(set), { examples: [one, { ...one, validation: true }] }));
    expect([data.trainSet.count, data.validationSet.count]).toEqual([1, 1]);
  });
});

describe('iris', () => {
  it('is standardised over its 150 flowers', () => {
    const { trainInputs, validationInputs } = buildData(defaultExperiment('iris'));
    const all = [...trainInputs, ...validationInputs];
    for (const k of [0, 1]) {
      const values = all.filter((_, index) => index % 2 === k);
      const mean = values.reduce((sum, value) => sum + value, 0) / 150;
      expect(values).toHaveLength(150);
      expect(mean).toBeCloseTo(0, 12);
      expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 150).toBeCloseTo(1, 12);
    }
  });
});

describe('makeFeatures', () => {
  it('gives every feature of an example', () => {
    const features = makeFeatures(['x', 'y', 'x2', 'y2', 'xy', 'sinX', 'sinY'], Float64Array.of(0.5, -2), 2);
    expect([...features]).toEqual([0.5, -2, 0.25, 4, -1, 1, Math.sin(-2 * Math.PI)]);
  });
});

describe('encodeTargets', () => {
  const classes = Float64Array.of(0, 1, 1);
  it('asks a sigmoid for 0 and 1, a tanh for −1 and 1', () => {
    expect([...encodeTargets(classes, 1, 'classification', 'sigmoid')]).toEqual([0, 1, 1]);
    expect([...encodeTargets(classes, 1, 'classification', 'tanh')]).toEqual([-1, 1, 1]);
  });
  it('asks several outputs for one class', () => {
    expect([...encodeTargets(Float64Array.of(2, 0), 3, 'classification', 'softmax')]).toEqual([0, 0, 1, 1, 0, 0]);
    expect([...encodeTargets(Float64Array.of(2), 3, 'classification', 'linear')]).toEqual([-1, -1, 1]);
  });
  it('leaves values as they are', () => {
    expect([...encodeTargets(Float64Array.of(0.3), 1, 'regression', 'linear')]).toEqual([0.3]);
  });
});

describe('features of more than two inputs', () => {
  it('are taken from their places, in the order asked for', () => {
    const raw = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    expect(Array.from(makeFeatures(['input4', 'x', 'input3'], raw, 4))).toEqual([4, 1, 3, 8, 5, 7]);
  });
});
