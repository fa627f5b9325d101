/** All lessons, with how far the reader is in each. */
import { useRef, type ReactNode } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import { useLessonProgress } from '../store/lessonProgress.ts';
import { formatLesson } from '../store/lessonAddress.ts';
import { LessonFaults } from './LessonFaults.tsx';
import { lessonEntry, lessonList, type LessonEntry } from './lessonList.ts';
import { openLessonFile, useFileFault } from './lessonSource.ts';
import './lessons.css';
import { say } from '../words/say.ts';

export function LessonList() {
  const last = useLessonProgress((progress) => progress.last);
  const field = useRef<HTMLInputElement>(null);
  const fault = useFileFault();
  const questions = lessonList.filter(({ isQuestion }) => isQuestion);
  const more = lessonList.filter(({ isQuestion }) => !isQuestion);
  return (
    <div className="lessons">
      <h2>{say('Learn by doing')}</h2>
      <p className="lessons-about">{say('Each page stands beside the playground and drives it: predict, run, change what you like. You can leave at any time and come back to the page as it was.')}</p>
      {last !== null && (
        <p className="lessons-last">
          <a className="lessons-back" href={`#${formatLesson(last)}`}>{say('Back to the lesson')}</a> <span>{say('{title}, page {page}', { title: lessonEntry(last.lesson)?.title ?? last.lesson.replace(/^(?:file|url):/, ''), page: last.page })}</span>
        </p>
      )}
      <Group title={say('Five questions')}>{questions.map((entry) => <Entry key={entry.id} entry={entry} />)}</Group>
      {more.length > 0 && <Group title={say('And more')}>{more.map((entry) => <Entry key={entry.id} entry={entry} />)}</Group>}
      <section className="lessons-own" aria-label={say('Lessons of your own')}>
        <h3>{say('Lessons of your own')}</h3>
        <p>
          <TextButton look="framed" onClick={() => { field.current?.click(); }}>{say('Open a lesson file')}</TextButton>
          {' '}<span className="lessons-hint">{say('Markdown or JSON, or dropped on the page. It stays on this device.')}</span>
        </p>
        <input
          ref={field} type="file" hidden accept=".md,.markdown,.json,.txt,text/markdown,application/json" aria-label={say('Lesson file')}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file !== undefined) void openLessonFile(file);
            currentTarget.value = '';
          }}
        />
        {fault !== null && <LessonFaults fault={fault} />}
      </section>
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="lessons-group" aria-label={title}>
      <h3>{title}</h3>
      <ol>{children}</ol>
    </section>
  );
}

function Entry({ entry: { id, title, about, minutes } }: { readonly entry: LessonEntry }) {
  const seen = useLessonProgress((progress) => progress.seen[id]?.length ?? 0);
  const solved = useLessonProgress((progress) => progress.solved[id]?.length ?? 0);
  const length = useLessonProgress((progress) => progress.lengths[id] ?? 0);
  const said = [say('{minutes} minutes', { minutes }), ...(seen === 0 ? [] : [seen >= length ? say('read') : say('{seen} of {length} pages read', { seen, length })]), ...(solved === 0 ? [] : [say('{solved} {tasks} solved', { solved, tasks: solved === 1 ? say('task') : say('tasks') })])];
  return (
    <li className="lessons-entry">
      <a href={`#${formatLesson({ lesson: id, page: 1 })}`}>{title}</a>
      <p>{about}</p>
      <p className="lessons-far">{said.join(' · ')}</p>
    </li>
  );
}
