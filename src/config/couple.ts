/** Settings that depend on one another are brought into line here, and every change is said in a sentence. */
import { losses } from '../engine/losses.ts';
import type { OutputActivationName } from '../engine/activations.ts';
import { outputActivationTexts } from '../engine/activations.ts';
import type { Experiment, FeatureName } from './experiment.ts';
import { datasetTasks } from './tasks.ts';

/** Features of a set with one input. */
export const curveFeatures: readonly FeatureName[] = ['x', 'x2', 'sinX'];

/**
 * The experiment with its output, loss and features made to fit its data and each other.
 * @param before the experiment that was changed; tells whether the output or the loss was chosen last and so has the last word
 */
export function coupleExperiment(experiment: Experiment, before?: Experiment): { readonly experiment: Experiment; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const { task, inputs, fixedPoints } = datasetTasks[experiment.data.set];
  let next = experiment;

  if (fixedPoints !== undefined && next.data.points !== fixedPoints) next = { ...next, data: { ...next.data, points: fixedPoints } };

  if (inputs === 1 && next.features.some((name) => !curveFeatures.includes(name))) {
    const features = next.features.filter((name) => curveFeatures.includes(name));
    next = { ...next, features: features.length > 0 ? features : ['x'] };
    notes.push('This set has one input, so only features of x are used.');
  }

  if (!losses[next.loss.name].tasks.includes(task)) {
    notes.push(`${capital(losses[next.loss.name].label)} is not for ${task}, so the loss is now ${losses.half_squared.label}.`);
    next = { ...next, loss: { ...next.loss, name: 'half_squared' } };
  }
  if (task === 'regression' && next.outputActivation === 'softmax') {
    notes.push('Softmax answers with classes, so the output is now linear.');
    next = { ...next, outputActivation: 'linear' };
  }

  const needed = neededOutput(next);
  if (needed !== null) {
    const loss = losses[next.loss.name].label;
    if (before !== undefined && before.loss.name === next.loss.name && before.outputActivation !== next.outputActivation) {
      notes.push(`${capital(loss)} needs ${needed} output, so the loss is now ${losses.half_squared.label}.`);
      next = { ...next, loss: { ...next.loss, name: 'half_squared' } };
    } else {
      const output: OutputActivationName = losses[next.loss.name].requiredOutput ?? 'linear';
      notes.push(`${capital(loss)} needs ${needed} output, so the output is now ${outputActivationTexts[output].label}.`);
      next = { ...next, outputActivation: output };
    }
  }
  return { experiment: next, notes };
}

/** What the loss needs the output to be where it is not, in words; null where the two fit. */
function neededOutput({ loss, outputActivation }: Experiment): string | null {
  const { requiredOutput } = losses[loss.name];
  if (requiredOutput !== undefined && requiredOutput !== outputActivation) return `a ${outputActivationTexts[requiredOutput].label}`;
  if (loss.name === 'hinge' && (outputActivation === 'sigmoid' || outputActivation === 'softmax')) return 'targets of −1 and +1 and so another';
  return null;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
