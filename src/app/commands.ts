/** Everything one can tell the page to do, as data: the shortcuts, the palette and the list of keys read this one list. */
import { trainCountOf } from '../datasets/runData.ts';
import { datasets } from '../datasets/index.ts';
import { datasetNames, drawnNames } from '../config/tasks.ts';
import { presets } from '../config/presets.ts';
import { situations } from '../config/situations.ts';
import {
  backToStart, beginSituation, canTurn, changeExperiment, chooseDataset, choosePreset, chooseView, closeQuantity, closeTrail, dismissNotice,
  goToBestStep, newDataSeed, newSeed, openLayers, openLossSheet, redo, resetExperiment, setEdges, setLossAxis, setOutputShows, setPauseWhenHidden,
  setPrincipal, setPresenting, setSingleKeys, setSound, setSpeed, setSpotlight, setStepUnit, setTheme, setTimelineShows, setView, showNotice, step, stepBack, takeScheme,
  togglePlay, toggleWalking, turnPage, undo,
} from '../store/actions.ts';
import { setLanguage } from '../store/pageLanguage.ts';
import { initializerChoices } from '../panels/timeline/TimelineInitializers.ts';
import { beginDrawing, drawExamples, openDrawing } from '../store/drawing.ts';
import { openImport } from '../store/importDialog.ts';
import { openNotes } from '../store/speakerNotes.ts';
import { nabla } from '../store/nabla.ts';
import { selectHasPad, selectSideBySide } from '../store/selectors.ts';
import type { Command, CommandGroup } from './command.ts';
import { canInstall, install } from './install.ts';
import { fetchedOnce } from '../store/fetched.ts';
import { focusWhenThere } from './focusWhenThere.ts';
import type { Keys } from './keys.ts';
import { stepCommands } from './stepCommands.ts';
import { views } from './views.ts';
import { withStepping } from '../store/withStepping.ts';
import { languages, type Language } from '../words/language.ts';
import { say } from '../words/say.ts';

export type Dialog = 'keys' | 'commands' | 'share';

const command = (group: CommandGroup, id: string, label: string, perform: () => void, ...keys: Keys[]): Command => ({ id, label, group, keys, perform });

const ofTraining = (each: Command): Command => ({ ...each, offeredIn: 'training' });

/** The same wish means a step of training in one view, a step within an update in another, and of two runs a step of both. */
const byView = (elsewhere: () => void, inStep: () => void, ofBoth: () => void) => (): void => {
  if (nabla.getState().view === 'step') inStep();
  else if (selectSideBySide(nabla.getState())) ofBoth();
  else elsewhere();
};

/** What is done with two runs comes with the Compare view. */
const withSides = fetchedOnce(say('What moves two runs'), () => import('../store/sideBySideActions.ts'));

/** @param show opens one of the app's own dialogs. */
export function createCommands(show: (dialog: Dialog) => void): readonly Command[] {
  return [
    ...[
      { ...command('Training', 'togglePlay', say('Play or pause'), byView(togglePlay, toggleWalking, withSides(({ toggleSides }) => toggleSides())), 'Space'), labelInStep: say('Play or pause: the steps follow one another') },
      command('Training', 'step', say('Step'), byView(step, withStepping(({ stepForward }) => stepForward()), withSides(({ stepSides }) => stepSides())), 'ArrowRight'),
      command('Training', 'stepBack', say('Step back'), byView(stepBack, withStepping(({ stepBackward }) => stepBackward()), withSides(({ stepSidesBack }) => stepSidesBack())), 'ArrowLeft'),
      { ...command('Training', 'backToStart', say('Back to start'), byView(backToStart, withStepping(({ goToStart }) => goToStart()), withSides(({ sidesToStart }) => sidesToStart())), 'Home'), labelInStep: say('Back to the start of the update; from there, to the initial weights') },
    ].map((each): Command => ({ ...each, keysRest: trainsUnseen })),
    ...[
      command('Training', 'stepByBatch', say('Step by mini-batch'), () => { setStepUnit('batch'); }),
      command('Training', 'stepByEpoch', say('Step by epoch'), () => { setStepUnit('epoch'); }),
      command('Training', 'bestStep', say('Go to the best step: where the validation loss was lowest before over-fitting'), goToBestStep),
      command('Training', 'fastest', say('Train as fast as it goes'), () => { setSpeed(Infinity); }),
      command('Training', 'slowest', say('Train one step a second'), () => { setSpeed(1); }),
    ].map(ofTraining),
    command('Training', 'pauseWhenHidden', say('While this tab is hidden: pause'), () => { setPauseWhenHidden(true); }),
    command('Training', 'trainWhenHidden', say('While this tab is hidden: train on'), () => { setPauseWhenHidden(false); }),
    ...stepCommands,

    command('Experiment', 'undo', say('Undo'), undo, 'Mod+Z'),
    command('Experiment', 'redo', say('Redo'), redo, 'Mod+Shift+Z', 'Mod+Y'),
    command('Experiment', 'share', say('Share or save: link, files, code, pictures; open a file'), () => { show('share'); }),
    command('Experiment', 'embed', say('Share: embed in another page'), () => {
      show('share');
      focusWhenThere('.share-embed input');
    }),
    {
      ...command('Experiment', 'learningRate', say('Learning rate η: type a value'), () => { focusWhenThere(`[aria-label="${say('Learning rate value')}"]`); }),
      isPossible: () => ['play', 'step', 'landscape'].includes(nabla.getState().view),
    },
    command('Experiment', 'newSeed', say('New initial weights (starts again)'), newSeed),
    command('Experiment', 'layers', say('Layers: how signals and gradients spread, and other initializations'), openLayers),
    command('Experiment', 'lossFunction', say('Loss function: over the answer, with the examples on it'), () => { openLossSheet('curve'); }),
    command('Experiment', 'errors', say('Loss function: errors that cancel'), () => { openLossSheet('errors'); }),
    command('Experiment', 'draw', say('Draw data: points of your own, by hand or by a function'), openDrawing),
    { ...command('Experiment', 'dataSettings', say('Data: settings (noise, share, batch; of many inputs the axes)'), openDataSettings), isPossible: () => nabla.getState().view === 'play' && !nabla.getState().presenting },
    command('Experiment', 'drawClear', say('Draw data: remove all points'), () => { drawExamples((examples) => (examples.length === 0 ? examples : [])); }),
    command('Experiment', 'importCsv', say('Import CSV: data of your own, from a file or pasted'), () => { openImport(); }),
    command('Experiment', 'newDataSeed', say('New data points of this set'), newDataSeed),
    command('Experiment', 'fullBatch', say('Full batch: every step from all training examples'), () => { setBatch((count) => count); }),
    command('Experiment', 'oneByOne', say('Batch size 1: every step from one example'), () => { setBatch(() => 1); }),
    ...initializerChoices.filter(({ label }) => !label.endsWith('…')).map(({ key, label, spec }) => command('Experiment', `initialization.${key}`, say('Initialization: {label} (starts again)', { label }), () => { takeScheme(spec); })),
    command('Experiment', 'reset', say('The experiment the page opens with (starts again)'), resetExperiment),

    ...views.map(({ name, label }, index) => ({ ...command('View', `view.${name}`, say('View: {label}', { label }), () => { chooseView(name); }, String(index + 1)), keysRest: isPagePresented })),
    { ...command('View', 'nextPage', say('Next page of the lesson'), () => { turnTo(1); }, 'PageDown'), isPossible: () => canTurn(1) },
    { ...command('View', 'previousPage', say('Previous page of the lesson'), () => { turnTo(-1); }, 'PageUp'), isPossible: () => canTurn(-1) },
    command('View', 'compare.sides', say('Compare: two live runs side by side'), () => {
      setView('compare');
      withSides(({ setCompareMode }) => setCompareMode('sides'))();
    }),
    command('View', 'present', say('Present: bigger type, fewer controls'), () => { setPresenting(!nabla.getState().presenting); }, 'P'),
    { ...command('View', 'spotlight', say('Presenting: a spotlight on the pointer and the focus, on or off'), () => { setSpotlight(!nabla.getState().spotlight); }, 'L'), isPossible: () => nabla.getState().presenting },
    { ...command('View', 'notes', say('Speaker notes of the lesson, in a window of their own'), openNotes, 'N'), isPossible: () => nabla.getState().learning !== null },
    ...[
      command('View', 'edges.weights', say('Edges show weights'), () => { setEdges('weights'); }),
      command('View', 'edges.gradients', say('Edges show gradients'), () => { setEdges('gradients'); }),
      command('View', 'edges.update', say('Edges show the last update'), () => { setEdges('update'); }),
      command('View', 'loss.log', say('Loss axis: logarithmic'), () => { setLossAxis('log'); }),
      command('View', 'loss.linear', say('Loss axis: linear'), () => { setLossAxis('linear'); }),
      command('View', 'curves.loss', say('Timeline: loss'), () => { setTimelineShows('loss'); }),
      command('View', 'curves.accuracy', say('Timeline: accuracy'), () => { setTimelineShows('accuracy'); }),
      command('View', 'curves.both', say('Timeline: loss and accuracy'), () => { setTimelineShows('both'); }),
      command('View', 'output.picture', say('Output: picture'), () => { setOutputShows('picture'); }),
      command('View', 'output.answers', say('Output: confusion matrix, or answers against targets'), () => { setOutputShows('answers'); }),
      command('View', 'output.mistakes', say('Output: mistakes, or the largest errors, most surely wrong first'), () => { setOutputShows('mistakes'); }),
      {
        ...command('View', 'output.pad', say('Output: draw a digit (for pictures of digits)'), () => {
          setOutputShows('pad');
          focusWhenThere('.output-panel-pad-surface');
        }),
        isPossible: () => selectHasPad(nabla.getState()),
      },
      { ...command('View', 'axes.inputs', say('Axes of the pictures: two inputs'), () => { setPrincipal(false); }), isPossible: hasComponents },
      { ...command('View', 'axes.components', say('Axes of the pictures: principal components'), () => { setPrincipal(true); }), isPossible: hasComponents },
    ].map(ofTraining),
    command('View', 'sound', say('Sound: hear the training loss, on or off'), toggleSound, 'S'),
    command('View', 'theme.light', say('Theme: light'), () => { setTheme('light'); }),
    command('View', 'theme.dark', say('Theme: dark'), () => { setTheme('dark'); }),
    command('View', 'theme.system', say('Theme: as the system'), () => { setTheme('system'); }),
    ...(Object.keys(languages) as Language[]).map((code) => command('View', `language.${code}`, say('Language: {name}', { name: languages[code] }), () => { void setLanguage(code); })),

    ...presets.map(({ id, label }) => command('Data set', `preset.${id}`, say('Preset: {label} (starts again)', { label }), () => { choosePreset(id); })),
    ...situations.map(({ id, label }) => command('Data set', `situation.${id}`, say('Situation: {label} (starts again)', { label }), () => { beginSituation(id); })),
    ...datasetNames.map((name) => command('Data set', `data.${name}`, say('Data: {label} (starts again)', { label: datasets[name].label }), () => { chooseDataset(name); })),
    ...drawnNames.map((name) => command('Data set', `data.${name}`, say('Data: {label}, from empty (starts again)', { label: datasets[name].label }), () => {
      beginDrawing(name);
      openDrawing();
    })),

    { ...command('Help', 'install', say('Install… as a program of its own'), install), isPossible: canInstall },
    command('Help', 'keys', say('Keys'), () => { show('keys'); }, '?'),
    command('Help', 'commands', say('Commands'), () => { show('commands'); }, 'Mod+K'),
    command('Help', 'singleKeys', say('Shortcuts of a single letter: on or off'), () => { setSingleKeys(!nabla.getState().singleKeys); }),
    command('Help', 'back', say('Back to the quantity before'), closeQuantity, 'Backspace'),
    command('Help', 'leave', say('Close the notice or the explanation, then leave Predict, the spotlight, presenting'), () => { leave(); }, 'Escape'),
  ];
}

/** Whether what the keys would move stands nowhere in this view: the list of lessons, a comparison of many runs. */
function trainsUnseen(): boolean {
  const state = nabla.getState();
  return !state.playing && state.learning === null && (state.view === 'learn' || (state.view === 'compare' && !selectSideBySide(state)));
}

/** Who presents a page of a lesson leaves it on purpose, not by a slip on a digit. */
export function isPagePresented(): boolean {
  const { presenting, learning } = nabla.getState();
  return presenting && learning !== null;
}

/** The focus goes to the page's heading; from the list of commands, which gives it back, after that. */
function turnTo(by: 1 | -1): void {
  turnPage(by);
  focusWhenThere('.lesson-page h2');
}

/** At rest nothing is heard, so that it is said. */
function toggleSound(): void {
  setSound(!nabla.getState().sound);
  const { sound, playing } = nabla.getState();
  if (sound && !playing) showNotice({ text: say('Sound is on: while it trains, a tone falls with the training loss.'), tone: 'info' });
  else if (!sound && !playing && 'AudioContext' in globalThis) showNotice({ text: say('Sound is off.'), tone: 'info' });
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
