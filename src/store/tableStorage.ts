/** Tables of one's own, kept in IndexedDB so that a reload goes on with them: the latest few, and each checked on its way back. */
import type { Table } from '../datasets/table.ts';
import { indexedDbRecords, type RecordStore } from './runStorage.ts';

/** Older ones make room. */
const MOST_TABLES = 4;
const LIST = 'tables';

let records: RecordStore = indexedDbRecords();

/** Keeps tables elsewhere: for tests. */
export function keepTablesIn(store: RecordStore): void {
  records = store;
}

/**
 * A kept table; null where there is none, or none that can be used. Takes as long as the browser does.
 * @throws where there is one, and what it takes to check it cannot be fetched
 */
export async function keptTable(id: string): Promise<Table | null> {
  const record = await records.get(keyOf(id)).catch(() => undefined);
  // What it takes to check one is fetched only where there is one.
  const table = record === undefined ? null : (await import('./tableRecord.ts')).readTableRecord(record);
  return table?.id === id ? table : null;
}

/**
 * Keeps a table, and forgets the one that was kept longest ago where there are too many. @returns whether it is kept; a browser that
 * keeps nothing costs only that
 */
export async function keepTable(table: Table): Promise<boolean> {
  try {
    // Before anything that names it.
    await records.set(keyOf(table.id), table);
    const known = await records.get(LIST);
    const ids = [...(isListOfNames(known) ? known : []).filter((id) => id !== table.id), table.id];
    for (const old of ids.splice(0, Math.max(0, ids.length - MOST_TABLES))) await records.set(keyOf(old), undefined);
    await records.set(LIST, ids);
    return true;
  } catch {
    return false;
  }
}

const keyOf = (id: string): string => `table ${id}`;

function isListOfNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
