// term < gradient < neuron < layer < phase < example < mini-batch
/** How far one step of the Step view can go, from the shortest; `name` says in full what `label` says beside the buttons. */
import type { Stride } from '../../explain/script.ts';

export const strides: readonly { readonly value: Stride; readonly label: string; readonly name: string }[] = [
  { value: 'term', label: 'term', name: 'term of a weighted sum' },
  { value: 'gradient', label: 'gradient', name: 'gradient' },
  { value: 'neuron', label: 'neuron', name: 'neuron' },
  { value: 'layer', label: 'layer', name: 'layer' },
  { value: 'phase', label: 'phase', name: 'phase' },
  { value: 'example', label: 'example', name: 'example' },
  { value: 'batch', label: 'mini-batch', name: 'mini-batch' },
];
