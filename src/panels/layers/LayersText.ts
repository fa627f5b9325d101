/** What a pass through the layers says in words: the finding of most weight first, every number counted and none from a table. */
import type { LayerSpread, LayersResult } from '../../worker/layers.ts';
import type { Quantiles } from '../../worker/layersFacts.ts';
import { capital, formatCount, formatNumber } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

export type LayersWord = 'Identical' | 'Dead' | 'Saturated' | 'Vanishing' | 'Exploding' | 'Small' | 'Fine';

/** Median |∂L/∂a| of the last hidden layer beside the first: from here on gradients are said to vanish or explode; of the output beside the first: to be small. */
const FAR_APART = 10;
/** Share of the hidden neurons from which on they decide the word. */
const MANY = 1 / 3;
/** Neurons named one by one; more are counted. */
const MOST_NAMED = 8;

export const layerName = (index: number, layers: number): string => (index === layers - 1 ? say('output') : say('hidden {index}', { index: index + 1 }));

/** "1, 2 and 4", as people count; a unit is numbered from 0. */
function listUnits(units: readonly number[]): string {
  return list(units.map((unit) => String(unit + 1)));
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : say('{list} and {last}', { list: words.slice(0, -1).join(', '), last: words.at(-1) ?? '' });
}

const isWhole = ({ units, identical }: LayerSpread): boolean => identical.some((group) => group.length === units);
const hiddenOf = ({ layers }: LayersResult): readonly LayerSpread[] => layers.slice(0, -1);

/**
 * How many times the median |∂L/∂a| of the first hidden layer fits into that of the last: above 1 they shrink on the way back.
 * Infinity where only the first is 0; null with fewer than two hidden layers, and where there is nothing to compare.
 */
export function gradientRatio(result: LayersResult): number | null {
  const hidden = hiddenOf(result);
  const [first, last] = [hidden[0]?.upstream, hidden.at(-1)?.upstream];
  if (hidden.length < 2 || first == null || last == null || last.middle === 0) return null;
  return last.middle / first.middle;
}

/**
 * How many times as far the activations of the last hidden layer spread as those of the first (5 to 95 per cent); null with fewer
 * than two hidden layers, and where there is nothing to compare.
 */
function signalRatio(result: LayersResult): number | null {
  const hidden = hiddenOf(result);
  const [first, last] = [hidden[0]?.a, hidden.at(-1)?.a];
  if (hidden.length < 2 || first == null || last == null || first.high === first.low) return null;
  return (last.high - last.low) / (first.high - first.low);
}

/** How many times the median |∂L/∂a| of the first hidden layer fits into that of the output; null where the loss reads z there, and where there is nothing to compare. */
export function reachRatio({ layers }: LayersResult): number | null {
  const [first, output] = [layers[0]?.upstream, layers.at(-1)?.upstream];
  if (layers.length < 2 || first == null || output == null || output.middle === 0) return null;
  return output.middle / first.middle;
}

/** The word as the page says it. */
export const layersWords: Readonly<Record<LayersWord, string>> = {
  Identical: say('Identical'), Dead: say('Dead'), Saturated: say('Saturated'), Vanishing: say('Vanishing'), Exploding: say('Exploding'), Small: say('Small'), Fine: say('Fine'),
};

/** The one word for it. */
export function layersWord(result: LayersResult): LayersWord {
  const hidden = hiddenOf(result);
  const units = hidden.reduce((sum, layer) => sum + layer.units, 0);
  const countOf = (key: 'saturated' | 'dead'): number => hidden.reduce((sum, layer) => sum + layer[key].length, 0);
  const ratio = gradientRatio(result);
  if (hidden.some(isWhole)) return 'Identical';
  if (units > 0 && countOf('dead') >= MANY * units) return 'Dead';
  if (ratio !== null && ratio >= FAR_APART) return 'Vanishing';
  if (ratio !== null && ratio <= 1 / FAR_APART) return 'Exploding';
  const signals = signalRatio(result);
  if (signals !== null && signals >= FAR_APART) return 'Exploding';
  if (signals !== null && signals <= 1 / FAR_APART) return 'Vanishing';
  if (units > 0 && countOf('saturated') + countOf('dead') >= MANY * units) return 'Saturated';
  if (hidden.some(({ identical }) => identical.length > 0)) return 'Identical';
  return (reachRatio(result) ?? 1) >= FAR_APART ? 'Small' : 'Fine';
}

/** All there is to say, in sentences. */
export function layersFindings(result: LayersResult): readonly string[] {
  if (result.examples === 0) return [say('There are no training examples to pass through the network.')];
  if (result.layers.length === 1) return [say('There is no hidden layer: every gradient comes straight from the loss.')];
  const neurons = [...identicalSentences(result), ...quietSentences(result, 'dead'), ...quietSentences(result, 'saturated')];
  if (neurons.length === 0) neurons.push(say('No hidden neuron is identical to another, dead or saturated.'));
  const learning = learningSentence(result);
  // What the word is about comes first.
  const word = layersWord(result);
  const isAboutNeurons = word === 'Identical' || word === 'Dead' || word === 'Saturated';
  const ratio = ratioSentence(result, isAboutNeurons);
  const signals = signalSentence(result);
  if (word === 'Small') return [say('Gradients shrink {times} from the output to the first hidden layer.', { times: times(reachRatio(result)!) }), ...neurons, learning].filter((sentence) => sentence !== null);
  const isBySignals = signals !== null && isClose(gradientRatio(result));
  const flow = isBySignals ? [signals, ratio] : [ratio, signals];
  return (isAboutNeurons ? [learning, ...neurons, ...flow] : [...flow, ...neurons, learning]).filter((sentence) => sentence !== null);
}

/** The word as a heading: fine on the whole is not fine without exception. */
export function layersHeading(result: LayersResult): string {
  const word = layersWord(result);
  const isQuiet = hiddenOf(result).some(({ dead, saturated, identical }) => dead.length + saturated.length + identical.length > 0);
  return word === 'Fine' && isQuiet ? say('Mostly fine') : layersWords[word];
}

/** Which gradients are exactly 0 and what learns all the same; null where every parameter has a gradient. */
export function learningSentence(result: LayersResult): string | null {
  const { layers } = result;
  const weights = layers.reduce((sum, layer) => sum + layer.weightCount, 0);
  const zeros = layers.reduce((sum, layer) => sum + layer.zeroWeights, 0);
  const zeroBiases = layers.reduce((sum, layer) => sum + layer.zeroBiases, 0);
  if (zeros === 0 && zeroBiases === 0) return null;
  const learners = learnersOf(layers, layers.map((layer) => ({ weights: layer.weightCount - layer.zeroWeights, biases: layer.units - layer.zeroBiases })));
  const nothing = zeros === weights;
  const count = nothing ? say('The gradient of every weight is exactly 0 (all {weights})', { weights: formatCount(weights) }) : say('The gradient of {zeros} of {weights} weights is exactly 0', { zeros: formatCount(zeros), weights: formatCount(weights) });
  const now = learners.length === 0 ? say('and so is that of every bias: nothing learns') : learnSentence(list(learners), isOne(learners), nothing);
  if (learners.length > 0 && layers.every((layer) => layer.zeroWeights < layer.weightCount && layer.zeroBiases < layer.units)) return `${count}.`;
  const later = followers(result);
  const then = later.length > 0 ? ` ${capital(list(later))}.` : '';
  return `${count}${learners.length === 0 ? ' ' : '; '}${now}.${then}`;
}

function learnSentence(names: string, one: boolean, only: boolean): string {
  if (only) return one ? say('only {names} learns', { names }) : say('only {names} learn', { names });
  return one ? say('{names} learns', { names }) : say('{names} learn', { names });
}

/** What does not learn yet, and after how many of the steps tried ahead it first did: "hidden 2 follows after 3 steps", "hidden 1 after 4". */
function followers({ layers, ahead }: LayersResult): string[] {
  if (ahead === null) return [];
  const at = ahead.movedAt.map(({ weights, biases }, l) => ({
    weights: layers[l]!.zeroWeights === layers[l]!.weightCount ? weights : null, biases: layers[l]!.zeroBiases === layers[l]!.units ? biases : null,
  }));
  const steps = [...new Set(at.flatMap(({ weights, biases }) => [weights, biases]).filter((step) => step !== null))].toSorted((a, b) => a - b);
  return steps.map((step, i) => {
    const names = learnersOf(layers, at.map(({ weights, biases }) => ({ weights: Number(weights === step), biases: Number(biases === step) })));
    const values = { names: list(names), step: formatCount(step) };
    if (i > 0) return say('{names} after {step}', values);
    if (step === 1) return isOne(names) ? say('{names} follows after {step} step', values) : say('{names} follow after {step} step', values);
    return isOne(names) ? say('{names} follows after {step} steps', values) : say('{names} follow after {step} steps', values);
  });
}

const isOne = (names: readonly string[]): boolean => names.length === 1 && (names[0] === say('the output bias') || /^\S+ \d+$/.test(names[0] ?? ''));

/** Of which parameters the gradient is exactly 0 before the first step, what moves all the same a little later, and whether equal neurons part. */
export function equalWeightsText(result: LayersResult): { readonly zeros: string; readonly later: string | null; readonly neurons: string } {
  const { layers, ahead } = result;
  const weights = layers.reduce((sum, layer) => sum + layer.weightCount, 0);
  const zeros = layers.reduce((sum, layer) => sum + layer.zeroWeights, 0);
  const zeroBiases = layers.reduce((sum, layer) => sum + layer.zeroBiases, 0);
  const moving = layers.map((layer) => ({ weights: layer.weightCount - layer.zeroWeights, biases: layer.units - layer.zeroBiases }));
  const learners = learnersOf(layers, moving);
  const isPartly = moving.every((layer) => layer.weights > 0 && layer.biases > 0);
  const later = followers(result);
  const wide = hiddenOf(result).filter(({ units }) => units > 1);
  return {
    zeros: zeros === 0 && zeroBiases === 0 ? say('none') : isPartly ? say('{zeros} of {weights} weights', { zeros: formatCount(zeros), weights: formatCount(weights) }) : learners.length === 0 ? say('all') : say('all but {list}', { list: list(learners) }),
    later: later.length === 0 ? null : list(later),
    neurons: wide.length === 0 ? say('one a layer') : !wide.every(isWhole) ? say('not identical') : ahead === null ? say('identical') : ahead.stayIdentical ? say('stay identical') : say('part'),
  };
}

/** The groups of parameters among which some move, the output first. */
function learnersOf(layers: readonly LayerSpread[], moving: readonly { readonly weights: number; readonly biases: number }[]): string[] {
  const output = moving.at(-1) ?? { weights: 0, biases: 0 };
  const hidden = moving.slice(0, -1).map(({ weights, biases }) => ({ weights: weights > 0, biases: biases > 0 }));
  const numbers = (isMeant: (layer: { readonly weights: boolean; readonly biases: boolean }) => boolean): number[] => hidden.flatMap((layer, index) => (isMeant(layer) ? [index + 1] : []));
  const [whole, weights, biases] = [numbers((layer) => layer.weights && layer.biases), numbers((layer) => layer.weights && !layer.biases), numbers((layer) => layer.biases && !layer.weights)];
  const places = (found: readonly number[]): string => (found.length > 1 && found.length === hidden.length ? say('all hidden layers') : say('hidden {list}', { list: list(found.map(String)) }));
  return [
    ...(output.biases > 0 ? [((layers.at(-1)?.units ?? 1) > 1 ? say('the output biases') : say('the output bias'))] : []),
    ...(output.weights > 0 ? [say('the output weights')] : []),
    ...(whole.length > 0 ? [places(whole)] : []),
    ...(weights.length > 0 ? [say('the weights of {places}', { places: places(weights) })] : []),
    ...(biases.length > 0 ? [say('the biases of {places}', { places: places(biases) })] : []),
  ];
}

function identicalSentences(result: LayersResult): string[] {
  const hidden = hiddenOf(result);
  const wide = hidden.filter(({ units }) => units > 1);
  if (wide.length > 0 && wide.every(isWhole)) {
    return [wide.length === 1 && hidden.length === 1 ? say('All hidden neurons are identical and will stay so.') : say('In every hidden layer all neurons are identical and will stay so.')];
  }
  return hidden.flatMap(({ units, identical }, index) => identical.map((group) => {
    const who = group.length === units ? say('all {units} neurons', { units: formatCount(units) }) : group.length > MOST_NAMED ? say('{count} neurons', { count: formatCount(group.length) }) : say('neurons {numbers}', { numbers: listUnits(group) });
    return say('Hidden {index}: {neurons} are identical and will stay so.', { index: index + 1, neurons: who });
  }));
}

const SAYS = {
  dead: say('φ′ is exactly 0 for every example, and with it the gradient'),
  saturated: say('the mean slope |φ′| is below 5 % of the largest'),
} as const;

function quietSentences(result: LayersResult, key: 'dead' | 'saturated'): string[] {
  const hidden = hiddenOf(result);
  const places = hidden.flatMap((layer, index) => (layer[key].length === 0 ? [] : [say('{neurons} of hidden {index}', { neurons: countedUnits(layer[key], layer.units), index: index + 1 })]));
  if (places.length === 0) return [];
  const isSingle = hidden.reduce((sum, layer) => sum + layer[key].length, 0) === 1;
  const values = { places: capital(list(places)), why: SAYS[key] };
  if (key === 'dead') return [isSingle ? say('{places} is dead: {why}.', values) : say('{places} are dead: {why}.', values)];
  return [isSingle ? say('{places} is saturated: {why}.', values) : say('{places} are saturated: {why}.', values)];
}

function countedUnits(units: readonly number[], all: number): string {
  if (units.length === all) return all === 1 ? say('the one neuron') : say('all {all} neurons', { all: formatCount(all) });
  if (units.length > MOST_NAMED) return say('{count} of {all} neurons', { count: formatCount(units.length), all: formatCount(all) });
  return units.length === 1 ? say('neuron {numbers}', { numbers: listUnits(units) }) : say('neurons {numbers}', { numbers: listUnits(units) });
}

/** @param named vanishing and exploding are called so, for the heading speaks of something else */
function ratioSentence(result: LayersResult, named: boolean): string | null {
  const ratio = gradientRatio(result);
  if (ratio === null) return null;
  if (ratio === Infinity) return say('Gradients are exactly 0 when they reach the first hidden layer: vanished.');
  if (ratio >= 2) return (named && ratio >= FAR_APART ? say('Gradients shrink {times} from the last to the first hidden layer: vanishing.', { times: times(ratio) }) : say('Gradients shrink {times} from the last to the first hidden layer.', { times: times(ratio) }));
  if (ratio <= 0.5) return (named && ratio <= 1 / FAR_APART ? say('Gradients grow {times} from the last to the first hidden layer: exploding.', { times: times(1 / ratio) }) : say('Gradients grow {times} from the last to the first hidden layer.', { times: times(1 / ratio) }));
  return say('Gradients keep their size from the last to the first hidden layer ({ratio} times).', { ratio: formatNumber(1 / ratio, 2) });
}

/** Only where it is as far apart as gradients that vanish or explode. */
function signalSentence(result: LayersResult): string | null {
  const ratio = signalRatio(result);
  if (ratio === null || isClose(ratio)) return null;
  if (ratio === 0) return say('Activations do not differ any more in the last hidden layer.');
  return say('The spread of the activations over neurons and examples {times} from the first to the last hidden layer.', { times: ratio > 1 ? say('grows {times}', { times: times(ratio) }) : say('shrinks {times}', { times: times(1 / ratio) }) });
}

/** Neither vanishing nor exploding. */
const isClose = (ratio: number | null): boolean => ratio === null || (ratio < FAR_APART && ratio > 1 / FAR_APART);

const times = (ratio: number): string => `1 : ${ratio >= 10 && ratio < 1e5 ? formatCount(Number(ratio.toPrecision(2))) : formatNumber(ratio, 2)}`;

/** One spread as a sentence for those who do not see it. */
export function spreadText(spread: Quantiles | null): string {
  if (spread === null) return say('not there');
  if (spread.zeros === spread.count) return say('exactly 0 throughout');
  if (spread.low === spread.high) return say('{middle} throughout', { middle: formatNumber(spread.middle) });
  return say('median {middle}, half between {lower} and {upper}, nine tenths between {low} and {high}', { middle: formatNumber(spread.middle), lower: formatNumber(spread.lower), upper: formatNumber(spread.upper), low: formatNumber(spread.low), high: formatNumber(spread.high) });
}

/** @param what of each layer, in order */
export function describeLayers(title: string, what: readonly string[]): string {
  return `${title}. ${what.map((text, index) => `${capital(layerName(index, what.length))}: ${text}.`).join(' ')}`;
}
