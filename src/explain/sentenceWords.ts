// 0.0793 · (−0.437) for the eye, "0.0793 times minus 0.437" for the ear
import { formatNumber, MINUS } from '../viz/format.ts';
import type { Address } from './address.ts';
import { agreesAsShown, asShown } from './rounding.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say } from '../words/say.ts';

/** One piece of a sentence: with $…$ around symbols, and as it is said. */
export type Words = { readonly prose: string; readonly spoken: string };

/** A number with its words. */
export type Result = Words & { readonly value: number };

/** More products than these are not written out, more terms than those only counted. */
const MOST_PRODUCTS = 2;
const MOST_TERMS = 4;
/** Between two factors that are read aloud. */
export const TIMES = ` ${say('times@@factors')} `;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The name of a quantity. */
export function wording({ names }: Study, address: Address): Words {
  const { markup, spoken } = names.symbol(address);
  return { prose: `$${markup}$`, spoken };
}

/** "minus 0.25", "2.13 times 10 to the minus 5"; no trailing zeros, which nobody says. */
export function spokenNumber(value: number, digits = 3): string {
  const [mantissa = '', power] = formatNumber(value, digits).split('·10');
  const short = /[.,]/.test(mantissa) ? mantissa.replace(/[.,]?0+$/, '') : mantissa;
  const raised = power === undefined ? '' : ` ${say('times 10 to the {list}', { list: Array.from(power, (digit) => (digit === '⁻' ? 'minus ' : SUPERSCRIPTS.indexOf(digit))).join('') })}`;
  return `${short.replace(MINUS, 'minus ')}${raised}`;
}

/** A number as a factor or a further term: negative ones in parentheses. */
export function bracketed(value: number): string {
  return value < 0 ? `(${formatNumber(value)})` : formatNumber(value);
}

/** A number that a sentence ends with; `digits` significant ones. */
export function resultOf(value: number, digits = 3): Result {
  return { prose: formatNumber(value, digits), spoken: spokenNumber(value, digits), value };
}

/** Both with the same end. */
export function withTail({ prose, spoken }: Words, tail: string): Words {
  return { prose: `${prose}${tail}`, spoken: `${spoken}${tail}` };
}

/** The sign before a result: ≈ where a reader who computes with the rounded numbers gets another last digit. */
export function equals(isExact: boolean): string {
  return isExact ? ' = ' : ' $≈$ ';
}

/** The sign between numbers that make `combined` and the value that was computed with all digits. */
export function equalsShown(combined: number, value: number): string {
  return equals(agreesAsShown(combined, value));
}

/** "name = a · b + c · d = 1 · 2 + 3 · 4 = result"; many products are only counted. */
export function products(study: Study, name: Words, result: Result, terms: readonly (readonly Address[])[]): Words {
  const isProduct = terms.some((factors) => factors.length > 1);
  const numbers = terms.map((factors) => factors.map((factor) => valueOf(study, factor)));
  if (terms.length > (isProduct ? MOST_PRODUCTS : MOST_TERMS)) {
    const what = isProduct ? say('the sum of {count} products', { count: terms.length }) : say('the sum of {count} terms', { count: terms.length });
    const values = terms.length <= MOST_TERMS ? numbers.map((factors) => factors.reduce((product, number) => product * number, 1)) : [];
    const sum = values.map((value, i) => (i === 0 ? formatNumber(value) : bracketed(value))).join(' + ');
    const sign = equalsShown(values.reduce((total, value) => total + asShown(value), 0), result.value);
    return {
      prose: `${name.prose} = ${sum === '' ? '' : `${sum}${sign}`}${result.prose}, ${what}`,
      spoken: say('{name} is {what}: {numbers}{value}', { name: name.spoken, what, numbers: values.length === 0 ? '' : `${say('{list} is', { list: values.map((value) => spokenNumber(value)).join(' plus ') })} `, value: result.spoken }),
    };
  }
  const symbols = terms.map((factors) => factors.map((factor) => wording(study, factor)));
  const written = numbers.map((factors, i) => factors.map((number) => (isProduct || i > 0 ? bracketed(number) : formatNumber(number))).join(' · ')).join(' + ');
  const combined = numbers.reduce((total, factors) => total + factors.reduce((product, number) => product * asShown(number), 1), 0);
  return {
    prose: `${name.prose} = ${symbols.map((factors) => factors.map(({ prose }) => prose).join(' · ')).join(' + ')} = ${written}${equalsShown(combined, result.value)}${result.prose}`,
    spoken: say('{name} is {terms}{value}', { name: name.spoken, terms: heardTerms(symbols, numbers), value: result.spoken }),
  };
}

/** "the gradient of z 1 times x 1: 0.0793 times 0.8 is "; nobody multiplies by 1 aloud: "the gradient of z 1 times x 1, which is 1: ". */
function heardTerms(symbols: readonly (readonly Words[])[], numbers: readonly (readonly number[])[]): string {
  const isOne = numbers.length === 1 && (numbers[0] ?? []).length > 1 && (numbers[0] ?? []).includes(1);
  const named = symbols.map((factors, i) => factors.map(({ spoken }, k) => `${spoken}${isOne && numbers[i]?.[k] === 1 ? say(', which is 1') : ''}`).join(TIMES)).join(' plus ');
  if (isOne) return `${named.replace(`${say(', which is 1')}${TIMES}`, `${say(', which is 1')},${TIMES}`)}: `;
  const heard = numbers.map((factors) => {
    const counted = factors.filter((number) => number !== 1);
    return counted.length === 0 ? '1' : counted.map((number) => spokenNumber(number)).join(TIMES);
  });
  return `${say('{named}: {list} is', { named, list: heard.join(' plus ') })} `;
}
