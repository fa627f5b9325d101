/** Where the playhead is and where keys and pointer lead it; pure, for it can be tested without a page. */
import { formatCount, formatNumber, formatPercent } from '../../viz/format.ts';
import { nearestBucket, type CurveScales } from '../../viz/curve.ts';
import type { TimelineShows } from '../../store/accuracyView.ts';
import { lastStepOf, stepAt } from '../../store/historyPlaces.ts';
import type { LossHistory, RunEvent, StepUnit } from '../../worker/protocol.ts';
import { say } from '../../words/say.ts';

/** A moment of a run: updates made and epochs done, with fraction. */
export type Moment = { readonly step: number; readonly epoch: number };

/** Pointers this near to a change or to the end mean it. */
const SNAP = 4;
/** Far keys go at most this share of the run, and stop at every stop on the way. */
const FAR = 1 / 10;

/** Where the playhead likes to stop on its way: a change, or the best step. */
export type Stop = Pick<Moment, 'step' | 'epoch'>;

/** The step a place on the picture means: of a stop or of the end, where one is near. */
export function stepUnder(x: number, scales: CurveScales, history: LossHistory, marks: readonly Stop[]): number {
  const last = lastStepOf(history);
  if (x >= scales.xOf(history.epoch.at(-1) ?? 0) - SNAP) return last;
  const mark = marks.find((event) => event.step > 0 && Math.abs(scales.xOf(event.epoch) - x) <= SNAP);
  return mark?.step ?? Math.min(last, stepAt(history, scales.placeAt(x)));
}

export type KeyPlace = Moment & { readonly stepInEpoch: number; readonly stepsPerEpoch: number };

/** The step a key leads to; null if it is none of the slider's. Arrows go by the unit of a step, far keys at every stop. */
export function stepOfKey(key: string, place: KeyPlace, unit: StepUnit, history: LossHistory, marks: readonly Stop[]): number | null {
  const last = lastStepOf(history);
  const { step, stepInEpoch, stepsPerEpoch } = place;
  const isWhole = unit === 'batch';
  const back = isWhole ? step - 1 : stepInEpoch > 0 ? step - stepInEpoch : step - stepsPerEpoch;
  const forward = isWhole ? step + 1 : step - stepInEpoch + stepsPerEpoch;
  const far = Math.max(1, Math.round(last * FAR));
  const stops = marks.map((event) => event.step);
  const wanted = {
    ArrowLeft: back, ArrowDown: back, ArrowRight: forward, ArrowUp: forward, Home: 0, End: last,
    PageDown: Math.max(step - far, ...stops.filter((stop) => stop < step)),
    PageUp: Math.min(step + far, ...stops.filter((stop) => stop > step)),
  }[key];
  return wanted === undefined ? null : Math.min(last, Math.max(0, wanted));
}

/** "epoch 140, step 980: training 0.213, validation 0.244"; with the accuracies where they are drawn. */
export function momentSentence(history: LossHistory, { step, epoch }: Moment, shows: TimelineShows = 'loss'): string {
  if (history.epoch.length === 0) return say('no step made yet');
  const point = nearestBucket(history, 'step', step);
  const validation = history.validation[point] ?? Number.NaN;
  const loss = say('training {train}{validation}', { train: formatNumber(history.train[point] ?? Number.NaN), validation: Number.isNaN(validation) ? '' : say(', validation {validation}', { validation: formatNumber(validation) }) });
  const accuracy = shows === 'loss' ? '' : accuracyText(history, point);
  const said = accuracy === '' ? loss : shows === 'accuracy' ? accuracy : `${loss}, ${accuracy}`;
  return say('epoch {epoch}, step {step}: {said}', { epoch: formatEpoch(epoch), step: formatCount(step), said });
}

/** The same for the point of the curve nearest to an epoch. */
export function cursorSentence(history: LossHistory, epoch: number, shows: TimelineShows = 'loss'): string {
  const point = nearestBucket(history, 'epoch', epoch);
  return momentSentence(history, { step: history.step[point] ?? 0, epoch: history.epoch[point] ?? 0 }, shows);
}

/** "accuracy 83.1 % and 80 %" of training and validation; empty where none is known. */
function accuracyText(history: LossHistory, point: number): string {
  const train = history.trainAccuracy?.[point] ?? Number.NaN;
  const validation = history.validationAccuracy?.[point] ?? Number.NaN;
  if (Number.isNaN(train)) return '';
  return say('accuracy {train}{validation}', { train: formatPercent(train), validation: Number.isNaN(validation) ? '' : ` ${say('and {validation}', { validation: formatPercent(validation) })}` });
}

/** What was changed at a step, e.g. "; here η 0.03 → 0.1"; empty if nothing was. */
export function changesAt(step: number, marks: readonly RunEvent[]): string {
  const labels = marks.filter((event) => event.step === step).map(({ label }) => label);
  return labels.length === 0 ? '' : say('; here {list}', { list: labels.join(', ') });
}

const formatEpoch = (epoch: number): string => (Number.isInteger(epoch) ? formatCount(epoch) : formatNumber(epoch));
