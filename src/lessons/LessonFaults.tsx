import { placeKey } from '../components/placeKey.ts';
import type { LessonFault } from './lessonSource.ts';

/** Why there is no lesson, line by line. */
export function LessonFaults({ fault: { sentence, problems } }: { readonly fault: LessonFault }) {
  return (
    <div className="lesson-faults" role="alert">
      <p>{sentence}</p>
      {problems.length > 0 && <ul>{problems.map(({ line, sentence: said }, i) => <li key={placeKey(i)}><strong>Line {line}:</strong> {said}</li>)}</ul>}
    </div>
  );
}
