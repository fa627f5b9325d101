/** What can be done with the runs in the list. */
import { curvesCsv } from '../share/curveCsv.ts';
import type { RunId } from '../worker/protocol.ts';
import { requestSave, openRun } from './training.ts';
import { getFrame } from './frameStore.ts';
import { forgetRun, keptRun } from './keptRuns.ts';
import { nabla } from './nabla.ts';
import { pause } from './playbackActions.ts';
import { curveOf, drop, entryOf, freeName, replace } from './runList.ts';
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

/** The curves of listed runs as one CSV, one line a point, each with the name of its run; null before there is a curve. */
export function csvOfRuns(runs: readonly RunId[]): string | null {
  const named = runs.flatMap((run) => {
    const curve = run === nabla.getState().run ? getFrame()?.history : curveOf(run);
    return curve == null ? [] : [{ name: entryOf(run)?.name ?? '', curve }];
  });
  return named.length === 0 ? null : curvesCsv(named);
}
