// y of a row = head + row · height − scrolled: what the path tree must know of the ledger that it grows out of
/** Where the ledger's rows are on the page; the ledger says it, the path tree beside it reads it. */
import { nabla, useNabla } from './nabla.ts';

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

/** Says where the rows are now; null when the ledger has gone. */
export function showLedgerView(next: LedgerView | null): void {
  const { ledgerView: view } = nabla.getState();
  const isSame = view === next || (view !== null && next !== null && next.head === view.head && next.row === view.row && next.scrolled === view.scrolled
    && next.height === view.height && next.order === view.order && next.natural === view.natural);
  if (!isSame) nabla.setState({ ledgerView: next });
}

export function useLedgerView(): LedgerView {
  return useNabla((state) => state.ledgerView ?? nowhere);
}

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
