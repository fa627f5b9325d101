/** What the reader foresaw on each page, and what came: kept until the page is left for good, so that turning back shows both. */
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

const guesses = createStore<Readonly<Record<string, Foreseen>>>(() => ({}));
const keyOf = ({ lesson, page }: LessonPlace): string => `${lesson}/${page}`;

/** What was foreseen on the page; null: nothing yet. */
export function useForeseen(place: LessonPlace): Foreseen | null {
  return useStore(guesses, (all) => all[keyOf(place)] ?? null);
}

/** Keeps what was foreseen on the page in place of what was. */
export function noteForeseen(place: LessonPlace, foreseen: Foreseen): void {
  guesses.setState({ [keyOf(place)]: foreseen });
}

/** The page asks again. */
export function forgetForeseen(place: LessonPlace): void {
  guesses.setState(({ [keyOf(place)]: _gone, ...rest }) => rest, true);
}

/** Every page of the lesson asks again. */
export function forgetForeseenOf(lesson: string): void {
  guesses.setState((all) => Object.fromEntries(Object.entries(all).filter(([key]) => key.slice(0, key.lastIndexOf('/')) !== lesson)), true);
}
