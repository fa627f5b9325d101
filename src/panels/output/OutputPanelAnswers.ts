/** What the answers by class come to, in words: for the caption of the confusion matrix, its cells and its figures. */
import { allFigures, classFigures, type ClassFigures } from '../../engine/confusion.ts';
import type { Split } from '../../store/accuracyView.ts';
import { formatCount, formatNumber, formatPercent } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

/** A confusion matrix ready to be shown; null while there is none for these classes. */
export type Answers = {
  /** n[class of the target][class answered, last: none]. */
  readonly counts: readonly (readonly number[])[];
  readonly figures: readonly ClassFigures[];
  readonly count: number;
  readonly correct: number;
  readonly accuracy: number;
  /** Some outputs were no numbers, so that the last column counts something. */
  readonly hasUnanswered: boolean;
};

export function answersOf(confusion: Float64Array | readonly number[], classes: number): Answers | null {
  const columns = classes + 1;
  if (classes === 0 || confusion.length !== classes * columns) return null;
  const counts = Array.from({ length: classes }, (_, target) => Array.from({ length: columns }, (__, answer) => confusion[target * columns + answer] ?? 0));
  const figures = classFigures(Float64Array.from(confusion), classes);
  return {
    counts, figures, ...allFigures(figures),
    hasUnanswered: counts.some((row) => (row[classes] ?? 0) > 0),
  };
}

export const splitWords: Readonly<Record<Split, string>> = { train: 'training', validation: 'validation' };

/** "161 of 196 right: 82.1 %". */
export function accuracySentence({ correct, count, accuracy }: Answers): string {
  return count === 0 ? say('0 examples') : say('{correct} of {count} right: {accuracy}', { correct: formatCount(correct), count: formatCount(count), accuracy: formatPercent(accuracy) });
}

/**
 * The commonest error, and which: the largest share of its class. "Most often wrong: B taken for C, 3 of 12." Another one of the same
 * share is named too.
 */
export function worstSentence({ counts, figures, count, correct }: Answers, classes: readonly string[]): string {
  if (correct === count) return say('No class is taken for another.');
  const errors = counts.flatMap((row, target) => row.flatMap((n, answer) => (answer === target || n === 0 ? [] : [{ n, target, answer, total: figures[target]?.count ?? n }])));
  const worst = errors.toSorted((a, b) => b.n / b.total - a.n / a.total || b.n - a.n);
  const most = worst[0]!;
  const alike = worst.filter(({ n, total }) => n * most.total === most.n * total);
  const said = alike.slice(0, 2).map(({ n, target, answer, total }) => {
    const name = classes[target] ?? '';
    const taken = answer < classes.length ? say('{name} taken for {classes}', { name, classes: classes[answer] ?? '' }) : say('{name} not answered by a number', { name });
    return say('{taken}, {n} of {total}', { taken, n: formatCount(n), total: formatCount(total) });
  });
  return say('Most often wrong: {list}{count}.', { list: said.join('; '), count: alike.length > 2 ? say('; and {count} more as often', { count: formatCount(alike.length - 2) }) : '' });
}

/** What one cell counts: "14 examples of −1 answered +1: wrong, 14.3 % of its class". */
export function cellText({ counts, figures }: Answers, classes: readonly string[], target: number, answer: number): string {
  const n = counts[target]?.[answer] ?? 0;
  const examples = n === 1 ? say('1 example') : say('{n} examples', { n: formatCount(n) });
  const answered = answer < classes.length ? say('answered {classes}', { classes: classes[answer] ?? '' }) : say('without an answer');
  const part = figures[target]?.shares[answer] ?? NaN;
  const share = Number.isNaN(part) ? '' : say(', {part} of its class', { part: formatPercent(part) });
  return say('{examples} of {classes} {answered}: {verdict}{share}', { examples, classes: classes[target] ?? '', answered, verdict: target === answer ? say('right') : say('wrong'), share });
}

/** A figure with the counts it comes from: "0.857", "84/98"; "–" where there is nothing to divide by. */
export function figureText(value: number, part: number, whole: number): { readonly value: string; readonly fraction: string } {
  if (Number.isNaN(value)) return { value: '–', fraction: '0/0' };
  return { value: formatNumber(value), fraction: `${formatCount(part)}/${formatCount(whole)}` };
}
