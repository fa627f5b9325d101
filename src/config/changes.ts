/** A change of the experiment in a few words, for Undo and for the marks on the timeline. */
import { activations, outputActivationTexts } from '../engine/activations.ts';
import { initializerLabel } from '../engine/initializers.ts';
import { losses, reductions } from '../engine/losses.ts';
import { optimizers } from '../engine/optimizers.ts';
import { schedules } from '../engine/schedules.ts';
import type { Experiment, GivenExample } from './experiment.ts';
import { presetById, presetOf } from './presets.ts';
import { labelOf } from './tasks.ts';

const arrow = (name: string, before: string | number, after: string | number): string => `${name} ${before} → ${after}`;

/** The first difference found, in the order in which people think of them; '' if there is none. */
export function describeChange(before: Experiment, after: Experiment): string {
  const preset = presetOf(after);
  if (preset !== null && preset !== presetOf(before) && differences(before, after) > 1) return `preset: ${presetById(preset).label}`;
  if (before.data.set !== after.data.set || before.data.table?.id !== after.data.table?.id) return arrow('data:', labelOf(before.data), labelOf(after.data));
  if (before.learningRate !== after.learningRate) return arrow('η', number(before.learningRate), number(after.learningRate));
  return describeNetwork(before, after) ?? describeLearning(before, after) ?? describeData(before, after)
    ?? ((before.naming ?? 'layers') === (after.naming ?? 'layers') ? '' : 'names');
}

/** How many of an experiment's parts differ. */
function differences(before: Experiment, after: Experiment): number {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Experiment>;
  return [...keys].filter((key) => !isSame(before[key], after[key])).length;
}

function describeNetwork(before: Experiment, after: Experiment): string | null {
  if (!isSame(before.features, after.features)) return arrow('features', before.features.length, after.features.length);
  if (before.hidden.length !== after.hidden.length) return arrow('hidden layers', before.hidden.length, after.hidden.length);
  for (const [index, layer] of after.hidden.entries()) {
    const old = before.hidden[index]!;
    if (old.units !== layer.units) return arrow(`neurons of layer ${index + 1}`, old.units, layer.units);
    if (old.activation !== layer.activation) {
      return arrow(`layer ${index + 1}:`, activations[old.activation].label, activations[layer.activation].label);
    }
  }
  if (before.outputActivation !== after.outputActivation) {
    return arrow('output:', outputActivationTexts[before.outputActivation].label, outputActivationTexts[after.outputActivation].label);
  }
  const [was, is] = [before.initialization, after.initialization];
  if (is.given !== undefined && !isSame(was.given, is.given)) return 'weights by hand';
  if (!isSame(was.weights, is.weights)) return arrow('initialization:', initializerLabel(was.weights), initializerLabel(is.weights));
  if (!isSame(was.biases, is.biases)) return arrow('initial biases:', initializerLabel(was.biases), initializerLabel(is.biases));
  if (was.seed !== is.seed) return arrow('seed', was.seed, is.seed);
  return was.given === undefined || is.given !== undefined ? null : arrow('initialization:', 'by hand', initializerLabel(is.weights));
}

function describeLearning(before: Experiment, after: Experiment): string | null {
  if (before.loss.name !== after.loss.name) return arrow('loss:', losses[before.loss.name].label, losses[after.loss.name].label);
  if (before.loss.reduction !== after.loss.reduction) {
    return arrow('loss:', reductions[before.loss.reduction].label, reductions[after.loss.reduction].label);
  }
  if (before.loss.huberDelta !== after.loss.huberDelta) return arrow('δ', number(before.loss.huberDelta), number(after.loss.huberDelta));
  if (before.optimizer.name !== after.optimizer.name) {
    return arrow('optimizer:', optimizers[before.optimizer.name].label, optimizers[after.optimizer.name].label);
  }
  if (!isSame(before.optimizer, after.optimizer)) return `${optimizers[after.optimizer.name].label} settings`;
  if (before.schedule.name !== after.schedule.name) {
    return arrow('schedule:', schedules[before.schedule.name].label, schedules[after.schedule.name].label);
  }
  if (!isSame(before.schedule, after.schedule)) return `${schedules[after.schedule.name].label} settings`;
  const [was, is] = [before.regularization, after.regularization];
  if (was.l1 !== is.l1) return arrow('L1', number(was.l1), number(is.l1));
  if (was.l2 !== is.l2) return arrow('L2', number(was.l2), number(is.l2));
  if (was.clipNorm !== is.clipNorm) return arrow('clipping', number(was.clipNorm), number(is.clipNorm));
  return before.batchSize === after.batchSize ? null : arrow('batch size', before.batchSize, after.batchSize);
}

function describeData({ data: was }: Experiment, { data: is }: Experiment): string | null {
  if (!isSame(was.examples, is.examples)) return describeExamples(was.examples, is.examples);
  if (was.noise !== is.noise) return arrow('noise', number(was.noise), number(is.noise));
  if (was.points !== is.points) return arrow('points', was.points, is.points);
  if (was.trainShare !== is.trainShare) return arrow('training share', number(was.trainShare), number(is.trainShare));
  return was.seed === is.seed ? null : arrow('data seed', was.seed, is.seed);
}

function describeExamples(before: readonly GivenExample[] | undefined, after: readonly GivenExample[] | undefined): string {
  if (after === undefined) return 'the set’s own examples';
  if (before === undefined || before.length === after.length) return 'examples edited';
  return arrow('examples', before.length, after.length);
}

/** Three digits at most, as they are read aloud. */
function number(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
