/**
 * The tables that have been read. The page and each worker has a shelf of its own: what is to be trained on stands there before an
 * experiment that names it is built.
 */
import type { Table } from './table.ts';

const shelf = new Map<string, Table>();

/** Puts a table on the shelf, in place of one with the same id. */
export function shelveTable(table: Table): void {
  shelf.set(table.id, table);
}

/** undefined while it has not been read. */
export function shelvedTable(id: string): Table | undefined {
  return shelf.get(id);
}
