/** Everything one can tell the page to do, as data: the shortcuts, the palette and the list of keys read this one list. */
import { datasets } from '../datasets/index.ts';
import { datasetNames } from '../config/tasks.ts';
import type { Stride } from '../explain/script.ts';
import {
  backToStart, chooseDataset, closeQuantity, closeTrail, goToStart, newDataSeed, newSeed, openLayers, redo, resetExperiment, setEdges, setLossAxis,
  setPauseWhenHidden, setPredicting, setPresenting, setSingleKeys, setSpeed, setStepUnit, setStride, setTheme, setView, step, stepBack, stepBackward,
  stepForward, togglePlay, toggleWalking, undo,
} from '../store/actions.ts';
import { strides } from '../panels/StepStrides.ts';
import { nabla } from '../store/nabla.ts';
import type { Keys } from './keys.ts';
import { views } from './views.ts';

export type CommandGroup = 'Training' | 'Experiment' | 'View' | 'Data set' | 'Help';

export type Command = {
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  readonly keys: readonly Keys[];
  readonly perform: () => void;
};

export type Dialog = 'keys' | 'commands';

const command = (group: CommandGroup, id: string, label: string, perform: () => void, ...keys: Keys[]): Command => ({ id, label, group, keys, perform });

/** The same wish means a step of training in one view and a step within an update in the other. */
const byView = (elsewhere: () => void, inStep: () => void) => (): void => {
  if (nabla.getState().view === 'step') inStep();
  else elsewhere();
};

/** @param show opens one of the app's own dialogs. */
export function createCommands(show: (dialog: Dialog) => void): readonly Command[] {
  return [
    command('Training', 'togglePlay', 'Play or pause', byView(togglePlay, toggleWalking), 'Space'),
    command('Training', 'step', 'Step', byView(step, stepForward), 'ArrowRight'),
    command('Training', 'stepBack', 'Step back', byView(stepBack, stepBackward), 'ArrowLeft'),
    command('Training', 'backToStart', 'Back to start', byView(backToStart, goToStart), 'Home'),
    command('Training', 'stepByBatch', 'Step by mini-batch', () => { setStepUnit('batch'); }),
    command('Training', 'stepByEpoch', 'Step by epoch', () => { setStepUnit('epoch'); }),
    command('Training', 'fastest', 'Train as fast as it goes', () => { setSpeed(Infinity); }),
    command('Training', 'slowest', 'Train one step a second', () => { setSpeed(1); }),
    command('Training', 'pauseWhenHidden', 'While this tab is hidden: pause', () => { setPauseWhenHidden(true); }),
    command('Training', 'trainWhenHidden', 'While this tab is hidden: train on', () => { setPauseWhenHidden(false); }),

    ...strides.map(({ value, name }) => command('Training', `stride.${value}`, `Step: one ${name}`, () => { stepBy(value); })),
    command('Training', 'predict', 'Step: predict the next number, or stop predicting', () => { predict(); }),

    command('Experiment', 'undo', 'Undo', undo, 'Mod+Z'),
    command('Experiment', 'redo', 'Redo', redo, 'Mod+Shift+Z', 'Mod+Y'),
    command('Experiment', 'newSeed', 'New initial weights (starts again)', newSeed),
    command('Experiment', 'layers', 'Layers: how signals and gradients spread, and other initializations', openLayers),
    command('Experiment', 'newDataSeed', 'New data points of this set', newDataSeed),
    command('Experiment', 'reset', 'The experiment the page opens with (starts again)', resetExperiment),

    ...views.map(({ name, label }, index) => command('View', `view.${name}`, `View: ${label}`, () => { setView(name); }, String(index + 1))),
    command('View', 'present', 'Present: bigger type, fewer controls', () => { setPresenting(!nabla.getState().presenting); }, 'P'),
    command('View', 'edges.weights', 'Edges show weights', () => { setEdges('weights'); }),
    command('View', 'edges.gradients', 'Edges show gradients', () => { setEdges('gradients'); }),
    command('View', 'edges.update', 'Edges show the last update', () => { setEdges('update'); }),
    command('View', 'loss.log', 'Loss axis: logarithmic', () => { setLossAxis('log'); }),
    command('View', 'loss.linear', 'Loss axis: linear', () => { setLossAxis('linear'); }),
    command('View', 'theme.light', 'Theme: light', () => { setTheme('light'); }),
    command('View', 'theme.dark', 'Theme: dark', () => { setTheme('dark'); }),
    command('View', 'theme.system', 'Theme: as the system', () => { setTheme('system'); }),

    ...datasetNames.map((name) => command('Data set', `data.${name}`, `Data: ${datasets[name].label} (starts again)`, () => { chooseDataset(name); })),

    command('Help', 'keys', 'Keys', () => { show('keys'); }, '?'),
    command('Help', 'commands', 'Commands', () => { show('commands'); }, 'Mod+K'),
    command('Help', 'singleKeys', 'Shortcuts of a single letter: on or off', () => { setSingleKeys(!nabla.getState().singleKeys); }),
    command('Help', 'back', 'Back to the quantity before', closeQuantity, 'Backspace'),
    command('Help', 'leave', 'Leave presenting, or close the explanation', () => { leave(); }, 'Escape'),
  ];
}

function stepBy(stride: Stride): void {
  setView('step');
  setStride(stride);
}

function predict(): void {
  setView('step');
  setPredicting(!nabla.getState().predicting);
}

function leave(): void {
  if (nabla.getState().presenting) setPresenting(false);
  else closeTrail();
}
