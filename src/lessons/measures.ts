/** What a lesson can measure: one function for each name, for the page and for the tests. */
import type { Experiment } from '../config/experiment.ts';
import { datasetNames } from '../config/tasks.ts';
import { outputsOf, trainCountOf } from '../datasets/runData.ts';
import { activationNames, outputActivationTexts } from '../engine/activations.ts';
import { initializers } from '../engine/initializers.ts';
import { losses } from '../engine/losses.ts';
import { optimizers } from '../engine/optimizers.ts';
import { penalty } from '../engine/regularizers.ts';
import { schedules } from '../engine/schedules.ts';
import { historyUpTo } from '../store/lossTrend.ts';
import { scriptOf } from '../store/beats.ts';
import { nabla } from '../store/nabla.ts';
import { studyOf } from '../store/study.ts';
import { networkOf } from '../store/network.ts';
import { verdictNames, verdictWords } from '../store/verdict.ts';
import { formatCount, formatNumber, formatPercent, formatSetting } from '../viz/format.ts';
import type { LayerSpread } from '../worker/layers.ts';
import type { TrainingFrame } from '../worker/protocol.ts';
import { gradientAt, sharpnessAt, spreadAt } from './gradientMeasures.ts';
import type { MeasuredMoment } from './measuredMoment.ts';
import { say } from '../words/say.ts';

export type MeasureName =
  | 'step' | 'epoch' | 'trainLoss' | 'validationLoss' | 'startLoss' | 'lowestTrainLoss' | 'lowestValidationLoss' | 'gap' | 'penalty'
  | 'trainAccuracy' | 'validationAccuracy' | 'rate' | 'scheduledRate' | 'verdict' | 'diverged'
  | 'sharpness' | 'edge' | 'gradientNorm' | 'firstLayerGradient' | 'lastLayerGradient' | 'gradientRatio' | 'zeroGradients' | 'selectedGradientShare'
  | 'selectedValue' | 'selectedGradient'
  | 'weightNorm' | 'smallWeights' | 'changedWeights' | 'hiddenLayers' | 'hiddenNeurons' | 'parameters' | 'inputs' | 'trainExamples'
  | 'identicalNeurons' | 'deadNeurons' | 'saturatedNeurons' | 'activationRatio' | 'upstreamRatio' | 'signedError' | 'absoluteError'
  | 'view' | 'position' | 'checkedError'
  | 'activation' | 'init' | 'optimizer' | 'schedule' | 'lossName' | 'outputActivation' | 'batch' | 'data';

export type Measure = {
  /** Sentence case without a full stop, e.g. "Validation loss". */
  readonly label: string;
  of(moment: MeasuredMoment): number | string;
  /** As the page shows it. */
  show(value: number): string;
  /** What it can be, where it is a word. */
  readonly words?: readonly string[];
};

const measure = (label: string, of: Measure['of'], show: Measure['show'] = formatNumber): Measure => ({ label, of, show });
const word = (label: string, words: readonly string[], of: (moment: MeasuredMoment) => string): Measure => ({ label, of, show: String, words });
const ofFrame = (label: string, of: (frame: TrainingFrame, moment: MeasuredMoment) => number, show?: Measure['show']): Measure =>
  measure(label, (moment) => (moment.frame === null ? Number.NaN : of(moment.frame, moment)), show);
const ofExperiment = (label: string, of: (experiment: Experiment) => number, show?: Measure['show']): Measure => measure(label, ({ experiment }) => of(experiment), show);

/** By the names that a lesson's file has for them. */
export const measures: Readonly<Record<MeasureName, Measure>> = {
  step: ofFrame(say('Step'), ({ step }) => step, formatCount),
  /** With its fraction. */
  epoch: ofFrame(say('Epoch'), ({ epoch, stepInEpoch, stepsPerEpoch }) => epoch + stepInEpoch / Math.max(1, stepsPerEpoch), (epoch) => formatSetting(epoch)),
  trainLoss: ofFrame(say('Training loss'), ({ trainLoss }) => trainLoss),
  validationLoss: ofFrame(say('Validation loss'), ({ validationLoss }) => validationLoss),
  startLoss: ofFrame(say('Training loss at the start'), ({ history }) => (history.step[0] === 0 ? history.train[0] ?? Number.NaN : Number.NaN)),
  lowestTrainLoss: ofFrame(say('Lowest training loss'), (frame) => lowest(historyUpTo(frame.history, frame.step).trainMin)),
  lowestValidationLoss: ofFrame(say('Lowest validation loss'), (frame) => lowest(historyUpTo(frame.history, frame.step).validationMin)),
  gap: ofFrame(say('Validation loss − training loss'), ({ trainLoss, validationLoss }) => validationLoss - trainLoss),
  penalty: ofFrame(say('Penalty'), ({ parameters }, { experiment }) => penalty(networkOf(experiment), parameters, experiment.regularization)),
  trainAccuracy: ofFrame(say('Training accuracy'), ({ trainAccuracy }) => trainAccuracy, formatPercent),
  validationAccuracy: ofFrame(say('Validation accuracy'), ({ validationAccuracy }) => validationAccuracy, formatPercent),
  rate: ofExperiment(say('Learning rate'), ({ learningRate }) => learningRate, formatSetting),
  scheduledRate: ofFrame(say('Learning rate of the schedule'), ({ learningRate }) => learningRate, formatSetting),
  verdict: { ...word(say('Verdict'), verdictWords, ({ verdict }) => verdict.word), show: (value) => (verdictNames as Readonly<Record<string, string>>)[String(value)] ?? String(value) },
  diverged: word(say('Diverged'), ['yes', 'no'], ({ divergence, frame }) => (divergence !== null || frame?.status === 'diverged' ? 'yes' : 'no')),

  // Of the data loss over all training examples, at the weights as they are now.
  gradientNorm: measure(say('Length of the gradient'), (moment) => norm(gradientAt(moment)?.whole)),
  firstLayerGradient: measure(say('Gradient in the first layer (root mean square)'), (moment) => rootMeanSquare(gradientAt(moment)?.layers[0])),
  lastLayerGradient: measure(say('Gradient in the output layer (root mean square)'), (moment) => rootMeanSquare(gradientAt(moment)?.layers.at(-1))),
  gradientRatio: measure(say('Gradient of the first layer / of the output layer'), (moment) => {
    const layers = gradientAt(moment)?.layers;
    return rootMeanSquare(layers?.[0]) / rootMeanSquare(layers?.at(-1));
  }),
  // Of all training examples at once: the edge is one of gradient descent with the full batch.
  sharpness: measure(say('Sharpness λmax'), sharpnessAt),
  edge: measure(say('Edge of stability 2/λmax'), (moment) => 2 / sharpnessAt(moment), formatSetting),
  zeroGradients: measure(say('Weights whose gradient is exactly 0'), (moment) => {
    const layers = gradientAt(moment)?.layers ?? [];
    return shareOf(layers, (value) => value === 0);
  }, formatPercent),
  selectedGradientShare: measure(say('Gradient of the selected weight / the largest'), (moment) => {
    const gradient = gradientAt(moment);
    // Biases are not among those it is compared with.
    const selected = gradient === null || moment.selection?.kind !== 'weight' ? undefined : gradient.whole[selectedIndex(moment)];
    return Math.abs(selected ?? Number.NaN) / largest(gradient?.layers ?? []);
  }, formatPercent),

  /** Of the selected weight or bias. */
  selectedValue: ofFrame(say('Value of what is selected'), ({ parameters }, moment) => parameters[selectedIndex(moment)] ?? Number.NaN),
  selectedGradient: measure(say('Gradient of what is selected'), (moment) => gradientAt(moment)?.whole[selectedIndex(moment)] ?? Number.NaN),
  weightNorm: ofFrame(say('Length of the weights'), ({ parameters }, { experiment }) => norm(weightsOf(experiment, parameters))),
  smallWeights: ofFrame(say('Weights between −0.01 and 0.01'), ({ parameters }, { experiment }) => shareOf([Float64Array.from(weightsOf(experiment, parameters))], (weight) => Math.abs(weight) < 0.01), formatPercent),
  changedWeights: ofFrame(say('Parameters that differ from their first values'), ({ parameters }, { initialParameters }) =>
    (initialParameters === null ? Number.NaN : parameters.reduce((count, value, i) => count + (value === initialParameters[i] ? 0 : 1), 0)), formatCount),
  hiddenLayers: ofExperiment(say('Hidden layers'), ({ hidden }) => hidden.length, formatCount),
  hiddenNeurons: ofExperiment(say('Hidden neurons'), ({ hidden }) => hidden.reduce((sum, { units }) => sum + units, 0), formatCount),
  parameters: ofExperiment(say('Parameters'), (experiment) => networkOf(experiment).parameterCount, formatCount),
  inputs: ofExperiment(say('Inputs of the network'), ({ features }) => features.length, formatCount),
  trainExamples: measure(say('Training examples'), ({ data }) => (data === null ? Number.NaN : trainCountOf(data)), formatCount),
  identicalNeurons: measure(say('Hidden neurons that have a twin'), (moment) => spreadAt(moment)?.reduce((sum, { identical }) => sum + identical.flat().length, 0) ?? Number.NaN, formatCount),
  deadNeurons: measure(say('Dead hidden neurons'), (moment) => spreadAt(moment)?.reduce((sum, { dead }) => sum + dead.length, 0) ?? Number.NaN, formatCount),
  saturatedNeurons: measure(say('Saturated hidden neurons'), (moment) => spreadAt(moment)?.reduce((sum, { saturated }) => sum + saturated.length, 0) ?? Number.NaN, formatCount),
  // As the sheet "Layers" draws them: the whiskers of a, the median of |∂L/∂a|.
  activationRatio: measure(say('Spread of the activations: last hidden layer / first'), (moment) => betweenEnds(moment, ({ a }) => (a === null ? Number.NaN : a.high - a.low))),
  upstreamRatio: measure(say('|∂L/∂a|: first hidden layer / last'), (moment) => 1 / betweenEnds(moment, ({ upstream }) => upstream?.middle ?? Number.NaN)),
  signedError: measure(say('Mean of y − ŷ'), (moment) => meanError(moment, (difference) => difference)),
  absoluteError: measure(say('Mean of |y − ŷ|'), (moment) => meanError(moment, Math.abs)),

  view: word(say('View'), ['play', 'step', 'compare', 'landscape', 'learn'], ({ view }) => view),
  position: measure(say('Worked out last'), ({ position }) => position, workedOut),
  checkedError: measure(say('Largest relative error of the check'), ({ check }) => (check.state === 'done' ? Math.max(...check.table.relativeError) : Number.NaN)),

  /** Of the first hidden layer. */
  activation: word(say('Activation'), activationNames, ({ experiment: { hidden } }) => hidden[0]?.activation ?? ''),
  init: word(say('Initialization'), Object.keys(initializers), ({ experiment: { initialization } }) => initialization.weights.kind),
  optimizer: word(say('Optimizer'), Object.keys(optimizers), ({ experiment: { optimizer } }) => optimizer.name),
  schedule: word(say('Schedule'), Object.keys(schedules), ({ experiment: { schedule } }) => schedule.name),
  lossName: word(say('Loss function'), Object.keys(losses), ({ experiment: { loss } }) => loss.name),
  outputActivation: word(say('Output activation'), Object.keys(outputActivationTexts), ({ experiment: { outputActivation } }) => outputActivation),
  batch: ofExperiment(say('Batch size'), ({ batchSize }) => batchSize, formatCount),
  data: word(say('Data'), datasetNames, ({ experiment: { data } }) => data.set),
};

/** λmax is some sixty passes over all examples: facts measure it once, the goal of a task would be several times a second on the page's own thread. */
export const slowMeasures: ReadonlySet<MeasureName> = new Set<MeasureName>(['sharpness', 'edge']);

/** Whether something is measured under that name. */
export function isMeasureName(name: string): name is MeasureName {
  return Object.hasOwn(measures, name);
}

/** What has been worked out when so many beats of the update are done: "∂L/∂w₁₁₁". */
function workedOut(position: number): string {
  const state = nabla.getState();
  const script = scriptOf(state);
  const study = studyOf(state);
  if (position === 0) return say('nothing yet');
  return script === null || study === null || position > script.count ? formatCount(position) : study.names.symbol(script.at(position - 1).address).spoken;
}

/** Entry of θ that is selected in the network picture, or whose paths Step shows; −1 if none is. */
function selectedIndex({ selection, chosen, experiment, view }: MeasuredMoment): number {
  if (view === 'step') return chosen ?? -1;
  const layer = selection?.kind === 'weight' || selection?.kind === 'bias' ? networkOf(experiment).layers[selection.layer] : undefined;
  if (layer === undefined) return -1;
  if (selection?.kind === 'weight') return layer.weights + selection.unit * layer.inputs + selection.input;
  return selection?.kind === 'bias' ? layer.biases + selection.unit : -1;
}

/** What of the last hidden layer is how many times that of the first. */
function betweenEnds(moment: MeasuredMoment, of: (layer: LayerSpread) => number): number {
  const [first, last] = [spreadAt(moment)?.[0], spreadAt(moment)?.at(-2)];
  return first === undefined || last === undefined ? Number.NaN : of(last) / of(first);
}

/** Over the training examples that the frame has answers for, and all outputs. */
function meanError({ frame, data }: MeasuredMoment, of: (difference: number) => number): number {
  if (frame === null || data === null || frame.trainOutputs.length === 0 || frame.trainOutputs.length > trainCountOf(data) * outputsOf(data)) return Number.NaN;
  return frame.trainOutputs.reduce((sum, answer, i) => sum + of((data.trainEncoded[i] ?? Number.NaN) - answer), 0) / frame.trainOutputs.length;
}

/** θ without the biases. */
function weightsOf(experiment: Experiment, theta: Float64Array): readonly number[] {
  return networkOf(experiment).layers.flatMap((layer) => Array.from(theta.subarray(layer.weights, layer.biases)));
}

function norm(values: ArrayLike<number> | undefined): number {
  return values === undefined ? Number.NaN : Math.sqrt(sumOfSquares(values));
}

function rootMeanSquare(values: ArrayLike<number> | undefined): number {
  return values === undefined ? Number.NaN : Math.sqrt(sumOfSquares(values) / values.length);
}

function sumOfSquares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]! * values[i]!;
  return sum;
}

function shareOf(layers: readonly Float64Array[], holds: (value: number) => boolean): number {
  const counts = layers.map((values) => values.reduce((count, value) => count + (holds(value) ? 1 : 0), 0));
  return counts.reduce((sum, count) => sum + count, 0) / layers.reduce((sum, { length }) => sum + length, 0);
}

function largest(layers: readonly Float64Array[]): number {
  return layers.reduce((most, values) => values.reduce((max, value) => Math.max(max, Math.abs(value)), most), 0);
}

function lowest(values: Float64Array): number {
  return values.reduce((least, value) => (value < least ? value : least), Infinity);
}
