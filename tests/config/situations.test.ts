import { describe, expect, it } from 'vitest';
import { coupleExperiment } from '../../src/config/couple.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { initialParametersOf, networkSpecOf, trainerConfigOf } from '../../src/config/network.ts';
import { repairExperiment } from '../../src/config/repair.ts';
import { situationById, situations } from '../../src/config/situations.ts';
import { buildData } from '../../src/datasets/index.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { createNetwork } from '../../src/engine/network.ts';
import type { TrainingSet } from '../../src/engine/trainer.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { createWorkspace } from '../../src/engine/workspace.ts';
import { isOverFitting } from '../../src/store/overFitting.ts';

type Look = { readonly epoch: number; readonly loss: number; readonly accuracy: number; readonly validationLoss: number; readonly validationAccuracy: number; readonly wrongLoss: number };

/** Losses and accuracies after every epoch, the first before any step; `wrongLoss`: mean loss of the validation examples answered wrongly. */
function train(experiment: Experiment, epochs: number): readonly Look[] {
  const { trainSet, validationSet } = buildData(experiment);
  const network = createNetwork(networkSpecOf(experiment));
  const trainer = createTrainer(trainerConfigOf(experiment), trainSet, experiment.data.seed, initialParametersOf(experiment));
  const workspace = createWorkspace(network, Math.max(trainSet.count, validationSet.count));
  const measure = (set: TrainingSet) => {
    const losses = new Float64Array(set.count);
    const { lossSum, correct } = evaluate(network, trainer.parameters, workspace, experiment.loss, set, 0, set.count, { outputs: null, losses });
    // Cross-entropy of two classes: wrong answers cost more than ln 2, right ones less.
    const wrong = losses.filter((loss) => loss > Math.LN2);
    return { loss: lossSum / set.count, accuracy: correct / set.count, wrongLoss: wrong.reduce((sum, loss) => sum + loss, 0) / wrong.length };
  };
  const look = (): Look => {
    const { loss, accuracy } = measure(trainSet);
    const validation = measure(validationSet);
    return { epoch: trainer.epoch, loss, accuracy, validationLoss: validation.loss, validationAccuracy: validation.accuracy, wrongLoss: validation.wrongLoss };
  };
  const looks = [look()];
  while (trainer.epoch < epochs) {
    const { epoch } = trainer;
    while (trainer.epoch === epoch) trainer.advance();
    looks.push(look());
  }
  return looks;
}

const percent = (share: number): number => Math.round(share * 100);

it.each(situations)('$label is an experiment that needs no coupling and no repair', ({ experiment }) => {
  expect(coupleExperiment(experiment)).toEqual({ experiment, notes: [] });
  expect(repairExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual({ experiment, notes: [] });
});

describe('where the loss falls and the accuracy with it', () => {
  const { experiment, sentence } = situationById('lossFalls');
  const looks = train(experiment, 1000);

  it('does so from the first epoch to the last, as its sentence says', () => {
    const [first, last] = [looks[0]!, looks.at(-1)!];
    expect(sentence).toContain(`from ${first.loss.toFixed(3)} to ${last.loss.toFixed(3)}`);
    expect(sentence).toContain(`from ${percent(first.accuracy)} % to ${percent(last.accuracy)} %`);
    for (const [i, { loss, accuracy }] of looks.entries()) {
      if (i === 0) continue;
      expect(loss).toBeLessThan(looks[i - 1]!.loss);
      expect(accuracy).toBeLessThanOrEqual(looks[i - 1]!.accuracy);
    }
  });

  it('is for those that are right by too much: without them a line parts the classes for good', () => {
    const near = experiment.data.examples!.filter(({ inputs }) => inputs[0]! < 0.9);
    const only = train({ ...experiment, data: { ...experiment.data, examples: near }, learningRate: 0.5 }, 400);
    expect(only.at(-1)!.accuracy).toBeGreaterThan(0.85);
    expect(only.at(-1)!.loss).toBeLessThan(looks.at(-1)!.loss);
  });
});

describe('where the accuracy rises and the loss does too', () => {
  const { experiment, sentence } = situationById('accuracyRises');
  const looks = train(experiment, 300);
  const [then, now] = [looks[50]!, looks[300]!];

  it('does so on the validation examples, as its sentence says', () => {
    expect(sentence).toContain(`from ${then.validationLoss.toFixed(3)} to ${now.validationLoss.toFixed(3)}`);
    expect(sentence).toContain(`from ${percent(then.validationAccuracy)} % to ${percent(now.validationAccuracy)} %`);
    // Not by chance of one epoch: over twenty of them.
    const mean = (key: 'validationLoss' | 'validationAccuracy', from: number) => looks.slice(from, from + 20).reduce((sum, look) => sum + look[key] / 20, 0);
    expect(mean('validationLoss', 281)).toBeGreaterThan(1.3 * mean('validationLoss', 40));
    expect(mean('validationAccuracy', 281)).toBeGreaterThan(mean('validationAccuracy', 40) + 0.02);
  });

  it('is for wrong answers that become surer', () => {
    expect(now.wrongLoss).toBeGreaterThan(1.3 * then.wrongLoss);
  });
});

it('over-fits where it says so', () => {
  const { experiment, sentence } = situationById('overFitting');
  expect(sentence).toContain(`${createNetwork(networkSpecOf(experiment)).parameterCount} parameters`);
  expect(buildData(experiment).trainSet.count).toBe(20);
  const looks = train(experiment, 500);
  const lowest = looks.reduce((best, look) => (look.validationLoss < best.validationLoss ? look : best));
  expect(lowest.epoch).toBeGreaterThan(85);
  expect(lowest.epoch).toBeLessThan(125);
  const last = looks.at(-1)!;
  expect(isOverFitting({ lowest: lowest.validationLoss, now: last.validationLoss, trainThen: lowest.loss, trainNow: last.loss })).toBe(true);
});
