/** What can be done with two runs side by side: choose in what they differ, move both, change what they share, take one over. */
import { describeChange } from '../config/changes.ts';
import type { Experiment } from '../config/experiment.ts';
import { repairExperiment } from '../config/repair.ts';
import type { SweepValue, SweepVariable } from '../config/sweep.ts';
import { pairSides, type OfBoth, type PairSide } from '../worker/pairProtocol.ts';
import { isSame, takeLinkedSides, type LinkedSides } from './linkedSides.ts';
import { nabla } from './nabla.ts';
import { pause } from './playbackActions.ts';
import { addRun, replace } from './runList.ts';
import { openListed } from './runListActions.ts';
import { proposedValue, sidesFrom, startsAgain, valueWords, withOwn, withShared } from './sideBySide.ts';
import type { SideBySideSlice, SideRun, Sides } from './sideBySideSlice.ts';
import { noVerdict } from './sideBySideVerdict.ts';
import { hasPairWorker, openPair, refreshPair, savePairSide, sendToPair, setSides } from './sideBySideWorker.ts';
import { setView, showNotice } from './viewActions.ts';
import { say } from '../words/say.ts';

/** Many runs to their end, or two as they go. The first time two are begun from the experiment on the page. */
export function setCompareMode(compareMode: SideBySideSlice['compareMode']): void {
  nabla.setState({ compareMode });
  if (compareMode === 'sweep') pauseSides();
  else if (nabla.getState().sides === null) beginSides();
  else refreshPair();
}

/** Two new runs from the experiment on the page: as it is, and with another value of one setting. */
export function beginSides(variable: SweepVariable = nabla.getState().sides?.variable ?? 'learningRate', value?: SweepValue): void {
  const base = repairExperiment(nabla.getState().experiment).experiment;
  begin(base, variable, sidesFrom(base, variable, value ?? proposedValue(base, variable)));
}

function begin(base: Experiment, variable: SweepVariable, experiments: OfBoth<Experiment>): void {
  const run = (side: PairSide): SideRun => ({
    experiment: experiments[side], firstExperiment: experiments[side], data: null, log: [], divergence: null, verdict: noVerdict,
  });
  const before = nabla.getState().sides;
  const sides: Sides = {
    pair: (before?.pair ?? 0) + 1, base, variable, playing: false,
    runs: { left: keepData(run('left'), before, 'left'), right: keepData(run('right'), before, 'right') },
  };
  nabla.setState({ sides });
  // Where the view is not there yet, it opens them when it is.
  if (!hasPairWorker()) return;
  // The pictures stay until those of the new runs come: of data that are the same they need not blink.
  openPair(experiments, pairSides.every((side) => sides.runs[side].data !== null));
}

function keepData(run: SideRun, before: Sides | null, side: PairSide): SideRun {
  const old = before?.runs[side];
  const keeps = old !== undefined && JSON.stringify(old.experiment.data) === JSON.stringify(run.experiment.data) && old.experiment.outputActivation === run.experiment.outputActivation;
  return keeps ? { ...run, data: old.data } : run;
}

/** Shows the two runs of a link; they begin anew unless they are those that are shown. */
export function showLinkedSides(linked: LinkedSides): void {
  const base = repairExperiment(nabla.getState().experiment).experiment;
  const { experiments, notes } = takeLinkedSides(base, linked);
  const { sides } = nabla.getState();
  const isShown = sides !== null && experiments !== null && sides.variable === linked.variable && pairSides.every((side) => isSame(sides.runs[side].experiment, experiments[side]));
  if (!isShown) {
    if (experiments === null) beginSides(linked.variable);
    else begin(base, linked.variable, experiments);
  }
  setCompareMode('sides');
  if (notes.length > 0) showNotice({ text: notes.join(' '), tone: 'warning' });
}

/** They differ in another setting from now on, and begin again: the left as it is, the right with the value that is proposed. */
export function setSidesVariable(variable: SweepVariable): void {
  const { sides } = nabla.getState();
  if (sides === null || sides.variable === variable) return;
  const { experiment } = sides.runs.left;
  begin(sides.base, variable, sidesFrom(experiment, variable, proposedValue(experiment, variable)));
}

/** Another value of the setting in which they differ, for one of them. */
export function setSideValue(side: PairSide, value: SweepValue): void {
  const { sides } = nabla.getState();
  if (sides !== null) change(sides, withOwn(sides, side, value), side);
}

/** Another value of a setting they have in common, for both at the same step. */
export function setSharedValue(variable: SweepVariable, value: SweepValue): void {
  const { sides } = nabla.getState();
  if (sides !== null) change(sides, withShared(sides, variable, value), 'left');
}

function change(sides: Sides, experiments: OfBoth<Experiment>, told: PairSide): void {
  const { left, right } = sides.runs;
  if (JSON.stringify([left.experiment, right.experiment]) === JSON.stringify([experiments.left, experiments.right])) return;
  if (startsAgain(sides, experiments)) {
    begin(sides.base, sides.variable, experiments);
    return;
  }
  const label = describeChange(sides.runs[told].experiment, experiments[told]);
  setSides({ runs: { left: { ...left, experiment: experiments.left }, right: { ...right, experiment: experiments.right } } });
  sendToPair({ type: 'change', experiments, label });
}

/** After a divergence: half the rate, for the one where they differ in it and else for both, from the same initial weights. */
export function halveSideRate(side: PairSide): void {
  const { sides } = nabla.getState();
  if (sides === null) return;
  const half = Number((sides.runs[side].experiment.learningRate / 2).toPrecision(3));
  if (sides.variable === 'learningRate') setSideValue(side, half);
  else setSharedValue('learningRate', half);
  sidesToStart();
}

// ---- one transport for both ----

/** Trains both. The run in Play stands still meanwhile. */
export function playSides(): void {
  const { sides, playing } = nabla.getState();
  if (sides === null || sides.playing) return;
  if (haveBothDiverged(sides)) {
    nabla.setState({ notice: { text: say('Both runs have diverged: go back to the start, or step back to before.'), tone: 'info' } });
    return;
  }
  if (playing) {
    pause();
    nabla.setState({ notice: { text: say('The run in Play is paused while these two train.'), tone: 'info' } });
  }
  setSides({ playing: true });
  sendToPair({ type: 'play' });
}

const haveBothDiverged = ({ runs }: Sides): boolean => pairSides.every((side) => runs[side].divergence !== null);

export function pauseSides(): void {
  if (nabla.getState().sides?.playing !== true) return;
  setSides({ playing: false });
  sendToPair({ type: 'pause' });
}

export function toggleSides(): void {
  if (nabla.getState().sides?.playing === true) pauseSides();
  else playSides();
}

/** One step of both: a mini-batch or an epoch, as chosen. */
export function stepSides(): void {
  pauseSides();
  sendToPair({ type: 'step', unit: nabla.getState().stepUnit });
}

/** One step back, to exactly the states that were. */
export function stepSidesBack(): void {
  pauseSides();
  sendToPair({ type: 'stepBack', unit: nabla.getState().stepUnit });
}

/** Back to the same initial weights under the present settings. */
export function sidesToStart(): void {
  pauseSides();
  sendToPair({ type: 'toStart' });
}

/** Makes one of the two the present run, trained as it is, and shows it in Play; Undo goes back to the one before. */
export function openSide(side: PairSide): void {
  const { sides } = nabla.getState();
  if (sides === null) return;
  pauseSides();
  savePairSide(side, (saved) => {
    const run = addRun(saved, valueWords(saved.experiment, sides.variable));
    replace(run, { colour: side === 'left' ? 0 : 1 });
    openListed(run);
    setView('play');
  });
}
