/** What two runs side by side are said to do, compared with each other. */
import { sharesScale, valueWords } from '../../store/sideBySide.ts';
import type { Sides } from '../../store/sideBySideSlice.ts';
import { formatCount, formatNumber, formatPercent } from '../../viz/format.ts';
import type { OfBoth } from '../../worker/pairProtocol.ts';
import { UNKNOWN } from './CompareText.ts';
import { say } from '../../words/say.ts';

/** The figures of one run at the moment on the screen. NaN where there is nothing to say. */
export type SideFigures = {
  readonly step: number;
  readonly train: number;
  readonly validation: number;
  readonly trainAccuracy: number;
  readonly validationAccuracy: number;
};

/** Losses nearer to each other than this are called the same: three digits tell no more. */
const SAME = 0.005;

/** Which of the two is ahead, in a sentence. */
export function sidesFinding({ variable, runs }: Pick<Sides, 'variable' | 'runs'>, figures: OfBoth<SideFigures> | null): string {
  const names = { left: valueWords(runs.left.experiment, variable), right: valueWords(runs.right.experiment, variable) };
  const gone = (['left', 'right'] as const).filter((side) => runs[side].divergence !== null);
  if (gone.length === 2) return say('Both have diverged.');
  const [lost] = gone;
  if (lost !== undefined) {
    const other = lost === 'left' ? 'right' : 'left';
    return say('With {diverging} it diverged at step {step}; with {others} it goes on.', { diverging: names[lost], step: formatCount(runs[lost].divergence?.step ?? 0), others: names[other] });
  }
  if (figures === null) return '';
  const { left, right } = figures;
  if (Math.max(left.step, right.step) === 0) return say('Press Play: both make the same number of steps, and their losses are drawn over each other.');
  const hasValidation = !Number.isNaN(left.validation) && !Number.isNaN(right.validation);
  if (!sharesScale(runs)) {
    const [a, b] = hasValidation ? [left.validationAccuracy, right.validationAccuracy] : [left.trainAccuracy, right.trainAccuracy];
    if (Number.isNaN(a) || Number.isNaN(b)) return say('Judge by the pictures: the losses have no common scale.');
    const which = hasValidation ? say('validation') : say('training');
    return a === b ? say('Both get {percent} of the {split} examples right.', { percent: percent(a), split: which }) : ahead(names, a > b, say('more of the {split} examples are right', { split: which }), percent(Math.max(a, b)), percent(Math.min(a, b)));
  }
  if (Number.isNaN(left.train) || Number.isNaN(right.train)) return '';
  const isSame = Math.abs(left.train - right.train) <= SAME * Math.max(Math.abs(left.train), Math.abs(right.train));
  if (isSame) return say('Both have the same training loss to about three digits, {train}.', { train: formatNumber(left.train) });
  return ahead(names, left.train < right.train, say('the training loss is lower'), formatNumber(Math.min(left.train, right.train)), formatNumber(Math.max(left.train, right.train)));
}

function ahead(names: OfBoth<string>, isLeft: boolean, what: string, better: string, worse: string): string {
  const [first, second] = isLeft ? [names.left, names.right] : [names.right, names.left];
  return say('With {first} {what}: {better}, against {worse} with {second}.', { first, what, better, worse, second });
}

const percent = (share: number): string => formatPercent(Math.round(share * 1000) / 1000);

/** A share of right answers, or a dash. */
export function shareText(share: number | undefined): string {
  return share === undefined || Number.isNaN(share) ? UNKNOWN : percent(share);
}

/** A loss, or a dash. */
export function lossText(loss: number | undefined): string {
  return loss === undefined || Number.isNaN(loss) ? UNKNOWN : formatNumber(loss);
}
