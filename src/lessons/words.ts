/** Words that the parts of a lesson share. */
import type { SettingKey } from '../share/experimentAddress.ts';
import type { Span } from './lesson.ts';
import { formatCount } from '../viz/format.ts';

/** "200 epochs", "1 step". */
export function spanText({ count, unit }: Span): string {
  return `${formatCount(count)} ${unit}${count === 1 ? '' : 's'}`;
}

const settings: Readonly<Record<SettingKey, string>> = {
  data: 'the data set', points: 'the number of points', noise: 'the noise', share: 'the training share', dataSeed: 'the points', examples: 'the points',
  features: 'the features', hidden: 'the hidden layers', output: 'the output activation', init: 'the initialization', biases: 'the biases’ initialization', seed: 'the seed',
  loss: 'the loss', reduction: 'the reduction of the loss', huberDelta: 'δ of the Huber loss', rate: 'the learning rate', optimizer: 'the optimizer', schedule: 'the schedule',
  l1: 'the L1 penalty', l2: 'the L2 penalty', clip: 'the clipping', batch: 'the batch size', naming: 'the names', weights: 'weights set by hand',
};

/** A setting's key in links as people call it. */
export function settingText(key: string): string {
  return (settings as Readonly<Record<string, string>>)[key] ?? key;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
