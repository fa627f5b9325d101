// (x₁, …, xₙ) → (xᵢ, xⱼ): the plane through two inputs, the others held; or x̄ + u v₁ + v v₂
/** Of more than two inputs a picture shows two, the others held at values of their own; or the plane of two principal components. */
import { pointOnComponents, projection, type Components } from './principal.ts';
import type { Table } from './table.ts';

export type Slice = {
  /** Inputs that go across and up. */
  readonly axes: readonly [number, number];
  /** A value for each input; those of the axes count only where a single point is meant. */
  readonly held: readonly number[];
  /** The plane is that of these components rather than of two inputs. */
  readonly components?: Components;
};

/** More inputs than this say little by twos. */
const MANY_INPUTS = 16;

/** Sets with one or two inputs are their own plane. */
export function wholePlane(inputCount: number): Slice {
  return { axes: [0, Math.min(1, inputCount - 1)], held: Array.from({ length: inputCount }, () => 0) };
}

/** The two inputs that tell most of the target, each by itself, in their order; the others at their means. */
function tellingSlice(table: Table): Slice {
  const count = table.columns.length;
  const held = table.columns.map((_, input) => mean(valuesOf(table, input)));
  if (count < 3) return { ...wholePlane(count), held };
  const telling = table.columns.map((column, input) => ({ input, share: column.kind === 'number' ? explainedShare(table, input) : -1 }));
  const [first, second] = telling.toSorted((a, b) => b.share - a.share).map(({ input }) => input);
  return { axes: [Math.min(first!, second!), Math.max(first!, second!)], held };
}

/** What is shown of a table unless something else is chosen: of very many inputs the principal components, else the two that tell most. */
export function proposedSlice(table: Table, components: Components | null): Slice {
  const slice = tellingSlice(table);
  return components !== null && table.columns.length > MANY_INPUTS ? { ...slice, components } : slice;
}

/** Smallest and largest value of each column, with a margin. @param values [row][column] */
export function rangesOf(values: Float64Array, columns: number): readonly (readonly [number, number])[] {
  return Array.from({ length: columns }, (_, column) => {
    let [low, high] = [Infinity, -Infinity];
    for (let at = column; at < values.length; at += columns) [low, high] = [Math.min(low, values[at]!), Math.max(high, values[at]!)];
    if (!(high > low)) return [low - 1, low + 1];
    const margin = 0.08 * (high - low);
    return [low - margin, high + margin];
  });
}

/** A point of the plane as all inputs. */
export function pointOfSlice({ axes: [across, up], held, components }: Slice, x: number, y: number): readonly number[] {
  if (components !== undefined) return pointOnComponents(components, x, y);
  return held.map((value, input) => (input === across ? x : input === up ? y : value));
}

/** Where the inputs that begin at `from` stand in the plane: their values on the axes, or along the components. */
export function placeInSlice({ axes: [across, up], components }: Slice, inputs: ArrayLike<number>, from = 0): readonly [number, number] {
  return components === undefined ? [inputs[from + across] ?? 0, inputs[from + up] ?? 0] : projection(components, inputs, from);
}

/** What the plane covers across and up. */
export function rangesOfSlice({ axes: [across, up], components }: Slice, domain: readonly (readonly [number, number])[]): readonly [readonly [number, number], readonly [number, number]] {
  if (components !== undefined) return components.ranges;
  const x = domain[across] ?? [-1.2, 1.2];
  return [x, domain[up] ?? x];
}

/** Whether a slice is one through so many inputs. */
export function isSliceOf({ axes: [across, up], held, components }: Slice, inputCount: number): boolean {
  if (components !== undefined && components.mean.length !== inputCount) return false;
  const isInput = (input: number): boolean => Number.isInteger(input) && input >= 0 && input < inputCount;
  return held.length === inputCount && held.every(Number.isFinite) && isInput(across) && isInput(up) && (across !== up || inputCount < 2);
}

function valuesOf({ columns, inputs }: Table, input: number): Float64Array {
  return Float64Array.from({ length: inputs.length / columns.length }, (_, row) => inputs[row * columns.length + input]!);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Share of an input's variance that lies between the classes, or r² with the value predicted. */
function explainedShare(table: Table, input: number): number {
  const values = valuesOf(table, input);
  const middle = mean(values);
  const total = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  if (total === 0) return -1;
  if (table.task === 'regression') {
    const answer = mean(table.targets);
    let [together, spread] = [0, 0];
    for (const [row, value] of values.entries()) {
      together += (value - middle) * (table.targets[row]! - answer);
      spread += (table.targets[row]! - answer) ** 2;
    }
    return spread === 0 ? 0 : together ** 2 / (total * spread);
  }
  return table.classes.reduce((sum, _name, number) => {
    const own = values.filter((_, row) => table.targets[row] === number);
    return sum + own.length * (mean(own) - middle) ** 2;
  }, 0) / total;
}
