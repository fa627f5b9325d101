import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { initialParametersOf, networkSpecOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { gradientOver, steepestPair } from '../../src/store/landscapeGradient.ts';
import { WalkedPath } from '../../src/store/landscapePath.ts';
import { coordinatesOf, distanceFrom, movedTo, pathPlane, pointOf, randomPlane, shareInPlane, weightsPlane } from '../../src/store/landscapePlane.ts';
import { stagesOf } from '../../src/store/landscapeSlices.ts';
import { fittingWindow, zoomed } from '../../src/store/landscapeWindow.ts';
import { cellCentres } from '../../src/viz/lossSlice.ts';
import { createSharpness } from '../../src/worker/sharpness.ts';
import { createSurface } from '../../src/worker/surface.ts';

const experiment: Experiment = { ...defaultExperiment('circle'), hidden: [{ units: 3, activation: 'tanh' }] };
const network = createNetwork(networkSpecOf(experiment));
const theta = initialParametersOf(experiment);
const vectors = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: theta.length, maxLength: theta.length }).map((values) => Float64Array.from(values));

describe('the plane of a landscape', () => {
  it('gives every point of it its own coordinates back', () => {
    const path = [theta, theta.map((value, i) => value + 0.1 * i), theta.map((value, i) => value + 0.3 * Math.sin(i)), theta.map((value, i) => value + Math.cos(3 * i))];
    const planes = [weightsPlane(network, theta, [1, 7]), randomPlane(network, theta, 4), pathPlane(path, path.at(-1)!)!];
    fc.assert(fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }), (a, b) => {
      for (const plane of planes) {
        const point = pointOf(plane, a, b);
        const [backA, backB] = coordinatesOf(plane, point);
        expect(backA).toBeCloseTo(a, 7);
        expect(backB).toBeCloseTo(b, 7);
        expect(distanceFrom(plane, point)).toBeLessThan(1e-9);
      }
    }));
  });

  it('has the weights’ own values for coordinates where it is one of two weights', () => {
    expect(coordinatesOf(weightsPlane(network, theta, [1, 7]), theta)).toEqual([theta[1], theta[7]]);
  });

  it('goes with θ: the coordinates stay, and θ lies on it', () => {
    fc.assert(fc.property(vectors, (other) => {
      for (const plane of [weightsPlane(network, theta, [0, 5]), randomPlane(network, theta, 2)]) {
        const moved = movedTo(plane, other);
        const [a, b] = coordinatesOf(plane, other);
        expect(coordinatesOf(moved, other)[0]).toBeCloseTo(a, 7);
        expect(coordinatesOf(moved, other)[1]).toBeCloseTo(b, 7);
        expect(distanceFrom(moved, other)).toBeLessThan(1e-9);
      }
    }));
  });

  it('of the path begins where the path does, leads to the right and holds most of it', () => {
    const path = Array.from({ length: 40 }, (_, k) => theta.map((value, i) => value + 0.05 * k * Math.cos(i) + 0.2 * Math.sin(k / 8) * Math.sin(2 * i)));
    const plane = pathPlane(path, path.at(-1)!)!;
    const [a, b] = coordinatesOf(plane, path[0]!);
    expect(Math.hypot(a, b)).toBeLessThan(1e-9);
    expect(coordinatesOf(plane, path.at(-1)!)[0]).toBeGreaterThan(1);
    expect(plane.shares![0] + plane.shares![1]).toBeGreaterThan(0.999);
    expect(shareInPlane(plane, path[0]!, path.at(-1)!)).toBeGreaterThan(0.999);
    expect(pathPlane([theta], theta)).toBeNull();
  });

  it('says how much of a way it holds', () => {
    const plane = weightsPlane(network, theta, [0, 1]);
    expect(shareInPlane(plane, theta, theta.map((value, i) => value + (i === 0 ? 3 : i === 2 ? 4 : 0)))).toBeCloseTo(0.6, 9);
    expect(shareInPlane(plane, theta, theta)).toBe(1);
  });
});

describe('the first two weights', () => {
  it('are those with the largest gradients, biases apart', () => {
    const gradient = new Float64Array(network.parameterCount);
    const { biases } = network.layers[0]!;
    gradient[biases] = 9;
    gradient[3] = -2;
    gradient[1] = 1;
    expect(steepestPair(network, gradient)).toEqual([1, 3]);
    expect(steepestPair(network, new Float64Array(network.parameterCount))).toEqual([0, 1]);
  });

  it('are known before the first step', () => {
    expect(gradientOver(experiment, theta).some((value) => value !== 0)).toBe(true);
  });
});

describe('the window', () => {
  it('holds the path and the network with room around it, in tidy numbers', () => {
    const place = fc.tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.double({ min: -20, max: 20, noNaN: true }));
    fc.assert(fc.property(fc.array(place, { maxLength: 20 }), place, fc.double({ min: 0.5, max: 2.5, noNaN: true }), (path, ball, aspect) => {
      const { a, b, half } = fittingWindow('weights', path, ball, aspect, null);
      for (const [x, y] of [...path, ball]) {
        expect(Math.abs(x - a)).toBeLessThanOrEqual(half * aspect);
        expect(Math.abs(y - b)).toBeLessThanOrEqual(half);
      }
      expect(Number(half.toPrecision(3))).toBe(half);
    }));
  });

  it('stands still while the ball rolls within it, and moves when it comes to its edge', () => {
    const first = fittingWindow('weights', [[0, 0]], [0, 0], 1.5, null);
    expect(fittingWindow('weights', [[0, 0]], [0.5, 0.4], 1.5, first)).toBe(first);
    expect(fittingWindow('weights', [[0, 0]], [0, first.half * 1.2], 1.5, first)).not.toBe(first);
  });

  it('is zoomed about a point that stays', () => {
    const { a, b, half } = zoomed({ a: 0, b: 0, half: 4 }, 0.5, [2, 2]);
    expect([a, b, half]).toEqual([1, 1, 2]);
    expect(zoomed({ a: 0, b: 0, half: 4 }, Number.NaN).half).toBe(1);
  });
});

describe('the slices from coarse to fine', () => {
  it('are exact from the first where that is soon there', () => {
    expect(stagesOf(51, 196, false)).toEqual([9, 17, 33, 65].map((side) => ({ side, sample: null })));
    expect(stagesOf(51, 196, true).at(-1)).toEqual({ side: 65, sample: null });
    expect(stagesOf(2000, 5000, false)[0]).toEqual({ side: 9, sample: null });
  });

  it('begin with a sample of the examples on the largest networks, and end with it while they train', () => {
    const [look, exact] = stagesOf(29_377, 7000, false);
    expect(look!.side * look!.side * look!.sample! * 29_377).toBeLessThanOrEqual(8e8);
    expect(look!.sample).toBeGreaterThanOrEqual(300);
    expect(exact).toEqual({ side: 9, sample: null });
    expect(stagesOf(29_377, 7000, true)).toEqual([look]);
  });
});

describe('the path walked', () => {
  const frame = (step: number, status: 'training' | 'paused' = 'training', shift = step, run = 1) => ({ run, step, status, parameters: theta.map((value) => value + shift) });

  it('is kept at most ten times a second, thinned as it grows, from its beginning to its end', () => {
    const path = new WalkedPath();
    for (let i = 0; i <= 5000; i += 1) path.take(frame(i), i * 100);
    const kept = path.upTo(1, 5000);
    expect(kept.length).toBeLessThanOrEqual(400);
    expect(kept.length).toBeGreaterThan(150);
    expect(kept[0]!.step).toBe(0);
    expect(kept.at(-1)!.step).toBeGreaterThan(4950);
    const other = new WalkedPath();
    for (let i = 0; i < 100; i += 1) other.take(frame(i), i * 10);
    expect(other.upTo(1, 100).length).toBeLessThanOrEqual(10);
  });

  it('is only looked back on at a past moment, and left behind when training goes on from there', () => {
    const path = new WalkedPath();
    for (const step of [0, 10, 20, 30]) path.take(frame(step), step * 100);
    path.take(frame(10, 'paused'), 5000);
    expect(path.upTo(1, 10).map(({ step }) => step)).toEqual([0, 10]);
    expect(path.upTo(1, 30).length).toBe(4);
    path.take(frame(12), 6000);
    expect(path.upTo(1, 30).map(({ step }) => step)).toEqual([0, 10, 12]);
  });

  it('jumps where θ is set by hand, once for a whole drag, and begins anew in another run', () => {
    const path = new WalkedPath();
    path.take(frame(0), 0);
    for (const shift of [1, 2, 3]) path.take(frame(0, 'paused', shift), 1000 + shift);
    expect(path.upTo(1, 0).map(({ jump }) => jump)).toEqual([false, true]);
    expect(path.upTo(1, 0)[1]!.theta[0]).toBe(theta[0]! + 3);
    path.take(frame(0, 'training', 0, 2), 9000);
    expect(path.upTo(1, 9)).toEqual([]);
    expect(path.upTo(2, 9).length).toBe(1);
    expect(path.others.get(1)?.length).toBe(2);
    path.take(frame(0, 'paused', 3, 1), 9500);
    expect(path.upTo(1, 0).map(({ jump }) => jump)).toEqual([false, true]);
  });
});

describe('the landscape of a linear neuron with squared error', () => {
  it('is the exact quadratic, whatever the data, the place and the directions', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.constantFrom('half_squared' as const, 'squared' as const), vectors.map((values) => values.slice(0, 3)), (seed, name, centre) => {
      const base = defaultExperiment('regressionPlane');
      const linear: Experiment = { ...base, hidden: [], features: ['x', 'y'], outputActivation: 'linear', loss: { ...base.loss, name, reduction: 'mean' }, data: { ...base.data, seed, points: 40 } };
      const data = buildData(linear);
      const net = createNetwork(networkSpecOf(linear));
      const plane = randomPlane(net, centre, seed);
      const alphas = cellCentres(0, 2, 5);
      const surface = createSurface({ kind: 'surface', experiment: linear, centre: plane.base, u: plane.u, v: plane.v, alphas, betas: alphas }, data);
      while (!surface.work(50, () => performance.now()));
      const { losses } = surface.result();
      const { count, inputs, targets } = data.trainSet;
      const factor = name === 'squared' ? 1 : 0.5;
      alphas.forEach((a, i) => {
        alphas.forEach((b, j) => {
          const [w1 = 0, w2 = 0, bias = 0] = pointOf(plane, a, b);
          let sum = 0;
          for (let e = 0; e < count; e += 1) sum += factor * (w1 * inputs[2 * e]! + w2 * inputs[2 * e + 1]! + bias - targets[e]!) ** 2;
          const exact = sum / count;
          expect(Math.abs(losses[j * 5 + i]! - exact)).toBeLessThanOrEqual(1e-10 * (1 + exact));
        });
      });
      // The second difference of a quadratic is the same everywhere, and no direction bends more than λmax.
      const sharpness = createSharpness({ kind: 'sharpness', experiment: linear, parameters: centre }, data);
      while (!sharpness.work(50, () => performance.now()));
      const spacing = alphas[1]! - alphas[0]!;
      const bend = (losses[2]! - 2 * losses[1]! + losses[0]!) / spacing ** 2;
      const length = plane.u.reduce((total, value) => total + value * value, 0);
      expect(bend).toBeLessThanOrEqual(sharpness.result().largest * length * (1 + 1e-6) + 1e-9);
      for (let i = 0; i < 3; i += 1) expect((losses[i + 2]! - 2 * losses[i + 1]! + losses[i]!) / spacing ** 2).toBeCloseTo(bend, 6);
    }), { numRuns: 25 });
  });
});
