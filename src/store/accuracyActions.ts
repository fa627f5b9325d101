import { situationById, type SituationId } from '../config/situations.ts';
import { validationCountOf } from '../datasets/runData.ts';
import { losses } from '../engine/losses.ts';
import { formatCount, formatNumber } from '../viz/format.ts';
import type { RunEvent, TrainingFrame } from '../worker/protocol.ts';
import type { ConfusionCell, OutputShows, Split, TimelineShows } from './accuracyView.ts';
import { changeExperiment } from './experimentActions.ts';
import { getFrame } from './frameStore.ts';
import { lastStepOf } from './historyPlaces.ts';
import { nabla } from './nabla.ts';
import { bestBeforeOverFitting, whyNoBest, type BestMoment, type NoBestReason } from './overFitting.ts';
import { pause, play, visitStep } from './playbackActions.ts';
import { showWith } from './situationView.ts';
import { comparableFrom } from './verdictWatch.ts';
import { setView, showNotice } from './viewActions.ts';
import { say, translated } from '../words/say.ts';

/** Looked for once a frame, whoever asks. */
let latest: { readonly frame: TrainingFrame; readonly log: readonly RunEvent[]; readonly best: BestMoment | null } | null = null;

/** Without accuracy there is nothing but the loss: the choice is kept for the next classification. */
export function setTimelineShows(timelineShows: TimelineShows): void {
  nabla.setState({ timelineShows });
}

export function setOutputShows(outputShows: OutputShows): void {
  nabla.setState({ outputShows, listed: null });
}

/** Lists the examples of a cell of the confusion matrix; null: all that are answered wrong. */
export function listExamples(listed: ConfusionCell | null): void {
  nabla.setState({ outputShows: 'mistakes', listed });
}

export function setAnswersOf(answersOf: Split): void {
  nabla.setState({ answersOf });
}

/** Where the present run was best on the validation examples, once it has over-fitted since; null if it has not. */
export function bestMomentNow(): BestMoment | null {
  const frame = getFrame();
  const { log, run } = nabla.getState();
  if (frame === null || frame.run !== run) return null;
  if (latest?.frame !== frame || latest.log !== log) {
    latest = { frame, log, best: bestBeforeOverFitting(frame.history, comparableStep(frame)) };
  }
  return latest.best;
}

/** From where on the losses of the present run were measured as they are now. */
function comparableStep({ history }: TrainingFrame): number {
  const { log, experiment, firstExperiment } = nabla.getState();
  return comparableFrom(log, firstExperiment ?? experiment, lastStepOf(history));
}

/** What the mark of the best step means. */
export function bestStepSentence({ step, loss }: BestMoment): string {
  return say('Lowest validation loss measured, {loss}, at step {step}. Marked because it has since risen by a tenth while the training loss fell (both as means over a tenth of the run).', { loss: formatNumber(loss), step: formatCount(step) });
}

/** Shows the run as it was at its lowest validation loss, exactly, and says what the mark means; the rest of it stays. Says why where there is no such step. */
export function goToBestStep(): void {
  const best = bestMomentNow();
  if (best !== null) {
    visitStep(best.step);
    showNotice({ text: bestStepSentence(best), tone: 'info' });
  } else showNotice({ text: say('No best step is marked: {noBest}', { noBest: noBestText() }), tone: 'info' });
}

/** Why none is marked, of the run as it stands. */
function noBestText(): string {
  const { data, experiment } = nabla.getState();
  const frame = getFrame();
  if (data !== null && validationCountOf(data) === 0) return say('there are no validation examples to tell it by.');
  if (losses[experiment.loss.name].trap === true) return say('the {label} can fall without end, so that its lowest value tells no best step.', { label: translated(losses[experiment.loss.name].label) });
  return NO_BEST[frame === null ? 'few' : whyNoBest(frame.history, comparableStep(frame)) ?? 'few'];
}

const NO_BEST: Readonly<Record<NoBestReason, string>> = {
  few: say('too few losses have been measured so far to tell whether the validation loss rises.'),
  lowest: say('the validation loss is lower than ever, as a mean over the last tenth of the run.'),
  recent: say('the lowest validation loss is among the latest: whether it rises from there shows later.'),
  notPositive: say('the validation loss has been 0 or less, and nothing is a tenth above that.'),
  notRisen: say('the validation loss is not a tenth above its lowest (both as means over a tenth of the run).'),
  trainingNotFallen: say('the validation loss has risen by a tenth, but the training loss has not fallen meanwhile.'),
  belowTraining: say('the validation loss has risen by a tenth, but is not a tenth above the training loss.'),
};

/** Begins one of the ready experiments in a new run, trains it as far as its sentence speaks of, and says what there is to see. */
export function beginSituation(id: SituationId): void {
  const { experiment, sentence, shows, epochs } = situationById(id);
  const { run } = nabla.getState();
  setView('play');
  // So that the new run is not played before it is known where it stops.
  pause();
  changeExperiment(() => experiment, { newRun: true });
  showWith(nabla.getState().run, run, { outputShows: 'picture', timelineShows: shows });
  nabla.setState((state) => ({ stopsAt: { run: state.run, epoch: epochs } }));
  showNotice({ text: say('{sentence} It stops at epoch {epochs}; Play goes on.', { sentence, epochs: formatCount(epochs) }), tone: 'info', actions: ['undo'] });
  play();
}
