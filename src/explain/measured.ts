// x = mean + deviation · x̂
/** The numbers a network is given or answers, back as they were measured: with the name and the unit of their column. */
import type { DataSpec } from '../config/experiment.ts';
import { shelvedTableOf, standardisationOf } from '../datasets/datasetInfo.ts';
import { inputLabel } from '../datasets/features.ts';
import { formatSetting, formatSigned } from '../viz/format.ts';
import { say } from '../words/say.ts';

export type MeasuredInput = {
  /** "x₃". */
  readonly label: string;
  /** "bill length", "island: Dream"; empty where the column has no name. */
  readonly name: string;
  /** "39.1 mm"; of a category "yes" or "no". */
  readonly text: string;
  /** In a line with others: "bill length 39.1 mm", "island: Dream"; empty for a category that is not the row's. */
  readonly phrase: string;
};

/** A value that is answered, as a column of a table has it. */
export type MeasuredTarget = { readonly name: string; readonly unit: string; readonly mean: number; readonly deviation: number };

type Spec = Pick<DataSpec, 'set' | 'table'>;

/** Significant digits that measurements have. */
const DIGITS = 4;
/** Of the size of the values: what adding and dividing leave of 0. */
const ROUNDING = 1e-9;

/**
 * @param given the inputs of one example as the network is given them
 * @returns one each in order; null where they are as they were drawn, and for a table that is not there
 */
export function measuredInputs(spec: Spec, given: ArrayLike<number>): readonly MeasuredInput[] | null {
  const scales = standardisationOf(spec);
  if (scales === null || scales.length !== given.length) return null;
  const columns = shelvedTableOf(spec)?.columns;
  const several = new Map<string, number>();
  for (const { name } of columns ?? []) several.set(familyOf(name), (several.get(familyOf(name)) ?? 0) + 1);
  return scales.map(({ name: title, mean, deviation }, input) => {
    const { name, unit } = titleParts(title);
    const value = given[input] ?? NaN;
    const label = inputLabel(input + 1);
    if (columns?.[input]?.kind === 'category' && (value === 0 || value === 1)) {
      const other = several.get(familyOf(name)) === 1 ? say('not {name}', { name }) : '';
      return { label, name, text: value === 1 ? say('yes') : say('no'), phrase: value === 1 ? name : other };
    }
    const text = valueText(value, mean, deviation, unit);
    return { label, name, text, phrase: `${name} ${text}` };
  });
}

export type MeasuredAxis = { /** "bill length (mm)". */ readonly title: string; readonly mean: number; readonly deviation: number };

/** How an axis over one input reads in its column's own numbers; null where it is as it was drawn, for a category and for a table that is not there. */
export function measuredAxis(spec: Spec, input: number): MeasuredAxis | null {
  const scale = standardisationOf(spec)?.[input];
  if (scale === undefined || shelvedTableOf(spec)?.columns[input]?.kind === 'category') return null;
  return { title: scale.name, mean: scale.mean, deviation: scale.deviation };
}

/** "island" of "island: Dream". */
const familyOf = (name: string): string => name.replace(/: .*$/, '');

/** What a regression on a table predicts; null for classes and for values that are as they were drawn. */
export function measuredTarget(spec: Spec): MeasuredTarget | null {
  const table = shelvedTableOf(spec);
  return table === undefined || table.task !== 'regression' ? null : table.target;
}

/** "151", "23.5 mm". */
export function targetText(value: number, { mean, deviation, unit }: MeasuredTarget): string {
  return valueText(value, mean, deviation, unit);
}

/** The difference of two such values, with its sign: "−62.3". */
export function errorText(difference: number, { deviation, unit }: MeasuredTarget): string {
  return `${formatSigned(difference * deviation)}${unit === '' ? '' : ` ${unit}`}`;
}

/** "bill length" and "mm" of "bill length (mm)"; the unit is empty where none stands there. */
export function titleParts(title: string): { readonly name: string; readonly unit: string } {
  const [, name = title, unit = ''] = /^(.*) \(([^)]*)\)$/.exec(title) ?? [];
  return { name, unit };
}

/** 0 in place of what computing leaves of it, among values of this size. */
export function withoutRounding(value: number, size: number): number {
  return Math.abs(value) < ROUNDING * size ? 0 : value;
}

/** A value as the network has it, as it was measured: "23.5 mm". */
export function valueText(value: number, mean: number, deviation: number, unit: string): string {
  const measured = mean + value * deviation;
  const text = formatSetting(withoutRounding(measured, deviation), DIGITS);
  return unit === '' || !Number.isFinite(measured) ? text : `${text} ${unit}`;
}
