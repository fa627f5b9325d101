import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import { sweepCells, sweepVariableNames } from '../../src/config/sweep.ts';
import { buildData } from '../../src/datasets/index.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { initialParametersOf, networkSpecOf } from '../../src/config/network.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { costOf, multiplications } from '../../src/store/compareCompute.ts';
import { createTrial, type TrialResult, type TrialTask } from '../../src/worker/trial.ts';
import { Run } from '../../src/worker/run.ts';
import { equalsSentence } from '../../src/store/compareEquals.ts';
import { isOfOtherSettings, proposedAxis, runCount, usableSpec, withoutValue, withValue } from '../../src/store/compare.ts';
import { initialCompare } from '../../src/store/compareSlice.ts';
import { fanOf, figuresOf, medianOf, nextCompareSort, savedRunOf, smoothed, sortRuns, type RunFigures } from '../../src/store/compareFigures.ts';

function trialOf(task: Pick<TrialTask, 'experiment' | 'epochs'>): TrialResult {
  const job = createTrial({ kind: 'trial', order: 0, evaluateEvery: 2, outputGrid: 0, ...task }, buildData(task.experiment));
  while (!job.work(1000, () => performance.now())) { /* On. */ }
  return job.result();
}

const figures = (patch: Partial<RunFigures>): RunFigures => ({
  train: 1, validation: 1, trainAccuracy: 0.5, validationAccuracy: 0.5, best: 1, bestEpoch: 3, divergedAt: null, isDiverging: false, ...patch,
});
const rates = { first: { variable: 'learningRate' as const, values: [0.01, 0.1, 1, 3] }, second: null, seeds: 1, epochs: 10 };

describe('what a comparison varies', () => {
  it('is proposed for every variable and counted', () => {
    for (const variable of sweepVariableNames) expect(proposedAxis(initialExperiment, variable).values.length).toBeGreaterThan(1);
    expect(runCount(initialCompare.compareSpec)).toBe(8);
    expect(runCount({ ...rates, second: proposedAxis(initialExperiment, 'optimizer'), seeds: 3 })).toBe(4 * 7 * 3);
  });

  it('takes a value in order, once, and never loses its last', () => {
    const axis = withValue(rates.first, 0.03);
    expect(axis.values).toEqual([0.01, 0.03, 0.1, 1, 3]);
    expect(withValue(axis, 0.03)).toBe(axis);
    expect(withoutValue(axis, 0.03).values).toEqual(rates.first.values);
    const last = { ...rates.first, values: [1] };
    expect(withoutValue(last, 1)).toBe(last);
  });

  it('leaves out the choices that another data set does not offer', () => {
    const spec = { ...rates, first: { variable: 'loss' as const, values: ['half_squared', 'hinge'] } };
    expect(usableSpec(spec, initialExperiment).first.values).toEqual(['half_squared', 'hinge']);
    expect(usableSpec(spec, defaultExperiment('sine')).first.values).toEqual(['half_squared']);
  });

  it('does not count what is varied when it says that the settings have changed', () => {
    const comparison = { base: initialExperiment, spec: rates };
    expect(isOfOtherSettings(comparison, { ...initialExperiment })).toBe(false);
    expect(isOfOtherSettings(comparison, { ...initialExperiment, learningRate: 7 })).toBe(false);
    expect(isOfOtherSettings(comparison, { ...initialExperiment, batchSize: 7 })).toBe(true);
  });

  it('says what is equal truthfully', () => {
    expect(equalsSentence(rates)).toContain('the same initial weights');
    expect(equalsSentence({ ...rates, seeds: 5 })).toContain('5 draws');
    expect(equalsSentence({ ...rates, first: { variable: 'width', values: [2, 4] } })).toContain('cannot have the same');
    expect(equalsSentence({ ...rates, first: { variable: 'seed', values: [1, 2] } })).toContain('only the initial weights');
    expect(equalsSentence({ ...rates, first: { variable: 'batchSize', values: [1, 2] } })).toContain('cut into batches');
    expect(equalsSentence(rates)).toMatch(/^Everything else is equal: /);
  });

  it('says so where a loss brings more with it than itself', () => {
    const values = ['half_squared', 'binary_cross_entropy', 'hinge'];
    const spec = { ...rates, first: { variable: 'loss' as const, values } };
    const experiments = sweepCells(initialExperiment, spec).map(({ experiment }) => experiment);
    expect(new Set(experiments.map(({ outputActivation }) => outputActivation)).size).toBeGreaterThan(1);
    expect(new Set(experiments.map((experiment) => buildData(experiment).trainSet.targets.join())).size).toBeGreaterThan(1);
    expect(new Set(experiments.map((experiment) => initialParametersOf(experiment).join())).size).toBe(1);
    expect(equalsSentence(spec)).toMatch(/^Everything else is equal but for the output activation and the target values that a loss needs: .* the same initial weights\.$/);
    expect(equalsSentence({ ...rates, second: spec.first })).toContain('but for the output activation');
  });
});

describe('what training costs', () => {
  const { hidden, features } = initialExperiment;
  const costs = (experiment: Experiment) => costOf(experiment);

  it('is counted from the network itself', () => {
    const { parameterCount, layers } = createNetwork(networkSpecOf(initialExperiment));
    const weights = layers.map(({ inputs, units }) => inputs * units);
    expect(costs(initialExperiment)).toEqual({ perExample: 3 * weights.reduce((sum, each) => sum + each, 0) - weights[0]!, perStep: parameterCount });
    expect(costs({ ...initialExperiment, hidden: [] })).toEqual({ perExample: 2 * features.length, perStep: features.length + 1 });
  });

  it('tells widths, depths and batch sizes apart, where examples seen do not', () => {
    const wider = { ...initialExperiment, hidden: hidden.map((layer) => ({ ...layer, units: layer.units * 2 })) };
    const deeper = { ...initialExperiment, hidden: [...hidden, hidden[0]!] };
    const epoch = (experiment: Experiment, batchSize: number) => multiplications(costs(experiment), 200, 200 / batchSize);
    expect(epoch(wider, 10)).toBeGreaterThan(epoch(initialExperiment, 10));
    expect(epoch(deeper, 10)).toBeGreaterThan(epoch(initialExperiment, 10));
    expect(epoch(initialExperiment, 1)).toBeGreaterThan(epoch(initialExperiment, 10));
  });
});

describe('the order of the table', () => {
  const cells = sweepCells(initialExperiment, rates);

  it('puts the lowest loss first, then the diverged, then what is not known, either way', () => {
    const all = [figures({ train: 3 }), figures({ train: 0.5 }), figures({ train: 0.1, divergedAt: 4 }), null];
    expect(sortRuns(cells, all, { column: 'train', ascending: true })).toEqual([1, 0, 2, 3]);
    expect(sortRuns(cells, all, { column: 'train', ascending: false })).toEqual([0, 1, 2, 3]);
    expect(sortRuns(cells, all, { column: 'divergedAt', ascending: true })[0]).toBe(2);
    expect(sortRuns(cells, all, { column: 'value', ascending: false })).toEqual([3, 2, 1, 0]);
    expect(sortRuns(cells, all, null)).toEqual([0, 1, 2, 3]);
  });

  it('is a permutation of the runs for any figures, and losses ascend in it', () => {
    fc.assert(fc.property(fc.array(fc.double(), { minLength: 4, maxLength: 4 }), fc.boolean(), (losses, ascending) => {
      const all = losses.map((train) => figures({ train }));
      const order = sortRuns(cells, all, { column: 'train', ascending });
      expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
      const sorted = order.map((i) => losses[i]!).filter((loss) => !Number.isNaN(loss));
      for (let i = 1; i < sorted.length; i++) expect(ascending ? sorted[i - 1]! <= sorted[i]! : sorted[i - 1]! >= sorted[i]!).toBe(true);
    }));
  });

  it('goes one way, the other way and back with the presses of a head', () => {
    const first = nextCompareSort(null, 'train');
    expect(first).toEqual({ column: 'train', ascending: true });
    expect(nextCompareSort(first, 'train')).toEqual({ column: 'train', ascending: false });
    expect(nextCompareSort(nextCompareSort(first, 'train'), 'train')).toBeNull();
    expect(nextCompareSort(first, 'validationAccuracy')).toEqual({ column: 'validationAccuracy', ascending: false });
  });
});

describe('many curves in one', () => {
  it('are their median within their range', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 7 }), (all) => {
      const fan = fanOf(all.map((loss) => ({ place: [0, 1, 2], loss })));
      for (let i = 0; i < 3; i++) {
        expect(fan.low[i]!).toBeLessThanOrEqual(fan.middle[i]!);
        expect(fan.middle[i]!).toBeLessThanOrEqual(fan.high[i]!);
        expect(fan.low[i]).toBe(Math.min(...all.map((loss) => loss[i]!)));
        expect(fan.high[i]).toBe(Math.max(...all.map((loss) => loss[i]!)));
        const below = all.filter((loss) => loss[i]! <= fan.middle[i]!).length;
        expect(below * 2).toBeGreaterThanOrEqual(all.length);
      }
    }));
  });

  it('count a diverged one as larger than all others', () => {
    const fan = fanOf([{ place: [0, 1], loss: [1, 1] }, { place: [0, 1], loss: [1, 2] }, { place: [0], loss: [1] }]);
    expect(Array.from(fan.middle)).toEqual([1, 2]);
    expect(Array.from(fan.high)).toEqual([1, Infinity]);
    expect(medianOf([3, Number.NaN, 1])).toBe(2);
    expect(medianOf([])).toBeNaN();
  });

  it('smoothed stay within the curve, begin where it begins, and are the curve without smoothing', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1 }), fc.double({ min: 0, max: 0.99, noNaN: true }), (curve, weight) => {
      const result = smoothed(curve, weight);
      expect(result[0]).toBeCloseTo(curve[0]!, 12);
      for (const value of result) {
        expect(value).toBeGreaterThanOrEqual(Math.min(...curve) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(...curve) + 1e-9);
      }
      expect(Array.from(smoothed(curve, 0))).toEqual(curve);
    }));
  });
});

describe('a run of a comparison', () => {
  it('has the lowest validation loss and its epoch among its figures, and where it diverged', () => {
    const result = trialOf({ experiment: { ...initialExperiment, learningRate: 0.1 }, epochs: 6 });
    const found = figuresOf(result);
    expect(found.train).toBe(result.train.at(-1));
    expect(found.best).toBe(Math.min(...result.validation));
    expect(result.validation[Array.from(result.epoch).indexOf(found.bestEpoch)]).toBe(found.best);
    const diverged = figuresOf(trialOf({ experiment: { ...initialExperiment, learningRate: 50 }, epochs: 6 }));
    expect(diverged.divergedAt).toBeGreaterThan(0);
    expect(diverged.trainAccuracy).toBeNaN();
    expect(diverged.validationAccuracy).toBeNaN();
  });

  it.each([
    ['SGD', initialExperiment],
    ['Adam on three classes', { ...defaultExperiment('blobs3'), optimizer: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, learningRate: 0.01 } as const],
    ['momentum on a curve', defaultExperiment('sine')],
  ])('opened and trained on is what it would have been, bit for bit: %s', (_, experiment) => {
    const part = trialOf({ experiment, epochs: 4 });
    const whole = trialOf({ experiment, epochs: 9 });
    const run = new Run(7, experiment, 1e6, savedRunOf(experiment, part));
    expect(run.curve.copy().train).toEqual(part.train);
    while (run.trainer.step < whole.state.step) run.trainer.advance();
    const state = run.trainer.save();
    expect(state.parameters).toEqual(whole.state.parameters);
    expect(state.slots).toEqual(whole.state.slots);
    expect(state.order).toEqual(whole.state.order);
    expect(run.initialParameters).toEqual(new Run(8, experiment, 1e6).initialParameters);
  });
});
