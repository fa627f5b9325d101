/** Everything one can tell the page to do, as data: the shortcuts, the palette and the list of keys read this one list. */
import { trainCountOf } from '../datasets/runData.ts';
import { datasets } from '../datasets/index.ts';
import { datasetNames, drawnNames } from '../config/tasks.ts';
import { presets } from '../config/presets.ts';
import { situations } from '../config/situations.ts';
import {
  backToStart, beginSituation, canTurn, changeExperiment, chooseDataset, choosePreset, chooseView, closeQuantity, closeTrail, dismissNotice,
  goToBestStep, newDataSeed, newSeed, openLayers, openLossSheet, redo, resetExperiment, setEdges, setLossAxis, setOutputShows, setPauseWhenHidden,
  setPrincipal, setPresenting, setSingleKeys, setSpeed, setSpotlight, setStepUnit, setTheme, setTimelineShows, setView, step, stepBack, takeScheme,
  togglePlay, toggleWalking, turnPage, undo,
} from '../store/actions.ts';
import { initializerChoices } from '../panels/timeline/TimelineInitializers.ts';
import { beginDrawing, drawExamples, openDrawing } from '../store/drawing.ts';
import { openImport } from '../store/importDialog.ts';
import { openNotes } from '../store/speakerNotes.ts';
import { nabla, type ViewName } from '../store/nabla.ts';
import { selectHasPad, selectSideBySide } from '../store/selectors.ts';
import { canInstall, install } from './install.ts';
import { fetchedOnce } from '../store/fetched.ts';
import { focusWhenThere } from './focusWhenThere.ts';
import type { Keys } from './keys.ts';
import { stepCommands } from './stepCommands.ts';
import { views } from './views.ts';
import { withStepping } from '../store/withStepping.ts';

type CommandGroup = 'Training' | 'Experiment' | 'View' | 'Data set' | 'Help';

export type Command = {
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  readonly keys: readonly Keys[];
  readonly perform: () => void;
  /** The view it is of; 'training': all but the Step view. Default all of them. */
  readonly offeredIn?: 'step' | 'training';
  /** Whether it can be done now; default yes. */
  readonly isPossible?: () => boolean;
  /** What it is called in the Step view, if not the same. */
  readonly labelInStep?: string;
};

export type Dialog = 'keys' | 'commands' | 'share';

const command = (group: CommandGroup, id: string, label: string, perform: () => void, ...keys: Keys[]): Command => ({ id, label, group, keys, perform });

const ofTraining = (each: Command): Command => ({ ...each, offeredIn: 'training' });

/** The commands that are of use in a view, as they are called there. */
export function commandsIn(view: ViewName, commands: readonly Command[]): readonly Command[] {
  const isStep = view === 'step';
  return commands
    .filter(({ offeredIn, isPossible }) => (offeredIn === undefined || (offeredIn === 'step') === isStep) && isPossible?.() !== false)
    .map((each) => (isStep && each.labelInStep !== undefined ? { ...each, label: each.labelInStep } : each));
}

/** The same wish means a step of training in one view, a step within an update in another, and of two runs a step of both. */
const byView = (elsewhere: () => void, inStep: () => void, ofBoth: () => void) => (): void => {
  if (nabla.getState().view === 'step') inStep();
  else if (selectSideBySide(nabla.getState())) ofBoth();
  else elsewhere();
};

/** What is done with two runs comes with the Compare view. */
const withSides = fetchedOnce('What moves two runs', () => import('../store/sideBySideActions.ts'));

/** @param show opens one of the app's own dialogs. */
export function createCommands(show: (dialog: Dialog) => void): readonly Command[] {
  return [
    { ...command('Training', 'togglePlay', 'Play or pause', byView(togglePlay, toggleWalking, withSides(({ toggleSides }) => toggleSides())), 'Space'), labelInStep: 'Play or pause: the steps follow one another' },
    command('Training', 'step', 'Step', byView(step, withStepping(({ stepForward }) => stepForward()), withSides(({ stepSides }) => stepSides())), 'ArrowRight'),
    command('Training', 'stepBack', 'Step back', byView(stepBack, withStepping(({ stepBackward }) => stepBackward()), withSides(({ stepSidesBack }) => stepSidesBack())), 'ArrowLeft'),
    { ...command('Training', 'backToStart', 'Back to start', byView(backToStart, withStepping(({ goToStart }) => goToStart()), withSides(({ sidesToStart }) => sidesToStart())), 'Home'), labelInStep: 'Back to the start of the update; from there, to the initial weights' },
    ...[
      command('Training', 'stepByBatch', 'Step by mini-batch', () => { setStepUnit('batch'); }),
      command('Training', 'stepByEpoch', 'Step by epoch', () => { setStepUnit('epoch'); }),
      command('Training', 'bestStep', 'Go to the best step: where the validation loss was lowest before over-fitting', goToBestStep),
      command('Training', 'fastest', 'Train as fast as it goes', () => { setSpeed(Infinity); }),
      command('Training', 'slowest', 'Train one step a second', () => { setSpeed(1); }),
    ].map(ofTraining),
    command('Training', 'pauseWhenHidden', 'While this tab is hidden: pause', () => { setPauseWhenHidden(true); }),
    command('Training', 'trainWhenHidden', 'While this tab is hidden: train on', () => { setPauseWhenHidden(false); }),
    ...stepCommands,

    command('Experiment', 'undo', 'Undo', undo, 'Mod+Z'),
    command('Experiment', 'redo', 'Redo', redo, 'Mod+Shift+Z', 'Mod+Y'),
    command('Experiment', 'share', 'Share: link, files, code, pictures; open a file', () => { show('share'); }),
    command('Experiment', 'embed', 'Share: embed in another page', () => {
      show('share');
      focusWhenThere('.share-embed input');
    }),
    command('Experiment', 'newSeed', 'New initial weights (starts again)', newSeed),
    command('Experiment', 'layers', 'Layers: how signals and gradients spread, and other initializations', openLayers),
    command('Experiment', 'lossFunction', 'Loss function: over the answer, with the examples on it', () => { openLossSheet('curve'); }),
    command('Experiment', 'errors', 'Loss function: errors that cancel', () => { openLossSheet('errors'); }),
    command('Experiment', 'draw', 'Draw data: points of your own, by hand or by a function', openDrawing),
    { ...command('Experiment', 'dataSettings', 'Data: settings (noise, share, batch; of many inputs the axes)', openDataSettings), isPossible: () => nabla.getState().view === 'play' && !nabla.getState().presenting },
    command('Experiment', 'drawClear', 'Draw data: remove all points', () => { drawExamples((examples) => (examples.length === 0 ? examples : [])); }),
    command('Experiment', 'importCsv', 'Import CSV: data of your own, from a file or pasted', () => { openImport(); }),
    command('Experiment', 'newDataSeed', 'New data points of this set', newDataSeed),
    command('Experiment', 'fullBatch', 'Full batch: every step from all training examples', () => { setBatch((count) => count); }),
    command('Experiment', 'oneByOne', 'Batch size 1: every step from one example', () => { setBatch(() => 1); }),
    ...initializerChoices.filter(({ label }) => !label.endsWith('…')).map(({ key, label, spec }) => command('Experiment', `initialization.${key}`, `Initialization: ${label} (starts again)`, () => { takeScheme(spec); })),
    command('Experiment', 'reset', 'The experiment the page opens with (starts again)', resetExperiment),

    ...views.map(({ name, label }, index) => command('View', `view.${name}`, `View: ${label}`, () => { chooseView(name); }, String(index + 1))),
    { ...command('View', 'nextPage', 'Next page of the lesson', () => { turnPage(1); }, 'PageDown'), isPossible: () => canTurn(1) },
    { ...command('View', 'previousPage', 'Previous page of the lesson', () => { turnPage(-1); }, 'PageUp'), isPossible: () => canTurn(-1) },
    command('View', 'compare.sides', 'Compare: two live runs side by side', () => {
      setView('compare');
      withSides(({ setCompareMode }) => setCompareMode('sides'))();
    }),
    command('View', 'present', 'Present: bigger type, fewer controls', () => { setPresenting(!nabla.getState().presenting); }, 'P'),
    { ...command('View', 'spotlight', 'Presenting: a spotlight on the pointer and the focus, on or off', () => { setSpotlight(!nabla.getState().spotlight); }, 'L'), isPossible: () => nabla.getState().presenting },
    { ...command('View', 'notes', 'Speaker notes of the lesson, in a window of their own', openNotes, 'N'), isPossible: () => nabla.getState().learning !== null },
    ...[
      command('View', 'edges.weights', 'Edges show weights', () => { setEdges('weights'); }),
      command('View', 'edges.gradients', 'Edges show gradients', () => { setEdges('gradients'); }),
      command('View', 'edges.update', 'Edges show the last update', () => { setEdges('update'); }),
      command('View', 'loss.log', 'Loss axis: logarithmic', () => { setLossAxis('log'); }),
      command('View', 'loss.linear', 'Loss axis: linear', () => { setLossAxis('linear'); }),
      command('View', 'curves.loss', 'Timeline: loss', () => { setTimelineShows('loss'); }),
      command('View', 'curves.accuracy', 'Timeline: accuracy', () => { setTimelineShows('accuracy'); }),
      command('View', 'curves.both', 'Timeline: loss and accuracy', () => { setTimelineShows('both'); }),
      command('View', 'output.picture', 'Output: picture', () => { setOutputShows('picture'); }),
      command('View', 'output.answers', 'Output: confusion matrix, or answers against targets', () => { setOutputShows('answers'); }),
      command('View', 'output.mistakes', 'Output: mistakes, or the largest errors, most surely wrong first', () => { setOutputShows('mistakes'); }),
      {
        ...command('View', 'output.pad', 'Output: draw a digit (for pictures of digits)', () => {
          setOutputShows('pad');
          focusWhenThere('.output-panel-pad-surface');
        }),
        isPossible: () => selectHasPad(nabla.getState()),
      },
      { ...command('View', 'axes.inputs', 'Axes of the pictures: two inputs', () => { setPrincipal(false); }), isPossible: hasComponents },
      { ...command('View', 'axes.components', 'Axes of the pictures: principal components', () => { setPrincipal(true); }), isPossible: hasComponents },
    ].map(ofTraining),
    command('View', 'theme.light', 'Theme: light', () => { setTheme('light'); }),
    command('View', 'theme.dark', 'Theme: dark', () => { setTheme('dark'); }),
    command('View', 'theme.system', 'Theme: as the system', () => { setTheme('system'); }),

    ...presets.map(({ id, label }) => command('Data set', `preset.${id}`, `Preset: ${label} (starts again)`, () => { choosePreset(id); })),
    ...situations.map(({ id, label }) => command('Data set', `situation.${id}`, `Situation: ${label} (starts again)`, () => { beginSituation(id); })),
    ...datasetNames.map((name) => command('Data set', `data.${name}`, `Data: ${datasets[name].label} (starts again)`, () => { chooseDataset(name); })),
    ...drawnNames.map((name) => command('Data set', `data.${name}`, `Data: ${datasets[name].label}, from empty (starts again)`, () => {
      beginDrawing(name);
      openDrawing();
    })),

    { ...command('Help', 'install', 'Install… as a program of its own', install), isPossible: canInstall },
    command('Help', 'keys', 'Keys', () => { show('keys'); }, '?'),
    command('Help', 'commands', 'Commands', () => { show('commands'); }, 'Mod+K'),
    command('Help', 'singleKeys', 'Shortcuts of a single letter: on or off', () => { setSingleKeys(!nabla.getState().singleKeys); }),
    command('Help', 'back', 'Back to the quantity before', closeQuantity, 'Backspace'),
    command('Help', 'leave', 'Close the notice or the explanation, then leave Predict, the spotlight, presenting', () => { leave(); }, 'Escape'),
  ];
}

function hasComponents(): boolean {
  return nabla.getState().data?.components !== undefined;
}

/** The settings of the data stand open, or behind their button. */
function openDataSettings(): void {
  const more = document.querySelector<HTMLElement>('.data-panel-more');
  if (more?.checkVisibility() === true && more.getAttribute('aria-expanded') === 'false') more.click();
  focusWhenThere('.data-panel-settings :is(select, input, button):not(:disabled)');
}

/** @param of the batch size, of the number of training examples */
function setBatch(of: (count: number) => number): void {
  const { data } = nabla.getState();
  if (data !== null) changeExperiment((experiment) => ({ ...experiment, batchSize: of(Math.max(1, trainCountOf(data))) }));
}

/** One thing at a time, the innermost first. */
function leave(): void {
  const { notice, trail, predicting, view, spotlight } = nabla.getState();
  if (notice !== null) dismissNotice();
  else if (trail.length > 0) closeTrail();
  else if (predicting && view === 'step') withStepping(({ setPredicting }) => setPredicting(false))();
  else if (spotlight) setSpotlight(false);
  else setPresenting(false);
}
