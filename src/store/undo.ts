/** The changes of this page that can be taken back: remembered here, named for the buttons, dropped when their future is left. */
import { describeChange } from '../config/changes.ts';
import type { Experiment } from '../config/experiment.ts';
import { addressOf } from '../engine/network.ts';
import { formatNumber } from '../viz/format.ts';
import { nabla } from './nabla.ts';
import { networkOf } from './network.ts';
import { createUndoHistory, type UndoEntry } from './undoHistory.ts';

export const changes = createUndoHistory();

export function remember(entry: UndoEntry, coalesce: string | null): void {
  changes.push(entry, coalesce, performance.now());
  tellUndo();
}

/** Forgets every change, as after loading another situation. */
export function clearUndo(): void {
  changes.clear();
  tellUndo();
}

/**
 * The run went back to `step`: changes made after it belong to a future that was left, and taking one back (or making it
 * again) would set its values on the weights of another moment.
 */
export function dropLeftChanges(step: number): void {
  const { experiment, run, log } = nabla.getState();
  const present = JSON.stringify(experiment);
  const isPresent = (other: Experiment): boolean => JSON.stringify(other) === present;
  changes.dropUntil((entry) => {
    if (entry.kind === 'experiment') return entry.before.run !== entry.after.run || entry.after.run !== run || isPresent(entry.after.experiment);
    const made = log.filter((event) => event.kind === 'parameter' && event.index === entry.index && event.value === entry.after);
    return entry.situation.run !== run || made.length === 0 || made.some((event) => event.step <= step);
  });
  const again = changes.peekRedo();
  if (again?.kind === 'experiment' && again.before.run === run && !isPresent(again.before.experiment)) changes.forgetRedo();
  tellUndo();
}

export function tellUndo(): void {
  const back = changes.peekUndo();
  const forth = changes.peekRedo();
  nabla.setState({
    canUndo: back !== null, canRedo: forth !== null,
    undoLabel: back === null ? '' : labelOf(back), redoLabel: forth === null ? '' : labelOf(forth),
  });
}

/** What an entry changed, e.g. "η 0.03 → 0.1"; for a drag from its beginning to its end. */
function labelOf(entry: UndoEntry): string {
  if (entry.kind === 'experiment') return describeChange(entry.before.experiment, entry.after.experiment);
  return describeParameter(entry.situation.experiment, entry.index, entry.before, entry.after);
}

/** e.g. "w 4 → 1 of layer 2: −0.988 → 0.5"; units are counted from 1, as everywhere on the page. */
export function describeParameter(experiment: Experiment, index: number, from: number, to: number): string {
  const { layer, unit, input } = addressOf(networkOf(experiment), index);
  const name = input === null ? `b ${unit + 1}` : `w ${input + 1} → ${unit + 1}`;
  return `${name} of layer ${layer + 1}: ${formatNumber(from)} → ${formatNumber(to)}`;
}
