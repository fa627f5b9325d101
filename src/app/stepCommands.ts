/** What one can tell the Step view to do; offered there alone, where it cannot be taken for something of training. */
import { phaseNames, type Phase, type Stride } from '../explain/script.ts';
import { strides } from '../panels/StepStrides.ts';
import { checkGradients, goToPosition, setPredicting, setStride, setView } from '../store/actions.ts';
import { scriptOf } from '../store/beats.ts';
import { nabla } from '../store/nabla.ts';
import type { Command } from './commands.ts';

const phases: readonly Phase[] = ['forward', 'loss', 'backward', 'update'];

const command = (id: string, label: string, perform: () => void): Command => ({ id, label, group: 'Training', keys: [], perform, offeredIn: 'step' });

export const stepCommands: readonly Command[] = [
  ...strides.map(({ value, name }) => command(`stride.${value}`, `Step: one ${name}`, () => { stepBy(value); })),
  ...phases.map((phase) => command(`goTo.${phase}`, `Go to ${phaseNames[phase]}`, () => { goToPhase(phase); })),
  command('predict', 'Predict the next number, or stop predicting', predict),
  command('check', 'Check it: the gradient beside a difference quotient', checkIt),
  command('checkAll', 'Check all gradients', () => { checkGradients(null); }),
];

function stepBy(stride: Stride): void {
  setView('step');
  setStride(stride);
}

function predict(): void {
  setView('step');
  setPredicting(!nabla.getState().predicting);
}

/** To the first number of the phase, of the example one is in. */
function goToPhase(phase: Phase): void {
  const script = scriptOf(nabla.getState());
  const stretch = script?.stretches(nabla.getState().position).find((each) => each.phase === phase);
  if (script !== null && stretch !== undefined) goToPosition(script.move(stretch.from, 'gradient', 1));
}

/** The numbers of an update are named by what comes with the Step view. */
function checkIt(): void {
  void import('./stepCheckIt.ts').then(({ checkShown }) => checkShown());
}
