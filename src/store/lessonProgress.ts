/** How far the reader is in each lesson, kept in localStorage. Where that is blocked or full, the pages work and only this is forgotten. */
import * as v from 'valibot';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { LessonPlace } from './lessonSlice.ts';

const KEY = 'nabla.lessons';
/** Of lessons that are remembered, and of the pages of one: what is kept stays small. */
const MOST_LESSONS = 60;
const MOST_PAGES = 200;

const pages = v.fallback(v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999))), v.maxLength(MOST_PAGES)), []);
const schema = v.object({
  last: v.fallback(v.nullable(v.object({ lesson: v.pipe(v.string(), v.maxLength(400)), page: v.pipe(v.number(), v.integer(), v.minValue(1)) })), null),
  seen: v.fallback(v.record(v.string(), pages), {}),
  solved: v.fallback(v.record(v.string(), pages), {}),
  lengths: v.fallback(v.record(v.string(), v.number()), {}),
});

export type LessonProgress = {
  /** The page that was read last. */
  readonly last: LessonPlace | null;
  /** Pages that were opened, and whose task was solved, by lesson; counted from 1. */
  readonly seen: Readonly<Record<string, readonly number[]>>;
  readonly solved: Readonly<Record<string, readonly number[]>>;
  /** How many pages each has that was opened. */
  readonly lengths: Readonly<Record<string, number>>;
};

const NONE: LessonProgress = { last: null, seen: {}, solved: {}, lengths: {} };

/** What is known in this tab. */
export const lessonProgress = createStore<LessonProgress>(() => NONE);

/** A part of it, as it is now. */
export function useLessonProgress<T>(selector: (progress: LessonProgress) => T): T {
  return useStore(lessonProgress, selector);
}

/** Progress from its kept text; what cannot be used of it is left out. */
export function parseProgress(text: string | null): LessonProgress {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    const result = v.safeParse(schema, typeof value === 'object' && value !== null ? { ...NONE, ...value } : NONE);
    return result.success ? result.output : NONE;
  } catch {
    return NONE;
  }
}

/** Takes the kept progress over; called once, as this module comes. */
export function loadProgress(storage: () => Storage = () => localStorage): void {
  try {
    lessonProgress.setState(parseProgress(storage().getItem(KEY)));
  } catch {
    // Blocked: as on a first visit.
  }
}

/** The page has been opened. @param length pages of the lesson */
export function noteSeen(place: LessonPlace, length: number, storage?: () => Storage): void {
  takeKept(storage);
  const { seen, lengths } = lessonProgress.getState();
  const pagesSeen = withPage(seen, place);
  change({ last: place, seen: pagesSeen, lengths: Object.fromEntries(Object.entries({ ...lengths, [place.lesson]: length }).filter(([name]) => Object.hasOwn(pagesSeen, name))) }, storage);
}

/** The page's task has been solved. @returns whether it is news */
export function noteSolved(place: LessonPlace, storage?: () => Storage): boolean {
  takeKept(storage);
  const { solved } = lessonProgress.getState();
  if (solved[place.lesson]?.includes(place.page) === true) return false;
  change({ solved: withPage(solved, place) }, storage);
  return true;
}

/** What another tab has written in the meantime is known here, too, before more is written. */
function takeKept(storage: () => Storage = () => localStorage): void {
  try {
    const kept = parseProgress(storage().getItem(KEY));
    const now = lessonProgress.getState();
    lessonProgress.setState({ seen: merged(kept.seen, now.seen), solved: merged(kept.solved, now.solved), lengths: { ...kept.lengths, ...now.lengths } });
  } catch {
    // Blocked: there is nothing to take.
  }
}

/** The lessons of both with the pages of both; those of this tab count as the newer ones. */
function merged(kept: LessonProgress['seen'], now: LessonProgress['seen']): LessonProgress['seen'] {
  const names = [...Object.keys(kept).filter((name) => !Object.hasOwn(now, name)), ...Object.keys(now)].slice(-MOST_LESSONS);
  return Object.fromEntries(names.map((name) => [name, [...new Set([...kept[name] ?? [], ...now[name] ?? []])].toSorted((a, b) => a - b).slice(-MOST_PAGES)]));
}

function change(patch: Partial<LessonProgress>, storage: () => Storage = () => localStorage): void {
  lessonProgress.setState(patch);
  try {
    storage().setItem(KEY, JSON.stringify(lessonProgress.getState()));
  } catch {
    // Blocked or full: it is known until the page is left.
  }
}

function withPage(known: LessonProgress['seen'], { lesson, page }: LessonPlace): LessonProgress['seen'] {
  const own = known[lesson] ?? [];
  if (own.includes(page)) return known;
  const others = Object.entries(known).filter(([name]) => name !== lesson).slice(1 - MOST_LESSONS);
  return { ...Object.fromEntries(others), [lesson]: [...own, page].slice(-MOST_PAGES).toSorted((a, b) => a - b) };
}

loadProgress();
