// "circl" → circle: the names that need the fewest letters changed
import { say } from '../words/say.ts';
/** Which of many names was meant by one that there is not. */

/** A list of so many names is read; a longer one is not. */
const FEW = 5;
const NEAREST = 3;
/** Longer texts are no name with a slip in it. */
const LONGEST = 40;

/** "linear, relu, tanh" of a few names; of many "such as circle, rings, iris", the nearest. Never throws. */
export function namesLike(value: unknown, names: readonly string[]): string {
  if (names.length <= FEW) return names.join(', ');
  if (typeof value !== 'string' || value.length > LONGEST) return say('the {count} there are', { count: names.length });
  const text = value.toLowerCase();
  const near = names.map((name) => ({ name, far: distance(text, name.toLowerCase()) })).toSorted((a, b) => a.far - b.far);
  return say('the {count} there are, such as {list}', { count: names.length, list: near.slice(0, NEAREST).map(({ name }) => name).join(', ') });
}

/** Letters to put in, take out or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
