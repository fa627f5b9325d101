/** What can be done with the runs in the list. */
import { historyCsv, type RunHistory } from '../share/historyCsv.ts';
import type { RunId } from '../worker/protocol.ts';
import { requestSave, openRun } from './training.ts';
import { getFrame } from './frameStore.ts';
import { forgetRun, keptRun } from './keptRuns.ts';
import { nabla } from './nabla.ts';
import { pause } from './playbackActions.ts';
import { drop, entryOf, freeName, replace } from './runList.ts';
import { changes, remember } from './undo.ts';

const LONGEST_NAME = 40;

/** Makes a listed run the present one, exactly as it was; Undo goes back to the one before. */
export function openListed(run: RunId): void {
  const before = nabla.getState();
  const saved = keptRun(run);
  const entry = entryOf(run);
  if (saved === undefined || entry === undefined || run === before.run) return;
  pause();
  remember({
    kind: 'experiment',
    before: { experiment: before.experiment, run: before.run }, after: { experiment: saved.experiment, run },
  }, null);
  openRun(run, saved.experiment, saved);
  requestSave();
}

/** Gives a run another name; an empty one changes nothing. */
export function renameRun(run: RunId, name: string): void {
  const trimmed = name.trim().slice(0, LONGEST_NAME);
  if (trimmed === '' || trimmed === entryOf(run)?.name) return;
  replace(run, { name: freeName(trimmed), isNamed: true });
}

/** Draws a run's curve beside the present one, or no longer. */
export function showRun(run: RunId, isShown: boolean): void {
  replace(run, { isShown });
}

/** Takes a run off the list; it is forgotten, unless Undo would go back to it. */
export function removeRun(run: RunId): void {
  if (run === nabla.getState().run) return;
  drop(run);
  if (!changes.mentions(run)) forgetRun(run);
}

/** All that is known of listed runs as one CSV: curves, accuracies, η and what was changed, each line with the name of its run; null before there is a curve. */
export function csvOfRuns(runs: readonly RunId[]): string | null {
  const histories = runs.flatMap((run) => {
    const history = historyOf(run);
    return history === null ? [] : [history];
  });
  return histories.length === 0 ? null : historyCsv(histories);
}

function historyOf(run: RunId): RunHistory | null {
  const { run: present, firstExperiment, experiment, log } = nabla.getState();
  const name = entryOf(run)?.name ?? '';
  if (run === present) {
    const curve = getFrame()?.history;
    return curve === undefined ? null : { name, firstExperiment: firstExperiment ?? experiment, curve, events: log };
  }
  const saved = keptRun(run);
  return saved === undefined ? null : { name, firstExperiment: saved.firstExperiment ?? saved.experiment, curve: saved.history, events: saved.log };
}
