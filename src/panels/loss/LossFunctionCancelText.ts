/** What the signed errors say when they are added, beside their sizes. */
import { formatCount, formatNumber, formatPercent, formatSigned } from '../../viz/format.ts';
import type { Cancelling } from '../../viz/signedErrors.ts';

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

export type CancelSituation = { readonly task: 'classification' | 'regression'; /** 0 to 1, NaN for regression. */ readonly accuracy: number; readonly isSoftmax: boolean };

export function cancelWords({ up, down, lost, left, size }: Cancelling, { task, accuracy, isSoftmax }: CancelSituation): readonly string[] {
  const count = up + down;
  if (lost > 0) return [`${formatCount(lost)} of the answers ${lost === 1 ? 'is' : 'are'} too large for a number and cannot be added.`];
  if (count === 0 || !(size > 0)) return ['Every answer is right to the last digit: there is nothing to add.'];
  const share = Math.abs(left) / size;
  const mean = size / count;
  const right = task === 'classification' && Number.isFinite(accuracy) ? `, and ${formatPercent(accuracy)} of the classes are right` : '';
  const sentences = [`Of all the errors the signed difference sees ${formatPercent(roundedShare(share))}: ${formatSigned(left)} of ${formatNumber(size)}.`];
  if (share > LITTLE) sentences.push(`On the whole the answers are too ${left > 0 ? 'low' : 'high'}, so that not all cancels at this moment.`);
  else if (mean > LARGE_ERROR) sentences.push(`Judged by it the model is all but perfect. It is not: on average an answer is ${formatNumber(mean)} off${right}.`);
  else sentences.push(`They cancel, but here they are small as well: on average an answer is ${formatNumber(mean)} off${right}.`);
  if (isSoftmax) sentences.push('With a softmax it is 0 whatever is learned, but for rounding: the answers to an example add up to 1, and so do its targets.');
  return sentences;
}

const roundedShare = (share: number): number => Number(share.toPrecision(2));
