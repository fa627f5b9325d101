import { describeChange } from '../config/changes.ts';
import { coupleExperiment } from '../config/couple.ts';
import { defaultExperiment, importedExperiment, initialExperiment } from '../config/defaults.ts';
import type { DatasetName, Experiment } from '../config/experiment.ts';
import { limits } from '../config/limits.ts';
import { presetById, type PresetId } from '../config/presets.ts';
import { needsRestart, restartReason } from '../config/restart.ts';
import { labelOf } from '../config/tasks.ts';
import type { Table } from '../datasets/table.ts';
import { factsOfTable } from '../datasets/tableFacts.ts';
import { giveTable, hasItsTable, readItsTable } from './dataTables.ts';
import { getFrame } from './frameStore.ts';
import { nextRun } from './keptRuns.ts';
import { nabla } from './nabla.ts';
import { keepTable } from './tableStorage.ts';
import { selectFixed } from './selectors.ts';
import type { NoticeMessage } from './slices.ts';
import { openRun, requestSave, send, sendChange } from './training.ts';
import { changes, describeParameter, describeParameters, remember, settlePast, tellUndo } from './undo.ts';
import type { Situation, UndoEntry } from './undoHistory.ts';
import { pause } from './playbackActions.ts';
import { say } from '../words/say.ts';

export type ChangeOptions = {
  /** Changes with the same key in quick succession are one undo entry: give a slider's drag a key of its own. */
  readonly coalesce?: string;
  /** Begins a new run even where the present one could go on. */
  readonly newRun?: true;
};

/**
 * Changes the experiment. What can be changed in mid-run is; anything else opens a new run, and Undo reopens the old
 * one with its trained state. What the change forces elsewhere (a loss that fits the output) is made too, and said.
 */
export function changeExperiment(patch: (experiment: Experiment) => Experiment, options: ChangeOptions = {}): void {
  const before = nabla.getState();
  const { experiment: after, notes } = coupleExperiment(patch(before.experiment), before.experiment);
  if (isSameExperiment(before.experiment, after)) {
    if (notes.length > 0) nabla.setState({ notice: { text: notes.join(' '), tone: 'info' } });
    return;
  }
  if (options.newRun !== true && isNetworkFixed() && isOtherNetwork(before.experiment, after)) {
    sayFixed();
    return;
  }
  const restarts = options.newRun === true || needsRestart(before.experiment, after);
  const run = restarts ? nextRun() : before.run;
  remember({
    kind: 'experiment',
    before: { experiment: before.experiment, run: before.run }, after: { experiment: after, run },
  }, options.coalesce ?? null);
  goTo({ experiment: after, run });
  nabla.setState({ notice: notes.length > 0 ? { text: notes.join(' '), tone: 'info', actions: ['undo'] } : null });
}

/** Why a change would start training again, as a sentence to show before it is made; null if it would not. */
export function willRestart(patch: (experiment: Experiment) => Experiment): string | null {
  const { experiment } = nabla.getState();
  return restartReason(experiment, coupleExperiment(patch(experiment), experiment).experiment);
}

/** Takes another data set, with its own defaults or, if so chosen, with the present settings. */
export function chooseDataset(name: DatasetName): void {
  const wanted = defaultExperiment(name);
  if (hasItsTable(wanted)) takeDataset(name);
  else whenRead(wanted, () => { takeDataset(name); });
}

/** The data that were asked for last and are still being read. */
let beingRead: Experiment | null = null;

/** Reads the data of an experiment; the present one stays until they are there. Whoever chooses something else meanwhile wants that. */
export function whenRead(wanted: Experiment, then: () => void): void {
  const { set } = nabla.getState().experiment.data;
  const notice: NoticeMessage = { text: say('Fetching the data of {label} …', { label: labelOf(wanted.data) }), tone: 'info' };
  beingRead = wanted;
  nabla.setState({ notice });
  void readItsTable(wanted).then((problem) => {
    if (beingRead !== wanted) return problem;
    beingRead = null;
    if (nabla.getState().notice === notice) nabla.setState({ notice: null });
    if (nabla.getState().experiment.data.set !== set) return problem;
    if (problem === null) then();
    else nabla.setState({ notice: { text: say('{problem} The data stay as they are.', { problem }), tone: 'warning' } });
    return problem;
  });
}

/** Takes a table of one's own as the data, with settings that suit it or, if so chosen, with the present ones. */
export function openTable(table: Table): void {
  bringTable(table);
  const imported = factsOfTable(table);
  const { keepSettings } = nabla.getState();
  changeExperiment((experiment) => {
    const usual = importedExperiment(imported);
    // What was drawn in it before is not in the file.
    const { examples: _drawn, ...data } = experiment.data;
    if (keepSettings) return { ...experiment, data: { ...data, ...usual.data, trainShare: experiment.data.trainShare, seed: experiment.data.seed } };
    return { ...usual, initialization: { ...usual.initialization, seed: experiment.initialization.seed } };
  });
}

/** Puts a table where experiments on it find it, after a reload too. */
export function bringTable(table: Table): void {
  giveTable(table);
  void keepTable(table).then((isKept) => {
    if (!isKept) nabla.setState({ notice: { text: say('This browser cannot keep the table “{name}”, so a reload will ask for its file again.', { name: table.name }), tone: 'info' } });
    return isKept;
  });
}

function takeDataset(name: DatasetName): void {
  const { keepSettings } = nabla.getState();
  changeExperiment((experiment) => {
    if (keepSettings) return { ...experiment, data: { ...experiment.data, set: name } };
    const defaults = defaultExperiment(name);
    return { ...defaults, initialization: { ...defaults.initialization, seed: experiment.initialization.seed } };
  });
}

/** Opens an experiment in a new run, even if it is the present one, which may have been trained. */
export function openExperiment(experiment: Experiment): void {
  const before = nabla.getState();
  const after = { experiment, run: nextRun() };
  remember({ kind: 'experiment', before: { experiment: before.experiment, run: before.run }, after }, null);
  goTo(after);
}

/** Goes back to an experiment and its run, as it was left if it is still known. */
export function openSituation(situation: Situation): void {
  const { experiment, run } = nabla.getState();
  remember({ kind: 'experiment', before: { experiment, run }, after: situation }, null);
  goTo(situation);
}

/** Takes a preset as it stands, in a new run: its first weights are part of it. One whose first moment is to be seen stands still. */
export function choosePreset(id: PresetId): void {
  const { experiment, opening } = presetById(id);
  if (opening !== undefined) pause();
  changeExperiment(() => experiment, { newRun: true });
  if (opening !== undefined) nabla.setState({ notice: { text: opening, tone: 'info', actions: ['undo'] } });
}

/** The experiment the page opens with on the first visit. */
export function resetExperiment(): void {
  changeExperiment(() => initialExperiment);
}

/** Sets one weight or bias by hand, at the present moment of the run. Values that are not finite are ignored. */
export function setParameter(index: number, value: number, options: ChangeOptions = {}): void {
  const { run, experiment, initialParameters } = nabla.getState();
  const before = (getFrame()?.parameters ?? initialParameters)?.[index];
  if (before === undefined || !Number.isFinite(value)) return;
  if (isNetworkFixed()) {
    sayFixed();
    return;
  }
  const key = options.coalesce === undefined ? null : `${options.coalesce} ${index}`;
  // On the way of a drag the frame may be older than the last value sent: back where it began is a change, too.
  if (key === null && value === before) return;
  remember({ kind: 'parameter', situation: { experiment, run }, index, before, after: value }, key);
  const drag = changes.peekUndo();
  sendParameter(index, value, drag?.kind === 'parameter' ? drag.before : before);
}

/** New initial weights from another seed. */
export function newSeed(): void {
  changeExperiment((e) => ({ ...e, initialization: { ...e.initialization, seed: otherSeed(e.initialization.seed) } }));
}

/** Other points of the same set from another seed. */
export function newDataSeed(): void {
  changeExperiment((e) => ({ ...e, data: { ...e.data, seed: otherSeed(e.data.seed) } }));
}

/** Takes the last change back. */
export function undo(): void {
  settlePast();
  const entry = changes.undo();
  if (entry === null) return;
  if (entry.kind === 'experiment') goTo(entry.before);
  else if (entry.kind === 'parameter') goToParameter(entry, entry.before, entry.after);
  else goToParameters(entry, entry.before, entry.after);
  tellUndo();
  nabla.setState({ notice: null });
}

/** Makes the change again that was taken back last. */
export function redo(): void {
  settlePast();
  const entry = changes.redo();
  if (entry === null) return;
  if (entry.kind === 'experiment') goTo(entry.after);
  else if (entry.kind === 'parameter') goToParameter(entry, entry.after, entry.before);
  else goToParameters(entry, entry.after, entry.before);
  tellUndo();
  nabla.setState({ notice: null });
}

function goTo({ experiment, run }: Situation): void {
  const before = nabla.getState();
  if (run === before.run) sendChange(experiment, describeChange(before.experiment, experiment));
  else openRun(run, experiment);
  requestSave();
}

function goToParameter(entry: UndoEntry & { readonly kind: 'parameter' }, value: number, from: number): void {
  const { experiment, run } = entry.situation;
  if (run !== nabla.getState().run) openRun(run, experiment);
  sendParameter(entry.index, value, from);
}

function goToParameters(entry: UndoEntry & { readonly kind: 'parameters' }, values: Float64Array, from: Float64Array): void {
  const { experiment, run } = entry.situation;
  if (run !== nabla.getState().run) openRun(run, experiment);
  sendParameters(values, from);
}

/** Sets all of θ, at the present moment of the run, without an entry for Undo. @param from what it was, for the name of the change */
export function sendParameters(values: Float64Array, from: Float64Array): void {
  const { run, experiment } = nabla.getState();
  send({ type: 'setParameters', run, values, label: describeParameters(experiment, from, values) });
  requestSave();
}

/** Sets all of θ by hand. @param before what it was, for Undo. Values that are not finite are ignored. */
export function setParameters(values: Float64Array, before: Float64Array, options: ChangeOptions = {}): void {
  if (!values.every(Number.isFinite) || isNetworkFixed()) return;
  const { run, experiment } = nabla.getState();
  remember({ kind: 'parameters', situation: { experiment, run }, before, after: values }, options.coalesce ?? null);
  sendParameters(values, before);
}

function sendParameter(index: number, value: number, from: number): void {
  const { run, experiment } = nabla.getState();
  send({ type: 'setParameter', run, index, value, label: describeParameter(experiment, index, from, value) });
  requestSave();
}

function otherSeed(seed: number): number {
  return seed >= limits.seed.max ? limits.seed.min : seed + 1;
}

function isSameExperiment(a: Experiment, b: Experiment): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** A page inside another one may show a network without letting it, and the loss, be changed by hand; other data bring their own. */
function isNetworkFixed(): boolean {
  return selectFixed(nabla.getState());
}

function isOtherNetwork(a: Experiment, b: Experiment): boolean {
  const text = ({ features, hidden, outputActivation, initialization, loss }: Experiment): string => JSON.stringify([features, hidden, outputActivation, initialization.weights, initialization.biases, initialization.given, loss]);
  return a.data.set === b.data.set && text(a) !== text(b);
}

function sayFixed(): void {
  nabla.setState({ notice: { text: say('Here the network and its loss stay as they are; “Open in Nabla” opens the whole page.'), tone: 'info' } });
}
