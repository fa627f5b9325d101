import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationNames } from '../../src/engine/activations.ts';
import type { OutputActivationName } from '../../src/engine/activations.ts';
import { checkGradient, differenceStep, relativeErrorOf } from '../../src/engine/checkGradient.ts';
import { forward } from '../../src/engine/forward.ts';
import { lossNames, losses, reductions } from '../../src/engine/losses.ts';
import type { LossName, Reduction } from '../../src/engine/losses.ts';
import { createNetwork } from '../../src/engine/network.ts';
import type { Network } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';
import type { TrainingSet, Workspace } from '../../src/engine/workspace.ts';

const KINK_MARGIN = 1e-3;
const everyReduction = Object.keys(reductions) as Reduction[];

/** Whether some weighted sum or loss lies so near a kink that differences would step over it. */
function nearKink(network: Network, loss: LossName, workspace: Workspace, count: number): boolean {
  const near = network.layers.some(
    ({ activation, units }, layer) =>
      ['relu', 'leaky_relu', 'elu'].includes(activation) && workspace.z[layer]!.subarray(0, units * count).some((z) => Math.abs(z) < KINK_MARGIN),
  );
  if (near) return true;
  const y = workspace.a.at(-1)!;
  return workspace.targets.some((t, i) => {
    const d = Math.abs(y[i]! - t);
    if (loss === 'absolute') return d < KINK_MARGIN;
    if (loss === 'huber') return Math.abs(d - 0.8) < KINK_MARGIN;
    return loss === 'hinge' && Math.abs(1 - t * y[i]!) < KINK_MARGIN;
  });
}

/** Checks one seeded network and data set; false if it lies at a kink. */
function check(inputs: number, units: readonly number[], hidden: OutputActivationName, output: OutputActivationName, name: LossName, reduction: Reduction, count: number, seed: number): boolean {
  const random = createRandom(seed);
  const network = createNetwork({ inputs, layers: units.map((n, k) => ({ units: n, activation: k === units.length - 1 ? output : hidden })) });
  const theta = Float64Array.from({ length: network.parameterCount }, () => 0.6 * random.normal());
  const outputs = units.at(-1)!;
  const targets = new Float64Array(count * outputs);
  for (let e = 0; e < count; e += 1) {
    const chosen = random.integer(outputs);
    for (let k = 0; k < outputs; k += 1) {
      const soft = 1 / outputs + (k === chosen ? 0.3 : 0);
      const binary = random.integer(2);
      targets[e * outputs + k] = name === 'softmax_cross_entropy' ? soft : name === 'binary_cross_entropy' ? binary : name === 'hinge' ? 2 * binary - 1 : random.normal();
    }
  }
  const set: TrainingSet = { count, inputs: Float64Array.from({ length: count * inputs }, () => random.normal()), targets };
  const loss = { name, reduction, huberDelta: 0.8 };
  const workspace = createWorkspace(network, count);
  loadExamples(workspace, set, 0, count);
  forward(network, theta, workspace, count);
  if (nearKink(network, name, workspace, count)) return false;
  const { numeric, analytic, relativeError } = checkGradient(network, theta, loss, set, undefined, 1e-5);
  numeric.forEach((n, i) => {
    const size = Math.max(1, Math.abs(n));
    expect(Math.abs(n - analytic[i]!), `entry ${i} of ${network.parameterCount}`).toBeLessThan(3e-8 * size);
    if (Math.abs(n) > 0.01) expect(relativeError[i]).toBeLessThan(1e-5);
  });
  return true;
}

const outputsFor = (name: LossName): readonly OutputActivationName[] => {
  const required = losses[name].requiredOutput;
  return required === undefined ? [...activationNames, 'softmax'] : [required, 'linear'];
};

describe.each(lossNames)('the gradient of %s', (name) => {
  it.each(everyReduction)('agrees with central differences for every activation, reduced by %s', (reduction) => {
    let checked = 0;
    for (const output of outputsFor(name)) {
      for (const hidden of activationNames) {
        for (let seed = 1, done = false; !done && seed < 40; seed += 1) {
          done = check(3, [4, 3, 2], hidden, output, name, reduction, 5, seed);
          if (done) checked += 1;
        }
      }
    }
    expect(checked).toBe(outputsFor(name).length * activationNames.length);
  });
});

describe('the gradient of any network', () => {
  it('agrees with central differences', () => {
    const anyLoss = fc.constantFrom(...lossNames).chain((name) => fc.record({ name: fc.constant(name), output: fc.constantFrom(...outputsFor(name)) }));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...activationNames),
        anyLoss,
        fc.constantFrom(...everyReduction),
        fc.integer({ min: 1, max: 7 }),
        fc.nat(),
        (inputs, units, hidden, { name, output }, reduction, count, seed) => {
          fc.pre(check(inputs, units, hidden, output, name, reduction, count, seed));
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([[1, [1], 1], [1, [1], 2], [64, [64, 64, 10], 3], [2, [64, 1], 33], [5, [1, 1, 1, 1, 1, 1, 1, 1, 1], 4]] as const)(
    'agrees for %d inputs, layers %j and %d examples',
    (inputs, units, count) => {
      expect(check(inputs, units, 'tanh', 'linear', 'half_squared', 'mean', count, 5)).toBe(true);
    },
  );
});

describe('checkGradient', () => {
  const network = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'linear' }] });
  const set: TrainingSet = { count: 2, inputs: Float64Array.of(1, 2), targets: Float64Array.of(0, 0) };
  const loss = { name: 'half_squared', reduction: 'mean', huberDelta: 1 } as const;

  it('checks the entries it is asked for and leaves θ alone', () => {
    const theta = Float64Array.of(3, 1);
    const { indices, numeric, analytic, epsilon } = checkGradient(network, theta, loss, set, [1], 1e-4);
    expect(indices).toEqual([1]);
    // ŷ = 4 and 7: ∂L/∂b is their mean.
    expect(analytic[0]).toBe(5.5);
    expect(numeric[0]).toBeCloseTo(5.5, 9);
    expect(epsilon).toEqual(Float64Array.of(1e-4));
    expect([...theta]).toEqual([3, 1]);
  });

  it('takes for each entry the ε that a function of its value gives', () => {
    const { epsilon } = checkGradient(network, Float64Array.of(3, 0.5), loss, set, undefined, differenceStep);
    expect([...epsilon]).toEqual([differenceStep(3), differenceStep(0.5)]);
    const least = (2 ** -52) ** (1 / 3);
    expect([differenceStep(0.5), differenceStep(3), differenceStep(-3)]).toEqual([least, 3 * least, 3 * least]);
  });

  it('has relative errors from 0 to 2', () => {
    expect([relativeErrorOf(2, 1), relativeErrorOf(-1, 4), relativeErrorOf(1, -1), relativeErrorOf(0, 3), relativeErrorOf(0, 0)]).toEqual([0.5, 1.25, 2, 1, 0]);
  });

  it('names an entry that θ does not have', () => {
    expect(() => checkGradient(network, Float64Array.of(3, 1), loss, set, [2])).toThrow('0 to 1, not 2');
  });
});
