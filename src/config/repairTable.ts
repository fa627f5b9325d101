/** What an experiment says of a table of one's own, read from outside data; whether the rows are there is for the store to find out. */
import * as v from 'valibot';
import type { ImportedTable } from './experiment.ts';
import { limits, type Limit } from './limits.ts';
import { show } from './showValue.ts';
import { say } from '../words/say.ts';

const MOST_LETTERS = 120;
/** Half a character, which JSON can say, has no place in an address: it is shown as what it is, unknown. */
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_LETTERS), v.transform((letters) => letters.replaceAll(/\p{Surrogate}/gu, '\uFFFD')));
const wholeIn = ({ min, max }: Limit) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

const shape = v.object({
  id: text,
  name: text,
  task: v.picklist(['classification', 'regression']),
  inputs: wholeIn(limits.tableInputs),
  classes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limits.tableClasses.max)),
  rows: wholeIn(limits.tableRows),
});

/** null where it is no description of a table that a network here can learn from. */
export function repairTable(value: unknown, notes: string[]): ImportedTable | null {
  const read = v.safeParse(shape, value);
  const fits = read.success && (read.output.task === 'regression' ? read.output.classes === 0 : read.output.classes >= limits.tableClasses.min);
  if (fits) return read.output;
  notes.push(say('The imported table {given} is not described so that it could be used, so another data set is shown.', { given: show(value) }));
  return null;
}
