/**
 * The tables of the page: fetched when they are first needed, then on the page's shelf and on that of every worker, those that start
 * later included.
 */
import type { Experiment, ImportedTable, MeasuredName } from '../config/experiment.ts';
import { isMeasured, measuredSets, readMeasured } from '../datasets/measured.ts';
import type { Table } from '../datasets/table.ts';
import { shelvedTableOf } from '../datasets/datasetInfo.ts';
import { shelveTable } from '../datasets/tableShelf.ts';
import { keptTable } from './tableStorage.ts';
import type { WorkerLike } from '../worker/hearWorker.ts';
import type { TableCommand } from '../worker/tableCommand.ts';
import { say } from '../words/say.ts';

/** Tables the page has read, for workers to come. */
const read = new Map<string, Table>();
const workers = new Set<WeakRef<WorkerLike>>();
const fetching = new Map<string, Promise<string | null>>();

/** The same workers, each given all tables before anything else. */
export function equipped(spawn: () => WorkerLike): () => WorkerLike {
  return () => {
    const worker = spawn();
    for (const table of read.values()) worker.postMessage({ type: 'shelve', table } satisfies TableCommand, []);
    for (const known of workers) if (known.deref() === undefined) workers.delete(known);
    workers.add(new WeakRef(worker));
    return worker;
  };
}

/** Puts a table where the page and its workers find it. */
export function giveTable(table: Table): void {
  shelveTable(table);
  read.set(table.id, table);
  for (const worker of workers) worker.deref()?.postMessage({ type: 'shelve', table } satisfies TableCommand, []);
}

/** Whether what an experiment is trained on is there. */
export function hasItsTable({ data }: Experiment): boolean {
  return !(isMeasured(data.set) || data.set === 'imported') || shelvedTableOf(data) !== undefined;
}

/** Reads what an experiment is trained on. @returns null when it is there, else why it cannot be had, as a sentence */
export function readItsTable(experiment: Experiment): Promise<string | null> {
  const { set, table } = experiment.data;
  if (hasItsTable(experiment)) return Promise.resolve(null);
  if (table !== undefined) return readKept(table);
  if (!isMeasured(set)) return Promise.resolve(say('The experiment does not say which table it is about.'));
  let reading = fetching.get(set);
  if (reading === undefined) {
    reading = readFile(set);
    fetching.set(set, reading);
  }
  return reading;
}

/** A table of one's own is on no server: this browser may have kept it. */
async function readKept({ id, name }: ImportedTable): Promise<string | null> {
  let table: Table | null;
  try {
    table = await keptTable(id);
  } catch {
    return say('The table “{name}” is kept in this browser, but the part of this page that reads it could not be fetched. With a network it may come.', { name });
  }
  if (table === null) return say('The table “{name}” is not kept in this browser: import its file again.', { name });
  giveTable(table);
  return null;
}

async function readFile(set: MeasuredName): Promise<string | null> {
  try {
    giveTable(readMeasured(set, await fetchText(`datasets/${measuredSets[set].file}`)));
    return null;
  } catch (error) {
    // What failed may be tried again.
    fetching.delete(set);
    return error instanceof Error ? error.message : String(error);
  }
}

async function fetchText(path: string): Promise<string> {
  const response = await fetch(new URL(path, document.baseURI)).catch(() => null);
  if (response === null) throw new Error(say('The file {path} cannot be fetched: there is no connection.', { path }));
  if (!response.ok) throw new Error(say('The file {path} cannot be fetched: the server answers {status}.', { path, status: response.status }));
  return response.text();
}
