import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationNames, activations } from '../../src/engine/activations.ts';
import { losses } from '../../src/engine/losses.ts';
import { activationRange, boundsOf, curveBox, predictionRange, softmaxLoss, tangentPath } from '../../src/viz/neuronBox.ts';

const size = { width: 160, height: 78 };
const ends = (path: string): number[] => (path.match(/-?[\d.]+/g) ?? []).map(Number);

describe('ranges', () => {
  it('hold still while z moves, and hold every z', () => {
    expect(activationRange('tanh', 0.2)).toEqual([-3, 3]);
    expect(activationRange('tanh', -2.5)).toEqual([-3, 3]);
    expect(activationRange('tanh', 3)).toEqual([-6, 6]);
    expect(activationRange('sigmoid', 1)).toEqual([-6, 6]);
    fc.assert(fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (z) => {
      const [low, high] = activationRange('relu', z);
      expect(z > low && z < high).toBe(true);
    }));
    expect(activationRange('relu', Number.NaN)).toEqual([-3, 3]);
    expect(activationRange('relu', Infinity).every(Number.isFinite)).toBe(true);
  });
  it('know which activations are bounded', () => {
    expect(boundsOf(activations.tanh)).toEqual([-1, 1]);
    expect(boundsOf(activations.sin)).toEqual([-1, 1]);
    expect(boundsOf(activations.sigmoid)).toEqual([0, 1]);
    expect(boundsOf(activations.relu)).toBeNull();
    expect(boundsOf(null)).toEqual([0, 1]);
  });
  it('show target and prediction', () => {
    fc.assert(fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), fc.boolean(), (prediction, target, bounded) => {
      const [low, high] = predictionRange(prediction, target, bounded ? [-1, 1] : null);
      expect(low <= target && target <= high && low <= prediction && prediction <= high).toBe(true);
    }));
  });
});

describe('curveBox', () => {
  it.each(activationNames)('draws %s inside the box and puts the point on the curve', (name) => {
    const z = 0.7;
    const box = curveBox(activations[name].output, activationRange(name, z), size, 11);
    const numbers = ends(box.path);
    expect(numbers).toHaveLength(146);
    numbers.forEach((number, i) => {
      expect(number).toBeGreaterThanOrEqual(0);
      expect(number).toBeLessThanOrEqual(i % 2 === 0 ? size.width : size.height);
    });
    expect(box.originAt).toBeCloseTo(80);
  });
  it('is the same wherever the box stands', () => {
    const [box, moved] = [[0, 0], [300, 40]].map(([x = 0, y = 0]) => curveBox(activations.tanh.output, [-3, 3], size, 11, { x, y }));
    expect(moved?.xOf(0.5)).toBeCloseTo((box?.xOf(0.5) ?? 0) + 300);
    expect(moved?.yOf(0.5)).toBeCloseTo((box?.yOf(0.5) ?? 0) + 40);
    expect(ends(moved?.path ?? '').map((number, i) => (number - (i % 2 === 0 ? 300 : 40)).toFixed(1))).toEqual(ends(box?.path ?? '').map((number) => number.toFixed(1)));
  });
  it('leaves out what is not finite, and survives a curve that never is', () => {
    expect(curveBox((x) => (x < 0 ? Number.NaN : x), [-1, 1], size, 8).path).not.toContain('NaN');
    expect(curveBox(() => Number.NaN, [-1, 1], size, 8).path).toBe('');
    expect(curveBox(() => 2, [-1, 1], size, 8).path).not.toContain('NaN');
  });
  it('has tangents of the right slope and length', () => {
    const z = 0.4;
    const a = activations.tanh.output(z);
    const box = curveBox(activations.tanh.output, [-3, 3], size, 11);
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = ends(tangentPath(box, z, a, activations.tanh.derivative(z, a), 26));
    expect(Math.hypot(x2 - x1, y2 - y1)).toBeCloseTo(52, 0);
    const slope = (box.yOf(activations.tanh.output(z + 1e-4)) - box.yOf(a)) / (box.xOf(z + 1e-4) - box.xOf(z));
    expect((y2 - y1) / (x2 - x1)).toBeCloseTo(slope, 1);
    const across = ends(tangentPath(box, 2.9, 1, 0, 1000));
    expect([across[0], across[2]]).toEqual([1, size.width - 1]);
    expect(tangentPath(box, Number.NaN, 0, 1, 26)).toBe('');
    expect(tangentPath(box, 0, 0, Infinity, 26)).toBe('');
  });
});

it('softmaxLoss is the cross-entropy, and its slope ŷ − y', () => {
  const z = [0.3, -1, 2];
  const shares = z.map((value) => Math.exp(value) / z.reduce((sum, other) => sum + Math.exp(other), 0));
  const loss = softmaxLoss(z, [0, 0, 1], 2);
  expect(loss(2)).toBeCloseTo(-Math.log(shares[2]!), 12);
  expect((loss(2 + 1e-5) - loss(2 - 1e-5)) / 2e-5).toBeCloseTo(shares[2]! - 1, 8);
  expect(softmaxLoss([1000, 0], [1, 0], 0)(1000)).toBe(0);
  // Where there are two, it is the binary loss of their difference.
  expect(softmaxLoss([0.7, 0], [1, 0], 0)(0.7)).toBeCloseTo(losses.binary_cross_entropy.output(0.7, 1, 1), 12);
});
