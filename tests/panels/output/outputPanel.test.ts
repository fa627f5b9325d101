import { describe, expect, it } from 'vitest';
import type { RunData } from '../../../src/datasets/runData.ts';
import { countCorrect } from '../../../src/engine/confusion.ts';
import { classShares, describeOutput } from '../../../src/panels/output/OutputPanelDescription.ts';
import { outputText } from '../../../src/panels/output/OutputPanelPicture.tsx';
import { axisTicks, hitPoint, outputScale, planeOf, toPixel, toPlane } from '../../../src/viz/outputScale.ts';

const plane2: RunData = {
  trainInputs: Float64Array.of(0, 0, 0.5, 0.5), trainTargets: Float64Array.of(0, 1),
  validationInputs: Float64Array.of(-0.5, 0.5), validationTargets: Float64Array.of(1),
  trainEncoded: Float64Array.of(-1, 1), validationEncoded: Float64Array.of(1), targetCount: 1,
  inputCount: 2, task: 'classification', classes: ['−1', '+1'], inputNames: ['x₁', 'x₂'], domain: [[-1, 1], [-1, 1]], targetRange: [-1, 1],
};
const curve: RunData = {
  ...plane2, inputCount: 1, task: 'regression', classes: [], inputNames: ['x'], domain: [[0, 2]], targetRange: [-3, 1],
  trainEncoded: Float64Array.of(-1), validationEncoded: new Float64Array(0),
  trainInputs: Float64Array.of(1), trainTargets: Float64Array.of(-1), validationInputs: new Float64Array(0), validationTargets: new Float64Array(0),
};
const frame = {
  status: 'paused' as const, epoch: 7, outputGrid: 2, trainLoss: 0.25, trainAccuracy: 1, validationAccuracy: 0.5, trainOutputs: new Float32Array(0), outputPicture: Float32Array.of(1, 1, 1, -1) };

describe('outputScale', () => {
  it('ends at the target codes of the output activation and bounds half way', () => {
    expect(outputScale(plane2, 'sigmoid')).toEqual({ low: 0, high: 1, boundary: 0.5 });
    expect(outputScale(plane2, 'tanh')).toEqual({ low: -1, high: 1, boundary: 0 });
  });
  it('is symmetric about 0 for values, so that their sign has a colour', () => {
    expect(outputScale(curve, 'linear')).toEqual({ low: -3, high: 3, boundary: 0 });
  });
});

describe('the plane', () => {
  it('maps places back and forth, upwards being larger x₂', () => {
    const plane = planeOf(plane2, 200, 100);
    expect(toPixel(plane, 1, 1)).toEqual([200, 0]);
    expect(toPlane(plane, 50, 75)).toEqual([-0.5, -0.5]);
    expect(toPlane(plane, -9, 500)).toEqual([-1, -1]);
  });
  it('leaves a margin about the targets of a curve', () => {
    expect(planeOf(curve, 1, 1)).toMatchObject({ x: [0, 2], y: [-3.5, 1.5] });
  });
  it('finds the nearest example of either split within reach, and none beyond it', () => {
    const plane = planeOf(plane2, 200, 200);
    expect(hitPoint(plane2, plane, 148, 52, 8)).toEqual({ split: 'train', index: 1 });
    expect(hitPoint(plane2, plane, 51, 51, 8)).toEqual({ split: 'validation', index: 0 });
    expect(hitPoint(plane2, plane, 10, 190, 8)).toBeNull();
    expect(hitPoint(curve, planeOf(curve, 100, 100), 50, 50, 4)).toEqual({ split: 'train', index: 0 });
  });
  it('marks its axes at round values inside the range', () => {
    expect(axisTicks([-1.2, 1.2])).toEqual([-1, 0, 1]);
    expect(axisTicks([0, 10])).toEqual([0, 2.5, 5, 7.5, 10]);
  });
});

describe('describeOutput', () => {
  it('says how much of the plane each class has and how well the examples fit', () => {
    const text = describeOutput(frame, plane2, outputScale(plane2, 'tanh'));
    expect(text).toContain('Epoch 7. 75\u202f% of the plane is taken for +1');
    expect(text).toContain('100\u202f% of the training examples and 50\u202f% of the validation examples');
  });
  it('says where the errors lie, and which quarter has most of them', () => {
    const scale = outputScale(plane2, 'tanh');
    const at = (trainInputs: readonly number[], trainOutputs: readonly number[]): string => describeOutput(
      { ...frame, trainOutputs: Float32Array.from(trainOutputs) },
      { ...plane2, trainInputs: Float64Array.from(trainInputs), trainTargets: new Float64Array(trainInputs.length / 2), trainEncoded: new Float64Array(trainInputs.length / 2).fill(-1) }, scale,
    );
    expect(at([-0.5, 0.5, 0.5, 0.5], [0.3, -0.3])).toContain('1 training example is classified wrongly, at the upper left.');
    expect(at([-0.5, 0.5, -0.1, 0.2, 0.5, -0.5], [1, 1, 1])).toContain('3 training examples are classified wrongly, most of them at the upper left.');
    expect(at([-0.5, 0.5, 0.5, -0.5], [1, 1])).toContain('2 training examples are classified wrongly, spread over the plane.');
    expect(at([-0.5, 0.5, 0.5, -0.5], [-1, -0.1])).not.toContain('wrongly');
    expect(at([-0.5, 0.5, 0.5, -0.5], [1])).not.toContain('wrongly');
    const many = Array.from({ length: 1000 }, () => 1);
    expect(at([...many, ...many], many)).toContain('1\u202f000 training examples are classified wrongly, all of them at the upper right.');
  });
  it('takes an output on the boundary for the second class, as the accuracy does', () => {
    const outputs = [0, 0];
    const right = countCorrect(Float64Array.from(outputs), plane2.trainEncoded, 1, 2, 2, 0);
    expect(describeOutput({ ...frame, trainOutputs: Float32Array.from(outputs) }, plane2, outputScale(plane2, 'tanh')))
      .toContain(`${2 - right} training example is classified wrongly, at the lower left.`);
  });
  it('takes the largest of several outputs for the answer', () => {
    const three: RunData = { ...plane2, classes: ['a', 'b', 'c'], targetCount: 3, trainInputs: Float64Array.of(0.5, -0.5), trainTargets: Float64Array.of(1), trainEncoded: Float64Array.of(0, 1, 0) };
    const answers = (outputs: readonly number[]): string => describeOutput({ ...frame, trainOutputs: Float32Array.from(outputs) }, three, outputScale(three, 'softmax'));
    expect(answers([0.2, 0.3, 0.5])).toContain('1 training example is classified wrongly, at the lower right.');
    expect(answers([0.2, 0.5, 0.3])).not.toContain('wrongly');
  });
  it('says so when there is no boundary', () => {
    expect(describeOutput({ ...frame, outputPicture: Float32Array.of(1, 1) }, plane2, outputScale(plane2, 'tanh'))).toContain('no boundary');
  });
  it('tells a curve by its ends and its range', () => {
    const text = describeOutput({ ...frame, outputPicture: Float32Array.of(-2, 0.5, 1) }, curve, outputScale(curve, 'linear'));
    expect(text).toContain('from −2.00 at x = 0 to 1.00 at x = 2.00, between −2.00 and 1.00');
    expect(text).toContain('training loss is 0.250');
  });
  it('never shows a bare NaN', () => {
    const text = describeOutput({ ...frame, outputPicture: Float32Array.of(Number.NaN, Infinity), trainLoss: Number.NaN }, curve, outputScale(curve, 'linear'));
    expect(text).not.toMatch(/NaN|Infinity/);
    expect(describeOutput(null, null, { low: -1, high: 1, boundary: 0 })).toContain('not computed yet');
  });
  it('says of a diverged run that its answers mean nothing, and no share of right ones', () => {
    const text = describeOutput({ ...frame, status: 'diverged' }, plane2, outputScale(plane2, 'tanh'));
    expect(text).toBe('Epoch 7. The run has diverged: its answers mean nothing any more.');
  });
  it('counts the cells each class wins', () => {
    expect(classShares(Float32Array.of(0.8, 0.1, 0.1, 0.2, 0.7, 0.1, 0, 0.2, 0.8), 3, 3)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });
});

describe('outputText', () => {
  it('gives ŷ, or the class that wins with its activation', () => {
    expect(outputText(Float64Array.of(9, 0.5), 1, { classes: [] })).toBe('ŷ 0.500');
    expect(outputText(Float64Array.of(9, 0.1, 0.7, 0.2), 3, { classes: ['a', 'b', 'c'] })).toBe('b 0.700');
    expect(outputText(new Float64Array(0), 1, { classes: [] })).toBe('ŷ –');
  });
});
