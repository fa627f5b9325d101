import { describe, expect, it } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import { initialParametersOf, trainerConfigOf } from '../../src/config/network.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { buildData } from '../../src/datasets/index.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { suggestRate } from '../../src/worker/rateSuggestion.ts';
import { createRateTest, type RateTestResult, type RateTestTask } from '../../src/worker/rateTest.ts';

function testOf(experiment: Experiment, more: Partial<RateTestTask> = {}): RateTestResult {
  const job = createRateTest({ kind: 'rateTest', experiment, steps: 400, low: 1e-6, high: 100, ...more }, buildData(experiment));
  while (!job.work(50, () => performance.now()));
  return job.result();
}

/** 50 steps to the decade. */
const curve = (loss: (log: number) => number, to = 2): RateTestResult => {
  const rates = Float64Array.from({ length: Math.round((to + 6) * 50) }, (_, i) => 10 ** (-6 + i / 50));
  return { start: 1, rates, losses: rates.map((rate) => loss(Math.log10(rate))) };
};
const valley = (log: number): number => 1 - 0.8 / (1 + Math.exp(-8 * (log + 2))) + Math.exp(4 * log);

describe('the range test', () => {
  it('lets η grow from step to step by the same factor, whatever step of the run it starts at', () => {
    const data = buildData(initialExperiment);
    const trainer = createTrainer(trainerConfigOf(initialExperiment), data.trainSet, 4, initialParametersOf(initialExperiment));
    while (trainer.epoch < 5) trainer.advance();
    const { rates, losses, start } = testOf(initialExperiment, { from: trainer.save() });
    expect(rates[0]).toBe(1e-6);
    expect(rates[1]! / rates[0]!).toBeCloseTo(1e8 ** (1 / 399), 12);
    expect(losses[0]).toBeCloseTo(start, 4);
    expect(losses).toHaveLength(rates.length);
  });

  it('ends when the loss runs away, without a number that is none', () => {
    const { rates, losses } = testOf(initialExperiment);
    expect(rates.length).toBeLessThan(400);
    expect(losses.every(Number.isFinite)).toBe(true);
  });

  it('suggests a rate that trains, for every optimizer', () => {
    for (const experiment of [initialExperiment, defaultExperiment('iris'), defaultExperiment('sine'), { ...initialExperiment, optimizer: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } } as const]) {
      const { rate } = suggestRate(testOf(experiment));
      expect(rate, experiment.data.set).not.toBeNull();
      const data = buildData(experiment);
      const trainer = createTrainer(trainerConfigOf({ ...experiment, learningRate: rate! }), data.trainSet, 4, initialParametersOf(experiment));
      const { start } = testOf(experiment, { steps: 2 });
      while (trainer.epoch < 30 && trainer.finite) trainer.advance();
      expect(trainer.finite, `${experiment.data.set} at ${rate}`).toBe(true);
      expect(testOf(experiment, { steps: 2, parameters: trainer.parameters }).start, `${experiment.data.set} at ${rate}`).toBeLessThan(0.95 * start);
    }
  });
});

describe('the suggestion', () => {
  it('is where the loss falls most steeply over log η', () => {
    expect(suggestRate(curve(valley, 0.5)).rate).toBeGreaterThan(0.007);
    expect(suggestRate(curve(valley, 0.5)).rate).toBeLessThan(0.014);
  });
  it('is not fooled by an early spike', () => {
    const spiked = curve((log) => valley(log) + (Math.abs(log + 4.5) < 0.06 ? 3 : 0), 0.5);
    expect(suggestRate(spiked).rate).toBe(suggestRate(curve(valley, 0.5)).rate);
  });
  it('is not made where no rate lowers the loss', () => {
    expect(suggestRate(curve((log) => 1 + 10 ** log)).rate).toBeNull();
    expect(suggestRate({ start: Number.NaN, rates: new Float64Array(0), losses: new Float64Array(0) }).rate).toBeNull();
  });
});
