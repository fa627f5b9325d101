/** A file dropped anywhere on the page is opened, never followed as an address; nothing of that is fetched before. */

import { showNotice } from '../store/actions.ts';
import { nabla } from '../store/nabla.ts';
import { fetched } from '../store/fetched.ts';
import { say } from '../words/say.ts';

/** @param onDropped called before the file is read: what stands over the page makes room for what is said. Returns what ends it. */
export function installFileDrop(target: Window, onDropped: () => void): () => void {
  const onDragOver = (event: DragEvent): void => {
    if (hasFiles(event)) event.preventDefault();
  };
  const onDrop = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    // Whoever stands under the pointer may have taken it already: a table for the data, say.
    const isTaken = event.defaultPrevented;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (isTaken || file === undefined) return;
    onDropped();
    void open(file);
  };
  target.addEventListener('dragover', onDragOver);
  target.addEventListener('drop', onDrop);
  return () => {
    target.removeEventListener('dragover', onDragOver);
    target.removeEventListener('drop', onDrop);
  };
}

async function open(file: File): Promise<void> {
  const isOfLesson = await isLesson(file);
  if (isOfLesson && nabla.getState().embed !== null) showNotice({ text: say('{name} is a lesson, which a page inside another one does not show.', { name: file.name }), tone: 'warning' });
  else if (isOfLesson) await fetched(say('What reads lessons'), () => import('../lessons/lessonSource.ts'), ({ openLessonFile }) => openLessonFile(file));
  else await fetched(say('What reads files'), () => import('../store/shareOpening.ts'), ({ openGivenFile }) => openGivenFile(file));
}

const LESSON_NAME = /\.(?:md|markdown)$/i;
const JSON_NAME = /\.json$/i;
/** Bytes of a JSON file in which it shows that it is a lesson. */
const HEAD = 2000;

/** Lessons are Markdown; of JSON, what has a lesson's name where the other files have their format's. */
async function isLesson(file: File): Promise<boolean> {
  if (LESSON_NAME.test(file.name)) return true;
  if (!JSON_NAME.test(file.name)) return false;
  const head = await file.slice(0, HEAD).text().catch(() => '');
  return /"lesson"\s*:\s*"/.test(head) && !/"format"\s*:/.test(head);
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}
