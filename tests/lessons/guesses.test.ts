import { describe, expect, it } from 'vitest';
import { parseGuesses } from '../../src/lessons/guesses.ts';

describe('guesses that were kept', () => {
  it('come back with what came', () => {
    const kept = {
      'loss/2': { guess: { kind: 'choice', choice: 1 }, came: { choices: [2] } },
      'loss/3': { guess: { kind: 'number', value: 0.5 }, came: { value: 0.25, shown: '0.25' } },
      'loss/7': { guess: { kind: 'curve', losses: [1, 0.5] }, came: { curve: [[0, 1], [1, null]] } },
    };
    const read = parseGuesses(JSON.stringify(kept));
    expect(Object.keys(read)).toEqual(Object.keys(kept));
    for (const [key, { guess, came }] of Object.entries(kept)) expect(read[key]).toMatchObject({ guess, came, isFinal: true });
  });

  it('are left out where something else has written them, one by one', () => {
    for (const text of [null, '', 'null', '7', '{{']) expect(parseGuesses(text)).toEqual({});
    const some = parseGuesses('{"a/1": {"guess": {"kind": "word"}, "came": {}}, "a/2": 3, "a/3": {"guess": {"kind": "choice", "choice": 0}, "came": {"choices": [0]}}}');
    expect(Object.keys(some)).toEqual(['a/3']);
  });
});
