import { describe, expect, it } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import { initialParametersOf, trainerConfigOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { firstLook, outcomeOf, rangesOf, rateTasks, triedEpochs, triedRates, TRIED_ORDERS, type RateOutcome } from '../../src/worker/rateTrials.ts';
import { createTrial } from '../../src/worker/trial.ts';

const outcome = (rate: number, losses: readonly number[], rising = losses.map(() => 0)): RateOutcome => ({ rate, losses, rising });

describe('the rates that are tried', () => {
  it('cover the slider, four to the decade', () => {
    const rates = triedRates();
    expect([rates[0], rates.at(-1), rates.length]).toEqual([1e-6, 100, 33]);
    expect(rates.slice(0, 5)).toEqual([1e-6, 1.78e-6, 3.16e-6, 5.62e-6, 1e-5]);
  });

  it('are tried for fewer epochs where that would take too long', () => {
    expect(triedEpochs(61, 196, 33)).toBe(40);
    expect(triedEpochs(30_000, 7000, 33)).toBe(2);
  });
});

describe('a first look', () => {
  const mean = { batchSize: 10, loss: { name: 'half_squared', reduction: 'mean', huberDelta: 1 } } as const;
  it('comes first only where the trials take long', () => {
    expect(firstLook(mean, 61, 196)).toBeNull();
    expect(firstLook(mean, 2000, 7000)).toBeNull();
    expect(firstLook(mean, 29_377, 7000)).toMatchObject({ epochs: 4, examples: 400 });
    expect(firstLook(mean, 29_377, 7000)?.rates).toHaveLength(17);
  });

  it('is none where a sum over the batch would be another sum', () => {
    const sum = { ...mean, loss: { ...mean.loss, reduction: 'sum' } } as const;
    expect(firstLook(sum, 29_377, 7000)).not.toBeNull();
    expect(firstLook({ ...sum, batchSize: 7000 }, 29_377, 7000)).toBeNull();
  });

  it('is trained on the examples that the run would see next, in its own mini-batches', () => {
    const data = buildData(initialExperiment);
    const trainer = createTrainer(trainerConfigOf(initialExperiment), data.trainSet, initialExperiment.data.seed, initialParametersOf(initialExperiment));
    while (trainer.step < 5) trainer.advance();
    const steps = 3;
    const examples = steps * initialExperiment.batchSize;
    const [task] = rateTasks(initialExperiment, trainer.save(), [initialExperiment.learningRate], 1, examples);
    const trial = createTrial(task!, data);
    while (!trial.work(50, () => performance.now()));
    const { state, train, validation } = trial.result();
    while (trainer.step < 5 + steps) trainer.advance();
    expect(state.parameters).toEqual(trainer.parameters);
    // Evaluations at both ends, of these examples alone.
    expect(train).toHaveLength(2);
    expect([...validation].every(Number.isNaN)).toBe(true);
  });
});

describe('the ranges', () => {
  it('are cut where the behaviour changes', () => {
    const { borders, best } = rangesOf([
      outcome(0.001, [0.99, 0.99, 0.99]), outcome(0.01, [0.97, 0.97, 0.97]), outcome(0.1, [0.3, 0.3, 0.3]), outcome(1, [0.5, 0.5, 0.5], [0.5, 0.4, 0.6]),
      outcome(10, [Infinity, 3, Infinity]),
    ], 1, 40);
    expect(borders).toEqual([{ low: 0.01, high: 0.1 }, { low: 0.1, high: 1 }, { low: 1, high: 10 }]);
    expect(best).toBe(0.1);
  });

  it('have soft borders where the trials of a rate disagree', () => {
    const { borders } = rangesOf([
      outcome(0.01, [0.9, 0.9, 0.9]), outcome(0.1, [0.2, 0.2, 0.2]), outcome(0.3, [0.2, Infinity, 0.2]), outcome(1, [Infinity, Infinity, 0.2]), outcome(3, [Infinity, 9, 9]),
    ], 1, 40);
    expect(borders[2]).toEqual({ low: 0.1, high: 3 });
  });

  it('leave out what does not occur', () => {
    expect(rangesOf([outcome(0.01, [0.5]), outcome(0.1, [0.1])], 1, 40).borders.slice(1)).toEqual([null, null]);
  });

  it('call crawling what the verdict on the run calls so: a fall of less than 0.1 % an epoch, whatever other rates do', () => {
    const { borders, isLevel } = rangesOf([outcome(0.01, [0.97]), outcome(0.1, [0.95]), outcome(1, [0.1])], 1, 40);
    expect(borders[0]).toEqual({ low: 0.01, high: 0.1 });
    expect(isLevel).toBe(false);
    const slow = rangesOf([outcome(0.01, [0.99]), outcome(0.1, [0.97]), outcome(1, [Infinity])], 1, 40);
    expect([slow.isLevel, slow.best, slow.borders[0]]).toEqual([false, 0.1, slow.borders[2]]);
  });

  it('are level where no rate lowers the loss, though one order of the examples does', () => {
    const { borders, best, isLevel } = rangesOf([outcome(0.01, [1, 0.999, 0.999]), outcome(0.1, [1, 0.9, 1]), outcome(1, [9, 9, 9])], 1, 40);
    expect([borders[0], best, isLevel]).toEqual([{ low: 0.1, high: 1 }, null, true]);
  });

  it('know no best rate where none lowers the loss', () => {
    expect(rangesOf([outcome(0.01, [1]), outcome(0.1, [2])], 1, 40).best).toBeNull();
  });
});

describe('trials of a network whose weights are all 0', () => {
  it('are level at every rate that does not diverge', () => {
    const experiment = { ...initialExperiment, initialization: { ...initialExperiment.initialization, weights: { kind: 'zero' as const } } };
    const data = buildData(experiment);
    const trainer = createTrainer(trainerConfigOf(experiment), data.trainSet, experiment.data.seed, initialParametersOf(experiment));
    while (trainer.epoch < 20) trainer.advance();
    const rates = [1e-3, 0.01, 0.1, 10];
    const results = rateTasks(experiment, trainer.save(), rates, 20).map((task) => {
      const trial = createTrial(task, data);
      while (!trial.work(50, () => performance.now()));
      return trial.result();
    });
    const outcomes = rates.map((rate, i) => outcomeOf(rate, results.slice(i * TRIED_ORDERS, (i + 1) * TRIED_ORDERS)));
    expect(rangesOf(outcomes, results[0]!.train[0]!, 20)).toEqual({ borders: [{ low: 0.1, high: 10 }, { low: 0.1, high: 10 }, { low: 0.1, high: 10 }], best: null, isLevel: true });
  });
});

describe('trials of the default experiment', () => {
  it('find the rate it comes with converging and a large one diverging', () => {
    const data = buildData(initialExperiment);
    const trainer = createTrainer(trainerConfigOf(initialExperiment), data.trainSet, initialExperiment.data.seed, initialParametersOf(initialExperiment));
    while (trainer.epoch < 20) trainer.advance();
    const rates = [1e-4, 1e-3, 0.01, 0.1, 1, 10];
    const results = rateTasks(initialExperiment, trainer.save(), rates, 30).map((task) => {
      const trial = createTrial(task, data);
      while (!trial.work(50, () => performance.now()));
      return trial.result();
    });
    const outcomes = rates.map((rate, i) => outcomeOf(rate, results.slice(i * TRIED_ORDERS, (i + 1) * TRIED_ORDERS)));
    const { borders, best } = rangesOf(outcomes, results[0]!.train[0]!, 30);
    expect(borders[0]!.high).toBeLessThanOrEqual(0.1);
    expect(borders[2]!.low).toBeGreaterThanOrEqual(0.1);
    expect(borders[2]!.high).toBeLessThanOrEqual(10);
    expect(best).toBeGreaterThanOrEqual(0.01);
    expect(outcomes.at(-1)!.losses).toEqual([Infinity, Infinity, Infinity]);
  });
});
