/** Every equation in a sentence is true within the digits it shows, its symbols with all digits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScript, type Beat } from '../../src/explain/script.ts';
import { headlineOf } from '../../src/explain/sentence.ts';
import type { Study } from '../../src/explain/study.ts';
import { valueOf } from '../../src/explain/value.ts';
import { everyAddress, studyOf } from './studies.ts';
import { anyConfig, dataFor } from './updates.ts';

/** What a rounded number may be. */
type Range = readonly [number, number];

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number as it is written, with half a unit of its last digit; settings, of which fewer digits are shown, are exact. */
function rangeOf(mantissa: string, power: string, fewest: number): Range {
  const exponent = Number(Array.from(power, (digit) => (digit === '⁻' ? '-' : SUPERSCRIPTS.indexOf(digit))).join(''));
  const value = Number(`${mantissa}e${exponent}`);
  const digits = mantissa.replace(/^0*\.?0*/, '').replace('.', '').length;
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  // Zeros at the end are not said.
  const half = digits < fewest ? (fewest === SAID && value !== 0 ? 0.5 * 10 ** (Math.floor(Math.log10(value)) - 2) : 0) : 0.5 * 10 ** (exponent - decimals);
  return [value - half, value + half];
}
/** Digits that a rounded number has in writing; what has fewer aloud may have lost its zeros. */
const WRITTEN = 3;
const SAID = 4;

const minus = ([a, b]: Range): Range => [-b, -a];
const add = ([a, b]: Range, [c, d]: Range): Range => [a + c, b + d];
function times([a, b]: Range, [c, d]: Range): Range {
  const ends = [a * c, a * d, b * c, b * d];
  return [Math.min(...ends), Math.max(...ends)];
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?|(\$[^$]+\$)|([-−+·/()√]))/y;

/** The expression from beginning to end by this rule of reading; null where it has anything else in it, such as a function. */
function read(text: string, symbol: (name: string) => number | undefined, fewest: number): Range | null {
  const tokens: (Range | string)[] = [];
  TOKEN.lastIndex = 0;
  const source = text.replaceAll('$√$', '√').replace(/(^|[ (])10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, '$11·10$2').trimEnd();
  while (TOKEN.lastIndex < source.length) {
    const found = TOKEN.exec(source);
    if (found === null) return null;
    const [, number, power = '⁰', name, sign = ''] = found;
    if (number !== undefined) tokens.push(rangeOf(number, power, fewest));
    else if (name === undefined) tokens.push(sign);
    else {
      const value = symbol(name.slice(1, -1));
      if (value === undefined) return null;
      tokens.push([value, value]);
    }
  }
  let place = 0;
  const factor = (): Range => {
    const token = tokens[place++];
    if (token === '−') return minus(factor());
    if (token === '√') {
      const [low, high] = factor();
      return [Math.sqrt(Math.max(0, low)), Math.sqrt(high)];
    }
    if (token === '(') {
      const inside = sum();
      place += 1;
      return inside;
    }
    if (typeof token !== 'object') throw new Error(`${token} in ${text}`);
    return token;
  };
  const product = (): Range => {
    let value = factor();
    for (;;) {
      if (tokens[place] === '·') { place += 1; value = times(value, factor()); }
      else if (tokens[place] === '/') { place += 1; const [a, b] = factor(); value = a > 0 || b < 0 ? times(value, [1 / b, 1 / a]) : [-Infinity, Infinity]; }
      else return value;
    }
  };
  const sum = (): Range => {
    let value = product();
    for (;;) {
      if (tokens[place] === '+') { place += 1; value = add(value, product()); }
      else if (tokens[place] === '−') { place += 1; value = add(value, minus(product())); }
      else return value;
    }
  };
  const value = sum();
  return place === tokens.length ? value : null;
}

const meets = ([a, b]: Range, [c, d]: Range): boolean => {
  const slack = 1e-9 * Math.max(Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d)) + 1e-300;
  return a <= d + slack && c <= b + slack;
};

/** Symbols that stand for one number only. */
function symbolsOf(study: Study): ReadonlyMap<string, number> {
  const values = new Map<string, number>([['η', study.trace.learningRate]]);
  for (const address of everyAddress(study)) {
    const name = study.names.symbol(address).markup;
    const value = valueOf(study, address);
    const known = values.get(name);
    values.set(name, known === undefined || known === value ? value : Number.NaN);
  }
  return values;
}

let inNumbers = 0;
let inSymbols = 0;
let aloud = 0;

function expectProse(study: Study, beat: Beat, prose: string, symbols: ReadonlyMap<string, number>): void {
  const total = (example: number): number => study.trace.targets.subarray(example * study.network.layers.at(-1)!.units, (example + 1) * study.network.layers.at(-1)!.units).reduce((sum, y) => sum + y, 0);
  const symbol = (name: string): number | undefined => (name === 'Σy' ? total(beat.example ?? 0) : symbols.get(name));
  const body = prose.replace(/^\w+: (.* is complete\. Lastly, )?/, '');
  if (/ against /.test(body)) return;
  // What is said of the equation stands before it and behind its result.
  const sides = body.split(/ (?:=|\$≈\$) /);
  const result = /^[−\d.·⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*\d[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*/.exec(sides.at(-1) ?? '')?.[0];
  if (result === undefined || sides.length < 2) return;
  const end = read(result, symbol, WRITTEN);
  if (end === null) return;
  for (const side of sides.slice(1, -1)) {
    const hasSymbols = side.replaceAll('$√$', '').includes('$');
    const value = read(side, symbol, WRITTEN);
    if (value === null || Number.isNaN(value[0])) continue;
    if (hasSymbols) inSymbols += 1;
    else inNumbers += 1;
    if (!meets(value, end)) expect.fail(`${prose}\n${side} is ${value.join(' to ')}`);
  }
}

const SPOKEN_NUMBER = String.raw`(?:minus )?\d+(?:\.\d+)?(?: times 10 to the (?:minus )?\d+)?`;
const SPOKEN = new RegExp(`(?<=[:,] |^)((?:${SPOKEN_NUMBER})(?:(?: (?:times|plus|minus)|, divided by) ${SPOKEN_NUMBER})+),? is (${SPOKEN_NUMBER})`, 'g');

/** "0.919 minus 0.5 times minus 0.0636" as it is written. */
function written(spoken: string): string {
  return spoken.replace(/ times 10 to the (minus )?(\d+)/g, (_, sign: string | undefined, digits: string) => `·10${sign === undefined ? '' : '⁻'}${Array.from(digits, (digit) => SUPERSCRIPTS[Number(digit)]).join('')}`)
    .replace(/^(.*), divided by (\S+?),?$/, '($1)/$2').replaceAll(' times ', ' · ').replaceAll(' plus ', ' + ').replaceAll('minus ', '−');
}

function expectSpoken(spoken: string): void {
  for (const [, left = '', right = ''] of spoken.matchAll(SPOKEN)) {
    aloud += 1;
    const [a, b] = [left, right].map((side) => read(written(side), () => undefined, SAID));
    if (!a || !b || !meets(a, b)) expect.fail(`${spoken}\n${written(left)} is ${String(a)}, not ${String(b)}`);
  }
}

describe('every equation', () => {
  it('in prose and aloud is true within the rounding it shows', () => {
    fc.assert(fc.property(anyConfig, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.constantFrom('layers', 'neurons'), fc.boolean(), fc.constantFrom('term', 'gradient', 'layer'), (config, count, steps, naming, isEdited, completes) => {
      const set = dataFor(config, count);
      // Targets by hand need be neither classes nor shares.
      if (isEdited) set.targets.forEach((_, i) => { set.targets[i] = Math.round(Math.sin(3 * i + count) * 200) / 100; });
      const study = studyOf(config, { set, steps, naming });
      const symbols = symbolsOf(study);
      const script = createScript(study);
      for (let i = 0; i < script.count; i += Math.max(1, Math.floor(script.count / 120))) {
        const beat = script.at(i);
        const { prose, spoken } = headlineOf(study, beat, { completes });
        expectProse(study, beat, prose, symbols);
        expectSpoken(spoken);
      }
      // The beginning of the chain in any case.
      const beat = script.at(script.positionOf({ kind: 'delta', example: 0, layer: study.network.layers.length - 1, unit: 0 }) - 1);
      expectProse(study, beat, headlineOf(study, beat).prose, symbols);
      expectSpoken(headlineOf(study, beat).spoken);
    }), { numRuns: 250 });
    expect(Math.min(inNumbers, inSymbols, aloud)).toBeGreaterThan(400);
  }, 60_000);

  it('would be found out', () => {
    const symbols = new Map([['a', 0.61], ['b', 1]]);
    const of = (text: string): Range | null => read(text, (name) => symbols.get(name), WRITTEN);
    expect(meets(of('0.610 − 1.00')!, of('−0.130')!)).toBe(false);
    expect(meets(of('(0.610 − 1.00)/3')!, of('−0.130')!)).toBe(true);
    expect(meets(of('($a$ − $b$)/3')!, of('−0.130')!)).toBe(true);
    expect(meets(of('0.919 − 0.1 · 0.0636/($√$0.00404 + 10⁻⁸)')!, of('0.819')!)).toBe(true);
    expect(() => { expectSpoken('0.61 minus 1 is minus 0.13.'); }).toThrow('minus 0.13');
    expectSpoken('0.61 minus 1, divided by 3, is minus 0.13.');
    expectSpoken('2.13 times 10 to the minus 5 times minus 2 is minus 4.26 times 10 to the minus 5.');
  });
});
