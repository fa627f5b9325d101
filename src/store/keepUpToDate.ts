/** What is kept of the page's state over a reload, written again a moment after it has changed. */
import { nabla, type NablaState } from './nabla.ts';

const DELAY_MS = 200;

/**
 * Writes at once, and whenever one of `fields` has become another; what comes within 200 ms is written as one.
 * @returns what ends it; what was still to be written is written then
 */
export function keepUpToDate(fields: readonly (keyof NablaState)[], keep: (state: NablaState) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    keep(nabla.getState());
  };
  const unsubscribe = nabla.subscribe((now, then) => {
    if (fields.some((field) => now[field] !== then[field])) timer ??= setTimeout(write, DELAY_MS);
  });
  // Whoever hides the page may not come back.
  const onHidden = (): void => { if (document.visibilityState === 'hidden' && timer !== null) write(); };
  document.addEventListener('visibilitychange', onHidden);
  write();
  return () => {
    document.removeEventListener('visibilitychange', onHidden);
    unsubscribe();
    if (timer !== null) write();
  };
}
