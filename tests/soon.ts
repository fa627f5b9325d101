/** Waiting for work that really runs: as long as a slow machine needs. */
import { vi } from 'vitest';

export const SOON_MS = 20_000;

/** What `check` gives once it no longer throws. */
export function soon<T>(check: () => T): Promise<Awaited<T>> {
  return vi.waitFor(check, { timeout: SOON_MS, interval: 5 }) as Promise<Awaited<T>>;
}
