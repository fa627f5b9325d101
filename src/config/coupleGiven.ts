/** What is given by hand (examples, first weights) stays only as long as it fits what it was given for. */
import { targetEncoding } from '../engine/losses.ts';
import { createNetwork } from '../engine/network.ts';
import type { Experiment, GivenExample } from './experiment.ts';
import { networkSpecOf, outputCountOf } from './network.ts';
import { taskOf } from './tasks.ts';
import { counted } from '../words/counted.ts';
import { say } from '../words/say.ts';

/** Another data set brings its own examples; another number of inputs or outputs has no use for these; other codes become theirs. */
export function coupleExamples(experiment: Experiment, before: Experiment | undefined, notes: string[]): Experiment {
  const { examples } = experiment.data;
  if (examples === undefined) return experiment;
  const isKept = before !== undefined && isSame(before.data.examples, examples);
  if (isKept && (before.data.set !== experiment.data.set || before.data.table?.id !== experiment.data.table?.id)) return withExamples(experiment, undefined);

  const { inputs, task } = taskOf(experiment.data);
  const outputs = outputCountOf(experiment);
  const misfit = examples.find((example) => example.inputs.length !== inputs || example.targets.length !== outputs);
  if (misfit !== undefined) {
    const given = say('{inputs} and {outputs}', { inputs: counted(misfit.inputs.length, 'input'), outputs: counted(misfit.targets.length, 'target') });
    notes.push(say('An example of {given} does not fit {inputs} and {outputs}, so the set’s own examples are used.', { given, inputs: counted(inputs, 'input'), outputs: counted(outputs, 'output') }));
    return withExamples(experiment, undefined);
  }
  return isKept && task === 'classification' ? withExamples(experiment, recoded(examples, before, experiment)) : experiment;
}

/** Targets that were the codes of a class are the codes that the present output has for it; others stay as they are. */
function recoded(examples: readonly GivenExample[], before: Experiment, after: Experiment): readonly GivenExample[] {
  const [was, is] = [targetEncoding(before.outputActivation), targetEncoding(after.outputActivation)];
  if (was.low === is.low) return examples;
  return examples.map((example) => ({ ...example, targets: example.targets.map((target) => (target === was.low ? is.low : target)) }));
}

function withExamples(experiment: Experiment, examples: readonly GivenExample[] | undefined): Experiment {
  const { examples: _old, ...data } = experiment.data;
  return { ...experiment, data: examples === undefined ? data : { ...data, examples } };
}

/** First weights by hand end with another scheme or seed, which draw new ones, and with another network, which has others. */
export function coupleGivenWeights(experiment: Experiment, before: Experiment | undefined, notes: string[]): Experiment {
  const { given, ...drawn } = experiment.initialization;
  if (given === undefined) return experiment;
  const without = { ...experiment, initialization: drawn };
  const isKept = before !== undefined && isSame(before.initialization.given, given);
  if (isKept) {
    const { given: _given, ...drawnBefore } = before.initialization;
    if (!isSame(drawnBefore, drawn)) return without;
  }
  const spec = networkSpecOf(experiment);
  const { parameterCount } = createNetwork(spec);
  const changed = isKept && !isSame([before.features, sizesOf(before)], [experiment.features, sizesOf(experiment)]);
  if (given.length === parameterCount && !changed) return experiment;
  notes.push(changed
    ? say('The first weights given by hand are not for this network, so they are drawn.')
    : say('{count} given by hand do not fit a network of {parameterCount}, so they are drawn.', { count: counted(given.length, 'first weight'), parameterCount }));
  return without;
}

const sizesOf = (experiment: Experiment): readonly number[] => networkSpecOf(experiment).layers.map(({ units }) => units);

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
