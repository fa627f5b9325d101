// {"name": …, "columns": […], "target": {…}, "classes": […], "rows": [[input, …, target], …]}: a table of one's own, as JSON
/** Rows hold what the network is given: (value − mean) / deviation of each column, 1 or 0 for categories, and a class number or a value last. */
import * as v from 'valibot';
import { limits } from '../config/limits.ts';
import { rowCountOf, type Table } from '../datasets/table.ts';
import { tableId } from '../datasets/tableId.ts';
import { tableEntries } from './tableSchema.ts';
import { say } from '../words/say.ts';

const shape = v.object({ ...tableEntries, rows: v.pipe(v.array(v.unknown()), v.minLength(limits.tableRows.min), v.maxLength(limits.tableRows.max)) });

/** What of a table stands in a file; numbers in full precision. */
export function tableFields(table: Table) {
  const { columns, target, classes, inputs, targets, source, licence, leftOut, notes } = table;
  const width = columns.length;
  return {
    name: table.name, columns, target, classes,
    rows: Array.from({ length: rowCountOf(table) }, (_, row) => [...inputs.subarray(row * width, (row + 1) * width), targets[row]!]),
    source, licence, leftOut, notes,
  };
}

/** The table of a file, under the id that its contents give it; or why there is none, a sentence. Never throws. */
export function readTable(value: unknown): Table | string {
  const read = v.safeParse(shape, value);
  if (!read.success) {
    const place = v.getDotPath(read.issues[0]);
    return place === null ? say('The file’s table cannot be used: it is not as it should be.') : say('The file’s table cannot be used: {place} is not as it should be.', { place });
  }
  const { rows, classes, columns, target, ...facts } = read.output;
  if (classes.length === 1) return say('The file’s table cannot be used: it has one class.');
  const width = columns.length;
  const inputs = new Float64Array(rows.length * width);
  const targets = new Float64Array(rows.length);
  for (const [index, row] of rows.entries()) {
    if (!Array.isArray(row) || row.length !== width + 1 || !row.every((each): each is number => typeof each === 'number' && Number.isFinite(each))) {
      return say('The file’s table cannot be used: row {row} is not {count} numbers.', { row: index + 1, count: width + 1 });
    }
    const answer = row[width] as number;
    if (classes.length > 0 && classes[answer] === undefined) return say('The file’s table cannot be used: row {row} is of class {answer}, which there is not.', { row: index + 1, answer });
    inputs.set(row.slice(0, width), index * width);
    targets[index] = answer;
  }
  const table: Omit<Table, 'id'> = {
    ...facts, task: classes.length === 0 ? 'regression' : 'classification',
    columns: columns.map((column) => ({ name: column.name, unit: column.unit, kind: column.kind, mean: column.mean, deviation: column.deviation })),
    target: { name: target.name, unit: target.unit, mean: target.mean, deviation: target.deviation },
    classes, inputs, targets,
  };
  return { ...table, id: tableId(table) };
}
