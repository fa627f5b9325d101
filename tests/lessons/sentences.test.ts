/** How the lessons are written: what a test can see of it. */
import { describe, expect, it } from 'vitest';
import { lessonEntry, lessonList } from '../../src/lessons/lessonList.ts';
import german from '../../src/words/de.json';
import { expectTexSets } from '../setsTex.ts';
import { lessonFiles } from './lessonFiles.ts';

const LONGEST_PAGE = 125;
const words = (text: string): number => text.split(/\s+/).filter((each) => each !== '').length;

describe.each([...lessonFiles('en'), ...lessonFiles('de')])('$path', ({ id, lesson, path }) => {
  it('is called as its file, and stands in the list as it calls itself', () => {
    expect(lesson.id).toBe(id);
    const entry = lessonEntry(id);
    expect(entry, `${id} is missing in lessonList.ts`).not.toBeNull();
    const inItsLanguage = (sentence: string): string => (path.includes('/en/') ? sentence : ((german as Readonly<Record<string, string>>)[sentence] ?? ''));
    expect(lesson).toMatchObject({ title: inItsLanguage(entry!.title), about: inItsLanguage(entry!.about), minutes: entry!.minutes });
  });

  it('has 5 to 10 pages and takes 5 to 10 minutes', () => {
    expect(lesson.pages.length).toBeGreaterThanOrEqual(5);
    expect(lesson.pages.length).toBeLessThanOrEqual(10);
    expect(lesson.minutes).toBeGreaterThanOrEqual(5);
    expect(lesson.minutes).toBeLessThanOrEqual(10);
  });

  it.each(lesson.pages.map((page, i) => ({ page, number: i + 1 })))('page $number says what is checked, in few words: $page.title', ({ page }) => {
    expect(words(page.text)).toBeLessThanOrEqual(LONGEST_PAGE);
    expect(page.text).not.toMatch(/!(?!\[)/);
    const isClaim = /\d|\bwill\b|\bwird\b|\bwerden\b/.test(page.text.replaceAll(/\$[^$]*\$|\]\([^)]*\)/g, ''));
    const isChecked = page.facts.length > 0 || page.predict !== undefined || page.task !== undefined;
    expect(isChecked || !isClaim, 'A page with a number, or with “will”, needs a fact, a prediction or a task.').toBe(true);
  });

  it('has only formulas that can be set', () => {
    const texts = lesson.pages.flatMap(({ text, predict, task, notes }) => [
      text, notes ?? '', ...(predict === undefined ? [] : [predict.ask, predict.reveal, ...(predict.kind === 'choice' ? predict.choices.map((each) => each.text) : [])]),
      ...(task === undefined ? [] : [task.say, task.nudge]),
    ]);
    for (const text of texts) {
      for (const { 1: lines, 2: inline } of text.matchAll(/\$\$([^$]+)\$\$|\$([^$\n]+)\$/g)) {
        expectTexSets(lines ?? inline ?? '', 'error');
      }
    }
  });
});

it('lists only lessons that load', async () => {
  for (const { id, load } of lessonList) expect(await load(), id).toContain(`lesson: ${id}`);
});
