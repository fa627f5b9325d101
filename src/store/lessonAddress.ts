/** Where a lesson is, as the hash of an address. */
import type { LessonPlace } from './lessonSlice.ts';

/** The hash of a page of a lesson, without its #. */
export function formatLesson({ lesson, page }: LessonPlace): string {
  return `lesson=${encodeURIComponent(lesson).replaceAll('%3A', ':').replaceAll('%2F', '/')}&page=${page}`;
}
