// name, unit, mean, deviation ≠ 0; 1 to 64 columns; 0 or 2 to 10 classes
/** What is true of every table of one's own that comes back from somewhere, be it a file or what the browser keeps: all of it but its rows. */
import * as v from 'valibot';
import { MOST_CLASSES, MOST_INPUTS } from '../datasets/table.ts';

const LONGEST_NAME = 500;
const text = v.pipe(v.string(), v.maxLength(LONGEST_NAME));
const name = v.pipe(text, v.minLength(1));
const finite = v.pipe(v.number(), v.finite());
const scale = { name, unit: text, mean: finite, deviation: v.pipe(finite, v.check((value) => value !== 0)) };

/** Entries of an object; what a file may leave out has a value. */
export const tableEntries = {
  name,
  columns: v.pipe(v.array(v.object({ ...scale, kind: v.picklist(['number', 'category']) })), v.minLength(1), v.maxLength(MOST_INPUTS)),
  target: v.object(scale),
  classes: v.pipe(v.array(name), v.maxLength(MOST_CLASSES)),
  source: v.optional(text, ''), licence: v.optional(text, ''),
  leftOut: v.optional(v.array(v.object({ reason: text, count: v.number(), firstRow: v.number() })), []),
  notes: v.optional(v.array(text), []),
};
