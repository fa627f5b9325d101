import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { outputsOf, type RunData } from '../../../src/datasets/runData.ts';
import { errorBars, errorKind, largestError } from '../../../src/panels/loss/LossPanelErrors.ts';

const data = {
  trainInputs: new Float64Array(6), trainTargets: Float64Array.of(0, 1, 1), validationInputs: new Float64Array(0), validationTargets: new Float64Array(0),
  trainEncoded: Float64Array.of(-1, 1, 1), validationEncoded: new Float64Array(0), targetCount: 1,
  inputCount: 2, task: 'classification', classes: ['−1', '+1'], inputNames: ['x₁', 'x₂'], domain: [[-1, 1], [-1, 1]], targetRange: [-1, 1],
} satisfies RunData;

describe('errorBars', () => {
  it('are |ŷ − y| for one output, worst first', () => {
    const bars = errorBars('distance', Float32Array.of(-1, 0.5, -0.5), new Float32Array(3), data);
    expect([...bars.values]).toEqual([0, 0.5, 1.5]);
    expect([...bars.order]).toEqual([2, 1, 0]);
    expect(largestError(bars)).toBe(1.5);
  });
  it('measure from what the output is asked for', () => {
    const sigmoid = { ...data, trainEncoded: Float64Array.of(0, 1, 0.75) };
    expect([...errorBars('distance', Float32Array.of(0.25, 0.5, 1), new Float32Array(3), sigmoid).values]).toEqual([0.25, 0.5, 0.25]);
  });
  it('are the losses where an example has two values to predict', () => {
    const exercise = buildData(defaultExperiment('exercise'));
    expect([...errorBars(errorKind('half_squared', outputsOf(exercise)), Float32Array.of(0.75, 0.77), Float32Array.of(0.298), exercise).values]).toEqual([Math.fround(0.298)]);
  });
  it('keep their sign for the signed difference, from + to −, so that they cancel', () => {
    const bars = errorBars('signed', new Float32Array(3), Float32Array.of(-2, 0.5, 1.5), data);
    expect(bars.signed).toBe(true);
    expect([...bars.order]).toEqual([2, 1, 0]);
    expect(bars.values.reduce((sum, value) => sum + value)).toBe(0);
  });
  it('put what is not finite first and leave it out of the scale', () => {
    const bars = errorBars('loss', new Float32Array(9), Float32Array.of(0.1, Number.NaN, 0.4), data);
    expect(bars.order[0]).toBe(1);
    expect(largestError(bars)).toBeCloseTo(0.4);
  });
  it('are chosen by the loss and the number of outputs', () => {
    expect([errorKind('half_squared', 1), errorKind('half_squared', 3), errorKind('signed_difference', 3)]).toEqual(['distance', 'loss', 'signed']);
  });
});
