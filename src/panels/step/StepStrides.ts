// term < gradient < neuron < layer < phase < example < mini-batch
/** How far one step of the Step view can go, from the shortest; `name` says in full what `label` says beside the buttons. */
import type { Stride } from '../../explain/script.ts';
import { say } from '../../words/say.ts';

export const strides: readonly { readonly value: Stride; readonly label: string; readonly name: string }[] = [
  { value: 'term', label: say('term'), name: say('term of a weighted sum') },
  { value: 'gradient', label: say('gradient'), name: say('gradient') },
  { value: 'neuron', label: say('neuron'), name: say('neuron') },
  { value: 'layer', label: say('layer'), name: say('layer') },
  { value: 'phase', label: say('phase'), name: say('phase') },
  { value: 'example', label: say('example'), name: say('example') },
  { value: 'batch', label: say('mini-batch'), name: say('mini-batch') },
];
