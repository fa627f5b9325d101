/** A change of the experiment in a few words, for Undo and for the marks on the timeline. */
import { activations, outputActivationTexts } from '../engine/activations.ts';
import { initializerText } from './initializerText.ts';
import { losses, reductions } from '../engine/losses.ts';
import { optimizers } from '../engine/optimizers.ts';
import { schedules } from '../engine/schedules.ts';
import type { Experiment, GivenExample } from './experiment.ts';
import { presetById, presetOf } from './presets.ts';
import { labelOf } from './tasks.ts';
import { say, translated } from '../words/say.ts';
import { decimal } from '../words/decimal.ts';

const arrow = (name: string, before: string | number, after: string | number): string => `${name} ${before} → ${after}`;

/** The first difference found, in the order in which people think of them; '' if there is none. */
export function describeChange(before: Experiment, after: Experiment): string {
  const preset = presetOf(after);
  if (preset !== null && preset !== presetOf(before) && differences(before, after) > 1) return say('preset: {label}', { label: presetById(preset).label });
  if (before.data.set !== after.data.set || before.data.table?.id !== after.data.table?.id) return arrow(say('data:'), labelOf(before.data), labelOf(after.data));
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
  if (before.hidden.length !== after.hidden.length) return arrow(say('hidden layers'), before.hidden.length, after.hidden.length);
  for (const [index, layer] of after.hidden.entries()) {
    const old = before.hidden[index]!;
    if (old.units !== layer.units) return arrow(say('neurons of layer {index}', { index: index + 1 }), old.units, layer.units);
    if (old.activation !== layer.activation) {
      return arrow(say('layer {index}:', { index: index + 1 }), translated(activations[old.activation].label), translated(activations[layer.activation].label));
    }
  }
  if (before.outputActivation !== after.outputActivation) {
    return arrow(say('output:'), translated(outputActivationTexts[before.outputActivation].label), translated(outputActivationTexts[after.outputActivation].label));
  }
  const [was, is] = [before.initialization, after.initialization];
  if (is.given !== undefined && !isSame(was.given, is.given)) return say('weights by hand');
  if (!isSame(was.weights, is.weights)) return arrow(say('initialization:'), initializerText(was.weights), initializerText(is.weights));
  if (!isSame(was.biases, is.biases)) return arrow(say('initial biases:'), initializerText(was.biases), initializerText(is.biases));
  if (was.seed !== is.seed) return arrow('seed', was.seed, is.seed);
  return was.given === undefined || is.given !== undefined ? null : arrow(say('initialization:'), say('by hand'), initializerText(is.weights));
}

function describeLearning(before: Experiment, after: Experiment): string | null {
  if (before.loss.name !== after.loss.name) return arrow(say('loss:'), translated(losses[before.loss.name].label), translated(losses[after.loss.name].label));
  if (before.loss.reduction !== after.loss.reduction) {
    return arrow(say('loss:'), translated(reductions[before.loss.reduction].label), translated(reductions[after.loss.reduction].label));
  }
  if (before.loss.huberDelta !== after.loss.huberDelta) return arrow('δ', number(before.loss.huberDelta), number(after.loss.huberDelta));
  if (before.optimizer.name !== after.optimizer.name) {
    return arrow(say('optimizer:'), translated(optimizers[before.optimizer.name].label), translated(optimizers[after.optimizer.name].label));
  }
  if (!isSame(before.optimizer, after.optimizer)) return say('{label} settings', { label: translated(optimizers[after.optimizer.name].label) });
  if (before.schedule.name !== after.schedule.name) {
    return arrow(say('schedule:'), translated(schedules[before.schedule.name].label), translated(schedules[after.schedule.name].label));
  }
  if (!isSame(before.schedule, after.schedule)) return say('{label} settings', { label: translated(schedules[after.schedule.name].label) });
  const [was, is] = [before.regularization, after.regularization];
  if (was.l1 !== is.l1) return arrow('L1', number(was.l1), number(is.l1));
  if (was.l2 !== is.l2) return arrow('L2', number(was.l2), number(is.l2));
  if (was.clipNorm !== is.clipNorm) return arrow('clipping', number(was.clipNorm), number(is.clipNorm));
  return before.batchSize === after.batchSize ? null : arrow(say('batch size'), before.batchSize, after.batchSize);
}

function describeData({ data: was }: Experiment, { data: is }: Experiment): string | null {
  if (!isSame(was.examples, is.examples)) return describeExamples(was.examples, is.examples);
  if (was.noise !== is.noise) return arrow('noise', number(was.noise), number(is.noise));
  if (was.points !== is.points) return arrow('points', was.points, is.points);
  if (was.trainShare !== is.trainShare) return arrow(say('training share'), number(was.trainShare), number(is.trainShare));
  return was.seed === is.seed ? null : arrow(say('data seed'), was.seed, is.seed);
}

function describeExamples(before: readonly GivenExample[] | undefined, after: readonly GivenExample[] | undefined): string {
  if (after === undefined) return say('the set’s own examples');
  if (before === undefined || before.length === after.length) return say('examples edited');
  return arrow('examples', before.length, after.length);
}

/** Three digits at most, as they are read aloud. */
function number(value: number): string {
  return decimal(String(Number(value.toPrecision(3)))).replace('-', '−');
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
