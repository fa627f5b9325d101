/** "1 neuron", "5 neurons": so many of what a network is made of. */
import { say } from './say.ts';

type Counted = 'bias' | 'first weight' | 'input' | 'neuron' | 'output' | 'target' | 'weight';

export function counted(count: number, of: Counted): string {
  const isOne = count === 1;
  switch (of) {
    case 'bias': return isOne ? say('{count} bias', { count }) : say('{count} biases', { count });
    case 'first weight': return isOne ? say('{count} first weight', { count }) : say('{count} first weights', { count });
    case 'input': return isOne ? say('{count} input', { count }) : say('{count} inputs', { count });
    case 'neuron': return isOne ? say('{count} neuron', { count }) : say('{count} neurons', { count });
    case 'output': return isOne ? say('{count} output', { count }) : say('{count} outputs', { count });
    case 'target': return isOne ? say('{count} target', { count }) : say('{count} targets', { count });
    case 'weight': return isOne ? say('{count} weight', { count }) : say('{count} weights', { count });
  }
}
