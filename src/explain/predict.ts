// right: |guess − value| ≤ half a unit of the last digit typed, or 0.5 % of the value
import { formatNumber, MINUS, parseNumber } from '../viz/format.ts';
import { say } from '../words/say.ts';

export type Judgement = { readonly verdict: 'right' | 'close' | 'wrong' | 'unreadable'; readonly sentence: string };

/** Of the value. */
const RIGHT = 0.005;
const CLOSE = 0.1;
/** Smaller numbers are what rounding leaves of 0. */
const NOTHING = 1e-12;
/** A guess of fewer digits is only close. */
const FEWEST_DIGITS = 2;

/**
 * Compares what a person typed with a value. Right is the value rounded to the digits typed, at least two of them, or anything within
 * half a percent; close is within ten percent, or a wrong sign or a power of ten. Only the sentence of a right guess tells the value.
 */
export function judgeGuess(text: string, value: number): Judgement {
  const guess = parseNumber(text);
  if (guess === null) {
    const typed = text.trim().replaceAll('$', '').slice(0, 20);
    return { verdict: 'unreadable', sentence: typed === '' ? say('Type a number, such as {minus}0.25.', { minus: MINUS }) : say('“{typed}” is not a number; try something like {minus}0.25.', { typed, minus: MINUS }) };
  }
  if (!Number.isFinite(value)) return { verdict: 'unreadable', sentence: say('There is no number to guess here.') };
  if (Math.abs(value) < NOTHING) {
    if (Math.abs(guess) < NOTHING) return { verdict: 'right', sentence: value === 0 ? say('Right: it is exactly 0.') : say('Right: it is 0, but for rounding.') };
    return { verdict: 'wrong', sentence: say('Not that. Is there a factor that is 0?') };
  }
  if (matches(text, guess, value)) return { verdict: 'right', sentence: say('Right: it is {value}.', { value: formatNumber(value) }) };
  return nearMiss(text, guess, value) ?? { verdict: 'wrong', sentence: say('Not yet: {direction} The hint shows the formula.', { direction: direction(guess, value) }) };
}

/** Whether the guess is the value, as exactly as it was typed. */
function matches(text: string, guess: number, value: number): boolean {
  if (Math.abs(guess - value) <= RIGHT * Math.abs(value)) return true;
  const digits = digitsOf(text);
  return digits >= FEWEST_DIGITS && Number(value.toPrecision(digits)) === guess;
}

/** Significant digits of what was typed. */
function digitsOf(text: string): number {
  const mantissa = text.replace(/[eE·×*].*$/, '').replace(/[^\d]/g, '').replace(/^0+/, '');
  return Math.min(mantissa.length, 15);
}

function nearMiss(text: string, guess: number, value: number): Judgement | null {
  if (matches(text, -guess, value) || Math.abs(guess + value) <= RIGHT * Math.abs(value)) {
    return { verdict: 'close', sentence: say('The size is right, but the sign is the other one: it is {sign}.', { sign: value < 0 ? say('negative') : say('positive') }) };
  }
  for (const power of [1, -1, 2, -2]) {
    if (Math.abs(guess - value * 10 ** power) <= RIGHT * Math.abs(value * 10 ** power)) {
      const factor = Math.abs(power) === 1 ? say('ten') : say('a hundred');
      return { verdict: 'close', sentence: say('The digits are right, but it is a factor of {factor} too {size}.', { factor, size: power > 0 ? say('large') : say('small') }) };
    }
  }
  if (guess !== 0 && Number(value.toPrecision(1)) === guess) return { verdict: 'close', sentence: say('Right when rounded to one digit. One digit more?') };
  if (Math.abs(guess - value) <= CLOSE * Math.abs(value)) {
    return { verdict: 'close', sentence: say('Close, within 10 %: a little {direction}.', { direction: guess > value ? say('lower') : say('higher') }) };
  }
  return null;
}

function direction(guess: number, value: number): string {
  if (guess !== 0 && Math.sign(guess) !== Math.sign(value)) return say('it is {sign}.', { sign: value < 0 ? say('negative') : say('positive') });
  return Math.abs(guess) > Math.abs(value) ? say('it is nearer to 0.') : say('it is further from 0.');
}
