import { useSyncExternalStore } from 'react';
import { useNabla } from '../../store/nabla.ts';

const PHONE = '(max-width: 719.98px)';
/** Too low for all of a step at once, and too narrow for the ledger beside its paths. */
const LOW = '(max-width: 1199.98px) and (max-height: 639.98px)';

let kept: { readonly by: typeof matchMedia; readonly phone: MediaQueryList; readonly low: MediaQueryList } | null = null;

/** Asked for again and again while one steps. */
function lists(): { readonly phone: MediaQueryList; readonly low: MediaQueryList } {
  if (kept?.by !== matchMedia) kept = { by: matchMedia, phone: matchMedia(PHONE), low: matchMedia(LOW) };
  return kept;
}

function subscribe(listener: () => void): () => void {
  const { phone, low } = lists();
  const queries = [phone, low];
  for (const query of queries) query.addEventListener('change', listener);
  return () => { for (const query of queries) query.removeEventListener('change', listener); };
}

/** Whether the places of a step stand under one another, in a page that scrolls: on phones and in low windows. */
export function useStepStacks(): boolean {
  const presenting = useNabla((state) => state.presenting);
  return useSyncExternalStore(subscribe, () => lists().phone.matches || (!presenting && lists().low.matches), () => false);
}
