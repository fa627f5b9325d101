import { describe, expect, it } from 'vitest';
import type { OutputActivationName } from '../../src/engine/activations.ts';
import { forward } from '../../src/engine/forward.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { outputGradient } from '../../src/engine/outputGradient.ts';
import { createRandom } from '../../src/engine/random.ts';
import { softmaxSlope } from '../../src/engine/softmax.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';

const COUNT = 3;
const CAPACITY = 5;
const OUTPUTS = 3;

function createCase(activation: OutputActivationName, { upstream = true } = {}) {
  const random = createRandom(7);
  const draw = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
  const network = createNetwork({ inputs: 2, layers: [{ units: 4, activation: 'tanh' }, { units: OUTPUTS, activation }] });
  const theta = draw(network.parameterCount);
  const set = { count: COUNT, inputs: draw(2 * COUNT), targets: new Float64Array(OUTPUTS * COUNT) };
  const workspace = createWorkspace(network, CAPACITY, { upstream });
  loadExamples(workspace, set, 0, COUNT);
  /** Σ ŷ_k over the examples. */
  const outputAt = (parameters: Float64Array, k: number): number => {
    forward(network, parameters, workspace, COUNT);
    return workspace.a[1]!.subarray(k * CAPACITY, k * CAPACITY + COUNT).reduce((sum, a) => sum + a, 0);
  };
  return { network, theta, workspace, outputAt };
}

describe('the gradient of an output', () => {
  it.each(['linear', 'sigmoid', 'softmax'] as const)('agrees with central differences, %s', (activation) => {
    const { network, theta, workspace, outputAt } = createCase(activation);
    const h = 1e-5;
    for (let k = 0; k < OUTPUTS; k += 1) {
      const differences = Array.from(theta, (value, i) => {
        const at = (shift: number): number => outputAt(theta.with(i, value + shift), k);
        return (at(h) - at(-h)) / (2 * h);
      });
      outputAt(theta, k);
      const gradient = new Float64Array(theta.length).fill(NaN);
      outputGradient(network, theta, workspace, COUNT, k, gradient);
      gradient.forEach((value, i) => { expect(value, `output ${k}, parameter ${i}`).toBeCloseTo(differences[i]!, 8); });
      const ones = Array.from({ length: OUTPUTS * CAPACITY }, (_, i) => (i >= k * CAPACITY && i < k * CAPACITY + COUNT ? 1 : 0));
      expect([...workspace.upstream!.at(-1)!], 'of ŷ by itself').toEqual(ones);
    }
  });

  it('is that of softmax by its slope, in a workspace without ∂ŷ/∂a', () => {
    const { network, theta, workspace, outputAt } = createCase('softmax', { upstream: false });
    for (let k = 0; k < OUTPUTS; k += 1) {
      outputAt(theta, k);
      outputGradient(network, theta, workspace, COUNT, k, new Float64Array(theta.length));
      const a = Array.from({ length: OUTPUTS }, (_, unit) => workspace.a[1]![unit * CAPACITY]!);
      a.forEach((_, i) => { expect(workspace.delta[1]![i * CAPACITY]).toBeCloseTo(softmaxSlope(a, k, i), 14); });
    }
  });

  it.each([-1, 3, 0.5, NaN])('of an output that there is not is refused: %d', (output) => {
    const { network, theta, workspace } = createCase('linear');
    expect(() => { outputGradient(network, theta, workspace, COUNT, output, new Float64Array(theta.length)); })
      .toThrow(new RangeError(`The network has the outputs 0 to 2, not ${output}.`));
  });
});
