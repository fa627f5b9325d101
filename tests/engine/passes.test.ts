import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationNames, activations } from '../../src/engine/activations.ts';
import { backward } from '../../src/engine/backward.ts';
import { forward } from '../../src/engine/forward.ts';
import { lossDelta } from '../../src/engine/outputLoss.ts';
import { biasIndex, createNetwork, weightIndex } from '../../src/engine/network.ts';
import type { Network } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';
import type { TrainingSet } from '../../src/engine/workspace.ts';

const loss = { name: 'squared', reduction: 'mean', huberDelta: 1 } as const;

/** A network with parameters and examples of its own, all from one seed. */
function createCase(inputs: number, units: readonly number[], count: number, seed: number) {
  const random = createRandom(seed);
  const draw = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal() * 0.7);
  const network = createNetwork({
    inputs,
    layers: units.map((n) => ({ units: n, activation: activationNames[random.integer(activationNames.length)]! })),
  });
  const set: TrainingSet = { count, inputs: draw(count * inputs), targets: draw(count * units.at(-1)!) };
  return { network, theta: draw(network.parameterCount), set };
}

/** The network's answer to one example as the formulas say it, unit by unit. */
function answer(network: Network, theta: Float64Array, example: readonly number[]): number[][] {
  const result: number[][] = [];
  let before = example;
  network.layers.forEach(({ units, activation }, layer) => {
    const a = Array.from({ length: units }, (_, unit) => {
      const z = before.reduce((sum, x, input) => sum + theta[weightIndex(network, layer, unit, input)]! * x, theta[biasIndex(network, layer, unit)]!);
      return activation === 'softmax' ? NaN : activations[activation].output(z);
    });
    result.push(a);
    before = a;
  });
  return result;
}

const anyCase = fc
  .record({
    inputs: fc.integer({ min: 1, max: 5 }),
    units: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
    count: fc.integer({ min: 1, max: 9 }),
    spare: fc.integer({ min: 0, max: 3 }),
    seed: fc.nat(),
  })
  .map(({ inputs, units, count, spare, seed }) => ({ ...createCase(inputs, units, count, seed), capacity: count + spare }));

function gradientOf(network: Network, theta: Float64Array, set: TrainingSet, capacity: number): Float64Array {
  const gradient = new Float64Array(network.parameterCount);
  const workspace = createWorkspace(network, capacity);
  for (let from = 0; from < set.count; from += capacity) {
    const count = Math.min(capacity, set.count - from);
    loadExamples(workspace, set, from, count);
    forward(network, theta, workspace, count);
    lossDelta(network, loss, workspace, workspace.targets, count, 1 / set.count);
    backward(network, theta, workspace, count, gradient);
  }
  return gradient;
}

describe('forward', () => {
  it('goes on from a later layer with what the one before it holds', () => {
    for (const count of [1, 3]) {
      const { network, theta, set } = createCase(2, [3, 4, 2], count, 5);
      const workspace = createWorkspace(network, count + 1);
      loadExamples(workspace, set, 0, count);
      forward(network, theta, workspace, count);
      const whole = workspace.a.map((values) => values.slice());
      workspace.a[2]!.fill(9);
      forward(network, theta, workspace, count, 2);
      expect(workspace.a).toEqual(whole.map((values, layer) => (layer < 2 ? values : values.map((value, i) => (i % (count + 1) < count ? value : 9)))));
      workspace.a[1]!.fill(0.25);
      forward(network, theta, workspace, count, 2);
      const rest = { ...network.spec, inputs: 4, layers: network.spec.layers.slice(2) };
      const alone = createNetwork(rest);
      const only = createWorkspace(alone, count + 1);
      only.inputs.fill(0.25);
      forward(alone, theta.slice(network.layers[2]!.weights), only, count);
      for (let e = 0; e < count; e += 1) expect(workspace.a[2]![e]).toBe(only.a[0]![e]);
      expect([...workspace.a[0]!]).toEqual([...whole[0]!]);
    }
  });

  it('computes z = b + Σ wx and a = φ(z), whatever the shape, the number of examples and the room', () => {
    fc.assert(
      fc.property(anyCase, ({ network, theta, set, capacity }) => {
        const workspace = createWorkspace(network, capacity);
        loadExamples(workspace, set, 0, set.count);
        forward(network, theta, workspace, set.count);
        for (let e = 0; e < set.count; e += 1) {
          const inputs = network.spec.inputs;
          const expected = answer(network, theta, [...set.inputs.subarray(e * inputs, (e + 1) * inputs)]);
          expected.forEach((row, layer) =>
            row.forEach((a, unit) => {
              const got = workspace.a[layer]![unit * capacity + e]!;
              expect(Math.abs(got - a)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(a)));
            }),
          );
        }
      }),
    );
  });

  it('writes only the examples it was asked for', () => {
    const { network, theta, set } = createCase(3, [4, 1], 5, 1);
    const workspace = createWorkspace(network, 5);
    for (const rows of [...workspace.z, ...workspace.a]) rows.fill(9);
    loadExamples(workspace, set, 0, 5);
    forward(network, theta, workspace, 3);
    for (const [layer, rows] of workspace.a.entries()) {
      for (let i = 0; i < rows.length; i += 1) if (i % 5 >= 3) expect([rows[i], workspace.z[layer]![i]]).toEqual([9, 9]);
    }
  });

  it('does nothing for no examples', () => {
    const { network, theta } = createCase(2, [2, 1], 1, 1);
    const workspace = createWorkspace(network, 2);
    workspace.a[0]!.fill(9);
    forward(network, theta, workspace, 0);
    expect([...workspace.a[0]!]).toEqual([9, 9, 9, 9]);
  });

  it('turns logits into probabilities, however large', () => {
    const network = createNetwork({ inputs: 3, layers: [{ units: 3, activation: 'softmax' }] });
    const theta = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);
    const workspace = createWorkspace(network, 2);
    workspace.inputs.set([1000, 0, 1001, 0, -1000, 0]);
    forward(network, theta, workspace, 2);
    const [first, , second, , third] = workspace.a[0]!;
    expect(first! + second! + third!).toBeCloseTo(1, 15);
    expect(second! / first!).toBeCloseTo(Math.E, 13);
    expect(third).toBe(0);
    expect(workspace.a[0]![1]).toBeCloseTo(1 / 3, 15);
  });
});

describe('backward', () => {
  it('gives the same gradient whether a mini-batch is done at once or in parts', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 1, max: 9 }), ({ network, theta, set }, capacity) => {
        const whole = gradientOf(network, theta, set, set.count);
        const parts = gradientOf(network, theta, set, capacity);
        whole.forEach((g, i) => expect(Math.abs(g - parts[i]!)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(g))));
      }),
    );
  });

  it('adds to the gradient', () => {
    const { network, theta, set } = createCase(3, [3, 2], 7, 3);
    const once = gradientOf(network, theta, set, 7);
    const workspace = createWorkspace(network, 7);
    loadExamples(workspace, set, 0, 7);
    forward(network, theta, workspace, 7);
    lossDelta(network, loss, workspace, workspace.targets, 7, 1 / 7);
    const gradient = new Float64Array(network.parameterCount).fill(5);
    backward(network, theta, workspace, 7, gradient);
    gradient.forEach((g, i) => expect(g - 5).toBeCloseTo(once[i]!, 12));
  });

  it.each([1, 2, 3])('leaves ∂L/∂a = Wᵀδ behind for %d of 3 examples, and ∂L/∂x', (count) => {
    const { network, theta, set } = createCase(2, [4, 3, 2], count, 6);
    const workspace = createWorkspace(network, 3, { upstream: true });
    loadExamples(workspace, set, 0, count);
    forward(network, theta, workspace, count);
    lossDelta(network, loss, workspace, workspace.targets, count, 1 / count);
    backward(network, theta, workspace, count, new Float64Array(network.parameterCount));
    network.layers.forEach(({ inputs, units }, layer) => {
      for (let input = 0; input < inputs; input += 1) {
        for (let e = 0; e < count; e += 1) {
          let expected = 0;
          for (let unit = 0; unit < units; unit += 1) expected += theta[weightIndex(network, layer, unit, input)]! * workspace.delta[layer]![3 * unit + e]!;
          expect(workspace.upstream![layer]![3 * input + e], `layer ${layer}, input ${input}, example ${e}`).toBeCloseTo(expected, 13);
        }
      }
    });
  });

  it('refuses softmax before another layer', () => {
    const [hidden, output] = [createNetwork({ inputs: 2, layers: [{ units: 2, activation: 'softmax' }] }), createNetwork({ inputs: 2, layers: [{ units: 1, activation: 'linear' }] })];
    const network: Network = { ...output, layers: [...hidden.layers, ...output.layers] };
    expect(() => backward(network, new Float64Array(9), createWorkspace(network, 1), 1, new Float64Array(9))).toThrow('Softmax is for the output layer.');
  });

  it('never reads what is not finite outside its examples', () => {
    const { network, theta, set } = createCase(3, [5, 3, 1], 3, 8);
    const expected = gradientOf(network, theta, set, 3);
    const workspace = createWorkspace(network, 6);
    for (const rows of [workspace.inputs, workspace.targets, ...workspace.z, ...workspace.a, ...workspace.delta]) rows.fill(NaN);
    loadExamples(workspace, set, 0, 3);
    forward(network, theta, workspace, 3);
    lossDelta(network, loss, workspace, workspace.targets, 3, 1 / 3);
    const gradient = new Float64Array(network.parameterCount);
    backward(network, theta, workspace, 3, gradient);
    expect([...gradient]).toEqual([...expected]);
  });
});
