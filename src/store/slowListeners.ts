/** Listeners that are called now and then: text that changes more often than this cannot be read. */

const SLOW_INTERVAL_MS = 100;

export type SlowListeners = {
  /** Something is new: the listeners hear of it at once, or when the last time is long enough ago. */
  tell(): void;
  /** Returns what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
};

export function createSlowListeners(): SlowListeners {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = -Infinity;

  function flush(): void {
    timer = null;
    last = performance.now();
    for (const listener of listeners) listener();
  }

  return {
    tell() {
      if (timer !== null) return;
      const wait = SLOW_INTERVAL_MS - (performance.now() - last);
      if (wait <= 0) flush();
      else timer = setTimeout(flush, wait);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
