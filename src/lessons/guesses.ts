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

export type Foreseen = { readonly guess: Guess; readonly target: RunTarget; readonly came: Came | null };

const guesses = createStore<Readonly<Record<string, Foreseen>>>(() => ({}));
const keyOf = ({ lesson, page }: LessonPlace): string => `${lesson}/${page}`;

export function useForeseen(place: LessonPlace): Foreseen | null {
  return useStore(guesses, (all) => all[keyOf(place)] ?? null);
}

export function noteForeseen(place: LessonPlace, foreseen: Foreseen): void {
  guesses.setState({ [keyOf(place)]: foreseen });
}

export function forgetForeseen(place: LessonPlace): void {
  guesses.setState(({ [keyOf(place)]: _gone, ...rest }) => rest, true);
}
