import { placeKey } from '../components/placeKey.ts';
import type { LessonFault } from './lessonSource.ts';
import { say } from '../words/say.ts';

/** Why there is no lesson, line by line. */
export function LessonFaults({ fault: { sentence, problems } }: { readonly fault: LessonFault }) {
  return (
    <div className="lesson-faults" role="alert" ref={intoSight}>
      <p>{sentence}</p>
      {problems.length > 0 && <ul>{problems.map(({ line, sentence: said }, i) => <li key={placeKey(i)}><strong>{say('Line {line}:', { line })}</strong> {said}</li>)}</ul>}
    </div>
  );
}

/** It comes below the button that the file was opened with, which may stand at the foot of the screen. */
function intoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
