import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossNames, losses, type LossName, type LossSpec } from '../../src/engine/losses.ts';
import {
  drawLossLine, drawLossPoints, drawTangent, extentOf, logitSlopeAt, lossAt, lossAxis, nearestPoint, placeOf, planeX, planeY, slopeAt, type LossPlane, type LossPoints,
} from '../../src/viz/lossFunction.ts';
import { createPalette } from '../../src/viz/palette.ts';
import { recordingContext } from './recordingContext.ts';
import { readTokens } from './tokens.ts';

const spec = (name: LossName): LossSpec => ({ name, reduction: 'mean', huberDelta: 0.7 });
const box = { x: 10, y: 20, width: 200, height: 100 };

/** Two training examples and one validation example, all of one output. */
function points(prediction: readonly number[], target: readonly number[], loss: LossName = 'squared'): LossPoints {
  return {
    count: prediction.length, trainCount: prediction.length - 1,
    prediction: Float64Array.from(prediction), target: Float64Array.from(target), value: Float64Array.from(prediction, (each, i) => lossAt(spec(loss), each, target[i]!)),
    example: Uint32Array.from(prediction, (_, i) => (i < prediction.length - 1 ? i : 0)), output: new Uint8Array(prediction.length), marker: Uint8Array.from(target, (each) => Number(each > 0)),
  };
}

describe('the loss over the answer', () => {
  it.each(lossNames.filter((name) => losses[name].reads === 'prediction'))('%s is the engine’s own', (name) => {
    fc.assert(fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.constantFrom(-1, 1), (prediction, target) => {
      expect(lossAt(spec(name), prediction, target)).toBe(losses[name].output(prediction, target, 0.7));
    }));
  });
  it.each(lossNames)('%s rises by its slope', (name) => {
    fc.assert(fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), fc.constantFrom(0, 1), (prediction, target) => {
      // A softmax has but the output of the example's own class on its curve.
      const asked = name === 'softmax_cross_entropy' ? 1 : target;
      const h = 1e-6;
      fc.pre(Math.abs(losses[name].corner?.(prediction, asked) ?? 1) > 2 * h && Math.abs(Math.abs(prediction - asked) - 0.7) > 2 * h);
      const estimate = (lossAt(spec(name), prediction + h, asked) - lossAt(spec(name), prediction - h, asked)) / (2 * h);
      expect(slopeAt(spec(name), prediction, asked)).toBeCloseTo(estimate, 4);
    }));
  });
  it('of a cross-entropy is −ln of the probability of the right class, without limit where that is 0', () => {
    for (const name of ['binary_cross_entropy', 'softmax_cross_entropy'] as const) {
      expect(lossAt(spec(name), 0.25, 1)).toBeCloseTo(Math.log(4), 12);
      expect(lossAt(spec(name), 1, 1)).toBe(0);
      expect(lossAt(spec(name), 0, 1)).toBe(Infinity);
      expect(slopeAt(spec(name), 0.25, 1)).toBeCloseTo(-4, 12);
      expect(slopeAt(spec(name), 1, 1)).toBeNaN();
    }
    expect(logitSlopeAt(0.25, 1)).toBeCloseTo(-0.75, 12);
    expect(logitSlopeAt(1, 1)).toBe(0);
  });
});

describe('its axis', () => {
  it('is the error for values, and the answer for classes, as far as there are answers', () => {
    expect(lossAxis('squared', 'regression', 'linear', 2)).toEqual({ kind: 'error', from: -2, to: 2, domain: [-2, 2], targets: [0] });
    expect(lossAxis('squared', 'classification', 'linear', 2)).toMatchObject({ kind: 'prediction', from: -2, to: 2, targets: [-1, 1] });
    expect(lossAxis('binary_cross_entropy', 'classification', 'sigmoid', 9)).toMatchObject({ domain: [0, 1], from: -0.04, to: 1.04, targets: [0, 1] });
    expect(lossAxis('softmax_cross_entropy', 'classification', 'softmax', 1).targets).toEqual([1]);
    expect(placeOf(lossAxis('squared', 'regression', 'linear', 2), 3, 2.5)).toBe(0.5);
  });
  it('leaves room for the farthest finite answer', () => {
    expect(extentOf(points([3, -0.5, Infinity], [1, -1, 1]), 'prediction', 0)).toEqual({ place: 3, value: 4 });
    expect(extentOf(points([3, -0.5, Number.NaN], [1, -1, 1]), 'error', 0).place).toBe(2);
  });
});

describe('its picture', () => {
  const palette = createPalette(readTokens('light'));
  const plane: LossPlane = { box, axis: lossAxis('squared', 'classification', 'linear', 2), low: 0, high: 4 };

  it('puts every point on the line of its target', () => {
    const some = points([0.5, -2, 1.5], [1, -1, 1]);
    const at = (i: number): number => nearestPoint(plane, some, planeX(plane, some.prediction[i]!), planeY(plane, some.value[i]!), 3);
    expect([at(0), at(1), at(2), nearestPoint(plane, some, 0, 0, 3)]).toEqual([0, 1, 2, -1]);
  });
  it('keeps the line inside and finite, whatever the loss', () => {
    for (const name of lossNames) {
      const { ctx, calls } = recordingContext();
      drawLossLine(ctx, { ...plane, axis: lossAxis(name, 'classification', name.endsWith('entropy') ? 'sigmoid' : 'linear', 2) }, spec(name), 1, { colour: 'ink', lineWidth: 1 });
      const places = calls.filter((call) => call.name === 'lineTo' || call.name === 'moveTo').flatMap((call) => call.args as number[]);
      expect(places.length).toBeGreaterThan(300);
      for (const place of places) expect(Math.abs(place)).toBeLessThan(600);
      expect(calls.map((call) => call.name)).toContain('clip');
    }
  });
  it('draws training filled and validation hollow, classes by shape, and leaves out what is not finite', () => {
    const { ctx, calls } = recordingContext();
    drawLossPoints(ctx, plane, points([0.5, -2, Number.NaN, 1.5], [1, -1, 1, 1]), palette, { radius: 3, byClass: true, most: 100 });
    const fills = calls.filter((call) => call.name === 'fillStyle').map((call) => call.args[0]);
    expect(fills).toEqual([palette.classes[1]!.point, palette.classes[0]!.point, palette.bg]);
    // Two discs of the second class; the first class is a diamond.
    expect(calls.filter((call) => call.name === 'arc')).toHaveLength(2);
    expect(calls.filter((call) => call.name === 'closePath')).toHaveLength(1);
  });
  it('draws at most so many of each split', () => {
    const { ctx, count } = recordingContext();
    const many = Array.from({ length: 1001 }, (_, i) => i / 1001);
    drawLossPoints(ctx, plane, points(many, many.map(() => 1)), palette, { radius: 3, byClass: false, most: 50 });
    expect(count('arc')).toBe(51);
  });
  it('lays the tangent along the line', () => {
    const { ctx, calls } = recordingContext();
    drawTangent(ctx, plane, 0.5, 0.25, slopeAt(spec('squared'), 0.5, 1), 40, { colour: 'grad', lineWidth: 2 });
    const [from, to] = ['moveTo', 'lineTo'].map((name) => calls.find((call) => call.name === name)!.args as [number, number]);
    // A step of 1 to the right is 50 px, and −1 in f is 25 px down.
    expect((to![1] - from![1]) / (to![0] - from![0])).toBeCloseTo(0.5, 9);
    expect(Math.hypot(to![0] - from![0], to![1] - from![1])).toBeCloseTo(80, 9);
  });
});
