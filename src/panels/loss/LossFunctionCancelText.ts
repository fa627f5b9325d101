/** What the signed errors say when they are added, beside their sizes. */
import { formatCount, formatNumber, formatPercent, formatSigned } from '../../viz/format.ts';
import type { Cancelling } from '../../viz/signedErrors.ts';
import { say } from '../../words/say.ts';

/** A bar of the waterfall, as shares of its width. */
type Fall = { readonly from: number; readonly length: number };
export type Waterfall = Readonly<Record<'plus' | 'minus' | 'left' | 'size', Fall>>;

const NOTHING: Fall = { from: 0, length: 0 };
export const WATERFALL_EMPTY: Waterfall = { plus: NOTHING, minus: NOTHING, left: NOTHING, size: NOTHING };

/**
 * The sum above 0 goes out from 0, the one below comes back from its end, what is left lies between 0 and there; all their sizes
 * together are the longest. The axis begins where it must, so that a sum below 0 has room.
 */
export function waterfall({ plus, minus, left, size }: Cancelling): Waterfall {
  const low = Math.min(0, left);
  const span = size - low;
  const share = (value: number): number => (value - low) / span;
  const bar = (a: number, b: number): Fall => ({ from: share(Math.min(a, b)), length: Math.abs(b - a) / span });
  return { plus: bar(0, plus), minus: bar(plus, plus + minus), left: bar(0, left), size: bar(0, size) };
}

/** As little as this of Σ|y − ŷ| left: they cancel. */
const LITTLE = 0.05;
/** A mean error that nobody would call small, in the units of the targets. */
const LARGE_ERROR = 0.1;

/** The bars, for those who do not see them: how many on either side, and how far the longest of each reaches. */
export function barsWords(errors: ArrayLike<number>, { up, down }: Cancelling): string {
  let [highest, lowest] = [0, 0];
  for (let i = 0; i < errors.length; i++) {
    highest = Math.max(highest, errors[i] ?? 0);
    lowest = Math.min(lowest, errors[i] ?? 0);
  }
  return say('Bars of the errors: {up} up, the longest {highest}; {down} down, the longest {lowest}', { up: formatCount(up), highest: formatNumber(highest), down: formatCount(down), lowest: formatNumber(-lowest) });
}

export type CancelSituation = { readonly task: 'classification' | 'regression'; /** 0 to 1, NaN for regression. */ readonly accuracy: number; readonly isSoftmax: boolean };

export function cancelWords({ up, down, lost, left, size }: Cancelling, { task, accuracy, isSoftmax }: CancelSituation): readonly string[] {
  const count = up + down;
  if (lost > 0) return [say('{lost} of the answers {are} too large for a number and cannot be added.', { lost: formatCount(lost), are: lost === 1 ? say('is') : say('are') })];
  if (count === 0 || !(size > 0)) return [say('Every answer is right to the last digit: there is nothing to add.')];
  const share = Math.abs(left) / size;
  const mean = size / count;
  const right = task === 'classification' && Number.isFinite(accuracy) ? say(', and {accuracy} of the classes are right', { accuracy: formatPercent(accuracy) }) : '';
  const sentences = [say('Of all the errors the signed difference sees {share}: {left} of {size}.', { share: formatPercent(roundedShare(share)), left: formatSigned(left), size: formatNumber(size) })];
  if (share > LITTLE) sentences.push(say('On the whole the answers are too {side}, so that not all cancels at this moment.', { side: left > 0 ? say('low') : say('high') }));
  else if (mean > LARGE_ERROR) sentences.push(say('Judged by it the model is all but perfect. It is not: on average an answer is {mean} off{right}.', { mean: formatNumber(mean), right }));
  else sentences.push(say('They cancel, but here they are small as well: on average an answer is {mean} off{right}.', { mean: formatNumber(mean), right }));
  if (isSoftmax) sentences.push(say('With a softmax it is 0 whatever is learned, but for rounding: the answers to an example add up to 1, and so do its targets.'));
  return sentences;
}

const roundedShare = (share: number): number => Number(share.toPrecision(2));
