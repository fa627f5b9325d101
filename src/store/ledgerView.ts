// y of a row = head + row · height − scrolled: what the path tree must know of the ledger that it grows out of
/** Where the ledger's rows are on the page; the ledger says it, the path tree beside it reads it. */
import { createStore, useStore } from 'zustand';

export type LedgerView = {
  /** Heights of the column heads and of a row in px. */
  readonly head: number;
  readonly row: number;
  readonly scrolled: number;
  /** Of the visible part, the heads included. */
  readonly height: number;
  /** Entries of θ from the top, as they are sorted. */
  readonly order: Uint32Array;
  /** The rows stand neuron by neuron, as the tree has its leaves. */
  readonly natural: boolean;
};

/** While no ledger is on the page. */
const nowhere: LedgerView = { head: 35, row: 30, scrolled: 0, height: 0, order: new Uint32Array(), natural: true };

/**
 * Apart from the page's store: it is said while a step is being drawn, when all that reads that store has not yet noted the step's
 * values and would be drawn once more.
 */
const place = createStore<Place>(() => ({ view: null }));

/** Where the rows of the ledger are on the page; null while there is none. */
export function ledgerView(): LedgerView | null {
  return place.getState().view;
}

/** Says where the rows are now; null when the ledger has gone. */
export function showLedgerView(next: LedgerView | null): void {
  const view = ledgerView();
  const isSame = view === next || (view !== null && next !== null && next.head === view.head && next.row === view.row && next.scrolled === view.scrolled
    && next.height === view.height && next.order === view.order && next.natural === view.natural);
  if (!isSame) place.setState({ view: next });
}

export function useLedgerView(): LedgerView {
  return useStore(place, selectView);
}

/** Whether the rows stand neuron by neuron. */
export function useNaturalLedger(): boolean {
  return useStore(place, selectNatural);
}

type Place = { readonly view: LedgerView | null };

const selectView = ({ view }: Place): LedgerView => view ?? nowhere;
const selectNatural = ({ view }: Place): boolean => (view ?? nowhere).natural;

const ranks = new WeakMap<Uint32Array, Uint32Array>();

/** The row of an entry of θ, counted from the top; −1 where it has none. Of a long ledger looked up, never searched. */
export function rowOf(order: Uint32Array, index: number): number {
  let rank = ranks.get(order);
  if (rank === undefined) {
    rank = new Uint32Array(order.length);
    for (const [row, entry] of order.entries()) rank[entry] = row;
    ranks.set(order, rank);
  }
  return rank[index] ?? -1;
}
