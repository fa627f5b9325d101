import type { Network } from '../engine/network.ts';

/** What can be selected, hovered and inspected. Layer 0 is the first after the inputs, the last layer the output. */
export type Selection =
  | { readonly kind: 'neuron'; readonly layer: number; readonly unit: number }
  | { readonly kind: 'weight'; readonly layer: number; readonly unit: number; readonly input: number }
  | { readonly kind: 'bias'; readonly layer: number; readonly unit: number }
  | { readonly kind: 'feature'; readonly index: number }
  | { readonly kind: 'example'; readonly split: 'train' | 'validation'; readonly index: number };

/** Two selections name the same thing. */
export function isSameSelection(a: Selection | null, b: Selection | null): boolean {
  if (a === null || b === null) return a === b;
  return selectionKey(a) === selectionKey(b);
}

/** A short text that is equal for equal selections, e.g. "weight 1 0 3". */
export function selectionKey(selection: Selection): string {
  switch (selection.kind) {
    case 'neuron': return `neuron ${selection.layer} ${selection.unit}`;
    case 'weight': return `weight ${selection.layer} ${selection.unit} ${selection.input}`;
    case 'bias': return `bias ${selection.layer} ${selection.unit}`;
    case 'feature': return `feature ${selection.index}`;
    case 'example': return `example ${selection.split} ${selection.index}`;
  }
}

/** Whether the network still has what is selected. Examples are not the network's and always count as there. */
export function isInNetwork(selection: Selection, network: Network): boolean {
  switch (selection.kind) {
    case 'example': return true;
    case 'feature': return selection.index < network.spec.inputs;
    default: {
      const layer = network.layers[selection.layer];
      if (layer === undefined || selection.unit >= layer.units) return false;
      return selection.kind !== 'weight' || selection.input < layer.inputs;
    }
  }
}
