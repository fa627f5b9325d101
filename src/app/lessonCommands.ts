/** Every lesson by its name; fetched when commands are looked for. */
import { lessonList } from '../lessons/lessonList.ts';
import { openLesson } from '../store/actions.ts';
import type { Command } from './command.ts';
import { say } from '../words/say.ts';

export const lessonCommands: readonly Command[] = lessonList.map(({ id, title }) => ({
  id: `lesson.${id}`, label: say('Lesson: {title}', { title }), group: 'View', keys: [], perform: () => { openLesson({ lesson: id, page: 1 }); },
}));
