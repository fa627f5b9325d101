/** A table of one's own, as it comes back from storage: checked before anything trusts it. */
import * as v from 'valibot';
import type { Table } from '../datasets/table.ts';
import { tableEntries } from '../share/tableSchema.ts';

const numbers = v.pipe(v.instance(Float64Array), v.check((values) => values.every((value) => Number.isFinite(value))));
const tableSchema = v.object({ ...tableEntries, id: v.string(), task: v.picklist(['classification', 'regression']), inputs: numbers, targets: numbers });

/** The table of a kept record; null where it cannot be used. */
export function readTableRecord(record: unknown): Table | null {
  const read = v.safeParse(tableSchema, record);
  return read.success && isWhole(read.output) ? read.output : null;
}

/** As many inputs and classes as are named. */
function isWhole({ columns, classes, inputs, targets, task }: Table): boolean {
  return inputs.length === columns.length * targets.length && targets.length > 1
    && (task === 'regression' ? classes.length === 0 : targets.every((target) => Number.isInteger(target) && target >= 0 && target < classes.length));
}
