/** Where the data come from: a file, one dropped here, or a text that is pasted; and how far reading is. */
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { TextButton } from '../../components/TextButton.tsx';
import { leftOutCount } from '../../datasets/table.ts';
import { forgetImport, PASTED, readSource, useCsvImport } from '../../store/csvImport.ts';
import { formatCount, formatPercent } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

/** A longer text is taken from the field at once: laying it out would hold up the page. */
const LONG_TEXT = 50_000;
/** Typing may go on for so long before it is read. */
const PAUSE_MS = 350;
const TYPES = '.csv,.tsv,.tab,.txt,.data,.dat,text/csv,text/tab-separated-values,text/plain';

export function ImportPanelSource() {
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  // The dialog has opened before its content came.
  useEffect(() => { first.current?.focus(); }, []);
  const take = (file: File | undefined): void => {
    if (file !== undefined) readSource(file, file.name);
  };
  const over = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setIsOver(true);
  };
  return (
    <div
      className="import-source"
      data-over={isOver}
      role="group"
      aria-label={say('Where the data come from')}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={() => { setIsOver(false); }}
      // The file itself is taken by the page, wherever it falls.
      onDrop={() => { setIsOver(false); }}
    >
      <p className="import-from">
        <TextButton ref={first} look="framed" onClick={() => { input.current?.click(); }}>{say('Choose a file…')}</TextButton>
        <span>{say('or drop one here, or paste a table, from a spreadsheet, too:')}</span>
        <input
          ref={input} type="file" accept={TYPES} hidden aria-label={say('CSV file')}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </p>
      <PasteField />
      <ReadingLine />
    </div>
  );
}

function PasteField() {
  const field = useRef<HTMLTextAreaElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const name = useCsvImport((state) => state.name);
  useEffect(() => () => { clearTimeout(timer.current); }, []);
  // A file in its place: what was pasted before is what is read no more.
  useEffect(() => {
    if (field.current !== null && name !== '' && name !== PASTED) field.current.value = '';
  }, [name]);
  const read = (text: string): void => {
    if (text.trim() === '') forgetImport();
    else readSource(text, PASTED);
  };
  return (
    <textarea
      ref={field}
      className="import-paste"
      aria-label={say('Paste CSV')}
      placeholder={say('height, mass, sex\n1.72, 68, f\n1.85, 81, m')}
      rows={3}
      spellCheck={false}
      autoComplete="off"
      onPaste={(event) => {
        const text = event.clipboardData.getData('text');
        if (text.length <= LONG_TEXT) return;
        event.preventDefault();
        clearTimeout(timer.current);
        event.currentTarget.value = '';
        read(text);
      }}
      onInput={(event) => {
        const element = event.currentTarget;
        const text = element.value;
        clearTimeout(timer.current);
        if (text.length > LONG_TEXT) {
          element.value = '';
          read(text);
        } else {
          timer.current = setTimeout(() => { read(text); }, PAUSE_MS);
        }
      }}
    />
  );
}

/** What is read and how far it is, with the way to stop; then what it holds. */
function ReadingLine() {
  const isReading = useCsvImport((state) => state.isReading);
  const name = useCsvImport((state) => state.name);
  const { share, rows } = useCsvImport((state) => state.progress);
  const facts = useCsvImport((state) => state.facts);
  if (!isReading) {
    return <p className="import-reading" role="status">{facts === null ? '' : say('{name}: {part} of {all}.', { name, part: counted(facts.rows + leftOutCount(facts.leftOut), 'row'), all: counted(facts.columns.length, 'column') })}</p>;
  }
  return (
    <p className="import-reading">
      <progress aria-label={say('Reading {name}', { name })} max={1} value={share} />
      <span>{say('Reading {name}: {share}{counted}', { name, share: formatPercent(Math.floor(share * 100) / 100), counted: rows === 0 ? '' : `, ${counted(rows, 'row')}` })}</span>
      <TextButton onClick={forgetImport}>{say('Stop reading')}</TextButton>
    </p>
  );
}

function counted(count: number, what: 'row' | 'column'): string {
  const shown = { count: formatCount(count) };
  if (what === 'row') return count === 1 ? say('{count} row', shown) : say('{count} rows', shown);
  return count === 1 ? say('{count} column', shown) : say('{count} columns', shown);
}
