/** The quantity of the next update that stands for what is selected. */
import { biasIndex, weightIndex, type Network } from '../../engine/network.ts';
import type { Address } from '../../explain/address.ts';
import type { Selection } from '../../store/nabla.ts';

/** Of a neuron its activation, of a feature its input, both for the first example; null for an example, which may not be in the update. */
export function quantityOf(network: Network, selection: Selection): Address | null {
  switch (selection.kind) {
    case 'weight': return { kind: 'parameter', index: weightIndex(network, selection.layer, selection.unit, selection.input) };
    case 'bias': return { kind: 'parameter', index: biasIndex(network, selection.layer, selection.unit) };
    case 'neuron': return { kind: 'a', example: 0, layer: selection.layer, unit: selection.unit };
    case 'feature': return { kind: 'input', example: 0, feature: selection.index };
    case 'example': return null;
  }
}
