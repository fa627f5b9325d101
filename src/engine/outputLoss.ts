// L = Σ f(ŷ, y) and δ = ∂L/∂z = ∂L/∂a · φ′(z) at the output; softmax: δ_i = a_i (g_i − Σ_j g_j a_j), g = ∂L/∂a
import { losses } from './losses.ts';
import type { LossSpec } from './losses.ts';
import type { Layer, Network } from './network.ts';
import { crossEntropyDeltas, crossEntropyValues, softmax, softmaxBackward } from './softmax.ts';
import type { Workspace } from './workspace.ts';

/**
 * Σ f over the first `count` examples and all outputs, not yet reduced (multiply by reductionScale). Reads z and a of the last
 * layer, writes the elementwise losses into workspace.losses and, if given, each example's sum over its outputs into
 * `perExample`. RangeError if the output activation is not the one the loss needs.
 * @param targets [output][example], rows workspace.capacity apart
 */
export function evaluateLoss(
  network: Network, spec: LossSpec, workspace: Workspace, targets: Float64Array, count: number, perExample?: Float64Array,
): number {
  const layer = outputLayer(network, spec);
  const { capacity, losses: values } = workspace;
  const loss = losses[spec.name];
  const y = (loss.reads === 'logits' ? workspace.z : workspace.a)[network.layers.length - 1]!;
  if (spec.name === 'softmax_cross_entropy') {
    const probabilities = probabilitiesOf(network, workspace, count, values);
    crossEntropyValues(y, probabilities, targets, values, layer.units, capacity, count);
  } else if (count === capacity) {
    loss.values(y, targets, values, 0, layer.units * capacity, spec.huberDelta);
  } else {
    for (let unit = 0; unit < layer.units; unit += 1) loss.values(y, targets, values, unit * capacity, unit * capacity + count, spec.huberDelta);
  }
  if (perExample !== undefined) sumColumns(values, layer.units, capacity, count, perExample);
  return sumRows(values, layer.units, capacity, count);
}

/**
 * Writes δ = ∂L/∂z of the last layer for the first `count` examples, where L = scale · Σ f. RangeError if the output
 * activation is not the one the loss needs. Fills the workspace's last `upstream`, if it has one, with ∂L/∂a.
 * @param targets [output][example], rows workspace.capacity apart
 * @param scale reductionScale of the whole mini-batch
 */
export function lossDelta(
  network: Network, spec: LossSpec, workspace: Workspace, targets: Float64Array, count: number, scale: number,
): void {
  const layer = outputLayer(network, spec);
  const { units, elementwise } = layer;
  const { capacity } = workspace;
  const last = network.layers.length - 1;
  const z = workspace.z[last]!;
  const a = workspace.a[last]!;
  const delta = workspace.delta[last]!;
  const upstream = workspace.upstream?.[last + 1];
  upstream?.fill(NaN);
  if (spec.name === 'softmax_cross_entropy') {
    crossEntropyDeltas(probabilitiesOf(network, workspace, count, delta), targets, delta, units, capacity, count, scale);
    return;
  }
  const loss = losses[spec.name];
  const y = loss.reads === 'logits' ? z : a;
  // Full rows follow one another without a gap and are one block.
  const rows = count === capacity ? 1 : units;
  const length = count === capacity ? units * capacity : count;
  for (let row = 0; row < rows; row += 1) {
    const from = row * capacity;
    loss.derivatives(y, targets, delta, from, from + length, scale, spec.huberDelta);
    if (upstream !== undefined && loss.reads === 'prediction') upstream.set(delta.subarray(from, from + length), from);
    if (loss.reads === 'prediction' && elementwise !== null) elementwise.backward(z, a, delta, from, from + length);
  }
  if (elementwise === null && loss.reads === 'prediction') softmaxBackward(a, delta, units, capacity, count);
}

/** The last layer, once the loss and its activation are known to fit; the cross-entropies also accept bare logits. */
function outputLayer(network: Network, { name }: LossSpec): Layer {
  const layer = network.layers[network.layers.length - 1]!;
  const required = losses[name].requiredOutput;
  if (required !== undefined && layer.activation !== required && layer.activation !== 'linear') {
    throw new RangeError(`The loss ${name} needs the output activation ${required}, not ${layer.activation}.`);
  }
  return layer;
}

/** The activations of a softmax output; of an output of bare logits their softmax, put into `room`. */
function probabilitiesOf(network: Network, workspace: Workspace, count: number, room: Float64Array): Float64Array {
  const last = network.layers.length - 1;
  const { activation, units } = network.layers[last]!;
  if (activation === 'softmax') return workspace.a[last]!;
  softmax(workspace.z[last]!, room, units, workspace.capacity, count);
  return room;
}

function sumRows(values: Float64Array, rows: number, capacity: number, count: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    const end = row * capacity + count;
    for (let i = row * capacity; i < end; i += 1) sum += values[i]!;
  }
  return sum;
}

function sumColumns(values: Float64Array, rows: number, capacity: number, count: number, sums: Float64Array): void {
  for (let example = 0; example < count; example += 1) {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += values[row * capacity + example]!;
    sums[example] = sum;
  }
}
