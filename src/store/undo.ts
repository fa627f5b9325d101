/** The changes of this page that can be taken back: remembered here, named for the buttons, dropped when their future is left. */
import { describeChange } from '../config/changes.ts';
import type { Experiment } from '../config/experiment.ts';
import { addressOf } from '../engine/network.ts';
import type { RunEvent } from '../worker/protocol.ts';
import { formatNumber } from '../viz/format.ts';
import { nabla } from './nabla.ts';
import { networkOf } from './network.ts';
import { createUndoHistory, type UndoEntry } from './undoHistory.ts';
import { say } from '../words/say.ts';

export const changes = createUndoHistory();

/** The step that is shown; Infinity while the run goes on. */
let shownStep = Infinity;

export function remember(entry: UndoEntry, coalesce: string | null): void {
  settlePast();
  changes.push(entry, coalesce, performance.now());
  tellUndo();
}

/** Forgets every change, as after loading another situation. */
export function clearUndo(): void {
  changes.clear();
  tellUndo();
}

/**
 * The run goes on from `step`: changes made after it belong to a future that was left, and taking one back (or making it
 * again) would set its values on the weights of another moment.
 * @param log of the run as it was before
 */
export function dropLeftChanges(step: number, log = nabla.getState().log): void {
  changes.dropUntil((entry) => isBehind(entry, step, log));
  if (isRedoLost()) changes.forgetRedo();
  tellUndo();
}

/** Something is about to be done at the moment that is shown: what was changed after it is no longer there to be taken back. */
export function settlePast(): void {
  if (isPast()) dropLeftChanges(shownStep);
}

/** A past moment is shown, and the run was changed after it. */
function isPast(): boolean {
  return nabla.getState().log.some((event) => event.step > shownStep);
}

/** Whether a change was made before the moment after `step` steps, or in another run. */
function isBehind(entry: UndoEntry, step: number, log: readonly RunEvent[]): boolean {
  const { run } = nabla.getState();
  if (entry.kind === 'experiment') return entry.before.run !== entry.after.run || entry.after.run !== run || isPresent(entry.after.experiment);
  const made = log.filter((event) => hasMade(event, entry));
  return entry.situation.run !== run || made.length === 0 || made.some((event) => event.step <= step);
}

function hasMade(event: RunEvent, entry: UndoEntry): boolean {
  if (event.kind === 'parameter') return entry.kind === 'parameter' && event.index === entry.index && event.value === entry.after;
  return event.kind === 'parameters' && entry.kind === 'parameters' && event.values.every((value, i) => value === entry.after[i]);
}

function isRedoLost(): boolean {
  const again = changes.peekRedo();
  return again?.kind === 'experiment' && again.before.run === nabla.getState().run && !isPresent(again.before.experiment);
}

function isPresent(experiment: Experiment): boolean {
  return JSON.stringify(experiment) === JSON.stringify(nabla.getState().experiment);
}

/** Says what can be taken back and made again; while a past moment is shown, only what was changed before it. @param step that is shown */
export function tellUndo(step = shownStep): void {
  shownStep = step;
  const { log } = nabla.getState();
  const past = isPast();
  const back = past ? changes.peekUndo((entry) => isBehind(entry, step, log)) : changes.peekUndo();
  const forth = past && isRedoLost() ? null : changes.peekRedo();
  nabla.setState({
    canUndo: back !== null, canRedo: forth !== null,
    undoLabel: back === null ? '' : labelOf(back), redoLabel: forth === null ? '' : labelOf(forth),
  });
}

/** What an entry changed, e.g. "η 0.03 → 0.1"; for a drag from its beginning to its end. */
function labelOf(entry: UndoEntry): string {
  if (entry.kind === 'experiment') return describeChange(entry.before.experiment, entry.after.experiment) || say('another run');
  if (entry.kind === 'parameters') return describeParameters(entry.situation.experiment, entry.before, entry.after);
  return describeParameter(entry.situation.experiment, entry.index, entry.before, entry.after);
}

/** e.g. "w 4 → 1 of layer 2: −0.988 → 0.5"; units are counted from 1, as everywhere on the page. */
export function describeParameter(experiment: Experiment, index: number, from: number, to: number): string {
  const { layer, unit, input } = addressOf(networkOf(experiment), index);
  const name = input === null ? `b ${unit + 1}` : `w ${input + 1} → ${unit + 1}`;
  return say('{name} of layer {layer}: {from} → {to}', { name, layer: layer + 1, from: formatNumber(from), to: formatNumber(to) });
}

/** The one or two parameters that changed, each as in `describeParameter`; of more, how far θ went. */
export function describeParameters(experiment: Experiment, from: Float64Array, to: Float64Array): string {
  const changed: number[] = [];
  let squares = 0;
  to.forEach((value, index) => {
    if (value === from[index]) return;
    if (changed.length < 3) changed.push(index);
    squares += (value - from[index]!) ** 2;
  });
  if (changed.length > 2) return say('θ moved by {distance}', { distance: formatNumber(Math.sqrt(squares)) });
  return changed.map((index) => describeParameter(experiment, index, from[index]!, to[index]!)).join(', ');
}
