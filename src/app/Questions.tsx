/** The questions that the playground answers, in one line until they are put away: each leads to its lesson; before them the way back to the one that was left. */
import { useEffect, useState } from 'react';
import { IconButton } from '../components/IconButton.tsx';
import type { LessonEntry } from '../lessons/lessonList.ts';
import { formatLesson } from '../store/lessonAddress.ts';
import type { LessonPlace } from '../store/lessonSlice.ts';
import './questions.css';
import { say } from '../words/say.ts';

const KEY = 'nabla.questions';

export function Questions() {
  const [last, setLast] = useState<LessonPlace | null>(null);
  const [isShown, setShown] = useState(isWanted);
  const [questions, setQuestions] = useState<readonly Pick<LessonEntry, 'id' | 'title'>[]>([]);
  useEffect(() => {
    let isThere = true;
    // Their room is kept from the beginning, so that nothing moves when they come.
    if (isShown) {
      void Promise.all([import('../lessons/lessonList.ts'), import('../store/lessonProgress.ts')]).then(([{ lessonList }, { lessonProgress }]) => {
        if (!isThere) return null;
        setQuestions(lessonList.filter(({ isQuestion }) => isQuestion));
        setLast(lessonProgress.getState().last);
        return null;
      }).catch(() => { /* Their line stays empty. */ });
    }
    return () => { isThere = false; };
  }, [isShown]);
  if (!isShown) return null;
  return (
    <nav className="questions" aria-label={say('Questions to begin with')}>
      {last === null
        ? <a className="questions-all" data-number={say('five questions')} href="#view=learn">{say('Learn by doing')}</a>
        : <a className="questions-all" href={`#${formatLesson(last)}`}>{say('Back to the lesson')}</a>}
      {questions.map(({ id, title }) => <a key={id} className="questions-one" href={`#${formatLesson({ lesson: id, page: 1 })}`}>{title}</a>)}
      <IconButton
        label={say('Put the questions away')} icon="close" className="questions-close"
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
