/** What the page knows things by is the same in German: only what a person reads changes. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';

// The set-up has loaded the words in English by now.
vi.hoisted(() => { vi.resetModules(); });
vi.mock('../../src/words/language.ts', () => ({ language: 'de', languages: { en: 'English', de: 'Deutsch' } }));

const { say } = await import('../../src/words/say.ts');
const { readLesson } = await import('../../src/lessons/readLesson.ts');
const { columnNamesOf, measuredSets, readMeasured } = await import('../../src/datasets/measured.ts');
const { arePixels } = await import('../../src/viz/pixels.ts');
const { verdictNames, verdictWords } = await import('../../src/store/verdict.ts');
const { columnNames } = await import('../../src/datasets/csvColumns.ts');

const LESSONS = `${import.meta.dirname}/../../src/lessons`;

describe('a German page', () => {
  it('speaks German', () => {
    expect(say('Learning rate')).toBe('Lernrate');
  });

  it.each(['de', 'en'].flatMap((folder) => readdirSync(`${LESSONS}/${folder}`).map((file) => `${folder}/${file}`)))('reads the lesson %s', (file) => {
    expect(readLesson(readFileSync(`${LESSONS}/${file}`, 'utf8'))).toHaveProperty('lesson');
  });

  it('knows the pixels of the digits by their names', () => {
    expect(columnNamesOf('digits')[0]).toContain('Zeile 1, Spalte 1');
    expect(arePixels(columnNamesOf('digits'))).toBe(true);
  });

  it.each(Object.keys(measuredSets) as (keyof typeof measuredSets)[])('reads the table %s as the English page does', (set) => {
    const table = readMeasured(set, readFileSync(`${LESSONS}/../../public/datasets/${measuredSets[set].file}`, 'utf8'));
    expect([...table.targets].every((target) => (table.classes.length === 0 ? Number.isFinite(target) : Number.isInteger(target) && target >= 0 && target < table.classes.length))).toBe(true);
    expect([...table.inputs].every(Number.isFinite)).toBe(true);
  });

  it('calls a column without a name by its number', () => {
    expect(columnNames(['', 'b']).map(({ name }) => name)).toEqual(['Spalte 1', 'b']);
  });

  it('has a name of its own for each verdict', () => {
    expect(new Set(verdictWords.map((word) => verdictNames[word])).size).toBe(verdictWords.length);
  });
});
