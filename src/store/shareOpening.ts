/** Files given to the page: read, repaired, opened in a new run. What was done is said; Undo goes back to what was there. */
import { bringTable, openExperiment } from './experimentActions.ts';
import { nabla } from './nabla.ts';
import { notFetched } from '../viz/notFetched.ts';
import { say } from '../words/say.ts';

/** Of notes on a file; more are counted. */
const MOST_NOTES = 2;
/** Bytes; what is larger is not even read. */
const LARGEST_FILE = 60e6;

/** Opens an experiment's or a network's file. Never throws: what cannot be used is said in a notice. True where it was opened. */
export async function openGivenFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<boolean> {
  const called = `“${file.name.length > 40 ? `${file.name.slice(0, 39)}…` : file.name}”`;
  if (file.size > LARGEST_FILE) return refuse(say('{called} is too large: {size} MB, where up to {largestFile} MB are read.', { called, size: Math.round(file.size / 1e6), largestFile: LARGEST_FILE / 1e6 }));
  let text: string;
  try {
    text = await file.text();
  } catch {
    return refuse(say('{called} could not be read.', { called }));
  }
  const reading = await import('../share/networkFileReading.ts').catch(() => null);
  if (reading === null) return refuse(notFetched(say('What reads files')));
  const opened = reading.openFile(text);
  if (opened.kind === 'unreadable') return refuse(`${called}: ${opened.problem}`);
  if (opened.table !== undefined) bringTable(opened.table);
  openExperiment(opened.experiment);
  const { notes } = opened;
  const more = notes.length - MOST_NOTES;
  const said = [...notes.slice(0, MOST_NOTES), ...(more > 0 ? [say('{more} more {things} repaired.', { more, things: more === 1 ? say('thing was') : say('things were') })] : [])].join(' ');
  const what = opened.kind === 'network' ? say('The network') : say('The experiment');
  nabla.setState({ notice: { text: say('{what} of {called} is open.{said}', { what, called, said: said === '' ? '' : ` ${said}` }), tone: said === '' ? 'info' : 'warning', actions: ['undo'] } });
  return true;
}

/** Nothing has changed but what is said. */
function refuse(problem: string): false {
  nabla.setState({ notice: { text: say('{problem} The present experiment is kept.', { problem }), tone: 'warning' } });
  return false;
}
