// rows = parameters sorted by a column as it was when that was asked for
/** The order of the ledger's rows: they stay where they are while numbers come and go, until another sorting is asked for or θ changes. */
import { useMemo, useState } from 'react';
import type { Study } from '../../explain/study.ts';
import { ledgerOrder, nextSort, sortLedger, type LedgerColumn, type LedgerNumbers, type LedgerSort } from './StepLedgerRows.ts';

export type LedgerOrder = {
  readonly sort: LedgerSort;
  /** Entries of θ from the top. */
  readonly order: Uint32Array;
  /** They stand neuron by neuron. */
  readonly isNatural: boolean;
  readonly sortBy: (column: LedgerColumn) => void;
};

type Sorted = { readonly sort: LedgerSort; readonly theta: Float64Array; readonly order: Uint32Array };

/** @param numbers of this moment, which a sorting is by; NaN where the number is not shown, so that the order does not tell it */
export function useLedgerOrder({ network, trace: { theta } }: Study, numbers: LedgerNumbers): LedgerOrder {
  const natural = useMemo(() => ledgerOrder(network), [network]);
  const [sorted, setSorted] = useState<Sorted>({ sort: null, theta, order: natural });
  let shown = sorted;
  if (sorted.theta !== theta) {
    // Of the same θ another batch or rate is traced: nothing moves.
    // What is not computed again yet stays where it was.
    const before = sorted.theta.length === theta.length && sorted.sort?.column !== 'name' ? sorted.order : natural;
    const order = isEqual(sorted.theta, theta) ? sorted.order : sortLedger(before, sorted.sort, numbers);
    shown = { sort: sorted.sort, theta, order };
    setSorted(shown);
  }
  const { sort, order } = shown;
  return {
    sort, order: sort === null ? natural : order, isNatural: sort === null || (sort.column === 'name' && sort.ascending),
    sortBy: (column) => {
      const next = nextSort(sort, column);
      setSorted({ sort: next, theta, order: sortLedger(natural, next, numbers) });
    },
  };
}

function isEqual(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
