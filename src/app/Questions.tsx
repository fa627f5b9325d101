/** The questions that the playground answers, in one line until they are put away: each leads to its lesson. */
import { useEffect, useState } from 'react';
import { IconButton } from '../components/IconButton.tsx';
import type { LessonEntry } from '../lessons/lessonList.ts';
import { formatLesson } from '../store/lessonAddress.ts';
import './questions.css';

const KEY = 'nabla.questions';

export function Questions() {
  const [isShown, setShown] = useState(isWanted);
  const [questions, setQuestions] = useState<readonly Pick<LessonEntry, 'id' | 'title'>[]>([]);
  useEffect(() => {
    let isThere = true;
    // Their room is kept from the beginning, so that nothing moves when they come.
    if (isShown) void import('../lessons/lessonList.ts').then(({ lessonList }) => { if (isThere) setQuestions(lessonList.filter(({ isQuestion }) => isQuestion)); return null; }).catch(() => { /* Their line stays empty. */ });
    return () => { isThere = false; };
  }, [isShown]);
  if (!isShown) return null;
  return (
    <nav className="questions" aria-label="Questions to begin with">
      <a className="questions-all" href="#view=learn">Learn by doing</a>
      {questions.map(({ id, title }) => <a key={id} className="questions-one" href={`#${formatLesson({ lesson: id, page: 1 })}`}>{title}</a>)}
      <IconButton
        label="Put the questions away" icon="close" className="questions-close"
        onClick={() => {
          setShown(false);
          try {
            localStorage.setItem(KEY, 'off');
          } catch {
            // Blocked: they are there again after a reload.
          }
        }}
      />
    </nav>
  );
}

function isWanted(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}
