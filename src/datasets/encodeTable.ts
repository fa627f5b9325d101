// columns as they were measured → rows of finite numbers: rows with a gap left out, numbers standardised, categories one-hot
import type { LeftOut, Table, TableColumn } from './table.ts';
import { say } from '../words/say.ts';

/** A column as it was read. A row without a value has NaN, or −1 for a category. */
export type RawColumn = { readonly name: string; readonly unit: string } & (
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'category'; readonly categories: readonly string[]; readonly values: Int32Array }
);

export type RawTable = Pick<Table, 'id' | 'name' | 'source' | 'licence'> & {
  /** In the order in which they become inputs. */
  readonly inputs: readonly RawColumn[];
  /** A category is told apart, a number is predicted. */
  readonly target: RawColumn;
  /** Numbers less their mean, divided by their standard deviation; or divided by one number; or as they are. */
  readonly scaling: 'standardise' | 'none' | { readonly divisor: number };
  /** What was left out and done before, e.g. rows that could not be read. */
  readonly leftOut?: readonly LeftOut[];
  readonly notes?: readonly string[];
  /** Numbers of the rows in their file, where they do not simply follow a row of names, which is 1. */
  readonly rowNumbers?: ArrayLike<number>;
};

/** Categories become one column each, two categories one column that is 1 for the second. */
export function encodeTable(raw: RawTable): Table {
  const { inputs: read, target, scaling } = raw;
  const { kept, leftOut } = rowsWithoutGaps([...read, target], raw.rowNumbers);
  const made = read.flatMap((column) => encodeColumn(column, kept, scaling));
  const inputs = new Float64Array(kept.length * made.length);
  made.forEach(({ values }, input) => { for (let row = 0; row < kept.length; row += 1) inputs[row * made.length + input] = values[row]!; });
  const isRegression = target.kind === 'number';
  const answer = isRegression ? scaled(target.values, kept, scaling === 'none' ? 'none' : 'standardise') : { mean: 0, deviation: 1, values: picked(target.values, kept) };
  return {
    id: raw.id, name: raw.name, task: isRegression ? 'regression' : 'classification',
    columns: made.map(({ values: _values, ...column }) => column),
    target: { name: target.name, unit: target.unit, mean: answer.mean, deviation: answer.deviation },
    classes: isRegression ? [] : target.categories,
    inputs, targets: answer.values,
    source: raw.source, licence: raw.licence,
    leftOut: [...(raw.leftOut ?? []), ...leftOut], notes: raw.notes ?? [],
  };
}

/** The rows in which every column has a value, and why each other one is left out: for the first gap in it. */
function rowsWithoutGaps(columns: readonly RawColumn[], rowNumbers: ArrayLike<number> | undefined): { readonly kept: readonly number[]; readonly leftOut: readonly LeftOut[] } {
  const kept: number[] = [];
  const gaps = new Map<RawColumn, { count: number; firstRow: number }>();
  const rows = columns[0]?.values.length ?? 0;
  for (let row = 0; row < rows; row += 1) {
    const gap = columns.find((column) => (column.kind === 'number' ? !Number.isFinite(column.values[row]) : column.values[row]! < 0));
    if (gap === undefined) {
      kept.push(row);
      continue;
    }
    const known = gaps.get(gap);
    if (known === undefined) gaps.set(gap, { count: 1, firstRow: rowNumbers?.[row] ?? row + 2 });
    else known.count += 1;
  }
  return { kept, leftOut: [...gaps].map(([{ name }, gap]) => ({ reason: say('{name} is missing', { name }), ...gap })) };
}

type Encoded = TableColumn & { readonly values: Float64Array };

function encodeColumn(column: RawColumn, kept: readonly number[], scaling: RawTable['scaling']): readonly Encoded[] {
  const { name, unit } = column;
  if (column.kind === 'number') return [{ name, unit, kind: 'number', ...scaled(column.values, kept, scaling) }];
  const shown = column.categories.map((category, index) => ({ category, index })).slice(column.categories.length === 2 ? 1 : 0);
  return shown.map(({ category, index }) => ({
    name: `${name}: ${category}`, unit, kind: 'category', mean: 0, deviation: 1,
    values: Float64Array.from(kept, (row) => (column.values[row] === index ? 1 : 0)),
  }));
}

function picked(values: ArrayLike<number>, kept: readonly number[]): Float64Array {
  return Float64Array.from(kept, (row) => values[row]!);
}

/** A column that never changes has no deviation to divide by: its mean is taken off, and that is all. */
function scaled(values: ArrayLike<number>, kept: readonly number[], scaling: RawTable['scaling']): Pick<Encoded, 'mean' | 'deviation' | 'values'> {
  const own = picked(values, kept);
  if (scaling === 'none') return { mean: 0, deviation: 1, values: own };
  if (scaling !== 'standardise') return { mean: 0, deviation: scaling.divisor, values: own.map((value) => value / scaling.divisor) };
  const mean = own.reduce((sum, value) => sum + value, 0) / Math.max(1, own.length);
  const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, own.length));
  const deviation = spread > 0 ? spread : 1;
  return { mean, deviation, values: own.map((value) => (value - mean) / deviation) };
}
