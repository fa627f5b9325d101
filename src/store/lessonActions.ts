/** Going to the pages of lessons and leaving them. What a page does with the playground is done when it has come (src/lessons). */
import type { LessonPlace } from './lessonSlice.ts';
import { nabla } from './nabla.ts';
import type { ViewName } from './slices.ts';
import { setView } from './viewActions.ts';

/**
 * Puts a page of a lesson beside the view.
 * @param how 'stay': the playground is left as it is; 'anew': the page is set up even if it is the one that stands there, as its text is another;
 * 'correct': it is the one that is meant, where the lesson has no such page as it was opened at
 */
export function openLesson(place: LessonPlace, how: 'arrive' | 'stay' | 'anew' | 'correct' = 'arrive'): void {
  const { learning, lessonLength, lessonOpening } = nabla.getState();
  const isSame = learning?.lesson === place.lesson;
  const isThere = isSame && learning.page === place.page;
  if (isThere && how !== 'anew') return;
  nabla.setState({ learning: isThere ? learning : place, lessonOpening: how === 'correct' ? lessonOpening ?? 'arrive' : how === 'stay' ? 'stay' : 'arrive', lessonLength: isSame && how !== 'anew' ? lessonLength : null, lossSheet: null, notice: null });
}

/** Whether there is a page so many further. */
export function canTurn(by: number): boolean {
  const { learning, lessonLength } = nabla.getState();
  const page = (learning?.page ?? 0) + by;
  return learning !== null && page >= 1 && page <= (lessonLength ?? 0);
}

/** Turns so many pages; where there is none, nothing happens. */
export function turnPage(by: number): void {
  const { learning } = nabla.getState();
  if (learning !== null && canTurn(by)) openLesson({ ...learning, page: learning.page + by });
}

/** The playground alone again, as it is. */
export function leaveLesson(): void {
  if (nabla.getState().learning !== null) nabla.setState({ learning: null, lessonOpening: null, lessonLength: null });
}

/** A view that the reader chooses by its tab or its key: a lesson that stood beside the one before is left. */
export function chooseView(view: ViewName): void {
  leaveLesson();
  setView(view);
}
