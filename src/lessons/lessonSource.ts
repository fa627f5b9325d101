/** Where lessons come from: this page's own, a file of the reader's, or an address on the same site. */
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { chooseView, openLesson } from '../store/lessonActions.ts';
import { forgetPagesOf } from '../store/lessonPages.ts';
import { forgetForeseenOf } from './guesses.ts';
import type { Lesson } from './lesson.ts';
import { lessonEntry, lessonList } from './lessonList.ts';
import type { LessonProblem } from './lessonNodes.ts';
import type { readLesson as readLessonType } from './readLesson.ts';
import { say } from '../words/say.ts';

/** Why there is no lesson: a sentence, and what is wrong with its text by line. */
export type LessonFault = { readonly sentence: string; readonly problems: readonly LessonProblem[] };
export type LoadedLesson = { readonly lesson: Lesson } | { readonly fault: LessonFault };

/** Bytes; a lesson of ten pages has about twenty thousand. */
const LARGEST = 500_000;
const FILE_KEY = 'nabla.lessonFile';
const FILE = 'file:';
const ADDRESS = 'url:';

/** The text of the file that was opened last: a reload goes on with it. */
let openedText: string | null = null;
const loaded = new Map<string, Lesson>();

/** A lesson by the name it has in links. Never throws. */
export async function loadLesson(name: string): Promise<LoadedLesson> {
  const known = loaded.get(name);
  if (known !== undefined) return { lesson: known };
  try {
    const text = await textOf(name);
    if (typeof text !== 'string') return { fault: text };
    const { readLesson } = await import('./readLesson.ts');
    const read = readLesson(text);
    if ('problems' in read) return fault(say('The lesson “{shown}” cannot be read:', { shown: shown(name) }), read.problems);
    // Of files only the last one opened is kept, which need not be the one that the link means.
    if (name.startsWith(FILE) && name !== `${FILE}${read.lesson.id}`) return { fault: notOpen };
    loaded.set(name, read.lesson);
    return read;
  } catch {
    return fault(say('The lesson “{shown}” could not be fetched. With a network it may come: go to it again.', { shown: shown(name) }));
  }
}

const notOpen: LessonFault = { sentence: say('This lesson is in a file of its own: open that file again.'), problems: [] };

async function textOf(name: string): Promise<string | LessonFault> {
  if (name.startsWith(ADDRESS)) return textAt(name.slice(ADDRESS.length));
  if (name.startsWith(FILE)) return keptText() ?? notOpen;
  const entry = lessonEntry(name);
  if (entry === null) return { sentence: say('There is no lesson “{shown}”; there are {list}.', { shown: shown(name), list: lessonList.map(({ id }) => id).join(', ') }), problems: [] };
  return entry.load();
}

/** Only from where this page is from, and as text. */
async function textAt(address: string): Promise<string | LessonFault> {
  const no = (sentence: string): LessonFault => ({ sentence, problems: [] });
  if (!URL.canParse(address, document.baseURI)) return no(say('“{shown}” is no address.', { shown: shown(address) }));
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) return no(say('A lesson is fetched from the site of this page only, not from {protocol}. Open its file instead.', { protocol: url.host === '' ? url.protocol : url.host }));
  const answer = await fetch(url, { mode: 'same-origin', redirect: 'error' });
  if (!answer.ok) return no(say('There is no lesson at {shown} ({status}).', { shown: shown(url.pathname), status: answer.status }));
  if (Number(answer.headers.get('content-length') ?? 0) > LARGEST) return tooLarge(url.pathname);
  const text = await answer.text();
  return text.length > LARGEST ? tooLarge(url.pathname) : text;
}

function tooLarge(name: string): LessonFault {
  return { sentence: say('“{shown}” is too large for a lesson: up to {largest} kB are read.', { shown: shown(name), largest: LARGEST / 1000 }), problems: [] };
}

/** What is wrong with the file that was opened last (null: nothing), and how many have been opened. */
const faults = createStore<{ readonly file: LessonFault | null; readonly opened: number }>(() => ({ file: null, opened: 0 }));

/** What is wrong with the file that was opened last; null: nothing. */
export function useFileFault(): LessonFault | null {
  return useStore(faults, ({ file }) => file);
}

/** Another number whenever a file is opened: a lesson of the same name may have another text then. */
export function useLessonRevision(): number {
  return useStore(faults, ({ opened }) => opened);
}

/** Opens a lesson's file at its first page, as if it had never been read; what is wrong with it is said in the list of lessons. Never throws. */
export async function openLessonFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<void> {
  const refuse = (given: LessonFault): void => {
    faults.setState({ file: given });
    chooseView('learn');
  };
  if (file.size > LARGEST) {
    refuse(tooLarge(file.name));
    return;
  }
  let text: string;
  let read: ReturnType<typeof readLessonType>;
  try {
    text = await file.text();
    const { readLesson } = await import('./readLesson.ts');
    read = readLesson(text);
  } catch {
    refuse({ sentence: say('“{shown}” could not be read.', { shown: shown(file.name) }), problems: [] });
    return;
  }
  if ('problems' in read) {
    refuse({ sentence: say('“{shown}” cannot be opened as a lesson:', { shown: shown(file.name) }), problems: read.problems });
    return;
  }
  const name = `${FILE}${read.lesson.id}`;
  loaded.set(name, read.lesson);
  keepText(text);
  faults.setState(({ opened }) => ({ file: null, opened: opened + 1 }));
  openLesson({ lesson: name, page: 1 }, 'anew');
  // Leaving a page notes how it was left: forgotten after that.
  forgetPagesOf(name);
  forgetForeseenOf(name);
}

function keepText(text: string): void {
  openedText = text;
  try {
    sessionStorage.setItem(FILE_KEY, text);
  } catch {
    // Blocked or full: after a reload the file is asked for again.
  }
}

function keptText(): string | null {
  try {
    return openedText ?? sessionStorage.getItem(FILE_KEY);
  } catch {
    return openedText;
  }
}

function fault(sentence: string, problems: readonly LessonProblem[] = []): LoadedLesson {
  return { fault: { sentence, problems } };
}

function shown(name: string): string {
  const plain = name.replace(/^(?:url|file):/, '');
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}
