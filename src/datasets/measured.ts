/** The real sets that come with the page as CSV files: what their columns are, and from the text of the file to a table. */
import { pixelName } from './pixelName.ts';
import type { DatasetName, MeasuredName } from '../config/experiment.ts';
import { datasetLabels, datasetTasks } from '../config/tasks.ts';
import { encodeTable, type RawColumn, type RawTable } from './encodeTable.ts';
import { columnTitle, type Table } from './table.ts';
import { say } from '../words/say.ts';

/** A column of the file: a number with its unit, or a category with all its names. */
type ColumnSpec = { readonly name: string; readonly unit?: string; readonly categories?: readonly string[]; /** What stands in the file for each category, where that is something else. */ readonly codes?: readonly string[] };

export type MeasuredSpec = {
  /** Under `datasets/` beside the page. */
  readonly file: string;
  /** In the order of the file; the last one is the target. */
  readonly columns: readonly ColumnSpec[];
  readonly scaling: RawTable['scaling'];
  readonly source: string;
  readonly licence: string;
};

const UCI = say('UCI Machine Learning Repository');
const named = (...names: readonly string[]): readonly ColumnSpec[] => names.map((name) => ({ name }));
const eight = [0, 1, 2, 3, 4, 5, 6, 7];

export const measuredSets: Readonly<Record<MeasuredName, MeasuredSpec>> = {
  iris4: {
    file: 'iris.csv', scaling: 'standardise', source: say('R. A. Fisher 1936; {place}', { place: UCI }), licence: 'CC BY 4.0',
    columns: [
      { name: say('sepal length'), unit: 'cm' }, { name: say('sepal width'), unit: 'cm' }, { name: say('petal length'), unit: 'cm' }, { name: say('petal width'), unit: 'cm' },
      { name: say('species'), categories: ['setosa', 'versicolor', 'virginica'] },
    ],
  },
  penguins: {
    file: 'penguins.csv', scaling: 'standardise', source: say('Palmer Station LTER; Gorman, Williams and Fraser 2014; palmerpenguins'), licence: 'CC0',
    columns: [
      { name: say('bill length'), unit: 'mm' }, { name: say('bill depth'), unit: 'mm' }, { name: say('flipper length'), unit: 'mm' }, { name: say('body mass'), unit: 'g' },
      { name: say('island'), categories: ['Biscoe', 'Dream', 'Torgersen'] }, { name: say('sex'), categories: [say('female'), say('male')], codes: ['female', 'male'] },
      { name: say('species'), categories: ['Adelie', 'Chinstrap', 'Gentoo'] },
    ],
  },
  wine: {
    file: 'wine.csv', scaling: 'standardise', source: UCI, licence: 'CC BY 4.0',
    columns: [
      ...named('alcohol', say('malic acid'), 'ash', say('alcalinity of ash'), 'magnesium', say('total phenols'), 'flavanoids', say('nonflavanoid phenols'), 'proanthocyanins',
        say('colour intensity'), 'hue', 'OD280/OD315', 'proline'),
      { name: 'cultivar', categories: ['1', '2', '3'], codes: ['class_0', 'class_1', 'class_2'] },
    ],
  },
  digits: {
    file: 'digits.csv', scaling: { divisor: 16 }, source: say('Optical Recognition of Handwritten Digits, test part; {place}', { place: UCI }), licence: 'CC BY 4.0',
    columns: [
      ...eight.flatMap((row) => eight.map((column): ColumnSpec => ({ name: pixelName(row, column) }))),
      { name: say('digit'), categories: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
    ],
  },
  diabetes: {
    file: 'diabetes.csv', scaling: 'standardise', source: say('Efron, Hastie, Johnstone and Tibshirani 2004, Least Angle Regression'), licence: say('No licence is stated with the data; their authors give them out in the R package lars (GPL-2), and scikit-learn ships them.'),
    columns: [
      { name: say('age'), unit: say('years') }, { name: say('sex'), categories: ['1', '2'] }, { name: say('body mass index'), unit: 'kg/m²' }, { name: say('blood pressure'), unit: 'mmHg' },
      ...named(say('total cholesterol'), 'LDL', 'HDL', 'cholesterol/HDL', say('log triglycerides'), 'glucose'),
      { name: say('progression') },
    ],
  },
};

export function isMeasured(set: DatasetName): set is MeasuredName {
  return set in measuredSets;
}

/** Names of the classes; none for a regression. */
export function classNamesOf(set: MeasuredName): readonly string[] {
  return measuredSets[set].columns.at(-1)?.categories ?? [];
}

/** Titles of the inputs, as `columnTitle` gives them when the set has been read. */
export function columnNamesOf(set: MeasuredName): readonly string[] {
  const { columns, scaling } = measuredSets[set];
  const [mean, deviation] = scaling === 'standardise' ? [Number.NaN, Number.NaN] : scaling === 'none' ? [0, 1] : [0, scaling.divisor];
  return columns.slice(0, -1).flatMap(({ name, unit = '', categories }) => (categories === undefined
    ? [columnTitle({ name, unit, mean, deviation })]
    : categories.slice(categories.length === 2 ? 1 : 0).map((category) => `${name}: ${category}`)));
}

/**
 * @param text of the set's CSV file: a header, no quotes, an empty field where a value is missing
 * @throws RangeError where it is not that file
 */
export function readMeasured(set: MeasuredName, text: string): Table {
  const { columns, scaling, source, licence } = measuredSets[set];
  const [, ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const rows = lines.map((line) => line.split(','));
  const wrong = rows.findIndex((row) => row.length !== columns.length);
  if (wrong >= 0) throw new RangeError(`Row ${wrong + 1} of ${measuredSets[set].file} has ${rows[wrong]!.length} fields, not ${columns.length}.`);
  const read = columns.map((column, index) => readColumn(column, rows.map((row) => row[index]!)));
  const table = encodeTable({ id: set, name: datasetLabels[set], inputs: read.slice(0, -1), target: read.at(-1)!, scaling, source, licence });
  const { inputs, fixedPoints } = datasetTasks[set];
  if (table.columns.length !== inputs || table.targets.length !== fixedPoints) {
    throw new RangeError(`${measuredSets[set].file} has ${table.targets.length} examples of ${table.columns.length} inputs, not ${fixedPoints ?? ''} of ${inputs}.`);
  }
  return table;
}

function readColumn({ name, unit = '', categories, codes = categories }: ColumnSpec, fields: readonly string[]): RawColumn {
  if (categories !== undefined) return { name, unit, kind: 'category', categories, values: Int32Array.from(fields, (field) => codes?.indexOf(field) ?? -1) };
  return { name, unit, kind: 'number', values: Float64Array.from(fields, (field) => (field === '' ? Number.NaN : Number(field))) };
}
