// a = TANH(z), φ′ = 1-a^2, f = (ŷ-y)^2/2, v = β*v+(1-β)*g^2 …: the engine's rules as formulas of a spreadsheet
/**
 * One record an activation, a loss and an optimizer, as the engine has one; a name without a record does not compile. Two habits of
 * spreadsheets are minded everywhere: -a^2 is (-a)^2 there, and e to the power of 710 is an error.
 */
import type { ActivationName } from '../engine/activations.ts';
import type { LossName } from '../engine/losses.ts';
import type { OptimizerName } from '../engine/optimizers.ts';
import { f, type Expression } from './spreadsheetExpression.ts';

export type ActivationRule = {
  readonly output: (z: Expression) => Expression;
  readonly slope: (z: Expression, a: Expression) => Expression;
};

/** e^−z where z may be far below 0; the reader sees the plain power. */
const falling = (z: Expression): Expression => ({ formula: f`EXP(MIN(700,-${z}))`.formula, text: f`EXP(-${z})`.text });
const sigmoid = (z: Expression): Expression => f`1/(1+${falling(z)})`;
const density = (z: Expression): Expression => f`EXP(-(${z}^2)/2)/SQRT(2*PI())`;
const softplus = (z: Expression): Expression => f`MAX(0,${z})+LN(1+EXP(-ABS(${z})))`;

export const activationRules: Readonly<Record<ActivationName, ActivationRule>> = {
  linear: { output: (z) => z, slope: () => f`1` },
  sigmoid: { output: sigmoid, slope: (_z, a) => f`${a}*(1-${a})` },
  tanh: { output: (z) => f`TANH(${z})`, slope: (_z, a) => f`(1-${a}^2)` },
  relu: { output: (z) => f`MAX(0,${z})`, slope: (z) => f`IF(${z}>0,1,0)` },
  leaky_relu: { output: (z) => f`IF(${z}>0,${z},0.01*${z})`, slope: (z) => f`IF(${z}>0,1,0.01)` },
  elu: { output: (z) => f`IF(${z}>0,${z},EXP(${z})-1)`, slope: (z, a) => f`IF(${z}>0,1,${a}+1)` },
  gelu: { output: (z) => f`${z}*NORMSDIST(${z})`, slope: (z) => f`(NORMSDIST(${z})+${z}*${density(z)})` },
  softplus: { output: softplus, slope: sigmoid },
  swish: { output: (z) => f`${z}/(1+${falling(z)})`, slope: (z, a) => f`(${a}+(1-${a})/(1+${falling(z)}))` },
  sin: { output: (z) => f`SIN(${z})`, slope: (z) => f`COS(${z})` },
};

/** What the rule of a loss is written with; `share` is what the loss makes of bare weighted sums, ŷ where the output is that already. */
export type LossParts = {
  readonly y: Expression;
  readonly prediction: Expression;
  readonly z: Expression;
  readonly huberDelta: Expression;
  readonly share: Expression;
  /** Of softmax: ln Σe^{z_j}, and Σ of the targets. */
  readonly logSum: Expression;
  readonly targetSum: Expression;
};

export type LossRule = {
  readonly value: (of: LossParts) => Expression;
  /** ∂f/∂ŷ, or ∂f/∂z where the loss reads the weighted sums. */
  readonly slope: (of: LossParts) => Expression;
};

const difference = ({ prediction, y }: LossParts): Expression => f`(${prediction}-${y})`;

export const lossRules: Readonly<Record<LossName, LossRule>> = {
  squared: { value: (of) => f`${difference(of)}^2`, slope: (of) => f`2*${difference(of)}` },
  half_squared: { value: (of) => f`${difference(of)}^2/2`, slope: difference },
  absolute: { value: (of) => f`ABS${difference(of)}`, slope: (of) => f`SIGN${difference(of)}` },
  huber: {
    value: (of) => f`IF(ABS${difference(of)}<=${of.huberDelta},${difference(of)}^2/2,${of.huberDelta}*(ABS${difference(of)}-${of.huberDelta}/2))`,
    slope: (of) => f`MAX(-${of.huberDelta},MIN(${of.huberDelta},${of.prediction}-${of.y}))`,
  },
  // As max(0, z) − zy + ln(1 + e^−|z|), which stays exact where ŷ rounds to 0 or 1.
  binary_cross_entropy: { value: ({ z, y }) => f`(MAX(0,${z})-${z}*${y}+LN(1+EXP(-ABS(${z}))))`, slope: ({ share, y }) => f`(${share}-${y})` },
  softmax_cross_entropy: { value: ({ y, z, logSum }) => f`${y}*(${logSum}-${z})`, slope: ({ share, y, targetSum }) => f`(${share}*${targetSum}-${y})` },
  hinge: { value: ({ y, prediction }) => f`MAX(0,1-${y}*${prediction})`, slope: ({ y, prediction }) => f`IF(${y}*${prediction}>=1,0,-${y})` },
  signed_difference: { value: ({ y, prediction }) => f`(${y}-${prediction})`, slope: () => f`(-1)` },
};

/** e^{z − m} and 1/(1 + e^{−z}): the parts of softmax, and the sigmoid that a cross-entropy makes of a bare weighted sum. */
export const powerOf = (z: Expression, largest: Expression): Expression => f`EXP(${z}-${largest})`;
export const sigmoidOf = sigmoid;

/** What an optimizer's rule for one parameter is written with. */
export type StepParts = {
  readonly w: Expression;
  /** What the optimizer is given. */
  readonly g: Expression;
  /** η of this update. */
  readonly eta: Expression;
  /** The optimizer's own numbers by their names, and the momentum that a schedule sets in place of them; t, the number of its step. */
  readonly setting: (name: string) => Expression;
  /** The memory before this update and after it. */
  readonly slots: readonly Expression[];
  readonly newSlots: readonly Expression[];
  /** Adam's m̂ and v̂. */
  readonly corrected: readonly Expression[];
};

export type OptimizerRule = {
  /** Settings that its formulas read, in order; `t` is the number of the optimizer's step. */
  readonly settings: readonly string[];
  readonly newSlots: readonly ((of: StepParts) => Expression)[];
  readonly corrected: readonly ((of: StepParts) => Expression)[];
  readonly newParameter: (of: StepParts) => Expression;
};

const keptMean = (keep: string, slot: number, power: 1 | 2) => ({ slots, g, setting }: StepParts): Expression => (
  power === 1 ? f`${setting(keep)}*${slots[slot]!}+(1-${setting(keep)})*${g}` : f`${setting(keep)}*${slots[slot]!}+(1-${setting(keep)})*${g}^2`);
const velocity = ({ slots, g, setting }: StepParts): Expression => f`${setting('momentum')}*${slots[0]!}+${g}`;
const correctedBy = (keep: string, slot: number) => ({ newSlots, setting }: StepParts): Expression => f`${newSlots[slot]!}/(1-${setting(keep)}^${setting('t')})`;
const adamStep = ({ eta, corrected, setting }: StepParts): Expression => f`${eta}*${corrected[0]!}/(SQRT(${corrected[1]!})+${setting('epsilon')})`;
const adam = {
  newSlots: [keptMean('beta1', 0, 1), keptMean('beta2', 1, 2)],
  corrected: [correctedBy('beta1', 0), correctedBy('beta2', 1)],
};

export const optimizerRules: Readonly<Record<OptimizerName, OptimizerRule>> = {
  sgd: { settings: [], newSlots: [], corrected: [], newParameter: ({ w, g, eta }) => f`${w}-${eta}*${g}` },
  momentum: {
    settings: ['momentum'], newSlots: [velocity], corrected: [],
    newParameter: ({ w, eta, newSlots }) => f`${w}-${eta}*${newSlots[0]!}`,
  },
  nesterov: {
    settings: ['momentum'], newSlots: [velocity], corrected: [],
    newParameter: ({ w, g, eta, newSlots, setting }) => f`${w}-${eta}*(${g}+${setting('momentum')}*${newSlots[0]!})`,
  },
  adagrad: {
    settings: ['epsilon', 'decay', 't'], newSlots: [({ slots, g }) => f`${slots[0]!}+${g}^2`], corrected: [],
    newParameter: ({ w, g, eta, newSlots, setting }) => f`${w}-${eta}/(1+(${setting('t')}-1)*${setting('decay')})*${g}/(SQRT(${newSlots[0]!})+${setting('epsilon')})`,
  },
  rmsprop: {
    settings: ['alpha', 'epsilon'], newSlots: [keptMean('alpha', 0, 2)], corrected: [],
    newParameter: ({ w, g, eta, newSlots, setting }) => f`${w}-${eta}*${g}/(SQRT(${newSlots[0]!})+${setting('epsilon')})`,
  },
  adam: { settings: ['beta1', 'beta2', 'epsilon', 't'], ...adam, newParameter: (of) => f`${of.w}-${adamStep(of)}` },
  adamw: {
    settings: ['beta1', 'beta2', 'epsilon', 'weightDecay', 't'], ...adam,
    newParameter: (of) => f`(1-${of.eta}*${of.setting('weightDecay')})*${of.w}-${adamStep(of)}`,
  },
};

/** Each setting's symbol (viz/mathText markup) and what it is. */
export const settingNames: Readonly<Record<string, readonly [string, string]>> = {
  momentum: ['μ', 'momentum'], alpha: ['α', 'share of the old mean square that is kept'], beta1: ['β_1', 'share of the old first moment that is kept'],
  beta2: ['β_2', 'share of the old second moment that is kept'], epsilon: ['ε', 'keeps the division from 0'], decay: ['d', 'decay of the learning rate'],
  weightDecay: ['λ', 'weight decay'], t: ['t', 'number of this step, counted since the optimizer began'],
};
