// δ of unit 1 in layer 0 for example 0 ↔ "delta.0.0.1"
/**
 * Every quantity of an update has an address. Layers, units, inputs and outputs are counted from 0, layer 0 being the first after
 * the inputs; `example` is the place in the mini-batch being studied; `index` is an entry of θ.
 */
import type { Network } from '../engine/network.ts';

export type Address =
  // given
  | { readonly kind: 'input'; readonly example: number; readonly feature: number }
  | { readonly kind: 'target'; readonly example: number; readonly output: number }
  /** θᵢ before the update: a weight or a bias. */
  | { readonly kind: 'parameter'; readonly index: number }
  /** θᵢ before the first step, and the distribution it was drawn from. */
  | { readonly kind: 'draw'; readonly index: number }
  /** η of this update, the schedule applied. */
  | { readonly kind: 'learningRate' }
  // forward
  | { readonly kind: 'z'; readonly example: number; readonly layer: number; readonly unit: number }
  | { readonly kind: 'a'; readonly example: number; readonly layer: number; readonly unit: number }
  // loss: of one output, of one example, of the batch; R(θ); what is minimised, both together
  | { readonly kind: 'outputLoss'; readonly example: number; readonly output: number }
  | { readonly kind: 'exampleLoss'; readonly example: number }
  | { readonly kind: 'batchLoss' }
  | { readonly kind: 'penalty' }
  | { readonly kind: 'objective' }
  // backward, all of one example's own loss: ∂L/∂a, δ = ∂L/∂z, ∂L/∂x, ∂L/∂θᵢ
  | { readonly kind: 'dLda'; readonly example: number; readonly layer: number; readonly unit: number }
  | { readonly kind: 'delta'; readonly example: number; readonly layer: number; readonly unit: number }
  | { readonly kind: 'dLdx'; readonly example: number; readonly feature: number }
  | { readonly kind: 'exampleGradient'; readonly example: number; readonly index: number }
  // ∂ŷ/∂z and ∂ŷ/∂θᵢ of one output
  | { readonly kind: 'outputDelta'; readonly example: number; readonly output: number; readonly layer: number; readonly unit: number }
  | { readonly kind: 'outputGradient'; readonly example: number; readonly output: number; readonly index: number }
  // the batch: ∂L/∂θᵢ, ∂R/∂θᵢ, ‖∇(L + R)‖, and g, what the optimizer is given (penalty added, clipped)
  | { readonly kind: 'dataGradient'; readonly index: number }
  | { readonly kind: 'penaltyGradient'; readonly index: number }
  | { readonly kind: 'gradientNorm' }
  | { readonly kind: 'gradient'; readonly index: number }
  // the update: the optimizer's memory before and after it, Adam's m̂ and v̂, θ_new − θ, θ_new
  | { readonly kind: 'slot'; readonly slot: number; readonly index: number }
  | { readonly kind: 'newSlot'; readonly slot: number; readonly index: number }
  | { readonly kind: 'correctedSlot'; readonly slot: number; readonly index: number }
  | { readonly kind: 'update'; readonly index: number }
  | { readonly kind: 'newParameter'; readonly index: number };

export type AddressKind = Address['kind'];

/** The numbers of an address after its kind, in the order in which its key holds them. */
const fields: Readonly<Record<AddressKind, readonly string[]>> = {
  input: ['example', 'feature'], target: ['example', 'output'], parameter: ['index'], draw: ['index'], learningRate: [],
  z: ['example', 'layer', 'unit'], a: ['example', 'layer', 'unit'],
  outputLoss: ['example', 'output'], exampleLoss: ['example'], batchLoss: [], penalty: [], objective: [],
  dLda: ['example', 'layer', 'unit'], delta: ['example', 'layer', 'unit'], dLdx: ['example', 'feature'], exampleGradient: ['example', 'index'],
  outputDelta: ['example', 'output', 'layer', 'unit'], outputGradient: ['example', 'output', 'index'],
  dataGradient: ['index'], penaltyGradient: ['index'], gradientNorm: [], gradient: ['index'],
  slot: ['slot', 'index'], newSlot: ['slot', 'index'], correctedSlot: ['slot', 'index'], update: ['index'], newParameter: ['index'],
};

export const addressKinds = Object.keys(fields) as readonly AddressKind[];

/** A short text, equal for equal addresses; it stands in links and in the formulas' `data-quantity`. */
export function addressKey(address: Address): string {
  const numbers: Readonly<Record<string, unknown>> = address;
  return [address.kind, ...fields[address.kind].map((field) => String(numbers[field]))].join('.');
}

/** The address with this key, or null if there is none. */
export function parseAddress(key: string): Address | null {
  const [kind = '', ...numbers] = key.split('.');
  const names = Object.hasOwn(fields, kind) ? fields[kind as AddressKind] : null;
  if (names === null || names.length !== numbers.length || !numbers.every((number) => /^\d{1,6}$/.test(number))) return null;
  return { kind, ...Object.fromEntries(names.map((name, i) => [name, Number(numbers[i])])) } as Address;
}

/** Sizes that decide which addresses exist. */
export type AddressSpace = { readonly network: Network; readonly examples: number; readonly slots: number };

/** Whether the quantity exists in an update of `examples` examples by an optimizer with `slots` slots. */
export function isAddressIn(address: Address, { network, examples, slots }: AddressSpace): boolean {
  const { layers, parameterCount, spec } = network;
  const outputs = layers.at(-1)?.units ?? 0;
  const below = (value: number, limit: number): boolean => value < limit;
  return (!('example' in address) || below(address.example, examples))
    && (!('index' in address) || below(address.index, parameterCount))
    && (!('feature' in address) || below(address.feature, spec.inputs))
    && (!('output' in address) || below(address.output, outputs))
    && (!('slot' in address) || below(address.slot, slots))
    && (!('layer' in address) || below(address.unit, layers[address.layer]?.units ?? 0));
}
