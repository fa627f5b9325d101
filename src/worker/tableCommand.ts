/** Every worker is given the tables that have been read before it is told to train on them. */
import type { Table } from '../datasets/table.ts';
import { shelveTable } from '../datasets/tableShelf.ts';

export type TableCommand = { readonly type: 'shelve'; readonly table: Table };

/** Shelves the table where the message brings one; false for any other. */
export function takeTable(message: { readonly type: string }): message is TableCommand {
  if (!isTableCommand(message)) return false;
  shelveTable(message.table);
  return true;
}

function isTableCommand(message: { readonly type: string }): message is TableCommand {
  return message.type === 'shelve';
}
