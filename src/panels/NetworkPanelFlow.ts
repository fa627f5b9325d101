import { useSyncExternalStore } from 'react';

const PHONE = '(max-width: 719.98px)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(PHONE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** On a phone the stage turns: the network flows down. */
export function useFlowsDown(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(PHONE).matches);
}
