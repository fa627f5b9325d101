/** A lesson beside the view: where in it one is. Its text and what its pages do come with src/lessons. */

/** A page of a lesson; pages are counted from 1, as in links. */
export type LessonPlace = { readonly lesson: string; readonly page: number };

export type LessonSlice = {
  /** The page that stands beside the view; null: none. */
  readonly learning: LessonPlace | null;
  /**
   * What the page has yet to do with the playground: 'arrive': show it as it was left, or set it up on the first visit; 'stay': leave it
   * as it is, as after a reload; null: nothing more.
   */
  readonly lessonOpening: 'arrive' | 'stay' | null;
  /** How many pages the lesson has; null until it has been read. */
  readonly lessonLength: number | null;
  /** By when the page's task wants its goal: Play stops there the first time it comes there, at any speed; null: nowhere. */
  readonly deadline: { readonly epoch: number } | { readonly step: number } | null;
};

export const initialLesson: LessonSlice = { learning: null, lessonOpening: null, lessonLength: null, deadline: null };
