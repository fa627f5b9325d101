// relative error 5·10⁻¹² → "They agree to 11 digits"
import { activations } from '../../engine/activations.ts';
import { differenceStep } from '../../engine/checkGradient.ts';
import type { Network } from '../../engine/network.ts';
import type { CheckTable, Kink } from '../../explain/check.ts';
import type { Names } from '../../explain/names.ts';
import { formatCount, formatNumber } from '../../viz/format.ts';
import { say, translated } from '../../words/say.ts';

/** How well one entry agrees: in digits, as a step of the heat (0 agrees, 4 does not), in a word or two, in a sentence. */
export type Agreement = {
  readonly digits: number;
  readonly heat: 0 | 1 | 2 | 3 | 4;
  readonly short: string;
  readonly sentence: string;
};

/** More than a double holds. */
const MOST_DIGITS = 15;
/** Below this, both are rounding of the loss divided by 2ε rather than slopes. */
const ROUNDING = 1e-9;

/** Leading digits that two numbers of this relative error have in common, 0 to 15. */
export function agreeingDigits(relativeError: number): number {
  if (Number.isNaN(relativeError)) return 0;
  return Math.max(0, Math.min(MOST_DIGITS, Math.floor(-Math.log10(relativeError))));
}

const plural = (digits: number): string => (digits === 1 ? say('1 digit') : say('{digits} digits', { digits }));

const kinked = new WeakMap<CheckTable, ReadonlySet<number>>();

/** Whether L has a kink within ±ε of this entry of θ; the table's kinks are gone through once. */
function hasKink(table: CheckTable, index: number | undefined): boolean {
  let indices = kinked.get(table);
  if (indices === undefined) {
    indices = new Set(table.kinks.map((kink) => kink.index));
    kinked.set(table, indices);
  }
  return index !== undefined && indices.has(index);
}

/** @param place in the table's vectors */
export function agreementOf(table: CheckTable, place: number): Agreement {
  const error = table.relativeError[place] ?? Number.NaN;
  const analytic = table.analytic[place] ?? Number.NaN;
  const numeric = table.numeric[place] ?? Number.NaN;
  const index = table.indices[place];
  if (!Number.isFinite(error)) return { digits: 0, heat: 4, short: say('not finite'), sentence: say('The loss is not finite there: the two cannot be compared.') };
  const digits = agreeingDigits(error);
  if (analytic === numeric) return { digits: MOST_DIGITS, heat: 0, short: say('equal'), sentence: say('They are equal') };
  if (digits < 6 && Math.max(Math.abs(analytic), Math.abs(numeric)) < ROUNDING) {
    return { digits: MOST_DIGITS, heat: 0, short: say('both ≈ 0'), sentence: say('Both are 0 but for rounding') };
  }
  const heat = digits >= 8 ? 0 : digits >= 6 ? 1 : digits >= 4 ? 2 : digits >= 2 ? 3 : 4;
  if (digits < 6 && hasKink(table, index)) return { digits, heat, short: say('kink'), sentence: say('They differ: a kink') };
  if (digits === 0) return { digits, heat, short: say('differs'), sentence: say('They differ') };
  return { digits, heat, short: plural(digits), sentence: digits < 4 ? say('They agree to {digits} only', { digits: plural(digits) }) : say('They agree to {digits}', { digits: plural(digits) }) };
}

/** Why L has no derivative there, in $markup$; `examples` is how many the batch has. */
export function kinkSentence(kink: Kink, network: Network, names: Names, examples = 1): string {
  const weight = `$${names.symbol({ kind: 'parameter', index: kink.index }).markup}$`;
  const of = examples === 1 ? '' : ` ${say('of example {example} of the {examples}', { example: kink.example + 1, examples: formatCount(examples) })}`;
  const averages = say('the difference quotient averages its two slopes, backpropagation takes one of them.');
  if (kink.at === 'loss') {
    const symbol = names.symbol({ kind: 'a', example: kink.example, layer: network.layers.length - 1, unit: kink.output }).markup;
    return say('The loss has a corner that ${symbol}${of} is at, or crosses, between {weight} − ε and {weight} + ε: {averages}', { symbol, of, weight, averages });
  }
  const symbol = names.symbol({ kind: 'z', example: kink.example, layer: kink.layer, unit: kink.unit }).markup;
  const activation = network.layers[kink.layer]?.activation ?? 'relu';
  const label = activation === 'softmax' ? activation : translated(activations[activation].label);
  const where = Math.abs(kink.z) < 1e-12 ? say('${symbol}${of} is 0', { symbol, of }) : say('${symbol}${of} crosses 0 between {weight} − ε and {weight} + ε', { symbol, of, weight });
  return say('{where}: {label} has a corner there, {averages}', { where, label, averages });
}

/** How ε was chosen: "ε = 6.06·10⁻⁶: …". */
export function whyEpsilon(epsilon: number): string {
  // Larger than for 0 is what it is for |θ| > 1.
  const times = epsilon > differenceStep(0) ? say(', times the size of the parameter') : '';
  return say('ε = {epsilon}: small enough that the loss is almost straight, large enough that rounding hardly matters: the cube root of the machine’s precision{times}.', { epsilon: formatNumber(epsilon), times });
}

export type CheckSummary = {
  readonly count: number;
  readonly agree: number;
  readonly largest: number;
  /** Entry of θ with the largest relative error. */
  readonly worst: number;
  readonly median: number;
  /** Why the others do not agree: how many for which reason. */
  readonly rest: { readonly kink: number; readonly rounding: number; readonly bend: number; readonly notFinite: number };
};

/** A difference quotient this many roundings of L away, divided by 2ε, is what arithmetic gives; twelve were seen on the largest networks. */
const MOST_ROUNDINGS = 16;

/** Why an entry does not agree to 6 digits. What no rounding and no kink explains is the bend of L within ±ε. */
function reasonOf(table: CheckTable, place: number): keyof CheckSummary['rest'] {
  const difference = Math.abs((table.analytic[place] ?? Number.NaN) - (table.numeric[place] ?? Number.NaN));
  if (!Number.isFinite(difference)) return 'notFinite';
  if (hasKink(table, table.indices[place])) return 'kink';
  return difference * 2 * (table.epsilon[place] ?? 0) <= MOST_ROUNDINGS * table.rounding ? 'rounding' : 'bend';
}

/** Of all entries checked; those that are 0 but for rounding count as agreeing, and not among the errors. */
export function summarize(table: CheckTable): CheckSummary {
  const errors: number[] = [];
  let agree = 0;
  let largest = -1;
  let worst = table.indices[0] ?? 0;
  const rest = { kink: 0, rounding: 0, bend: 0, notFinite: 0 };
  for (let place = 0; place < table.indices.length; place++) {
    const { digits } = agreementOf(table, place);
    if (digits >= 6) agree += 1;
    else rest[reasonOf(table, place)] += 1;
    const error = digits === MOST_DIGITS ? 0 : (table.relativeError[place] ?? Number.NaN);
    errors.push(error);
    if (error > largest || Number.isNaN(error)) {
      largest = error;
      worst = table.indices[place] ?? 0;
    }
  }
  errors.sort((a, b) => a - b);
  const middle = errors.length >> 1;
  const median = errors.length % 2 === 1 ? (errors[middle] ?? Number.NaN) : ((errors[middle - 1] ?? Number.NaN) + (errors[middle] ?? Number.NaN)) / 2;
  return { count: errors.length, agree, largest: Math.max(0, largest), worst, median, rest };
}

/** "All 9 agree to at least 6 digits", "33 020 of 33 024 agree to at least 6 digits". */
export function summarySentence({ count, agree }: CheckSummary): string {
  const many = agree === count ? (count === 1 ? say('It agrees') : say('All {count} agree', { count: formatCount(count) })) : say('{agree} of {count} agree', { agree: formatCount(agree), count: formatCount(count) });
  return say('{many} to 6 digits or more', { many });
}

/** Why the others do not agree to 6 digits, in one sentence; empty where all do. */
export function restSentence({ rest: { kink, rounding, bend, notFinite } }: CheckSummary): string {
  const parts = [
    [rounding, (one: boolean) => say('{have} so near 0 that the rounding of L, divided by 2ε, shows in the first 6 digits', { have: one ? say('has a gradient') : say('have gradients') })],
    [bend, (one: boolean) => say('{lie} where L bends too strongly within ±ε for its difference quotient', { lie: one ? say('lies') : say('lie') })],
    [kink, (one: boolean) => say('{have} a kink of L within ±ε', { have: one ? say('has') : say('have') })],
    [notFinite, (one: boolean) => say('{have} no finite loss within ±ε', { have: one ? say('has') : say('have') })],
  ] as const;
  const said = parts.filter(([count]) => count > 0);
  const all = kink + rounding + bend + notFinite;
  if (all === 0) return '';
  if (said.length === 1) return say('The other {all} {value}.', { all: all === 1 ? say('one') : formatCount(all), value: said[0]![1](all === 1) });
  return say('Of the other {all}, {list}.', { all: formatCount(all), list: said.map(([count, words]) => `${formatCount(count)} ${words(count === 1)}`).join('; ') });
}
