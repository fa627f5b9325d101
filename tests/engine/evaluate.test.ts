import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCorrect } from '../../src/engine/confusion.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { forward } from '../../src/engine/forward.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { evaluateLoss, lossDelta } from '../../src/engine/outputLoss.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';
import type { TrainingSet } from '../../src/engine/workspace.ts';

const squared = { name: 'squared', reduction: 'mean', huberDelta: 1 } as const;

describe('evaluate', () => {
  const network = createNetwork({ inputs: 2, layers: [{ units: 3, activation: 'tanh' }, { units: 2, activation: 'linear' }] });
  const random = createRandom(2);
  const draw = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
  const theta = draw(network.parameterCount);
  const set: TrainingSet = { count: 23, inputs: draw(46), targets: draw(46) };

  it('gives the same sums however a set is cut', () => {
    const whole = evaluate(network, theta, createWorkspace(network, 23), squared, set, 0, 23);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 23 }), (capacity, cut) => {
        const workspace = createWorkspace(network, capacity);
        const left = evaluate(network, theta, workspace, squared, set, 0, cut);
        const right = evaluate(network, theta, workspace, squared, set, cut, 23);
        expect(left.lossSum + right.lossSum).toBeCloseTo(whole.lossSum, 11);
        expect(left.correct + right.correct).toBe(whole.correct);
      }),
    );
  });

  it('hands out each example’s answers and loss under its own number', () => {
    const out = { outputs: new Float64Array(46), losses: new Float64Array(23) };
    evaluate(network, theta, createWorkspace(network, 4), squared, set, 3, 20, out);
    expect(out.losses[2]).toBe(0);
    expect(out.losses[20]).toBe(0);
    expect([...out.outputs.subarray(0, 6), ...out.outputs.subarray(40)]).toEqual(Array.from({ length: 12 }, () => 0));
    for (let e = 3; e < 20; e += 1) {
      const expected = [0, 1].reduce((sum, k) => sum + (out.outputs[2 * e + k]! - set.targets[2 * e + k]!) ** 2, 0);
      expect(out.losses[e]).toBeCloseTo(expected, 12);
    }
  });
});

it('sums the losses and counts the answers on their side of the boundary of a sigmoid, ½', () => {
  const one = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'sigmoid' }] });
  // σ(−2) ≈ 0.12, σ(1) ≈ 0.73, σ(3) ≈ 0.95; the last target is missed.
  const three: TrainingSet = { count: 3, inputs: Float64Array.of(-2, 1, 3), targets: Float64Array.of(0, 1, 0) };
  const { lossSum, correct } = evaluate(one, Float64Array.of(1, 0), createWorkspace(one, 2), squared, three, 0, 3);
  const sigma = (z: number): number => 1 / (1 + Math.exp(-z));
  expect(lossSum).toBeCloseTo(sigma(-2) ** 2 + (sigma(1) - 1) ** 2 + sigma(3) ** 2, 14);
  expect(correct).toBe(2);
});

describe('right answers', () => {
  it('with one output lie on the target’s side of the boundary', () => {
    const answers = Float64Array.of(0.2, -0.1, 0, NaN, -3, NaN);
    expect(countCorrect(answers, Float64Array.of(1, 1, 1, 1, -1, -1), 1, 6, 6, 0)).toBe(3);
    expect(countCorrect(Float64Array.of(0.5, 0.4), Float64Array.of(1, 0), 1, 2, 2, 0.5)).toBe(2);
  });

  it('with several are largest where the target is', () => {
    // Three outputs, two examples.
    expect(countCorrect(Float64Array.of(0.1, 0.9, 0.7, 0, 0.2, 0.1), Float64Array.of(0, 1, 1, 0, 0, 0), 3, 2, 2, 0)).toBe(2);
    expect(countCorrect(Float64Array.of(0.1, NaN, 0.7, 0, 0.2, 0.1), Float64Array.of(1, 1, 0, 0, 0, 0), 3, 2, 2, 0)).toBe(0);
  });
});

describe('losses at the output', () => {
  it('add up per example and in all', () => {
    const network = createNetwork({ inputs: 1, layers: [{ units: 2, activation: 'linear' }] });
    const workspace = createWorkspace(network, 3);
    workspace.a[0]!.set([1, 2, 3, 4, 5, 6]);
    const perExample = Float64Array.of(9, 9, 9);
    expect(evaluateLoss(network, squared, workspace, new Float64Array(6), 2, perExample)).toBe(1 + 4 + 16 + 25);
    expect([...perExample]).toEqual([17, 29, 9]);
    // δ of the third example, which was not asked for, stays as it was.
    workspace.delta[0]!.fill(9);
    lossDelta(network, squared, workspace, new Float64Array(6), 2, 0.5);
    expect([...workspace.delta[0]!]).toEqual([1, 2, 9, 4, 5, 9]);
  });

  it('stay exact where softmax rounds to 0', () => {
    const network = createNetwork({ inputs: 2, layers: [{ units: 2, activation: 'softmax' }] });
    const workspace = createWorkspace(network, 1);
    const loss = { name: 'softmax_cross_entropy', reduction: 'mean', huberDelta: 1 } as const;
    loadExamples(workspace, { count: 1, inputs: Float64Array.of(1, 1), targets: Float64Array.of(1, 0) }, 0, 1);
    forward(network, Float64Array.of(0, 0, 0, 0, -1000, 1000), workspace, 1);
    expect(evaluateLoss(network, loss, workspace, workspace.targets, 1)).toBe(2000);
    lossDelta(network, loss, workspace, workspace.targets, 1, 0.5);
    expect([...workspace.delta[0]!]).toEqual([-0.5, 0.5]);
  });

  it('refuse an output activation that they mean nothing with', () => {
    const network = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'tanh' }] });
    const workspace = createWorkspace(network, 1);
    const loss = { name: 'binary_cross_entropy', reduction: 'mean', huberDelta: 1 } as const;
    expect(() => evaluateLoss(network, loss, workspace, workspace.targets, 1)).toThrow('needs the output activation sigmoid, not tanh');
    expect(() => lossDelta(network, loss, workspace, workspace.targets, 1, 1)).toThrow('needs the output activation sigmoid, not tanh');
  });
});
