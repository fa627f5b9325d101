import { situationById, type SituationId } from '../config/situations.ts';
import type { RunEvent, TrainingFrame } from '../worker/protocol.ts';
import type { OutputShows, Split, TimelineShows } from './accuracyView.ts';
import { changeExperiment } from './experimentActions.ts';
import { getFrame } from './frameStore.ts';
import { lastStepOf } from './historyPlaces.ts';
import { nabla } from './nabla.ts';
import { bestBeforeOverFitting, type BestMoment } from './overFitting.ts';
import { play, visitStep } from './playbackActions.ts';
import { comparableFrom } from './verdictWatch.ts';
import { setView, showNotice } from './viewActions.ts';

/** Looked for once a frame, whoever asks. */
let latest: { readonly frame: TrainingFrame; readonly log: readonly RunEvent[]; readonly best: BestMoment | null } | null = null;

/** Without accuracy there is nothing but the loss: the choice is kept for the next classification. */
export function setTimelineShows(timelineShows: TimelineShows): void {
  nabla.setState({ timelineShows });
}

export function setOutputShows(outputShows: OutputShows): void {
  nabla.setState({ outputShows });
}

export function setAnswersOf(answersOf: Split): void {
  nabla.setState({ answersOf });
}

/** Where the present run was best on the validation examples, once it has over-fitted since; null if it has not. */
export function bestMomentNow(): BestMoment | null {
  const frame = getFrame();
  const { log, experiment, firstExperiment, run } = nabla.getState();
  if (frame === null || frame.run !== run) return null;
  if (latest?.frame !== frame || latest.log !== log) {
    latest = { frame, log, best: bestBeforeOverFitting(frame.history, comparableFrom(log, firstExperiment ?? experiment, lastStepOf(frame.history))) };
  }
  return latest.best;
}

/** Shows the run as it was at its lowest validation loss, exactly; the rest of it stays. Says so where there is no such step. */
export function goToBestStep(): void {
  const best = bestMomentNow();
  if (best !== null) visitStep(best.step);
  else showNotice({ text: 'No best step is marked: the validation loss has not risen by a tenth above its lowest while the training loss fell.', tone: 'info' });
}

/** Begins one of the ready experiments in a new run, trains it, and says what there is to see. */
export function beginSituation(id: SituationId): void {
  const { experiment, sentence, shows } = situationById(id);
  setView('play');
  changeExperiment(() => experiment, { newRun: true });
  nabla.setState({ outputShows: 'picture', timelineShows: shows });
  showNotice({ text: sentence, tone: 'info', actions: ['undo'], clearOf: 'timeline' });
  play();
}
