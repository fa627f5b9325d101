/** What each data set is: its names, what the pictures cover, where it is from. */
import type { DataSpec, DatasetName, ImportedTable } from '../config/experiment.ts';
import { datasetLabels, datasetTasks, type DatasetTask } from '../config/tasks.ts';
import { inputLabel } from './features.ts';
import { irisPetals } from './iris.ts';
import { classNamesOf, columnNamesOf, isMeasured, measuredSets } from './measured.ts';
import { principalComponents, type Components } from './principal.ts';
import { proposedSlice, rangesOf, type Slice } from './slice.ts';
import { columnTitle, type LeftOut, type Table } from './table.ts';
import { shelvedTable } from './tableShelf.ts';
import { isTable } from './tables.ts';
import { say } from '../words/say.ts';

export type DatasetInfo = DatasetTask & {
  readonly label: string;
  readonly classNames: readonly string[];
  readonly inputNames: readonly string[];
  /** What the pictures cover, per raw input [min, max]. */
  readonly domain: readonly (readonly [number, number])[];
  /** Where the values of a regression lie, about. */
  readonly targetRange: readonly [number, number];
  /** Of more than two inputs the pictures show two; known when the table has been read. */
  readonly slice?: Slice;
  readonly components?: Components;
  readonly source?: string;
  readonly licence?: string;
  /** Rows of a table that could not be used; known when it has been read. */
  readonly leftOut?: readonly LeftOut[];
  /** What else was done to a table, a sentence each. */
  readonly done?: readonly string[];
};

const SPAN = [-1.2, 1.2] as const;
/** Around the corners of a truth table, which are at 0 and 1. */
const TABLE_SPAN = [-0.5, 1.5] as const;
/** Before a table has been read: about what standardised numbers and pixels cover. */
const STANDARDISED_SPAN = [-3, 3] as const;
const UNIT_SPAN = [0, 1] as const;
const generatedClasses: Readonly<Record<number, readonly string[]>> = { 2: ['−1', '+1'] };
const letters = ['A', 'B', 'C', 'D', 'E'];

function describe(set: DatasetName): DatasetInfo {
  const facts = datasetTasks[set];
  const generated: DatasetInfo = {
    ...facts, label: datasetLabels[set],
    classNames: generatedClasses[facts.classes] ?? letters.slice(0, facts.classes),
    inputNames: facts.inputs === 1 ? ['x'] : ['x₁', 'x₂'],
    domain: facts.inputs === 1 ? [SPAN] : [SPAN, SPAN],
    targetRange: [-1, 1],
  };
  if (isTable(set)) return { ...generated, classNames: facts.classes === 2 ? ['0', '1'] : [], domain: [TABLE_SPAN, TABLE_SPAN] };
  if (isMeasured(set)) {
    const { source, licence, scaling } = measuredSets[set];
    const span = scaling === 'standardise' ? STANDARDISED_SPAN : UNIT_SPAN;
    const inputNames = columnNamesOf(set);
    return { ...generated, source, licence, classNames: classNamesOf(set), inputNames, domain: inputNames.map(() => span) };
  }
  if (set !== 'iris') return generated;
  return {
    ...generated,
    classNames: Object.keys(irisPetals),
    inputNames: [say('petal length (standardised)'), say('petal width (standardised)')],
    domain: [[-2.2, 2.2], [-2.2, 2.2]],
    source: say('R. A. Fisher 1936; UCI Machine Learning Repository'),
    licence: 'CC BY 4.0',
  };
}

export const datasets = Object.fromEntries(
  (Object.keys(datasetTasks) as DatasetName[]).map((set) => [set, describe(set)]),
) as Readonly<Record<DatasetName, DatasetInfo>>;

/** The table of an experiment, once it has been read; undefined too for sets that are none. */
export function shelvedTableOf({ set, table }: Pick<DataSpec, 'set' | 'table'>): Table | undefined {
  return isMeasured(set) ? shelvedTable(set) : set === 'imported' && table !== undefined ? shelvedTable(table.id) : undefined;
}

const unread = new WeakMap<ImportedTable, DatasetInfo>();

/** A table of one's own before its rows are there; the same object for the same table. */
function unreadInfo(table: ImportedTable): DatasetInfo {
  const info = unread.get(table) ?? describeUnread(table);
  unread.set(table, info);
  return info;
}

function describeUnread({ name, task, inputs, classes, rows }: ImportedTable): DatasetInfo {
  const inputNames = Array.from({ length: inputs }, (_, input) => inputLabel(input + 1));
  return {
    task, inputs, classes, fixedPoints: rows, label: name, inputNames, domain: inputNames.map(() => STANDARDISED_SPAN), targetRange: [-1, 1],
    classNames: Array.from({ length: classes }, (_, index) => say('class {index}', { index: index + 1 })), source: say('Imported on this machine'),
  };
}

const known = new WeakMap<Table, DatasetInfo>();

/** What is known of the set of an experiment; of a table that has been read also what its rows tell. */
export function infoOf(spec: Pick<DataSpec, 'set' | 'table'>): DatasetInfo {
  const table = shelvedTableOf(spec);
  if (table === undefined) return spec.table === undefined ? datasets[spec.set] : unreadInfo(spec.table);
  let info = known.get(table);
  if (info === undefined) {
    const components = table.columns.length > 2 ? principalComponents(table.inputs, table.columns.length) : null;
    info = {
      ...(spec.table === undefined ? datasets[spec.set] : unreadInfo(spec.table)), classNames: table.classes, inputNames: table.columns.map(columnTitle), domain: rangesOf(table.inputs, table.columns.length), slice: proposedSlice(table, components), ...(components === null ? {} : { components }), leftOut: table.leftOut, done: table.notes,
      ...(table.task === 'regression' ? { targetRange: rangesOf(table.targets, 1)[0]! } : {}),
    };
    known.set(table, info);
  }
  return info;
}

/** How a measurement became a raw input: minus the mean, divided by the deviation. */
export type Standardisation = { readonly name: string; readonly mean: number; readonly deviation: number };

/** Of each raw input in order; null for a set whose inputs are as they were measured or drawn. */
export function standardisationOf(spec: Pick<DataSpec, 'set' | 'table'>): readonly Standardisation[] | null {
  const table = shelvedTableOf(spec);
  if (table !== undefined) return table.columns.map(({ name, unit, mean, deviation }) => ({ name: unit === '' ? name : `${name} (${unit})`, mean, deviation }));
  if (spec.set !== 'iris') return null;
  const flowers = Object.values(irisPetals).flat();
  return [say('petal length (cm)'), say('petal width (cm)')].map((name, k) => {
    const values = flowers.map((petals) => petals[k]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { name, mean, deviation };
  });
}
