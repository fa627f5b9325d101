// 0.0793 · (−0.437) for the eye, "0.0793 times minus 0.437" for the ear
import { formatNumber, MINUS } from '../viz/format.ts';
import type { Address } from './address.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';

/** One piece of a sentence: with $…$ around symbols, and as it is said. */
export type Words = { readonly prose: string; readonly spoken: string };

/** More products than these are not written out, more terms than those only counted. */
const MOST_PRODUCTS = 2;
const MOST_TERMS = 4;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The name of a quantity. */
export function say({ names }: Study, address: Address): Words {
  const { markup, spoken } = names.symbol(address);
  return { prose: `$${markup}$`, spoken };
}

/** "minus 0.25", "2.13 times 10 to the minus 5"; no trailing zeros, which nobody says. */
export function spokenNumber(value: number): string {
  const [mantissa = '', power] = formatNumber(value).split('·10');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  const raised = power === undefined ? '' : ` times 10 to the ${Array.from(power, (digit) => (digit === '⁻' ? 'minus ' : SUPERSCRIPTS.indexOf(digit))).join('')}`;
  return `${short.replace(MINUS, 'minus ')}${raised}`;
}

/** A number as a factor or a further term: negative ones in parentheses. */
export function bracketed(value: number): string {
  return value < 0 ? `(${formatNumber(value)})` : formatNumber(value);
}

/** "name = a · b + c · d = 1 · 2 + 3 · 4 = result"; many products are only counted. */
export function products(study: Study, name: Words, result: Words, known: boolean, terms: readonly (readonly Address[])[]): Words {
  const isProduct = terms.some((factors) => factors.length > 1);
  const numbers = terms.map((factors) => factors.map((factor) => valueOf(study, factor)));
  if (terms.length > (isProduct ? MOST_PRODUCTS : MOST_TERMS)) {
    const what = isProduct ? 'products' : 'terms';
    const values = known && terms.length <= MOST_TERMS ? numbers.map((factors) => factors.reduce((product, number) => product * number, 1)) : [];
    const sum = values.map((value, i) => (i === 0 ? formatNumber(value) : bracketed(value))).join(' + ');
    return {
      prose: `${name.prose} = ${sum === '' ? '' : `${sum} = `}${result.prose}, the sum of ${terms.length} ${what}`,
      spoken: `${name.spoken} is the sum of ${terms.length} ${what}: ${values.length === 0 ? '' : `${values.map(spokenNumber).join(' plus ')} is `}${result.spoken}`,
    };
  }
  const symbols = terms.map((factors) => factors.map((factor) => say(study, factor)));
  const written = numbers.map((factors, i) => factors.map((number) => (isProduct || i > 0 ? bracketed(number) : formatNumber(number))).join(' · ')).join(' + ');
  const heard = numbers.map((factors) => factors.map(spokenNumber).join(' times ')).join(' plus ');
  return {
    prose: `${name.prose} = ${symbols.map((factors) => factors.map(({ prose }) => prose).join(' · ')).join(' + ')} = ${known ? `${written} = ` : ''}${result.prose}`,
    spoken: `${name.spoken} is ${symbols.map((factors) => factors.map(({ spoken }) => spoken).join(' times ')).join(' plus ')}: ${known ? `${heard} is ` : ''}${result.spoken}`,
  };
}
