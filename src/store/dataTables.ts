/**
 * The tables of the page: fetched when they are first needed, then on the page's shelf and on that of every worker, those that start
 * later included.
 */
import type { Experiment, MeasuredName } from '../config/experiment.ts';
import { isMeasured, measuredSets, readMeasured } from '../datasets/measured.ts';
import type { Table } from '../datasets/table.ts';
import { shelvedTable, shelveTable } from '../datasets/tableShelf.ts';
import type { WorkerLike } from '../worker/client.ts';
import type { TableCommand } from '../worker/tableCommand.ts';

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
export function hasItsTable({ data: { set } }: Experiment): boolean {
  return !isMeasured(set) || shelvedTable(set) !== undefined;
}

/** Reads what an experiment is trained on. @returns null when it is there, else why it cannot be had, as a sentence */
export function readItsTable(experiment: Experiment): Promise<string | null> {
  const { set } = experiment.data;
  if (hasItsTable(experiment) || !isMeasured(set)) return Promise.resolve(null);
  let reading = fetching.get(set);
  if (reading === undefined) {
    reading = readFile(set);
    fetching.set(set, reading);
  }
  return reading;
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
  if (response === null) throw new Error(`The file ${path} cannot be fetched: there is no connection.`);
  if (!response.ok) throw new Error(`The file ${path} cannot be fetched: the server answers ${response.status}.`);
  return response.text();
}
