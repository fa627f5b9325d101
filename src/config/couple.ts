/** Settings that depend on one another are brought into line here, and every change is said in a sentence. */
import { losses } from '../engine/losses.ts';
import type { OutputActivationName } from '../engine/activations.ts';
import { outputActivationTexts } from '../engine/activations.ts';
import type { ScheduleSpec } from '../engine/schedules.ts';
import { coupleExamples, coupleGivenWeights } from './coupleGiven.ts';
import { defaultExperiment } from './defaults.ts';
import type { DataSpec, Experiment } from './experiment.ts';
import { availableFeatures, inputFeatures } from './features.ts';
import { limits } from './limits.ts';
import { taskOf } from './tasks.ts';
import { say, translated } from '../words/say.ts';

/**
 * The experiment with its output, loss and features made to fit its data and each other.
 * @param before the experiment that was changed; tells whether the output or the loss was chosen last and so has the last word
 */
export function coupleExperiment(experiment: Experiment, before?: Experiment): { readonly experiment: Experiment; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const { task, inputs, classes } = taskOf(experiment.data);
  let next = { ...experiment, data: coupleData(experiment.data, before?.data) };

  next = coupleFeatures(next, inputs, before, notes);

  if (!losses[next.loss.name].tasks.includes(task)) {
    notes.push(say('{before} is not for {task}, so the loss is now {after}.', { before: capital(translated(losses[next.loss.name].label)), task, after: translated(losses.half_squared.label) }));
    next = { ...next, loss: { ...next.loss, name: 'half_squared' } };
  }
  if (task === 'regression' && next.outputActivation === 'softmax') {
    notes.push(say('Softmax answers with classes, so the output is now linear.'));
    next = { ...next, outputActivation: 'linear' };
  }

  if (classes === 2 && (next.outputActivation === 'softmax' || next.loss.name === 'softmax_cross_entropy')) {
    const loss = next.loss.name === 'softmax_cross_entropy' ? 'binary_cross_entropy' : next.loss.name;
    notes.push(say('Two classes have one output, so softmax is now {label}.', { label: loss === next.loss.name ? say('sigmoid') : say('sigmoid with {label}', { label: translated(losses[loss].label) }) }));
    next = { ...next, outputActivation: 'sigmoid', loss: { ...next.loss, name: loss } };
  }
  next = { ...next, schedule: coupleSchedule(next.schedule, before?.schedule, notes) };

  const needed = neededOutput(next);
  if (needed !== null) {
    const loss = translated(losses[next.loss.name].label);
    if (before !== undefined && before.loss.name === next.loss.name && before.outputActivation !== next.outputActivation) {
      notes.push(say('{loss} needs {needed} output, so the loss is now {label}.', { loss: capital(loss), needed, label: translated(losses.half_squared.label) }));
      next = { ...next, loss: { ...next.loss, name: 'half_squared' } };
    } else {
      const output: OutputActivationName = losses[next.loss.name].requiredOutput ?? 'linear';
      notes.push(say('{loss} needs {needed} output, so the output is now {label}.', { loss: capital(loss), needed, label: translated(outputActivationTexts[output].label) }));
      next = { ...next, outputActivation: output };
    }
  }
  next = coupleExamples(next, before, notes);
  return { experiment: coupleGivenWeights(next, before, notes), notes };
}

/** Another set's inputs are not these: from or to one with more than two inputs all of its own are used. */
function coupleFeatures(experiment: Experiment, inputs: number, before: Experiment | undefined, notes: string[]): Experiment {
  const available = availableFeatures(inputs);
  const known = experiment.features.filter((name) => available.includes(name));
  const isOther = before !== undefined && !isSameSet(before.data, experiment.data) && isSame(before.features, experiment.features);
  const had = before === undefined ? inputs : taskOf(before.data).inputs;
  if (isOther && had !== inputs && Math.max(had, inputs) > 2) {
    notes.push(say('This set has {inputs} now.', { inputs: inputs === 1 ? say('one input, which is the feature') : say('{inputs} inputs, which are the features', { inputs }) }));
    return { ...experiment, features: inputFeatures(inputs) };
  }
  if (known.length === experiment.features.length) return experiment;
  const why = inputs === 1 ? say('one input, so only features of x are used') : inputs === 2 ? say('two inputs, so only features of x₁ and x₂ are used') : say('{inputs} inputs, so only these are used as features', { inputs });
  notes.push(say('This set has {why}.', { why }));
  return { ...experiment, features: known.length > 0 ? known : inputFeatures(inputs) };
}

/** The numbers that a set fixes, and after a table those that the new set comes with. */
function coupleData(given: DataSpec, before: DataSpec | undefined): DataSpec {
  const { table, ...rest } = given;
  // A table belongs to no other set.
  const data = given.set === 'imported' || table === undefined ? given : rest;
  const { fixedPoints, exact } = taskOf(data);
  if (exact === true) return { ...data, points: fixedPoints ?? data.points, noise: 0 };
  if (before !== undefined && taskOf(before).exact === true) {
    const { points, noise } = defaultExperiment(data.set).data;
    return { ...data, points, noise };
  }
  return fixedPoints === undefined ? data : { ...data, points: fixedPoints };
}

/** A warm-up as long as the whole would leave nothing for the fall: the one changed last has its way. */
function coupleSchedule(schedule: ScheduleSpec, before: ScheduleSpec | undefined, notes: string[]): ScheduleSpec {
  if (schedule.name !== 'warmup_cosine' || schedule.warmup < schedule.length) return schedule;
  const shortened = before?.name === 'warmup_cosine' && before.warmup === schedule.warmup && schedule.length > 1;
  const warmup = shortened ? schedule.length - 1 : Math.min(schedule.warmup, limits.scheduleSteps.max - 1);
  const length = shortened ? schedule.length : warmup + 1;
  notes.push(say('Warm-up of {wished} steps is not shorter than the whole schedule, {count} steps; it is now {steps} of {length}.', { wished: schedule.warmup, count: schedule.length, steps: warmup, length }));
  return { ...schedule, warmup, length };
}

/** What the loss needs the output to be where it is not, in words; null where the two fit. */
function neededOutput({ loss, outputActivation }: Experiment): string | null {
  const { requiredOutput } = losses[loss.name];
  if (requiredOutput !== undefined && requiredOutput !== outputActivation) return `a ${translated(outputActivationTexts[requiredOutput].label)}`;
  if (loss.name === 'hinge' && (outputActivation === 'sigmoid' || outputActivation === 'softmax')) return say('targets of −1 and +1 and so another');
  return null;
}

/** Of the same data set, or the same table. */
function isSameSet(a: DataSpec, b: DataSpec): boolean {
  return a.set === b.set && a.table?.id === b.table?.id;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
