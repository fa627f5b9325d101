// z → its edges and its box; δ → the box and the edges it came through; ∂L/∂w → the path from the weight to the loss
/** Which parts of the picture a quantity is about, so that the marker can be laid under them. */
import { biasIndex, addressOf, weightIndex, type Network } from '../../engine/network.ts';
import type { Address } from '../../explain/address.ts';

/** Units as "layer.unit", edges and biases as entries of θ, wires by their output. */
export type LitParts = {
  readonly edges: ReadonlySet<number>;
  readonly biases: ReadonlySet<number>;
  readonly units: ReadonlySet<string>;
  readonly inputs: ReadonlySet<number>;
  readonly wires: ReadonlySet<number>;
  /** Outputs whose loss is lit. */
  readonly losses: ReadonlySet<number>;
};

/** What runs along the edges when the quantity comes into being: forwards to it, or backwards from the loss. */
export type Signal = { readonly edges: readonly number[]; readonly wires: readonly number[]; readonly direction: 1 | -1 };

const NONE: LitParts = { edges: new Set(), biases: new Set(), units: new Set(), inputs: new Set(), wires: new Set(), losses: new Set() };

/** Above this many edges the ways from a weight to the loss are the whole network, which says nothing: its own edge stands for them. */
const MOST_PATH_EDGES = 12;

export function unitKey(layer: number, unit: number): string {
  return `${layer}.${unit}`;
}

function incoming(network: Network, layer: number, unit: number): number[] {
  return Array.from({ length: network.layers[layer]?.inputs ?? 0 }, (_, input) => weightIndex(network, layer, unit, input));
}

function outgoing(network: Network, layer: number, unit: number): number[] {
  const next = network.layers[layer + 1];
  return next === undefined ? [] : Array.from({ length: next.units }, (_, target) => weightIndex(network, layer + 1, target, unit));
}

function outputsOf(network: Network): number[] {
  return Array.from({ length: network.layers.at(-1)?.units ?? 0 }, (_, output) => output);
}

/** All edges on the ways from a unit to the outputs; null where they are too many to say anything. */
function waysOn(network: Network, layer: number, unit: number): number[] | null {
  const edges = outgoing(network, layer, unit);
  let from = layer + 1;
  let width = network.layers[from]?.units ?? 0;
  while (from < network.layers.length - 1) {
    const next = network.layers[from + 1]?.units ?? 0;
    if (edges.length + width * next > MOST_PATH_EDGES) return null;
    for (let source = 0; source < width; source++) edges.push(...outgoing(network, from, source));
    from += 1;
    width = next;
  }
  return edges.length > MOST_PATH_EDGES ? null : edges;
}

function ofParameter(network: Network, index: number): LitParts {
  const { input } = addressOf(network, index);
  return input === null ? { ...NONE, biases: new Set([index]) } : { ...NONE, edges: new Set([index]) };
}

/** The parameter, and the ways from its unit to the loss (or to one output) where they are few. */
function ofGradient(network: Network, index: number, output: number | null): LitParts {
  const own = ofParameter(network, index);
  const { layer, unit } = addressOf(network, index);
  const isOutput = layer === network.layers.length - 1;
  const ways = waysOn(network, layer, unit);
  const wires = output !== null || ways === null ? [] : isOutput ? [unit] : outputsOf(network);
  return { ...own, edges: new Set([...own.edges, ...(ways ?? [])]), wires: new Set(wires) };
}

/**
 * @param term the only term of a weighted sum that is being added, in the order of the inputs; null for the whole
 */
export function litParts(network: Network, address: Address, term: number | null): LitParts {
  const last = network.layers.length - 1;
  switch (address.kind) {
    case 'input': case 'dLdx': return {
      ...NONE, inputs: new Set([address.feature]),
      edges: address.kind === 'dLdx' ? new Set(outgoing(network, -1, address.feature)) : NONE.edges,
    };
    case 'target': return { ...NONE, losses: new Set([address.output]) };
    case 'z': {
      const edges = incoming(network, address.layer, address.unit);
      const single = term === null ? undefined : edges[term];
      if (single !== undefined) return { ...NONE, edges: new Set([single]) };
      return { ...NONE, edges: new Set(edges), biases: new Set([biasIndex(network, address.layer, address.unit)]), units: new Set([unitKey(address.layer, address.unit)]) };
    }
    case 'a': return { ...NONE, units: new Set([unitKey(address.layer, address.unit)]) };
    case 'outputLoss': return { ...NONE, wires: new Set([address.output]), losses: new Set([address.output]) };
    case 'exampleLoss': case 'batchLoss': case 'objective': return { ...NONE, wires: new Set(outputsOf(network)), losses: new Set(outputsOf(network)) };
    case 'dLda': case 'delta': {
      const units = new Set([unitKey(address.layer, address.unit)]);
      return address.layer === last
        ? { ...NONE, units, wires: new Set([address.unit]) }
        : { ...NONE, units, edges: new Set(outgoing(network, address.layer, address.unit)) };
    }
    case 'outputDelta': return { ...NONE, units: new Set([unitKey(address.layer, address.unit)]), edges: new Set(waysOn(network, address.layer, address.unit) ?? []) };
    case 'exampleGradient': case 'dataGradient': return ofGradient(network, address.index, null);
    case 'outputGradient': return ofGradient(network, address.index, address.output);
    case 'parameter': case 'draw': case 'penaltyGradient': case 'gradient': case 'slot': case 'newSlot': case 'correctedSlot': case 'update':
    case 'newParameter': return ofParameter(network, address.index);
    case 'learningRate': case 'penalty': case 'gradientNorm': return NONE;
  }
}

/** Both under the marker. */
export function bothLit(a: LitParts, b: LitParts): LitParts {
  if (b === NONE) return a;
  if (a === NONE) return b;
  const both = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): ReadonlySet<T> => (other.size === 0 ? one : new Set([...one, ...other]));
  return {
    edges: both(a.edges, b.edges), biases: both(a.biases, b.biases), units: both(a.units, b.units),
    inputs: both(a.inputs, b.inputs), wires: both(a.wires, b.wires), losses: both(a.losses, b.losses),
  };
}

export const nothingLit: LitParts = NONE;

/** One path from the loss to a parameter, given by all that it goes through. */
export function litPathParts(network: Network, path: readonly Address[]): LitParts {
  const last = network.layers.length - 1;
  return path.reduce((parts, address) => {
    const isOutput = (address.kind === 'z' || address.kind === 'a') && address.layer === last;
    if (isOutput) return bothLit(parts, { ...NONE, units: new Set([unitKey(address.layer, address.unit)]), wires: new Set([address.unit]) });
    if (address.kind === 'z') return bothLit(parts, { ...NONE, units: new Set([unitKey(address.layer, address.unit)]) });
    return address.kind === 'exampleLoss' ? parts : bothLit(parts, litParts(network, address, null));
  }, NONE);
}

/** The signal that brings a quantity about, or null where nothing runs. */
export function signalOf(network: Network, address: Address, term: number | null): Signal | null {
  const last = network.layers.length - 1;
  switch (address.kind) {
    case 'z': {
      const edges = incoming(network, address.layer, address.unit);
      const single = term === null ? undefined : edges[term];
      return { edges: single === undefined ? edges : [single], wires: [], direction: 1 };
    }
    case 'outputLoss': return { edges: [], wires: [address.output], direction: 1 };
    case 'exampleLoss': return { edges: [], wires: outputsOf(network), direction: 1 };
    case 'dLda': return address.layer === last
      ? { edges: [], wires: [address.unit], direction: -1 }
      : { edges: outgoing(network, address.layer, address.unit), wires: [], direction: -1 };
    case 'exampleGradient':
      return addressOf(network, address.index).input === null ? null : { edges: [address.index], wires: [], direction: -1 };
    default: return null;
  }
}
