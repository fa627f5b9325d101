import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import type { DatasetName, Experiment } from '../../../src/config/experiment.ts';
import { coupleExperiment } from '../../../src/config/couple.ts';
import { initialParametersOf, networkSpecOf } from '../../../src/config/network.ts';
import { presetById } from '../../../src/config/presets.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { evaluate } from '../../../src/engine/evaluate.ts';
import { isLossFor, lossNames, losses, reductionScale, type LossName } from '../../../src/engine/losses.ts';
import { createNetwork } from '../../../src/engine/network.ts';
import { createWorkspace } from '../../../src/engine/workspace.ts';
import { barsWords, cancelWords, waterfall } from '../../../src/panels/loss/LossFunctionCancelText.ts';
import { pointOf, worstOf } from '../../../src/panels/loss/LossFunctionPoints.ts';
import { fitWord, lossReason } from '../../../src/panels/loss/LossFunctionReasons.ts';
import { exampleAt, fromLeft, rankOf, sceneOf, shownPoint, shownPoints } from '../../../src/panels/loss/LossFunctionScene.ts';
import { exampleWords } from '../../../src/panels/loss/LossFunctionText.ts';
import { lossAt } from '../../../src/viz/lossFunction.ts';
import { formatNumber } from '../../../src/viz/format.ts';
import { cancelling, signedErrors } from '../../../src/viz/signedErrors.ts';
import { createFrame } from '../../store/frames.ts';

/** The frame of an experiment's first weights, computed by the engine. */
function situation(experiment: Experiment) {
  const data = buildData(experiment);
  const network = createNetwork(networkSpecOf(experiment));
  const theta = initialParametersOf(experiment);
  const workspace = createWorkspace(network, 64);
  const { units } = network.layers.at(-1)!;
  const pass = (set: typeof data.trainSet) => {
    const [outputs, each] = [new Float32Array(set.count * units), new Float32Array(set.count)];
    const { lossSum } = evaluate(network, theta, workspace, experiment.loss, set, 0, set.count, { outputs, losses: each });
    return { outputs, losses: each, loss: lossSum * reductionScale(experiment.loss, set.count, units) };
  };
  const [train, validation] = [pass(data.trainSet), pass(data.validationSet)];
  const frame = createFrame({
    trainLoss: train.loss, validationLoss: validation.loss,
    trainOutputs: train.outputs, trainLosses: train.losses, validationOutputs: validation.outputs, validationLosses: validation.losses,
  });
  return { data, frame, scene: sceneOf(frame, data, experiment, null), experiment };
}

/** The set's own settings, with a loss and what follows from it. */
function withLoss(set: DatasetName, name: LossName): Experiment {
  const usual = defaultExperiment(set);
  return coupleExperiment({ ...usual, loss: { ...usual.loss, name } }, usual).experiment;
}

describe('the points on the loss', () => {
  it.each([
    ['spiral', 'half_squared', 1], ['spiral', 'binary_cross_entropy', 1], ['spiral', 'hinge', 1], ['line', 'huber', 1],
    ['blobs3', 'softmax_cross_entropy', 1], ['blobs3', 'squared', 3], ['exercise', 'half_squared', 2],
  ] as const)('of %s by %s add up to the engine’s loss', (set, name, perExample) => {
    const { frame, data, scene: { points }, experiment } = situation(withLoss(set, name));
    expect(points.count).toBe((frame.trainLosses.length + frame.validationLosses.length) * perExample);
    expect(points.trainCount).toBe(frame.trainLosses.length * perExample);
    const outputs = frame.trainOutputs.length / frame.trainLosses.length;
    const sum = points.value.subarray(0, points.trainCount).reduce((total, value) => total + value, 0);
    expect(sum * reductionScale(experiment.loss, frame.trainLosses.length, outputs)).toBeCloseTo(frame.trainLoss, 4);
    // Every point lies on the line it is drawn on.
    for (let i = 0; i < points.count; i += 1) expect(lossAt(experiment.loss, points.prediction[i]!, points.target[i]!)).toBeCloseTo(points.value[i]!, 3);
    const worst = worstOf(points);
    expect(points.value[pointOf(points, 'train', worst)]).toBe(Math.max(...points.value.subarray(0, points.trainCount)));
    expect(exampleAt(points, pointOf(points, 'train', worst))).toEqual({ kind: 'example', split: 'train', index: worst });
    expect(data.task === 'regression' || points.marker.some((each) => each > 0)).toBe(true);
  });
  it('the one pointed at goes before the selected one, and that before the worst', () => {
    const { scene } = situation(withLoss('spiral', 'squared'));
    const [hovered, selected] = [{ kind: 'example', split: 'validation', index: 3 }, { kind: 'example', split: 'train', index: 5 }] as const;
    expect(shownPoint(scene, hovered, selected, 7)).toBe(scene.points.trainCount + 3);
    expect(shownPoint(scene, null, selected, 7)).toBe(5);
    expect(shownPoint(scene, null, { kind: 'feature', index: 0 }, 7)).toBe(7);
    expect(shownPoint(scene, null, { kind: 'example', split: 'train', index: 9999 }, -1)).toBe(-1);
  });
  it.each([['spiral', 'squared'], ['blobs3', 'squared'], ['line', 'absolute']] as const)('are walked from left to right, %s once an example', (set, name) => {
    const { scene, frame } = situation(withLoss(set, name));
    const order = fromLeft(scene);
    expect(order).toHaveLength(frame.trainLosses.length + frame.validationLosses.length);
    expect(order.toSorted((a, b) => a - b)).toEqual(shownPoints(scene));
    for (const [rank, point] of order.entries()) {
      expect(rankOf(scene, point)).toBe(rank);
      const { split, index } = exampleAt(scene.points, point)!;
      expect(pointOf(scene.points, split, index)).toBe(point);
    }
  });
  it('stay inside the picture, whose axes stay while they fit', () => {
    const { scene, frame, data, experiment } = situation(withLoss('spiral', 'half_squared'));
    const { points, axis, high } = scene;
    for (let i = 0; i < points.count; i += 1) {
      expect(points.prediction[i]).toBeGreaterThanOrEqual(axis.from);
      expect(points.prediction[i]).toBeLessThanOrEqual(axis.to);
      expect(points.value[i]).toBeLessThanOrEqual(high);
    }
    const closer = { ...frame, trainOutputs: frame.trainOutputs.map((each) => each * 0.9) };
    expect(sceneOf(closer, data, experiment, scene)).toMatchObject({ high, reach: scene.reach });
  });
});

describe('what is said of an example', () => {
  it('is its slope by ŷ, and what that counts in L', () => {
    const { scene, experiment } = situation(withLoss('spiral', 'half_squared'));
    const point = pointOf(scene.points, 'train', 0);
    const words = exampleWords(scene, point, experiment)!;
    const error = scene.points.prediction[point]! - scene.points.target[point]!;
    expect(words.name).toBe('Example 1, training');
    expect(words.target).toMatch(/^[+−]1$/);
    expect(Number(words.slope.replace('−', '-'))).toBeCloseTo(error, 2);
    expect(words.sentences[0]).toBe(error < 0 ? 'A larger ŷ would lower it.' : 'A smaller ŷ would lower it.');
    const inL = /mini-batch of 14: ∂L\/∂ŷ\u00a0=\u00a0(.+)\.$/.exec(words.sentences[1]!)![1]!;
    expect(Number(inL.replace('−', '-'))).toBeCloseTo(error / 14, 3);
  });
  it('knows sums, full batches, single examples and validation', () => {
    const said = (patch: Partial<Experiment>, point = 0): string => {
      const { scene, experiment } = situation({ ...withLoss('spiral', 'squared'), ...patch });
      return exampleWords(scene, point, experiment)!.sentences.at(-1)!;
    };
    const { loss } = withLoss('spiral', 'squared');
    expect(said({ loss: { ...loss, reduction: 'sum' } })).toBe('L is the sum over a mini-batch of 14: ∂L/∂ŷ is the same.');
    expect(said({ batchSize: 1 })).toBe('L of a mini-batch of 1 is this loss itself.');
    expect(said({ batchSize: 1000 })).toMatch(/^L is the mean over all 196 examples: /);
    expect(said({ batchSize: 15 })).toMatch(/^L is the mean over a full mini-batch of 15: /);
    expect(said({}, 200)).toBe('A validation example is measured; it teaches nothing.');
  });
  it('never calls an answer right that is no number, and counts all outputs of an example', () => {
    const { scene, frame, data, experiment } = situation(withLoss('spiral', 'squared'));
    const gone = sceneOf({ ...frame, trainOutputs: frame.trainOutputs.map(() => Infinity), trainLosses: frame.trainLosses.map(() => Infinity) }, data, experiment, scene);
    expect(exampleWords(gone, 0, experiment)).toMatchObject({ answer: 'too large', slope: '–', sentences: ['This answer is no finite number any more, so that it has no place here.'] });
    const exercise = situation(presetById('exercise').experiment);
    expect(exampleWords(exercise.scene, 0, exercise.experiment)!.sentences.at(-1)).toBe('L of a mini-batch of 1 adds up its 2 outputs: ∂L/∂ŷ is the same.');
  });
  it('names the output of several, and the trap', () => {
    const many = situation(withLoss('blobs3', 'softmax_cross_entropy'));
    expect(exampleWords(many.scene, 0, many.experiment)!.name).toMatch(/^Example 1, training, output [123]/);
    expect(exampleWords(many.scene, 0, many.experiment)!.sentences[1]).toMatch(/^∂f\/∂z = ŷ − y = −.* goes back/);
    const trap = situation(withLoss('line', 'signed_difference'));
    expect(exampleWords(trap.scene, 0, trap.experiment)!.sentences[0]).toMatch(/^The slope is −1 everywhere/);
  });
});

describe('reasons', () => {
  it.each(['classification', 'regression'] as const)('every loss has its own for %s, and what is not offered is said not to suit', (task) => {
    for (const output of ['linear', 'sigmoid', 'tanh', 'softmax'] as const) {
      for (const outputs of [1, 3]) {
        const reasons = lossNames.map((name) => ({ name, ...lossReason(name, { task, output, outputs }) }));
        for (const { name, fit, sentence } of reasons) {
          expect(isLossFor(name, task, outputs)).toBe(fit !== 'unfit');
          expect(fit === 'trap').toBe(losses[name].trap === true);
          expect(fitWord(fit, task)).toMatch(/^(Fits|Works for|Not for) (values|one output|classes)$|^A trap$/);
          expect(sentence).toMatch(/\.$/);
          expect(sentence.length).toBeLessThan(100);
        }
      }
    }
  });
  it('are properties of the losses themselves', () => {
    const values = [0, 0, 1, 2, 9];
    const best = (name: LossName): number => {
      const candidates = Array.from({ length: 9001 }, (_, i) => i / 1000);
      const cost = (c: number): number => values.reduce((sum, y) => sum + losses[name].output(c, y, 1), 0);
      return candidates.reduce((least, c) => (cost(c) < cost(least) ? c : least));
    };
    expect(best('squared')).toBeCloseTo(2.4, 3);
    expect(best('absolute')).toBeCloseTo(1, 3);
    expect(losses.squared.output(2, 0, 1)).toBe(4 * losses.squared.output(1, 0, 1));
    expect(losses.half_squared.derivative(0.3, 1, 1)).toBe(0.3 - 1);
    expect(losses.hinge.output(1.2, 1, 1)).toBe(0);
    expect(losses.squared.output(1.5, 1, 1)).toBeGreaterThan(0);
    expect(losses.signed_difference.output(5, 1, 1)).toBeLessThan(losses.signed_difference.output(1, 1, 1));
  });
});

describe('errors that cancel', () => {
  it('are the engine’s signed differences, added', () => {
    const { frame, data, experiment } = situation(presetById('cancellingErrors').experiment);
    const errors = signedErrors(frame.trainOutputs, data.trainEncoded);
    const sums = cancelling(errors);
    expect(experiment.loss.name).toBe('signed_difference');
    expect(sums.left / errors.length).toBeCloseTo(frame.trainLoss, 6);
    expect(sums.plus + sums.minus).toBe(sums.left);
    expect(sums.up + sums.down).toBe(errors.length);
    expect(barsWords(errors, sums)).toBe(`Bars of the errors: ${sums.up} up, the longest ${formatNumber(Math.max(...errors))}; ${sums.down} down, the longest ${formatNumber(-Math.min(...errors))}`);
    const [first, second] = cancelWords(sums, { task: 'regression', accuracy: Number.NaN, isSoftmax: false });
    expect(first).toMatch(/^Of all the errors the signed difference sees 0\.00\d+/);
    expect(second).toBe('Judged by it the model is all but perfect. It is not: on average an answer is 0.689 off.');
  });
  it('always do with a softmax', () => {
    const { frame, data } = situation(withLoss('blobs3', 'softmax_cross_entropy'));
    const sums = cancelling(signedErrors(frame.trainOutputs, data.trainEncoded));
    expect(Math.abs(sums.left)).toBeLessThan(1e-4);
    expect(sums.size).toBeGreaterThan(10);
    expect(cancelWords(sums, { task: 'classification', accuracy: 0.3, isSoftmax: true }).at(-1)).toMatch(/^With a softmax it is 0 whatever is learned/);
  });
  it('do not when most answers are too low, or hide nothing when they are small', () => {
    const classes = { task: 'classification', accuracy: 0.5, isSoftmax: false } as const;
    expect(cancelWords(cancelling([1, 1, -0.2]), classes)[1]).toMatch(/^On the whole the answers are too low/);
    expect(cancelWords(cancelling([-1, -1, 0.2]), classes)[1]).toMatch(/too high/);
    expect(cancelWords(cancelling([0.01, -0.01]), classes)[1]).toMatch(/^They cancel, but here they are small as well: .* 50\s%/);
    expect(cancelWords(cancelling([0, 0]), classes)).toEqual(['Every answer is right to the last digit: there is nothing to add.']);
  });
  it('leave out what is not finite', () => {
    expect(cancelling([1, Number.NaN, -3, Infinity])).toEqual({ up: 1, down: 1, lost: 2, plus: 1, minus: -3, left: -2, size: 4 });
    expect(cancelWords(cancelling([Infinity, Number.NaN]), { task: 'regression', accuracy: Number.NaN, isSoftmax: false })).toEqual(['2 of the answers are too large for a number and cannot be added.']);
  });
  it('fall as a waterfall whose last step is what is left', () => {
    const { plus, minus, left, size } = waterfall(cancelling([3, -2]));
    expect(plus).toEqual({ from: 0, length: 0.6 });
    expect(minus.from + minus.length).toBeCloseTo(0.6);
    expect(minus.from).toBeCloseTo(left.length);
    expect(size).toEqual({ from: 0, length: 1 });
    const below = waterfall(cancelling([1, -3]));
    for (const { from, length } of Object.values(below)) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(from + length).toBeLessThanOrEqual(1 + 1e-12);
    }
    expect(below.left.length / below.size.length).toBeCloseTo(0.5);
  });
});

it('the panel opens the sheet, which knows nothing of the panel; what both need stands below them', () => {
  const panels = new URL('../../../src/panels/loss/', import.meta.url);
  const importsOf = (name: string) => readdirSync(panels).filter((file) => file.startsWith(name) && /\.tsx?$/.test(file))
    .flatMap((file) => Array.from(readFileSync(new URL(file, panels), 'utf8').matchAll(/from '\.\/(Loss\w+\.tsx?)'/g), ([, from = '']) => from));
  expect(importsOf('LossFunction').filter((from) => !from.startsWith('LossFunction'))).toEqual([]);
  expect(importsOf('LossPanel').filter((from) => !from.startsWith('LossPanel'))).toEqual(['LossFunction.tsx']);
});
