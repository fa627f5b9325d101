import { describe, expect, it } from 'vitest';
import { forward } from '../../src/engine/forward.ts';
import { lossNames, losses, reductionScale } from '../../src/engine/losses.ts';
import type { LossSpec } from '../../src/engine/losses.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { evaluateLoss, lossDelta } from '../../src/engine/outputLoss.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';

const COUNT = 3;
const OUTPUTS = 2;

/** A pass of three examples through a network with two outputs, in a workspace with room for more or just as many. */
function passOf(loss: LossSpec, capacity: number) {
  const random = createRandom(3);
  const draw = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
  const network = createNetwork({ inputs: 2, layers: [{ units: OUTPUTS, activation: losses[loss.name].requiredOutput ?? 'tanh' }] });
  const workspace = createWorkspace(network, capacity, { upstream: true });
  const targets = Float64Array.from({ length: COUNT * OUTPUTS }, (_, i) => (i % 3 === 0 ? 1 : 0));
  loadExamples(workspace, { count: COUNT, inputs: draw(2 * COUNT), targets }, 0, COUNT);
  forward(network, draw(network.parameterCount), workspace, COUNT);
  return { network, workspace };
}

describe.each(lossNames.flatMap((name) => [COUNT, COUNT + 2].map((capacity) => ({ name, capacity }))))('$name, with room for $capacity', ({ name, capacity }) => {
  const loss: LossSpec = { name, reduction: 'mean', huberDelta: 0.5 };

  it('says what each example adds to the sum', () => {
    const { network, workspace } = passOf(loss, capacity);
    const each = new Float64Array(COUNT);
    const sum = evaluateLoss(network, loss, workspace, workspace.targets, COUNT, each);
    expect(each.reduce((all, value) => all + value, 0)).toBeCloseTo(sum, 12);
    expect(new Set(each).size, 'all examples alike').toBe(COUNT);
  });

  it('leaves ∂L/∂a behind where there is one', () => {
    const { network, workspace } = passOf(loss, capacity);
    const scale = reductionScale(loss, COUNT, OUTPUTS);
    lossDelta(network, loss, workspace, workspace.targets, COUNT, scale);
    const upstream = workspace.upstream!.at(-1)!.slice();
    if (losses[name].reads === 'logits') {
      expect([...upstream].every(Number.isNaN)).toBe(true);
      return;
    }
    const a = workspace.a[0]!;
    const h = 1e-6;
    for (let output = 0; output < OUTPUTS; output += 1) {
      for (let example = 0; example < COUNT; example += 1) {
        const place = output * capacity + example;
        const at = (shift: number): number => {
          const before = a[place]!;
          a[place] = before + shift;
          const sum = evaluateLoss(network, loss, workspace, workspace.targets, COUNT);
          a[place] = before;
          return scale * sum;
        };
        expect(upstream[place], `output ${output}, example ${example}`).toBeCloseTo((at(h) - at(-h)) / (2 * h), 7);
      }
    }
  });
});

it('cross-entropy is exact where a probability rounds to 0', () => {
  for (const [z, targets] of [[[800, 0], [0, 1]], [[0, 800], [1, 0]]] as const) {
    const network = createNetwork({ inputs: 1, layers: [{ units: 2, activation: 'softmax' }] });
    const workspace = createWorkspace(network, 1);
    workspace.inputs.fill(0);
    workspace.targets.set(targets);
    forward(network, Float64Array.of(0, 0, ...z), workspace, 1);
    expect(evaluateLoss(network, { name: 'softmax_cross_entropy', reduction: 'mean', huberDelta: 1 }, workspace, workspace.targets, 1)).toBe(800);
  }
});
