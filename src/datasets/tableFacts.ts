/** A table in short, as the settings name it. */
import type { ImportedTable } from '../config/experiment.ts';
import { rowCountOf, type Table } from './table.ts';

/** What an experiment says of a table. */
export function factsOfTable(table: Table): ImportedTable {
  return { id: table.id, name: table.name, task: table.task, inputs: table.columns.length, classes: table.classes.length, rows: rowCountOf(table) };
}
