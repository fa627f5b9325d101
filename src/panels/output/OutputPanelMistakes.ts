/** The examples a network gets wrong, most surely wrong first; of a regression those with the largest errors. For the list and its words. */
import type { DataSpec } from '../../config/experiment.ts';
import { inputLabel } from '../../datasets/features.ts';
import { outputsOf, sliceOf, type RunData } from '../../datasets/runData.ts';
import type { OutputActivationName } from '../../engine/activations.ts';
import { classAt, classesOf } from '../../engine/confusion.ts';
import { targetEncoding } from '../../engine/losses.ts';
import { errorText, measuredInputs, targetText, type MeasuredTarget } from '../../explain/measured.ts';
import type { ConfusionCell, Split } from '../../store/accuracyView.ts';
import { formatCount, formatNumber, formatSigned } from '../../viz/format.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { splitWords } from './OutputPanelAnswers.ts';
import { say } from '../../words/say.ts';

/** One example of the list. */
export type Listed = {
  readonly index: number;
  /** Class of the target and class answered, the number of classes where the outputs are no numbers; −1 for a regression. */
  readonly target: number;
  readonly answer: number;
  /** What stands for the answer: the probability of the class answered or its output; of a regression the answer that is furthest off. */
  readonly figure: number;
  /** What that answer should have been; NaN for classes. */
  readonly wanted: number;
  /** How surely it is so, or how far off: comparable within one list. */
  readonly rank: number;
};

export type Mistakes = {
  /** The first of them, at most `most`. */
  readonly list: readonly Listed[];
  /** All of them, among so many examples looked at. */
  readonly count: number;
  readonly seen: number;
};

type Answers = Pick<TrainingFrame, 'trainOutputs' | 'validationOutputs'>;

/**
 * @param listed a cell of the confusion matrix whose examples are meant; null: all that are wrong (of a regression: all)
 * @param most how many are kept
 */
export function mistakesOf(data: RunData, activation: OutputActivationName, frame: Answers, split: Split, listed: ConfusionCell | null, most: number): Mistakes {
  const answers = split === 'train' ? frame.trainOutputs : frame.validationOutputs;
  const outputs = outputsOf(data);
  const examples = (split === 'train' ? data.trainTargets : data.validationTargets).length / data.targetCount;
  const seen = Math.min(examples, Math.floor(answers.length / outputs));
  const ranked: Listed[] = [];
  for (let index = 0; index < seen; index += 1) {
    const own = answers.subarray(index * outputs, (index + 1) * outputs);
    const each = data.task === 'classification' ? classified(data, activation, own, split, index) : predicted(data, own, split, index);
    const isMeant = data.task === 'regression' || (listed === null ? each.answer !== each.target : each.target === listed.target && each.answer === listed.answer);
    if (isMeant) ranked.push(each);
  }
  // Right answers have nothing surely wrong: the least sure of them are the nearest to it.
  const order = listed !== null && listed.target === listed.answer ? -1 : 1;
  ranked.sort((a, b) => order * (b.rank - a.rank) || a.index - b.index);
  return { list: ranked.slice(0, most), count: ranked.length, seen };
}

function classified(data: RunData, activation: OutputActivationName, own: Float32Array, split: Split, index: number): Listed {
  const { low, high } = targetEncoding(activation);
  const target = (split === 'train' ? data.trainTargets : data.validationTargets)[index] ?? 0;
  const found = classAt(own, own.length, 1, 0, (low + high) / 2, false);
  if (found < 0) return { index, target, answer: classesOf(own.length), figure: NaN, wanted: NaN, rank: Infinity };
  const value = own[own.length === 1 ? 0 : found] ?? NaN;
  const figure = own.length === 1 && activation === 'sigmoid' && found === 0 ? 1 - value : value;
  return { index, target, answer: found, figure, wanted: NaN, rank: own.length === 1 ? Math.abs(value - (low + high) / 2) : value };
}

/** Of several answers the one that is furthest off. */
function predicted(data: RunData, own: Float32Array, split: Split, index: number): Listed {
  const encoded = split === 'train' ? data.trainEncoded : data.validationEncoded;
  let worst: Listed = { index, target: -1, answer: -1, figure: NaN, wanted: NaN, rank: -1 };
  own.forEach((figure, output) => {
    const wanted = encoded[index * own.length + output] ?? NaN;
    const off = Math.abs(figure - wanted);
    const rank = Number.isNaN(off) ? Infinity : off;
    if (rank > worst.rank) worst = { ...worst, figure, wanted, rank };
  });
  return worst;
}

/** Whether the figure of an answered class is a probability. */
export function isProbability(activation: OutputActivationName, outputs: number): boolean {
  return activation === 'softmax' || (activation === 'sigmoid' && outputs === 1);
}

/** The name of a class, or that there is no answer. */
export function className(data: Pick<RunData, 'classes'>, number: number): string {
  return data.classes[number] ?? 'none';
}

/** "48 of 1258 wrong, surest first"; of a cell "3 of 539: 8 answered 3, surest first"; of a regression "60 largest of 309 errors". */
export function listSentence(data: RunData, { list, count, seen }: Mistakes, split: Split, listed: ConfusionCell | null): string {
  const all = (split === 'train' ? data.trainTargets : data.validationTargets).length / data.targetCount;
  const among = `${seen < all ? `${say('the first')} ` : ''}${formatCount(seen)}`;
  if (data.task === 'regression') return say('{count} largest of {among} errors', { count: formatCount(list.length), among });
  const order = count < 2 ? '' : listed !== null && listed.target === listed.answer ? say(', least sure first') : say(', surest first');
  const what = listed === null ? ` ${say('wrong')}` : say(': {target} answered {answer}', { target: className(data, listed.target), answer: className(data, listed.answer) });
  return say('{shown} of {among}{what}{order}{rest}', { shown: formatCount(count), among, what, order, rest: list.length < count ? say('; {count} shown', { count: formatCount(list.length) }) : '' });
}

/**
 * Inputs of an example in a few words, those that pictures show or that tell most first: of a table as they were measured, "bill length
 * 39.1 mm · sex: male", else "x₁ 0.35 · x₂ −1.20".
 */
export function inputsText(data: RunData, spec: Pick<DataSpec, 'set' | 'table'>, split: Split, index: number): string {
  const inputs = (split === 'train' ? data.trainInputs : data.validationInputs).subarray(index * data.inputCount, (index + 1) * data.inputCount);
  const first: readonly number[] = data.inputCount > 2 ? sliceOf(data).axes : [];
  const order = [...first, ...Array.from(inputs.keys()).filter((input) => !first.includes(input))];
  const measured = measuredInputs(spec, inputs);
  const phrase = (input: number): string => measured?.[input]?.phrase ?? `${data.inputCount === 1 ? 'x' : inputLabel(input + 1)} ${formatNumber(inputs[input] ?? NaN)}`;
  return order.map(phrase).filter((said) => said !== '').join(' · ');
}

/** All of one line of the list, for those who do not see it. */
export function listedText(data: RunData, { index, target, answer, figure, wanted }: Listed, split: Split, probability: boolean, measured: MeasuredTarget | null): string {
  const name = say('{splitWords} example {index}', { splitWords: splitWords[split], index: index + 1 });
  if (data.task === 'regression') return say('{name}: target {target}, answer {answer}, error {error}', { name, target: valueText(wanted, measured), answer: valueText(figure, measured), error: differenceText(figure - wanted, measured) });
  if (answer >= data.classes.length) return say('{name}: target {className}, no answer', { name, className: className(data, target) });
  return say('{name}: target {target}, answered {answer} with {quantity} {figure}', { name, target: className(data, target), answer: className(data, answer), quantity: probability ? say('probability') : say('output'), figure: formatNumber(figure) });
}

/** A value that is predicted, of a table in its own unit. */
export const valueText = (value: number, measured: MeasuredTarget | null): string => (measured === null ? formatNumber(value) : targetText(value, measured));

/** The difference of two of them, with its sign. */
export const differenceText = (value: number, measured: MeasuredTarget | null): string => (measured === null ? formatSigned(value) : errorText(value, measured));
