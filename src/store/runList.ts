/**
 * The list of runs: the present one and those that can be gone back to – left by going on from a past moment, replaced by a run
 * that had to begin anew, or taken over from a comparison. Their states and curves are in keptRuns.
 */
import type { Experiment } from '../config/experiment.ts';
import type { LossHistory, RunId, SavedRun } from '../worker/protocol.ts';
import { forgetRun, keepListed, keepRun, keptRun, nextRun } from './keptRuns.ts';
import { nabla } from './nabla.ts';
import type { RunEnd, RunEntry } from './runListSlice.ts';
import { say } from '../words/say.ts';

/** Runs beside the present one; those that nobody named go first. */
const MOST_LISTED = 12;
/** So many curves beside the present one are shown by themselves; more can be chosen. */
const MOST_SHOWN = 3;

keepListed((run) => nabla.getState().runs.some((entry) => entry.run === run));

export function entryOf(run: RunId): RunEntry | undefined {
  return nabla.getState().runs.find((entry) => entry.run === run);
}

/** The whole curve of a listed run, as it was last saved. */
export function curveOf(run: RunId): LossHistory | null {
  return keptRun(run)?.history ?? null;
}

/**
 * Lists a trained run that was not made by the training worker, e.g. one of a comparison, under an id of its own; `openListed`
 * (runListActions.ts) makes it the present one.
 */
export function addRun(saved: SavedRun, name: string): RunId {
  const run = nextRun();
  const own = { ...saved, run };
  keepRun(own);
  list({ ...newEntry(run), name: freeName(name), isNamed: true, isShown: hasSameLoss(endOf(own).experiment, nabla.getState().experiment), end: endOf(own) });
  return run;
}

/** The present run has opened. */
export function listPresent(run: RunId): void {
  if (entryOf(run) === undefined) list(newEntry(run));
}

/** The present run is about to be left, by another or by going back: what divergence there was belongs to it. */
export function noteDivergence(): void {
  const { run, divergence } = nabla.getState();
  if (divergence !== null) replace(run, { divergedAt: divergence.step });
}

/** Another run is about to be opened: one that never made a step is not worth listing. */
export function leavePresent(run: RunId, steps: number, next: Experiment): void {
  const entry = entryOf(run);
  if (entry === undefined) return;
  noteDivergence();
  if (steps <= 0 && !entry.isNamed) drop(run);
  else replace(run, { isShown: hasSameLoss(nabla.getState().experiment, next) });
  // Those beside it were shown beside what was the present run: beside another problem they only squeeze its curve.
  for (const { run: other, end, isShown } of nabla.getState().runs) {
    if (other !== run && isShown && end !== null && !hasSameLoss(end.experiment, next)) replace(other, { isShown: false });
  }
  hideSurplus();
}

/** The worker has saved a run. */
export function noteSaved(saved: SavedRun): void {
  if (entryOf(saved.run) === undefined) return;
  replace(saved.run, { end: endOf(saved) });
  if (saved.run === nabla.getState().run) noteDivergence();
}

/** `run` has gone on from a past moment; `left` is what it would have been, which keeps name and colour. */
export function noteLeft(run: RunId, left: SavedRun): void {
  const old = entryOf(run) ?? newEntry(run);
  const { runs } = nabla.getState();
  const leaving = { ...old, run: left.run, isShown: true, end: endOf(left) };
  nabla.setState({ runs: [...runs.filter((entry) => entry.run !== run), leaving] });
  list(newEntry(run));
}

export function replace(run: RunId, patch: Partial<Omit<RunEntry, 'run'>>): void {
  nabla.setState(({ runs }) => ({ runs: runs.map((entry) => (entry.run === run ? { ...entry, ...patch } : entry)) }));
}

/** Takes a run off the list; its state is forgotten unless it is the present one. */
export function drop(run: RunId): void {
  nabla.setState(({ runs }) => ({ runs: runs.filter((entry) => entry.run !== run) }));
}

function list(entry: RunEntry): void {
  nabla.setState(({ runs }) => ({ runs: [...runs, entry] }));
  hideSurplus();
  const { runs, run: present } = nabla.getState();
  const others = runs.filter((each) => each.run !== present && each.run !== entry.run);
  // The oldest stand first; those with a name of their own go when there are no others.
  const surplus = [...others.filter(({ isNamed }) => !isNamed), ...others.filter(({ isNamed }) => isNamed)];
  for (const { run } of surplus.slice(0, Math.max(0, others.length + 1 - MOST_LISTED))) {
    drop(run);
    forgetRun(run);
  }
}

/** A page full of curves says nothing: only the latest are shown. */
function hideSurplus(): void {
  const { runs, run: present } = nabla.getState();
  const shown = runs.filter((entry) => entry.isShown && entry.run !== present);
  for (const { run } of shown.slice(0, Math.max(0, shown.length - MOST_SHOWN))) replace(run, { isShown: false });
}

function newEntry(run: RunId): RunEntry {
  return { run, name: freeName(unnamedRun), colour: freeColour(), isShown: true, isNamed: false, end: null };
}

/** What the name of a run begins with that nobody has named. */
export const unnamedRun = say('run');

/** "run" → "run 3"; any other name as it is, unless another run has it: then with the next number. */
export function freeName(wanted: string): string {
  const taken = new Set(nabla.getState().runs.map(({ name }) => name));
  if (wanted !== unnamedRun && !taken.has(wanted)) return wanted;
  const stem = wanted.replace(new RegExp(`^${unnamedRun} \\d+$`), unnamedRun);
  let number = stem === unnamedRun ? 1 : 2;
  while (taken.has(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
}

/** The colour fewest runs have. */
function freeColour(): number {
  const { runs } = nabla.getState();
  const counts = [0, 1, 2, 3, 4, 5].map((colour) => runs.filter((entry) => entry.colour === colour).length);
  return counts.indexOf(Math.min(...counts));
}

/** Where a saved run ends, which is not where it stands while a past moment of it is shown. */
export function endOf({ history, log, experiment, firstExperiment }: SavedRun): RunEnd {
  const last = log.findLast((event) => event.kind === 'experiment');
  return {
    experiment: last?.kind === 'experiment' ? last.experiment : firstExperiment ?? experiment,
    log,
    step: history.step.at(-1) ?? 0, epoch: history.epoch.at(-1) ?? 0,
    train: history.train.at(-1) ?? NaN, validation: history.validation.at(-1) ?? NaN,
  };
}

/** Whether two runs minimise the same thing, so that their curves can be laid over each other. */
export function hasSameLoss(a: Experiment, b: Experiment): boolean {
  const measure = ({ data, loss, outputActivation }: Experiment): string => JSON.stringify([data, loss, outputActivation]);
  return measure(a) === measure(b);
}
