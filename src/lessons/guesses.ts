/**
 * What the reader foresaw on each page, and what came: turning back shows both, and so does a later visit, as those whose run
 * is over are kept in localStorage. Where that is blocked or full, they are there until the page is left.
 */
import * as v from 'valibot';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { RunTarget } from '../store/lessonRun.ts';
import type { LessonPlace } from '../store/lessonSlice.ts';

/** A choice by its number, a number, or the loss at evenly spaced moments from the first one on. */
export type Guess = { readonly kind: 'choice'; readonly choice: number } | { readonly kind: 'number'; readonly value: number } | { readonly kind: 'curve'; readonly losses: readonly number[] };

/** What came: the choices that hold; the number and how it is shown; nothing but the curve itself. */
export type Came = { readonly choices?: readonly number[]; readonly value?: number; readonly shown?: string; readonly curve?: readonly CurvePoint[] };
/** Share of the way from the first moment to the last, and the loss; null where it is no number. */
export type CurvePoint = readonly [at: number, loss: number | null];

/** `isFinal`: the run has been there, so that what came stays whatever is done next. */
export type Foreseen = { readonly guess: Guess; readonly target: RunTarget; readonly came: Came | null; readonly isFinal: boolean };

const KEY = 'nabla.guesses';
/** What is kept stays small: the pages that were guessed at last, and points of a curve (lossCurve.ts). */
const MOST_GUESSES = 200;
const MOST_POINTS = 150;

/** Of the run that it came from nothing is left but that. */
const PAST: RunTarget = { run: 0, epoch: 0 };

const curve = v.pipe(v.array(v.tuple([v.number(), v.nullable(v.number())])), v.maxLength(MOST_POINTS));
const guess = v.variant('kind', [
  v.object({ kind: v.literal('choice'), choice: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  v.object({ kind: v.literal('number'), value: v.number() }),
  v.object({ kind: v.literal('curve'), losses: v.pipe(v.array(v.number()), v.maxLength(MOST_POINTS)) }),
]);
const came = v.object({ choices: v.exactOptional(v.array(v.number())), value: v.exactOptional(v.number()), shown: v.exactOptional(v.pipe(v.string(), v.maxLength(100))), curve: v.exactOptional(curve) });
const schema = v.record(v.string(), v.fallback(v.nullable(v.object({ guess, came })), null));

type Guesses = Readonly<Record<string, Foreseen>>;

const guesses = createStore<Guesses>(() => ({}));
const keyOf = ({ lesson, page }: LessonPlace): string => `${lesson}/${page}`;

/** What was foreseen on the page; null: nothing yet. */
export function useForeseen(place: LessonPlace): Foreseen | null {
  return useStore(guesses, (all) => all[keyOf(place)] ?? null);
}

/** Keeps what was foreseen on the page in place of what was. */
export function noteForeseen(place: LessonPlace, foreseen: Foreseen): void {
  const { [keyOf(place)]: _before, ...others } = takeKept();
  change({ ...Object.fromEntries(Object.entries(others).slice(1 - MOST_GUESSES)), [keyOf(place)]: foreseen });
}

/** The page asks again. */
export function forgetForeseen(place: LessonPlace): void {
  const { [keyOf(place)]: _gone, ...rest } = takeKept();
  change(rest);
}

/** Every page of the lesson asks again. */
export function forgetForeseenOf(lesson: string): void {
  change(Object.fromEntries(Object.entries(takeKept()).filter(([key]) => key.slice(0, key.lastIndexOf('/')) !== lesson)));
}

/** Guesses from their kept text; what cannot be used is left out. */
export function parseGuesses(text: string | null): Guesses {
  try {
    const kept = Object.entries(v.parse(schema, JSON.parse(text ?? '{}')));
    return Object.fromEntries(kept.flatMap(([key, each]): readonly (readonly [string, Foreseen])[] => (each === null ? [] : [[key, { ...each, target: PAST, isFinal: true }]])));
  } catch {
    return {};
  }
}

/** What is known, with what other tabs have kept since; where both know a page, this tab's. */
function takeKept(): Guesses {
  return { ...readKept(), ...guesses.getState() };
}

function readKept(): Guesses {
  try {
    return parseGuesses(localStorage.getItem(KEY));
  } catch {
    // Blocked: there is nothing to take.
    return {};
  }
}

function change(all: Guesses): void {
  guesses.setState(all, true);
  try {
    const kept = Object.entries(all).filter(([, { isFinal }]) => isFinal).map(([key, { guess: said, came: is }]) => [key, { guess: said, came: is }] as const);
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Blocked or full: they are known until the page is left.
  }
}

guesses.setState(readKept(), true);
