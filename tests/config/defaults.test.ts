import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { DatasetName, DrawnName, Experiment } from '../../src/config/experiment.ts';
import { networkSpecOf, trainerConfigOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { createNetwork, initializeParameters } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { createWorkspace } from '../../src/engine/workspace.ts';

/** After so many epochs: the least accuracy, or for values the greatest mean loss, whatever the first weights. */
const bars: Readonly<Record<Exclude<DatasetName, 'imported' | DrawnName>, { readonly epochs: number; readonly accuracy?: number; readonly loss?: number }>> = {
  circle: { epochs: 100, accuracy: 0.98 }, xor: { epochs: 100, accuracy: 0.98 }, gauss: { epochs: 50, accuracy: 0.99 },
  spiral: { epochs: 50, accuracy: 0.96 }, moons: { epochs: 200, accuracy: 0.97 }, checkerboard: { epochs: 200, accuracy: 0.97 },
  rings: { epochs: 100, accuracy: 0.98 }, blobs3: { epochs: 50, accuracy: 0.98 }, blobs4: { epochs: 50, accuracy: 0.98 },
  pinwheel: { epochs: 100, accuracy: 0.97 }, iris: { epochs: 100, accuracy: 0.95 },
  regressionPlane: { epochs: 50, loss: 0.004 }, regressionGauss: { epochs: 400, loss: 0.005 },
  line: { epochs: 50, loss: 0.004 }, sine: { epochs: 200, loss: 0.006 }, stepFunction: { epochs: 200, loss: 0.015 }, cubic: { epochs: 200, loss: 0.012 },
  iris4: { epochs: 100, accuracy: 0.96 }, penguins: { epochs: 50, accuracy: 0.98 }, wine: { epochs: 50, accuracy: 0.98 }, digits: { epochs: 20, accuracy: 0.99 },
  diabetes: { epochs: 100, loss: 0.26 },
  andTable: { epochs: 100, accuracy: 1 }, orTable: { epochs: 50, accuracy: 1 }, xorTable: { epochs: 200, accuracy: 1 }, exercise: { epochs: 200, loss: 0.004 },
};

function trainerOf(experiment: Experiment, seed = experiment.initialization.seed) {
  const { trainSet } = buildData(experiment);
  const network = createNetwork(networkSpecOf(experiment));
  const theta = initializeParameters(network, experiment.initialization, createRandom(seed));
  const trainer = createTrainer(trainerConfigOf(experiment), trainSet, experiment.data.seed, theta);
  const workspace = createWorkspace(network, trainSet.count);
  return {
    trainer,
    /** Mean loss and accuracy over the training set. */
    measure() {
      const { lossSum, correct } = evaluate(network, trainer.parameters, workspace, experiment.loss, trainSet, 0, trainSet.count);
      return { loss: lossSum / trainSet.count, accuracy: correct / trainSet.count };
    },
  };
}

describe('the settings a data set comes with lead to a good fit', () => {
  it.each(Object.keys(bars) as (keyof typeof bars)[])('%s', (set) => {
    for (const seed of [2, 3, 4]) {
      const { trainer, measure } = trainerOf(defaultExperiment(set), seed);
      const { epochs, accuracy, loss } = bars[set];
      while (trainer.epoch < epochs) trainer.advance();
      const end = measure();
      if (accuracy !== undefined) expect(end.accuracy).toBeGreaterThanOrEqual(accuracy);
      if (loss !== undefined) expect(end.loss).toBeLessThanOrEqual(loss);
    }
  });
});

describe.each(['circle', 'xor', 'spiral'] as const)('η alone leads %s through every behaviour', (set) => {
  /** Losses before training and after each of 40 epochs; ends where a number is no longer finite. */
  function lossesAt(learningRate: number): readonly number[] {
    const { trainer, measure } = trainerOf({ ...defaultExperiment(set), learningRate });
    const curve = [measure().loss];
    while (trainer.epoch < 40 && trainer.finite) {
      const { epoch } = trainer;
      while (trainer.epoch === epoch && trainer.finite) trainer.advance();
      if (trainer.finite) curve.push(measure().loss);
    }
    return curve;
  }
  /** Share of the loss that is left at the end. */
  const left = (curve: readonly number[]): number => curve.at(-1)! / curve[0]!;
  const rises = (curve: readonly number[]): number => curve.filter((loss, k) => k > 0 && loss > curve[k - 1]!).length / (curve.length - 1);

  it('crawls at 10⁻⁵', () => expect(left(lossesAt(1e-5))).toBeGreaterThan(0.97));
  it('converges at its own', () => {
    const curve = lossesAt(defaultExperiment(set).learningRate);
    expect(left(curve)).toBeLessThan(0.25);
    expect(rises(curve)).toBeLessThan(1 / 3);
  });
  it('oscillates at 0.7', () => {
    const curve = lossesAt(0.7);
    expect(curve).toHaveLength(41);
    expect(rises(curve)).toBeGreaterThan(0.4);
  });
  it('diverges at 3', () => expect(lossesAt(3).length).toBeLessThan(30));
});
