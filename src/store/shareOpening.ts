/** Files given to the page: read, repaired, opened in a new run. What was done is said; Undo goes back to what was there. */
import { bringTable, openExperiment } from './experimentActions.ts';
import { nabla } from './nabla.ts';

/** Of notes on a file; more are counted. */
const MOST_NOTES = 2;
/** Bytes; what is larger is not even read. */
const LARGEST_FILE = 60e6;

/** Opens an experiment's or a network's file. Never throws: what cannot be used is said in a notice. True where it was opened. */
export async function openGivenFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<boolean> {
  const called = `“${file.name.length > 40 ? `${file.name.slice(0, 39)}…` : file.name}”`;
  if (file.size > LARGEST_FILE) return refuse(`${called} is too large: ${Math.round(file.size / 1e6)} MB, where up to ${LARGEST_FILE / 1e6} MB are read.`);
  let text: string;
  try {
    text = await file.text();
  } catch {
    return refuse(`${called} could not be read.`);
  }
  const { openFile } = await import('../share/networkFileReading.ts');
  const opened = openFile(text);
  if (opened.kind === 'unreadable') return refuse(`${called}: ${opened.problem}`);
  if (opened.table !== undefined) bringTable(opened.table);
  openExperiment(opened.experiment);
  const { notes } = opened;
  const more = notes.length - MOST_NOTES;
  const said = [...notes.slice(0, MOST_NOTES), ...(more > 0 ? [`${more} more ${more === 1 ? 'thing was' : 'things were'} repaired.`] : [])].join(' ');
  const what = opened.kind === 'network' ? 'The network' : 'The experiment';
  nabla.setState({ notice: { text: `${what} of ${called} is open.${said === '' ? '' : ` ${said}`}`, tone: said === '' ? 'info' : 'warning', actions: ['undo'] } });
  return true;
}

/** Nothing has changed but what is said. */
function refuse(problem: string): false {
  nabla.setState({ notice: { text: `${problem} The present experiment is kept.`, tone: 'warning' } });
  return false;
}
