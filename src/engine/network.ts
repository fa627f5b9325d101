// θ = (W₁, b₁, W₂, b₂, …): per layer the weights row by row [unit][input], then the biases
import { activations } from './activations.ts';
import type { Activation, OutputActivationName } from './activations.ts';
import { initialize, initializeBiases } from './initializers.ts';
import type { InitializerSpec } from './initializers.ts';
import type { Random } from './random.ts';

type LayerSpec = { readonly units: number; readonly activation: OutputActivationName };

/** The layers after the inputs, the output layer last; softmax only there. */
export type NetworkSpec = { readonly inputs: number; readonly layers: readonly LayerSpec[] };

export type Layer = {
  /** Units of the layer before, or the network's inputs. */
  readonly inputs: number;
  readonly units: number;
  readonly activation: OutputActivationName;
  /** The activation's functions; null for softmax, which needs all units at once. */
  readonly elementwise: Activation | null;
  /** Where W begins in θ: weight [unit][input] is at weights + unit · inputs + input. */
  readonly weights: number;
  /** Where b begins in θ. */
  readonly biases: number;
};

/** A network's shape and the addresses of its parameters. The numbers themselves are in a vector θ that others own. */
export type Network = {
  readonly spec: NetworkSpec;
  /** Layer 0 is the first after the inputs. */
  readonly layers: readonly Layer[];
  readonly parameterCount: number;
};

/** What one entry of θ is: the weight from `input` to `unit`, or the unit's bias where `input` is null. */
export type ParameterAddress = { readonly layer: number; readonly unit: number; readonly input: number | null };

/** RangeError if there is no layer, a count is not a positive integer, or softmax is not at the output. */
export function createNetwork(spec: NetworkSpec): Network {
  if (spec.layers.length === 0) throw new RangeError('A network needs at least an output layer.');
  let inputs = requireCount(spec.inputs, 'inputs');
  let offset = 0;
  const layers = spec.layers.map(({ units, activation }, index): Layer => {
    requireCount(units, `units in layer ${index}`);
    if (activation === 'softmax' && index < spec.layers.length - 1) throw new RangeError(`Softmax is for the output layer, not layer ${index}.`);
    const elementwise = activation === 'softmax' ? null : activations[activation];
    const layer: Layer = { inputs, units, activation, elementwise, weights: offset, biases: offset + units * inputs };
    offset = layer.biases + units;
    inputs = units;
    return layer;
  });
  return { spec, layers, parameterCount: offset };
}

function requireCount(value: number, what: string): number {
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`The number of ${what} must be a positive integer, not ${value}.`);
  return value;
}

/** Index in θ of the weight from `input` (of the layer before) to `unit`. */
export function weightIndex(network: Network, layer: number, unit: number, input: number): number {
  const { weights, inputs } = layerAt(network, layer);
  return weights + unit * inputs + input;
}

/** Index in θ of the bias of `unit`. */
export function biasIndex(network: Network, layer: number, unit: number): number {
  return layerAt(network, layer).biases + unit;
}

/** What θ[index] is. RangeError outside 0 … parameterCount − 1. */
export function addressOf(network: Network, index: number): ParameterAddress {
  const layer = Number.isInteger(index) && index >= 0 ? network.layers.findIndex(({ biases, units }) => index < biases + units) : -1;
  if (layer < 0) throw new RangeError(`θ has the entries 0 to ${network.parameterCount - 1}, not ${index}.`);
  const { weights, biases, inputs } = layerAt(network, layer);
  if (index >= biases) return { layer, unit: index - biases, input: null };
  return { layer, unit: Math.floor((index - weights) / inputs), input: (index - weights) % inputs };
}

function layerAt(network: Network, layer: number): Layer {
  const found = network.layers[layer];
  if (found === undefined) throw new RangeError(`The network has the layers 0 to ${network.layers.length - 1}, not ${layer}.`);
  return found;
}

/** A new θ: each layer's weights, then its biases, drawn in order from `random`. */
export function initializeParameters(
  network: Network,
  specs: { readonly weights: InitializerSpec; readonly biases: InitializerSpec },
  random: Random,
): Float64Array {
  const theta = new Float64Array(network.parameterCount);
  for (const { inputs, units, weights, biases } of network.layers) {
    theta.set(initialize(specs.weights, inputs, units, random), weights);
    theta.set(initializeBiases(specs.biases, inputs, units, random), biases);
  }
  return theta;
}

/** Whether the parameters of one fit the other. */
export function hasSameLayout(a: Network, b: Network): boolean {
  return sizesOf(a) === sizesOf(b);
}

/** Such as 2-4-2-1. */
export function sizesOf(network: Network): string {
  return [network.spec.inputs, ...network.layers.map(({ units }) => units)].join('-');
}
