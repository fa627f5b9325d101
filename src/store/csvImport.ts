/**
 * The import of a file while the dialog is open: what was given, what the worker has read of it, what is chosen, and the table that
 * would come of it. Nothing of the experiment changes before the table is taken.
 */
import { createStore, useStore } from 'zustand';
import type { CsvChoices, CsvColumnChoice } from '../datasets/csvChoices.ts';
import type { CsvFormat } from '../datasets/csvSniff.ts';
import { shownText } from '../datasets/csvText.ts';
import type { CsvOutcome } from '../datasets/csvTable.ts';
import { hearWorker, type WorkerLike } from '../worker/hearWorker.ts';
import type { CsvCommand, CsvEvent, CsvFacts } from '../worker/csvWork.ts';
import { say } from '../words/say.ts';

export type CsvImport = {
  /** What was given, as it will be called; empty while there is nothing. */
  readonly name: string;
  readonly isReading: boolean;
  /** Of what is being read: the share that is done, and its rows. */
  readonly progress: { readonly share: number; readonly rows: number };
  /** Why it cannot be read, a sentence; empty where nothing is wrong. */
  readonly problem: string;
  readonly facts: CsvFacts | null;
  readonly choices: CsvChoices | null;
  /** What the choices make of it; null until the worker has answered. That of the choices before stays until then. */
  readonly outcome: CsvOutcome | null;
};

/** What is called so was no file. */
export const PASTED = say('pasted data');

export const NOTHING_READ: CsvImport = { name: '', isReading: false, progress: { share: 0, rows: 0 }, problem: '', facts: null, choices: null, outcome: null };

export const csvImport = createStore<CsvImport>(() => NOTHING_READ);

export function useCsvImport<Part>(part: (state: CsvImport) => Part): Part {
  return useStore(csvImport, part);
}

let spawn: (() => WorkerLike) | null = null;
let worker: WorkerLike | null = null;
let lastId = 0;

/** Says how the worker that reads is started, when it is first needed. */
export function offerCsvWorker(spawnCsv: () => WorkerLike): void {
  spawn = spawnCsv;
}

/** Reads a file or a text in place of what was read before. */
export function readSource(source: Blob | string, name: string): void {
  // Whatever it was doing is wanted no more, and it hears nothing while it reads.
  endWorker();
  csvImport.setState({ ...NOTHING_READ, name: shownText(name) === '' ? PASTED : shownText(name), isReading: true }, true);
  send({ type: 'read', id: nextId(), source, format: {} });
}

/** Reads the same text again, written as is said. */
export function readAs(format: Partial<CsvFormat>): void {
  const { facts, isReading } = csvImport.getState();
  if (facts === null || isReading) return;
  // What follows from what is changed is found out again.
  const { delimiter, decimal, hasHeader } = facts.format;
  const known = format.delimiter === undefined ? { delimiter, decimal, hasHeader } : {};
  csvImport.setState({ isReading: true, progress: NOTHING_READ.progress, problem: '' });
  send({ type: 'read', id: nextId(), source: null, format: { ...known, ...format } });
}

export function changeChoices(patch: Partial<CsvChoices>): void {
  const { choices } = csvImport.getState();
  if (choices === null) return;
  const next = { ...choices, ...patch };
  csvImport.setState({ choices: next });
  make(next);
}

/** Of one column. The one that was the target before becomes an input. */
export function changeColumn(index: number, patch: Partial<CsvColumnChoice>): void {
  const { choices } = csvImport.getState();
  if (choices === null) return;
  changeChoices({
    columns: choices.columns.map((column, other): CsvColumnChoice => {
      if (other === index) return { ...column, ...patch };
      return patch.use === 'target' && column.use === 'target' ? { ...column, use: 'input' } : column;
    }),
  });
}

/** All columns but the target as inputs, or none. */
export function takeAllColumns(isUsed: boolean): void {
  const { choices } = csvImport.getState();
  if (choices === null) return;
  changeChoices({ columns: choices.columns.map((column): CsvColumnChoice => (column.use === 'target' ? column : { ...column, use: isUsed ? 'input' : 'unused' })) });
}

/** Stops reading and forgets what was read. */
export function forgetImport(): void {
  endWorker();
  csvImport.setState(NOTHING_READ, true);
}

function make(choices: CsvChoices): void {
  send({ type: 'make', id: nextId(), choices, name: csvImport.getState().name });
}

/** Answers to what was asked before it count no more. */
function nextId(): number {
  lastId += 1;
  return lastId;
}

function send(command: CsvCommand): void {
  if (worker === null) {
    if (spawn === null) throw new Error(say('The page has not been given a worker for files.'));
    const started = spawn();
    worker = started;
    hearWorker(started, () => worker === started, ({ data }: MessageEvent<CsvEvent>) => { hear(data); }, () => {
      endWorker();
      csvImport.setState({ ...NOTHING_READ, name: csvImport.getState().name, problem: say('This could not be read: there was not enough memory, or reading stopped.') }, true);
    });
  }
  worker.postMessage(command, []);
}

function hear(event: CsvEvent): void {
  if (event.id !== lastId) return;
  if (event.type === 'progressed') csvImport.setState({ progress: { share: event.share, rows: event.rows } });
  else if (event.type === 'made') csvImport.setState({ outcome: event.outcome });
  else if (event.type === 'failed') csvImport.setState({ isReading: false, problem: event.message });
  else {
    csvImport.setState({ isReading: false, problem: '', facts: event.facts, choices: event.choices, outcome: null });
    make(event.choices);
  }
}

function endWorker(): void {
  worker?.terminate();
  worker = null;
  lastId += 1;
}
