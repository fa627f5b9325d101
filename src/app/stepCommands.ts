/** What one can tell the Step view to do; offered there alone, where it cannot be taken for something of training. */
import { phaseNames, type Phase } from '../explain/phases.ts';
import type { Stride } from '../explain/script.ts';
import { strides } from '../panels/step/StepStrides.ts';
import { setStride, setView } from '../store/actions.ts';
import { nabla } from '../store/nabla.ts';
import type { Command } from './command.ts';
import { fetched } from '../store/fetched.ts';
import { withStepping } from '../store/withStepping.ts';
import { say } from '../words/say.ts';

const phases: readonly Phase[] = ['forward', 'loss', 'backward', 'update'];

const command = (id: string, label: string, perform: () => void): Command => ({ id, label, group: 'Training', keys: [], perform, offeredIn: 'step' });

export const stepCommands: readonly Command[] = [
  ...strides.map(({ value, name }) => command(`stride.${value}`, say('Step: one {name}', { name }), () => { stepBy(value); })),
  ...phases.map((phase) => command(`goTo.${phase}`, say('Go to {phaseNames}', { phaseNames: phaseNames[phase] }), withStepping(({ goToPhase }) => goToPhase(phase)))),
  command('predict', say('Predict the next number, or stop predicting'), predict),
  command('check', say('Check it: the gradient beside a difference quotient'), checkIt),
  command('checkAll', say('Check all gradients'), withStepping(({ checkGradients }) => checkGradients(null))),
];

function stepBy(stride: Stride): void {
  setView('step');
  setStride(stride);
}

function predict(): void {
  setView('step');
  withStepping(({ setPredicting }) => setPredicting(!nabla.getState().predicting))();
}

/** The numbers of an update are named by what comes with the Step view. */
function checkIt(): void {
  void fetched(say('The check'), () => import('./stepCheckIt.ts'), ({ checkShown }) => { checkShown(); });
}
