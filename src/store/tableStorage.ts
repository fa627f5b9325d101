/** Tables of one's own, kept in IndexedDB so that a reload goes on with them: the latest few, and each checked on its way back. */
import * as v from 'valibot';
import type { Table } from '../datasets/table.ts';
import { tableEntries } from '../share/tableSchema.ts';
import { indexedDbRecords, type RecordStore } from './runStorage.ts';

/** Older ones make room. */
const MOST_TABLES = 4;
const LIST = 'tables';
const numbers = v.pipe(v.instance(Float64Array), v.check((values) => values.every((value) => Number.isFinite(value))));
const tableSchema = v.object({ ...tableEntries, id: v.string(), task: v.picklist(['classification', 'regression']), inputs: numbers, targets: numbers });

let records: RecordStore = indexedDbRecords();

/** Keeps tables elsewhere: for tests. */
export function keepTablesIn(store: RecordStore): void {
  records = store;
}

/** A kept table; null where there is none, or none that can be used. Takes as long as the browser does. */
export async function keptTable(id: string): Promise<Table | null> {
  try {
    const read = v.safeParse(tableSchema, await records.get(keyOf(id)));
    return read.success && read.output.id === id && isWhole(read.output) ? read.output : null;
  } catch {
    return null;
  }
}

/**
 * Keeps a table, and forgets the one that was kept longest ago where there are too many. @returns whether it is kept; a browser that
 * keeps nothing costs only that
 */
export async function keepTable(table: Table): Promise<boolean> {
  try {
    // Before anything that names it.
    await records.set(keyOf(table.id), table);
    const known = v.safeParse(v.array(v.string()), await records.get(LIST));
    const ids = [...(known.success ? known.output : []).filter((id) => id !== table.id), table.id];
    for (const old of ids.splice(0, Math.max(0, ids.length - MOST_TABLES))) await records.set(keyOf(old), undefined);
    await records.set(LIST, ids);
    return true;
  } catch {
    return false;
  }
}

const keyOf = (id: string): string => `table ${id}`;

/** As many inputs and classes as are named. */
function isWhole({ columns, classes, inputs, targets, task }: Table): boolean {
  return inputs.length === columns.length * targets.length && targets.length > 1
    && (task === 'regression' ? classes.length === 0 : targets.every((target) => Number.isInteger(target) && target >= 0 && target < classes.length));
}
