/** Words that the parts of a lesson share. */
import type { SettingKey } from '../share/experimentAddress.ts';
import type { Span } from './lesson.ts';
import { formatCount } from '../viz/format.ts';
import { say } from '../words/say.ts';

/** "200 epochs", "1 step". */
export function spanText({ count, unit }: Span): string {
  const shown = { count: formatCount(count) };
  if (unit === 'epoch') return count === 1 ? say('{count} epoch', shown) : say('{count} epochs', shown);
  return count === 1 ? say('{count} step', shown) : say('{count} steps', shown);
}

const settings: Readonly<Record<SettingKey, string>> = {
  data: say('the data set'), points: say('the number of points'), noise: say('the noise'), share: say('the training share'), dataSeed: say('the points'), examples: say('the points'),
  features: say('the features'), hidden: say('the hidden layers'), output: say('the output activation'), init: say('the initialization'), biases: say('the biases’ initialization'), seed: say('the seed'),
  loss: say('the loss'), reduction: say('the reduction of the loss'), huberDelta: say('δ of the Huber loss'), rate: say('the learning rate'), optimizer: say('the optimizer'), schedule: say('the schedule'),
  l1: say('the L1 penalty'), l2: say('the L2 penalty'), clip: say('the clipping'), batch: say('the batch size'), naming: say('the names'), weights: say('weights set by hand'),
};

/** A setting's key in links as people call it. */
export function settingText(key: string): string {
  return (settings as Readonly<Record<string, string>>)[key] ?? key;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : say('{list} and {last}', { list: words.slice(0, -1).join(', '), last: words.at(-1) ?? '' });
}
