import { readdirSync, readFileSync } from 'node:fs';
import type { Lesson } from '../../src/lessons/lesson.ts';
import { readLesson } from '../../src/lessons/readLesson.ts';

export type LessonFile = { readonly id: string; readonly path: string; readonly text: string; readonly lesson: Lesson };

/** The lessons in a language, read; only that of LESSON=… if there is one. @throws Error with all that is wrong in a file */
export function lessonFiles(language: 'en' | 'de' = 'en'): readonly LessonFile[] {
  const folder = `src/lessons/${language}`;
  const wanted = process.env['LESSON'];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md') && (wanted === undefined || name === `${wanted}.md`))
    .map((name) => {
      const path = `${folder}/${name}`;
      const text = readFileSync(path, 'utf8');
      const read = readLesson(text);
      if ('problems' in read) throw new Error(read.problems.map(({ line, sentence }) => `${path}:${line}: ${sentence}`).join('\n'));
      return { id: name.replace('.md', ''), path, text, lesson: read.lesson };
    });
}
