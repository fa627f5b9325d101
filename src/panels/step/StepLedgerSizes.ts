// row = 30 px, less (to 24) where few rows then all fit; 44 for fingers, more for a projector
import { useSyncExternalStore } from 'react';
import { useNabla } from '../../store/nabla.ts';

export type LedgerSizes = { readonly head: number; readonly row: number };

/** Up to this many rows are made lower so that all of them are in sight. */
const FEW_ROWS = 12;

/**
 * @param height of the ledger in px, 0 while it is not laid out
 * @param coarse a finger must hit the row
 */
export function ledgerSizes(height: number, rows: number, coarse: boolean, presenting: boolean): LedgerSizes {
  const head = presenting ? 44 : coarse ? 44 : 35;
  const [least, most] = coarse ? [44, 44] : presenting ? [30, 38] : [24, 30];
  if (height <= head || rows > FEW_ROWS) return { head, row: most };
  const row = Math.max(least, Math.min(most, Math.floor((height - head) / rows)));
  // The heads give way last.
  return { head: Math.max(head - 7, Math.min(head, height - rows * row)), row };
}

const COARSE = '(pointer: coarse)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(COARSE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export function useLedgerSizes(height: number, rows: number): LedgerSizes {
  const coarse = useSyncExternalStore(subscribe, () => matchMedia(COARSE).matches, () => false);
  const presenting = useNabla((state) => state.presenting);
  return ledgerSizes(height, rows, coarse, presenting);
}
