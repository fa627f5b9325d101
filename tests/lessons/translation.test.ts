/** A translated lesson is the same lesson: other words, and nothing else. What it says is true if the English one is (facts.test.ts). */
import { describe, expect, it } from 'vitest';
import type { Lesson, LessonPage } from '../../src/lessons/lesson.ts';
import { parseLessonText, type Inline } from '../../src/lessons/lessonText.ts';
import german from '../../src/words/de.json';
import { lessonFiles } from './lessonFiles.ts';

const SEPARATOR = /(\d)\{?,\}?(\d)/g;

/** What is read on a page, by what it is. */
function sentencesOf({ title, text, predict, task, notes }: LessonPage): Readonly<Record<string, string>> {
  const choices = predict?.kind === 'choice' ? predict.choices.map((each) => each.text) : [];
  return {
    title, text,
    ...(predict === undefined ? {} : { ask: predict.ask, reveal: predict.reveal }), ...Object.fromEntries(choices.map((each, i) => [`choice ${i + 1}`, each])),
    ...(task === undefined ? {} : { say: task.say, nudge: task.nudge }), ...(notes === undefined ? {} : { notes }),
  };
}

/** The lesson with every sentence left out. */
function structureOf(lesson: Lesson): unknown {
  const words = new Set(['title', 'about', 'text', 'notes', 'ask', 'reveal', 'say', 'nudge']);
  return JSON.parse(JSON.stringify(lesson, (key, value: unknown) => (words.has(key) ? typeof value : value)));
}

/** Every number, with its sign, in order of size: "1,000" and "1000", "0.5", "0,5" and "0{,}5" are read alike. */
function numbersOf(text: string, language: 'en' | 'de'): readonly string[] {
  const plain = text.replaceAll(language === 'en' ? /(\d),(\d{3})(?!\d)/g : /(\d)\u202F(\d{3})(?!\d)/g, '$1$2').replaceAll(SEPARATOR, '$1.$2');
  return [...plain.matchAll(/(?<![\w)\]}])[-−]?\d+(?:\.\d+)?|\d+(?:\.\d+)?/g)].map(([each]) => each.replace('−', '-')).toSorted();
}

/** As both languages write them: decimals, what stands between numbers, and words in them set aside. */
function formulaOf(tex: string): string {
  return tex.replaceAll(SEPARATOR, '$1.$2').replaceAll(';', ',').replaceAll(/\\text\{[^}]*\}/g, '\\text').replaceAll(/\s+/g, '');
}

type Marks = { readonly blocks: readonly string[]; readonly formulas: readonly string[]; readonly elements: readonly string[] };

/** What a text is made of besides its words. */
function marksOf(text: string): Marks {
  const flat = (inside: readonly Inline[]): readonly Inline[] => inside.flatMap((each) => ('inside' in each ? [each, ...flat(each.inside)] : [each]));
  const blocks = parseLessonText(text);
  const inline = blocks.flatMap((block) => (block.kind === 'formula' ? [] : block.kind === 'list' ? block.items.flatMap(flat) : flat(block.inside)));
  return {
    blocks: blocks.map((block) => (block.kind === 'formula' ? `$${formulaOf(block.tex)}$` : block.kind === 'list' ? `list of ${block.items.length}` : block.kind)),
    formulas: inline.flatMap((each) => (each.kind === 'formula' ? [formulaOf(each.tex)] : [])).toSorted(),
    elements: inline.flatMap((each) => (each.kind === 'element' ? [each.element] : [])).toSorted(),
  };
}

/** What a text sets in *italics*: mostly what something on the page is called. */
function stressedIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<![*\w])\*([^*\s][^*\n]*)\*(?!\*)/g)].map(([, label = '']) => label);
}

/** How the page says it in German; a dictionary may tell two uses apart behind “@@”. */
function germanOf(label: string): readonly string[] {
  return Object.entries(german).flatMap(([sentence, translation]) => (sentence.split('@@')[0] === label && translation !== '' ? [translation.split('@@')[0]!] : []));
}

const germanLessons = new Map(lessonFiles('de').map(({ id, lesson }) => [id, lesson]));

it('has every lesson in both languages', () => {
  expect([...germanLessons.keys()].toSorted()).toEqual(lessonFiles('en').map(({ id }) => id).toSorted());
});

describe.each(lessonFiles('en').flatMap(({ id, lesson }) => (germanLessons.has(id) ? [{ id, english: lesson, translated: germanLessons.get(id)! }] : [])))('$id in German', ({ english, translated }) => {
  it('has the same pages, settings, questions, checks and facts', () => {
    expect(structureOf(translated)).toEqual(structureOf(english));
    expect(translated.title).not.toBe(english.title);
    expect(translated.about).not.toBe(english.about);
  });

  it.each(english.pages.map((page, i) => ({ page, number: i + 1, other: translated.pages[i] })))('page $number says the same in other words: $page.title', ({ page, other }) => {
    const said = sentencesOf(other!);
    for (const [part, sentence] of Object.entries(sentencesOf(page))) {
      const inGerman = said[part] ?? '';
      expect(numbersOf(inGerman, 'de'), `${part}: ${inGerman}`).toEqual(numbersOf(sentence, 'en'));
      expect(marksOf(inGerman), part).toEqual(marksOf(sentence));
      expect(inGerman, part).not.toBe(sentence);
      // A title of something English stays as it is, in quotation marks.
      expect(inGerman.replaceAll(/\$[^$]*\$|\]\([^)]*\)|„[^“]*“/g, ''), `${part}: a word of English`).not.toMatch(/\b(?:[Tt]he|[Ii]t|[Ii]s|are|and|of|with|you)\b/);
      expect(inGerman, `${part}: a decimal point`).not.toMatch(/\d\.\d/);
    }
    for (const label of stressedIn(page.text)) {
      // A soft hyphen is where the page may break a word.
      const called = germanOf(label).map((name) => name.replaceAll('\u00AD', ''));
      if (called.length > 0) expect(stressedIn(other!.text).filter((each) => called.includes(each)), `*${label}*, which the page calls ${called.join(' or ')}`).not.toEqual([]);
    }
    const lines = (text: string): readonly string[] => text.split(/(?<=[.:?])\s+/).filter((each) => (each.replaceAll(/\$[^$]*\$/g, '').match(/\p{L}{2,}/gu)?.length ?? 0) > 2);
    const before = new Set(Object.values(sentencesOf(page)).flatMap(lines));
    expect(Object.values(said).flatMap(lines).filter((each) => before.has(each)), 'left as it is').toEqual([]);
  });
});

it('reads numbers alike, and tells others apart', () => {
  expect(numbersOf('−1.5, 0.5, 60,000 and 1,000 at $(0,1)$, $-0.42$', 'en')).toEqual(numbersOf('0,5; −1,5; 60\u202F000 und 1000 bei $(0,1)$, $-0{,}42$', 'de'));
  expect(numbersOf('0.5', 'en')).not.toEqual(numbersOf('0,05', 'de'));
  expect(numbersOf('−0.5', 'en')).not.toEqual(numbersOf('0,5', 'de'));
});
