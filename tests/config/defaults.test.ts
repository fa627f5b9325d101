import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { DatasetName } from '../../src/config/experiment.ts';
import { networkSpecOf, trainerConfigOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { createNetwork, initializeParameters } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { createWorkspace } from '../../src/engine/workspace.ts';

/** After so many epochs: the least accuracy, or for values the greatest mean loss, whatever the first weights. */
const bars: Readonly<Record<DatasetName, { readonly epochs: number; readonly accuracy?: number; readonly loss?: number }>> = {
  circle: { epochs: 100, accuracy: 0.97 }, xor: { epochs: 100, accuracy: 0.95 }, gauss: { epochs: 50, accuracy: 0.98 },
  spiral: { epochs: 400, accuracy: 0.96 }, moons: { epochs: 400, accuracy: 0.97 }, checkerboard: { epochs: 400, accuracy: 0.94 },
  rings: { epochs: 400, accuracy: 0.96 }, blobs3: { epochs: 50, accuracy: 0.98 }, blobs4: { epochs: 50, accuracy: 0.98 },
  pinwheel: { epochs: 100, accuracy: 0.97 }, iris: { epochs: 100, accuracy: 0.94 },
  regressionPlane: { epochs: 50, loss: 0.004 }, regressionGauss: { epochs: 400, loss: 0.005 },
  line: { epochs: 50, loss: 0.004 }, sine: { epochs: 200, loss: 0.006 }, stepFunction: { epochs: 200, loss: 0.015 }, cubic: { epochs: 200, loss: 0.012 },
};

describe('the settings a data set comes with lead to a good fit', () => {
  it.each(Object.keys(bars) as DatasetName[])('%s', (set) => {
    for (const seed of [2, 3, 4]) {
      const experiment = defaultExperiment(set);
      const { trainSet } = buildData(experiment);
      const network = createNetwork(networkSpecOf(experiment));
      const theta = initializeParameters(network, experiment.initialization, createRandom(seed));
      const trainer = createTrainer(trainerConfigOf(experiment), trainSet, experiment.data.seed, theta);
      const { epochs, accuracy, loss } = bars[set];
      while (trainer.epoch < epochs) trainer.advance();
      const { lossSum, correct } = evaluate(network, trainer.parameters, createWorkspace(network, trainSet.count), experiment.loss, trainSet, 0, trainSet.count);
      if (accuracy !== undefined) expect(correct / trainSet.count).toBeGreaterThanOrEqual(accuracy);
      if (loss !== undefined) expect(lossSum / trainSet.count).toBeLessThanOrEqual(loss);
    }
  });
});
