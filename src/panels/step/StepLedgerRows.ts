// θ | value | ∂L/∂θ | −η ∂L/∂θ | new value: the numbers of one row a parameter, and their order
import { biasIndex, type Network } from '../../engine/network.ts';
import type { Address } from '../../explain/address.ts';
import type { Beat, Script } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { valueOf } from '../../explain/value.ts';

export type LedgerColumn = 'name' | 'value' | 'gradient' | 'update' | 'newValue';
export type LedgerSort = { readonly column: LedgerColumn; readonly ascending: boolean } | null;

export const ledgerColumns: readonly LedgerColumn[] = ['name', 'value', 'gradient', 'update', 'newValue'];

/** Which gradient the third column shows: the example's own, or the one that the optimizer is given. */
export type GradientKind = 'exampleGradient' | 'gradient';

/** Entries of θ neuron by neuron: its weights, then its bias. */
export function ledgerOrder(network: Network): Uint32Array {
  const order = new Uint32Array(network.parameterCount);
  let row = 0;
  for (const { units, inputs, weights, biases } of network.layers) {
    for (let unit = 0; unit < units; unit++) {
      for (let input = 0; input < inputs; input++) order[row++] = weights + unit * inputs + input;
      order[row++] = biases + unit;
    }
  }
  return order;
}

/**
 * An example's own gradient while its forward and backward pass goes on; from the mean on that of the batch, with the penalty and
 * clipped. One plain example is its own batch.
 */
export function gradientKind(script: Script, beat: Beat | null): GradientKind {
  const hasMean = script.positionOf({ kind: 'gradient', index: 0 }) >= 0;
  return hasMean && beat !== null && beat.example === null ? 'gradient' : 'exampleGradient';
}

/** The address of a cell; the name stands for the value. */
export function cellAddress(column: LedgerColumn, index: number, gradient: GradientKind, example: number): Address {
  switch (column) {
    case 'name': case 'value': return { kind: 'parameter', index };
    case 'gradient': return gradient === 'exampleGradient' ? { kind: gradient, example, index } : { kind: gradient, index };
    case 'update': return { kind: 'update', index };
    case 'newValue': return { kind: 'newParameter', index };
  }
}

/** The vectors behind the columns; `update` is θ_new − θ, the number that its explanation ends in. */
export type LedgerNumbers = Readonly<Record<Exclude<LedgerColumn, 'name'>, (index: number) => number>>;

export function ledgerNumbers(study: Study, gradient: GradientKind, example: number): LedgerNumbers {
  const { trace } = study;
  const { theta, newTheta } = trace;
  const g = gradient === 'exampleGradient' ? study.pass(example).gradient : trace.gradient;
  return {
    value: (index) => theta[index] ?? Number.NaN,
    gradient: (index) => g[index] ?? Number.NaN,
    update: (index) => valueOf(study, { kind: 'update', index }),
    newValue: (index) => newTheta[index] ?? Number.NaN,
  };
}

/** Position from which a cell's number is known; the update comes with the new value that it leads to. */
export function cellKnownAt(script: Script, column: LedgerColumn, index: number, gradient: GradientKind, example: number): number {
  return script.knownAt(cellAddress(column, index, gradient, example));
}

/** What a column is sorted by: gradients and updates by their size. */
function sortKey(column: LedgerColumn, numbers: LedgerNumbers): (index: number) => number {
  switch (column) {
    case 'name': return (index) => index;
    case 'value': case 'newValue': return numbers[column];
    case 'gradient': case 'update': return (index) => Math.abs(numbers[column](index));
  }
}

/** The rows in the order asked for; numbers that are none come last, equal ones stay in the natural order. */
export function sortLedger(order: Uint32Array, sort: LedgerSort, numbers: LedgerNumbers): Uint32Array {
  if (sort === null || (sort.column === 'name' && sort.ascending)) return order;
  if (sort.column === 'name') return order.map((_, row) => order[order.length - 1 - row] ?? 0);
  const key = sortKey(sort.column, numbers);
  const keys = new Float64Array(order.length);
  for (let row = 0; row < order.length; row++) {
    const value = key(order[row] ?? 0);
    keys[row] = Number.isNaN(value) ? Infinity : sort.ascending ? value : -value;
  }
  const rows = Uint32Array.from(order, (_, row) => row).toSorted((a, b) => {
    const x = keys[a] ?? 0;
    const y = keys[b] ?? 0;
    return x < y ? -1 : x > y ? 1 : a - b;
  });
  return rows.map((row) => order[row] ?? 0);
}

/** First click: largest first (names: backwards comes second); second: the other way; third: the natural order. */
export function nextSort(sort: LedgerSort, column: LedgerColumn): LedgerSort {
  const first = column === 'name';
  if (sort?.column !== column) return { column, ascending: first };
  return sort.ascending === first ? { column, ascending: !first } : null;
}

/** Entry of θ that a quantity belongs to, or null: ∂L/∂w, Δw and w_new belong to w; of a weighted sum the term just added. */
export function parameterOf(network: Network, beat: Pick<Beat, 'address' | 'term'> | null): number | null {
  if (beat === null) return null;
  const { address, term } = beat;
  if ('index' in address) return address.index;
  if (address.kind !== 'z' || term === null) return null;
  const layer = network.layers[address.layer];
  if (layer === undefined) return null;
  return term < layer.inputs ? layer.weights + address.unit * layer.inputs + term : layer.biases + address.unit;
}

/** Entries of θ on the marker: of a weighted sum that is complete all its weights and its bias, else the one of `parameterOf`. */
export function presentParameters(network: Network, beat: Pick<Beat, 'address' | 'term'> | null): ReadonlySet<number> {
  const index = parameterOf(network, beat);
  if (beat === null || index === null) return new Set();
  const { address, term } = beat;
  const layer = address.kind === 'z' ? network.layers[address.layer] : undefined;
  if (address.kind !== 'z' || layer === undefined || term !== layer.inputs) return new Set([index]);
  return new Set([...Array.from({ length: layer.inputs }, (_, input) => layer.weights + address.unit * layer.inputs + input), index]);
}

/** Whose paths are shown and checked where the present step is about no parameter: the first weight of its neuron, of an activation the bias. */
export function nearestParameter(network: Network, beat: Pick<Beat, 'address'> | null): number {
  const address = beat?.address;
  if (address === undefined || !('layer' in address)) return 0;
  const layer = network.layers[address.layer];
  if (layer === undefined) return 0;
  // An activation follows its sum, which ended with the bias: what was shown for that stays.
  return address.kind === 'a' ? biasIndex(network, address.layer, address.unit) : layer.weights + address.unit * layer.inputs;
}
