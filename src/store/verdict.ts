/**
 * What the run is doing, in one word and one sentence. Pure: from the curve of the losses and the weights; thresholds
 * are easier to stay behind than to cross, and a new word must hold for a moment, so that the verdict does not flicker.
 */
import type { LossName } from '../engine/losses.ts';
import { losses } from '../engine/losses.ts';
import type { Network } from '../engine/network.ts';
import { formatCount, formatNumber, formatSetting } from '../viz/format.ts';
import type { LossHistory, TrainingStatus } from '../worker/protocol.ts';
import { CONVERGING_FALL } from '../worker/rateTrials.ts';
import { divergenceReason, type Divergence } from './divergenceReason.ts';
import { trendOf, type LossTrend } from './lossTrend.ts';
import { isOverFitting, validationRise } from './overFitting.ts';
import { say, translated } from '../words/say.ts';

/** All that a verdict can be, as lessons and messages name it. */
export const verdictWords = [
  'Ready', 'Starting', 'Converging', 'Crawling', 'Oscillating', 'Diverging', 'Diverged', 'Stuck', 'Over-fitting', 'Converged', 'Flat',
] as const;
export type VerdictWord = (typeof verdictWords)[number];

/** The same as the page says it. */
export const verdictNames: Readonly<Record<VerdictWord, string>> = {
  Ready: say('Ready'), Starting: say('Starting'), Converging: say('Converging'), Crawling: say('Crawling'), Oscillating: say('Oscillating'), Diverging: say('Diverging'),
  Diverged: say('Diverged'), Stuck: say('Stuck'), 'Over-fitting': say('Over-fitting'), Converged: say('Converged'), Flat: say('Flat'),
};

/** `sentence` begins with the word’s name and stands alone, e.g. "Converging: training loss falls 2.1 % an epoch." */
export type Verdict = { readonly word: VerdictWord; readonly sentence: string };

export type VerdictInput = {
  readonly history: LossHistory;
  readonly status: TrainingStatus;
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly divergence: Divergence | null;
  readonly loss: LossName;
  /** η in the box. */
  readonly learningRate: number;
  /** η of the next step in units of 2/λmax; null or absent where that is not the edge of stability, or not known. */
  readonly timesEdge?: number | null;
  /** The outputs have bounds (sigmoid, tanh, softmax), and with them every loss. */
  readonly isBounded: boolean;
  readonly gradientNorm: number;
  /** From `identicalNeurons`. */
  readonly identical: IdenticalNeurons | null;
  readonly parameterCount: number;
  /** The first weights were set by hand or came with a link or a file. */
  readonly isGiven?: boolean;
  readonly trainCount: number;
  /** It is known that there is not one example to train on. */
  readonly isEmpty?: boolean;
  /** The step from which on the loss means what it means now: same data, same loss. Levels are not compared across it. */
  readonly comparableFrom: number;
  /** The step at which a setting or a weight was last changed; trends do not reach back over it. */
  readonly changedAt: number;
  /** The step at which η was last lowered; null if never. */
  readonly loweredAt: number | null;
  /** The word now shown; its own limits are a little wider. */
  readonly previous: VerdictWord | null;
};

/** What the numbers say at this moment. */
export function judge(input: VerdictInput): Verdict {
  const { history, step, stepsPerEpoch } = input;
  if (input.status === 'diverged' || input.divergence !== null) return diverged(input);
  if (input.isEmpty === true) return verdict('Ready', say('there is no point to learn from: draw some, or take another data set.'));
  if (step === 0) {
    if (input.identical !== null) return verdict('Ready', say('{identical} and will stay so.', { identical: identicalText(input.identical) }));
    return verdict('Ready', say('{parameterCount} parameters {begin} from {trainCount}.', { parameterCount: formatCount(input.parameterCount), begin: input.isGiven === true ? say('begin at given values and learn on') : say('will learn'), trainCount: input.trainCount === 1 ? say('one example') : say('{trainCount} examples', { trainCount: formatCount(input.trainCount) }) }));
  }
  if (input.identical !== null) return verdict('Stuck', say('{identical} and stay so.', { identical: identicalText(input.identical) }));
  const last = history.train.at(-1) ?? NaN;
  const first = history.train[Math.max(0, history.step.findIndex((at) => at >= input.comparableFrom))] ?? NaN;
  if (losses[input.loss].trap === true) return trapped(input, last);
  if (last <= 0) return verdict('Converged', say('the training loss is 0: no example has any error left.'));

  const sinceChange = step - input.changedAt;
  const trend = sinceChange < 2 * stepsPerEpoch ? null : trendOf(history, step - windowOf(sinceChange, step, stepsPerEpoch), stepsPerEpoch);
  // So far above its beginning nothing has to be waited for.
  if (trend === null && first > 0 && last > EXPLODED * first) return verdict('Diverging', say('training loss has grown from {first} to {last}.', { first: formatNumber(first), last: formatNumber(last) }));
  if (trend === null) return verdict('Starting', say('{stepsMade}, training loss {last}.', { stepsMade: stepsMade(input), last: formatNumber(last) }));

  return withEdge(ofTrend(input, trend, first), input);
}

function ofTrend(input: VerdictInput, trend: LossTrend, first: number): Verdict {
  const isHeld = (word: VerdictWord): boolean => input.previous === word;
  const rise = Math.log(trend.to / trend.from);
  if (rise > (isHeld('Diverging') ? 0.1 : 0.18) && trend.certainty > 3) {
    return verdict('Diverging', say('training loss rises {rise} an epoch.', { rise: riseText(Math.expm1(trend.slope * input.stepsPerEpoch)) }));
  }
  if (isOscillating(trend, first, isHeld('Oscillating'))) {
    return verdict('Oscillating', say('training loss swings by about {amount} and rises {share} of the time.', { amount: percent(trend.roughness), share: percent(trend.risingShare) }));
  }
  return overFitting(input) ?? ofSlope(trend, first, input);
}

const OF_THE_RATE: ReadonlySet<VerdictWord> = new Set<VerdictWord>(['Converging', 'Crawling', 'Oscillating', 'Diverging']);

/** "…; η is 0.37 × 2/λmax." where the word is η's doing. */
function withEdge(judged: Verdict, { timesEdge }: VerdictInput): Verdict {
  if (timesEdge == null || !(timesEdge > 0 && timesEdge < Infinity) || !OF_THE_RATE.has(judged.word)) return judged;
  return { ...judged, sentence: say('{sentence}; η is {times} × 2/λmax.', { sentence: judged.sentence.replace(/\.$/, ''), times: formatSetting(roundTo2(timesEdge)) }) };
}

/** "12 steps made", after a change "12 steps made since step 1,000". */
function stepsMade({ step, changedAt }: VerdictInput): string {
  const count = step - changedAt;
  return say('{count} {steps} made{changedAt}', { count: formatCount(count), steps: count === 1 ? say('step') : say('steps'), changedAt: changedAt > 0 ? ` ${say('since step {changedAt}', { changedAt: formatCount(changedAt) })}` : '' });
}

/** A loss without a lower bound never does well by falling, and a value of 0 only says that its errors cancel. */
function trapped(input: VerdictInput, last: number): Verdict {
  const { history, step, stepsPerEpoch, changedAt, loss, gradientNorm, isBounded } = input;
  const name = translated(losses[loss].label);
  if (gradientNorm === 0) return verdict('Stuck', say('every gradient is 0, so no weight moves.'));
  const from = step - windowOf(step - changedAt, step, stepsPerEpoch);
  const begin = history.step.findIndex((at) => at >= from);
  const points = history.step.length - begin;
  if (begin < 0 || points < 4 || step - changedAt < 2 * stepsPerEpoch) return verdict('Starting', say('{stepsMade}; the {name} is a trap: {why}.', { stepsMade: stepsMade(input), name, why: isBounded ? say('errors of opposite sign cancel') : say('it has no lower bound') }));
  const part = Math.ceil(points / 3);
  const before = meanOf(history.train.subarray(begin, begin + part));
  const now = meanOf(history.train.subarray(-part));
  if (before - now > 1e-3 * Math.max(Math.abs(before), Math.abs(now))) {
    return verdict('Diverging', say('the {name} falls, now {last}: a trap, for {unbounded}errors of opposite sign cancel.', { name, last: formatNumber(last), unbounded: isBounded ? '' : `${say('it has no lower bound and')} ` }));
  }
  return verdict('Flat', say('the {name} stays near {now}: a trap, for errors of opposite sign cancel, so it says nothing of the fit.', { name, now: formatNumber(now) }));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Steps looked back over: the last third of the time since the last change, at least 8 epochs, at most 200 or a tenth of the run. */
function windowOf(sinceChange: number, step: number, stepsPerEpoch: number): number {
  const most = Math.max(200 * stepsPerEpoch, step / 10);
  return Math.min(sinceChange, Math.max(8 * stepsPerEpoch, Math.min(most, 0.3 * sinceChange)));
}

function diverged(input: VerdictInput): Verdict {
  const at = input.divergence;
  if (at === null) return { word: 'Diverged', sentence: say('Diverged: the numbers have left the range of numbers.') };
  return { word: 'Diverged', sentence: say('Diverged at step {step}: {divergenceReason}.', { step: formatCount(at.step), divergenceReason: divergenceReason(at, input.loss, input.learningRate) }) };
}

function isOscillating(trend: LossTrend, firstLoss: number, isHeld: boolean): boolean {
  const ease = isHeld ? 0.7 : 1;
  const swing = trend.roughness * trend.to;
  return trend.points >= 6
    && trend.risingShare >= 0.33 * ease
    && trend.roughness > 0.12 * ease
    && swing > 0.03 * ease * firstLoss
    && Math.abs(trend.slope * trend.length) < (2.5 / ease) * trend.roughness;
}

function overFitting(input: VerdictInput): Verdict | null {
  const rise = validationRise(input.history, input.comparableFrom);
  if (rise === null || !isOverFitting(rise, input.previous === 'Over-fitting')) return null;
  const above = percent((input.history.validation.at(-1) ?? NaN) / rise.best.loss - 1);
  return verdict('Over-fitting', say('validation loss is {above} above its lowest (epoch {epoch}) while training loss fell on.', { above, epoch: formatCount(Math.floor(rise.best.epoch)) }));
}

function ofSlope(trend: LossTrend, firstLoss: number, input: VerdictInput): Verdict {
  const fall = -Math.expm1(trend.slope * input.stepsPerEpoch);
  const held = input.previous;
  const isFalling = trend.slope < 0 && trend.certainty > 2;
  const remains = trend.to / firstLoss;
  if (isFalling && fall >= (held === 'Converging' ? 0.7 : 1) * CONVERGING_FALL) {
    return verdict('Converging', say('training loss falls {percent} an epoch.', { percent: percent(fall) }));
  }
  // What still falls, however slowly, or was slowed by hand a moment ago, has not settled.
  const isSlowed = input.loweredAt !== null && input.step - input.loweredAt < 20 * input.stepsPerEpoch;
  const wouldFall = isFalling && 1000 * fall > 0.2;
  const hasLearnt = !isSlowed && !wouldFall && remains < (held === 'Converged' ? 0.6 : 0.5);
  if (isFalling && !hasLearnt) {
    const halving = Math.log(0.5) / (trend.slope * input.stepsPerEpoch);
    const pace = halving > 1e6 ? say('it would take over a million epochs to halve') : say('it would take {halving} epochs to halve', { halving: formatCount(roundTo2(halving)) });
    return verdict('Crawling', say('training loss falls {percent} an epoch; {pace}.', { percent: percent(fall), pace }));
  }
  if (hasLearnt || (remains < 0.8 && !isFalling && !isSlowed)) return verdict('Converged', say('training loss has settled at {to}.', { to: formatNumber(trend.to) }));
  if (input.gradientNorm === 0) return verdict('Stuck', say('every gradient is 0, so no weight moves.'));
  return verdict('Flat', say('training loss stays near {to}.', { to: formatNumber(trend.to) }));
}

function verdict(word: VerdictWord, rest: string): Verdict {
  return { word, sentence: `${verdictNames[word]}: ${rest}` };
}

/** A share in per cent with two significant digits at most, e.g. "2.1 %". */
function percent(share: number): string {
  return `${formatSetting(roundTo2(share * 100))} %`;
}

/** A rise an epoch; beyond tenfold the number itself says nothing any more. */
function riseText(share: number): string {
  return share > 9 ? say('more than tenfold') : percent(share);
}

function roundTo2(value: number): number {
  return Number(value.toPrecision(2));
}

/** Which hidden neurons compute the same and always will: all of them, or those of one layer. */
export type IdenticalNeurons = { readonly layer: number | 'all'; readonly units: number };

/**
 * Hidden layers whose neurons all have the same weights in, bias and weights out get the same gradient for ever, so
 * none of them can become different. Null if there is no such layer of two or more neurons.
 */
export function identicalNeurons(network: Network, theta: Float64Array): IdenticalNeurons | null {
  let wide = 0;
  const same: number[] = [];
  for (let l = 0; l + 1 < network.layers.length; l++) {
    if ((network.layers[l]?.units ?? 0) < 2) continue;
    wide += 1;
    if (isUniform(network, theta, l)) same.push(l);
  }
  const first = same[0];
  if (first === undefined) return null;
  if (same.length === wide) return { layer: 'all', units: 0 };
  return { layer: first, units: network.layers[first]?.units ?? 0 };
}

function isUniform(network: Network, theta: Float64Array, index: number): boolean {
  const layer = network.layers[index];
  const next = network.layers[index + 1];
  if (layer === undefined || next === undefined) return false;
  for (let unit = 1; unit < layer.units; unit++) {
    if (!isNear(theta[layer.biases + unit], theta[layer.biases])) return false;
    for (let input = 0; input < layer.inputs; input++) {
      if (!isNear(theta[layer.weights + unit * layer.inputs + input], theta[layer.weights + input])) return false;
    }
    for (let out = 0; out < next.units; out++) {
      const row = next.weights + out * next.inputs;
      if (!isNear(theta[row + unit], theta[row])) return false;
    }
  }
  return true;
}

function isNear(a = NaN, b = NaN): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function identicalText({ layer, units }: IdenticalNeurons): string {
  return layer === 'all' ? say('all hidden neurons are identical') : say('the {units} neurons of hidden layer {layer} are identical', { units, layer: layer + 1 });
}

/** What is shown, and the word that may replace it once it has held for a while. */
export type VerdictMemory = {
  readonly shown: Verdict;
  readonly candidate: VerdictWord | null;
  readonly candidateSince: number;
  readonly shownSince: number;
};

/** A loss so many times its first one. */
const EXPLODED = 1000;

const HOLD_MS = 700;
const SENTENCE_MS = 500;
const AT_ONCE: ReadonlySet<VerdictWord> = new Set<VerdictWord>(['Ready', 'Diverged', 'Stuck']);

/** Lets a new word in when it has been proposed for 0.7 s, at once if it is certain or training stands still. */
export function settle(memory: VerdictMemory, proposed: Verdict, now: number, isTraining: boolean): VerdictMemory {
  if (proposed.word === memory.shown.word) {
    const isDue = proposed.sentence !== memory.shown.sentence && (now - memory.shownSince >= SENTENCE_MS || !isTraining);
    return isDue ? { shown: proposed, candidate: null, candidateSince: now, shownSince: now } : { ...memory, candidate: null };
  }
  const isCertain = AT_ONCE.has(proposed.word) || AT_ONCE.has(memory.shown.word) || memory.shown.word === 'Starting' || !isTraining;
  const hasHeld = memory.candidate === proposed.word && now - memory.candidateSince >= HOLD_MS;
  if (isCertain || hasHeld) return { shown: proposed, candidate: null, candidateSince: now, shownSince: now };
  return memory.candidate === proposed.word ? memory : { ...memory, candidate: proposed.word, candidateSince: now };
}
