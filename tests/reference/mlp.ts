/** kinds mlp and named_2_2_1: one forward and one backward pass, every intermediate number. */
import { backward } from '../../src/engine/backward.ts';
import { activations } from '../../src/engine/activations.ts';
import { forward } from '../../src/engine/forward.ts';
import { sendBack } from '../../src/engine/kernels.ts';
import { losses, reductionScale } from '../../src/engine/losses.ts';
import type { LossSpec } from '../../src/engine/losses.ts';
import { createNetwork } from '../../src/engine/network.ts';
import type { Network } from '../../src/engine/network.ts';
import { evaluateLoss, lossDelta } from '../../src/engine/outputLoss.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';
import type { TrainingSet, Workspace } from '../../src/engine/workspace.ts';
import type { Entry } from './ledger.ts';
import { byExample, compareLayers, examplesOf, lossOf, networkOf, parametersOf } from './networks.ts';

const TOLERANCE = { rtol: 1e-12, atol: 1e-13 };

export type Pass = {
  readonly network: Network;
  readonly theta: Float64Array;
  readonly loss: LossSpec;
  readonly set: TrainingSet;
  readonly workspace: Workspace;
  readonly perExample: Float64Array;
  readonly reducedLoss: number;
  readonly gradient: Float64Array;
};

/** Forward and backward over all examples of a file at once. */
export function passOf(file: Entry, output: 'probabilities' | 'as written', spareCapacity: number): Pass {
  const loss = lossOf(file);
  const network = networkOf(file, loss.name, output);
  const theta = parametersOf(file, network);
  const set = examplesOf(file);
  file.at('batch_size').equal(set.count);
  const workspace = createWorkspace(network, set.count + spareCapacity);
  const perExample = new Float64Array(set.count);
  const gradient = new Float64Array(network.parameterCount);
  const scale = reductionScale(loss, set.count, network.layers.at(-1)!.units);
  loadExamples(workspace, set, 0, set.count);
  forward(network, theta, workspace, set.count);
  const reducedLoss = scale * evaluateLoss(network, loss, workspace, workspace.targets, set.count, perExample);
  lossDelta(network, loss, workspace, workspace.targets, set.count, scale);
  backward(network, theta, workspace, set.count, gradient);
  return { network, theta, loss, set, workspace, perExample, reducedLoss, gradient };
}

/** ∂L/∂a of layer l − 1 (−1: the inputs) from δ of layer l. */
function sentBack(network: Network, theta: Float64Array, workspace: Workspace, l: number, count: number): Float64Array {
  const layer = network.layers[l]!;
  const back = new Float64Array(layer.inputs * workspace.capacity);
  sendBack(theta, layer.weights, layer.inputs, layer.units, workspace.delta[l]!, back, workspace.capacity, count);
  return back;
}

export function checkMlp(file: Entry): void {
  for (const output of ['probabilities', 'as written'] as const) {
    for (const spareCapacity of [0, 3]) {
      const { network, theta, loss, set, workspace, perExample, reducedLoss, gradient } = passOf(file, output, spareCapacity);
      const { layers } = network;
      const { capacity } = workspace;
      const rows = (blocks: readonly Float64Array[]): readonly ReturnType<typeof byExample>[] =>
        blocks.map((block, l) => byExample(block, layers[l]!.units, capacity, set.count));
      const last = layers.length - 1;
      const fromLogits = losses[loss.name].reads === 'logits';

      file.at('z').compare(rows(workspace.z), TOLERANCE);
      // The files' cross-entropies are of a linear output, so that their last a is z, and ∂L/∂a is δ.
      file.at('a').compare(rows(workspace.a.with(last, fromLogits ? workspace.z[last]! : workspace.a[last]!)), TOLERANCE);
      file.at('per_sample_loss').compare(perExample, TOLERANCE);
      file.at('loss').compare(reducedLoss, TOLERANCE);
      file.at('dL_dz').compare(rows(workspace.delta), TOLERANCE);
      const outer = new Float64Array(workspace.delta[last]!.length);
      if (fromLogits) outer.set(workspace.delta[last]!);
      else {
        const scale = reductionScale(loss, set.count, layers[last]!.units);
        losses[loss.name].derivatives(workspace.a[last]!, workspace.targets, outer, 0, outer.length, scale, loss.huberDelta);
      }
      const slopes = layers.map((_, l) => (l === last ? outer : sentBack(network, theta, workspace, l + 1, set.count)));
      file.at('dL_da').compare(rows(slopes), TOLERANCE);
      file.at('dL_dx').compare(byExample(sentBack(network, theta, workspace, 0, set.count), network.spec.inputs, capacity, set.count), TOLERANCE);
      compareLayers(file.at('dL_dW'), file.at('dL_db'), gradient, network, TOLERANCE);
    }
  }
}

const HALF_SQUARED: LossSpec = { name: 'half_squared', reduction: 'mean', huberDelta: 1 };

export function checkNamed(file: Entry): void {
  file.at('formula').text();
  const network = createNetwork({ inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'tanh' }] });
  const positions = new Map<string, number>();
  for (const name of file.at('parameter_positions').keys()) positions.set(name, indexOf(file.at('parameter_positions').at(name).text(), network));

  for (const entry of file.at('cases').items()) {
    entry.at('label').text();
    const theta = new Float64Array(network.parameterCount).fill(Number.NaN);
    for (const [name, index] of positions) theta[index] = entry.at('params').at(name).number();
    const set: TrainingSet = {
      count: 1, inputs: Float64Array.of(entry.at('x1').number(), entry.at('x2').number()), targets: Float64Array.of(entry.at('t').number()),
    };
    const workspace = createWorkspace(network, 1);
    loadExamples(workspace, set, 0, 1);
    forward(network, theta, workspace, 1);
    const [hidden, output] = [workspace.z[0]!, workspace.z[1]!];
    const [h, y] = [workspace.a[0]!, workspace.a[1]!];
    const values: Readonly<Record<string, number>> = { z1: hidden[0]!, z2: hidden[1]!, z3: output[0]!, h1: h[0]!, h2: h[1]!, y: y[0]! };
    for (const name of entry.at('values').keys()) entry.at('values').at(name).compare(values[name] ?? Number.NaN, TOLERANCE);
    entry.at('L').compare(evaluateLoss(network, HALF_SQUARED, workspace, workspace.targets, 1), TOLERANCE);

    // ∂ŷ: the same backward pass, begun with 1 instead of ∂L/∂ŷ.
    workspace.delta[1]!.fill(1);
    activations.tanh.backward(output, y, workspace.delta[1]!, 0, 1);
    comparePartials(entry.at('dy'), network, theta, workspace, positions, Number.NaN);
    lossDelta(network, HALF_SQUARED, workspace, workspace.targets, 1, 1);
    comparePartials(entry.at('dL'), network, theta, workspace, positions, losses.half_squared.derivative(y[0]!, workspace.targets[0]!, 1));
  }
}

function comparePartials(
  entry: Entry, network: Network, theta: Float64Array, workspace: Workspace, positions: ReadonlyMap<string, number>, atOutput: number,
): void {
  const gradient = new Float64Array(network.parameterCount);
  backward(network, theta, workspace, 1, gradient);
  const [x1, x2] = sentBack(network, theta, workspace, 0, 1);
  const [h1, h2] = sentBack(network, theta, workspace, 1, 1);
  const [z1, z2] = workspace.delta[0]!;
  const inner: Readonly<Record<string, number | undefined>> = { x1, x2, h1, h2, z1, z2, z3: workspace.delta[1]![0], y: atOutput };
  for (const name of entry.keys()) {
    const index = positions.get(name);
    entry.at(name).compare((index === undefined ? inner[name] : gradient[index]) ?? Number.NaN, TOLERANCE);
  }
}

/** The index in θ of a place such as weights[0][1][0] or biases[1][0]. */
function indexOf(place: string, network: Network): number {
  const match = /^(weights|biases)\[(\d+)\]\[(\d+)\](?:\[(\d+)\])?$/.exec(place);
  const layer = network.layers[Number(match?.[2])];
  if (match === null || layer === undefined) throw new RangeError(`unknown place: ${place}`);
  return match[1] === 'biases' ? layer.biases + Number(match[3]) : layer.weights + Number(match[3]) * layer.inputs + Number(match[4]);
}
