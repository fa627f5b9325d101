import { useEffect, useState } from 'react';
import { subscribeFrame } from '../store/frameStore.ts';
import { nabla } from '../store/nabla.ts';
import { momentNow, type MeasuredMoment } from './measuredMoment.ts';

/** Four times a second is enough to read. */
const INTERVAL_MS = 250;
/** What takes long is looked at less often: of the page's time at most a twentieth goes there. */
const REST = 20;

/**
 * What is computed of the moment that is on the page, at most four times a second, and seldom where that takes long.
 * @param compute pure; plain data as its result; the same function as long as it means the same
 */
export function useMeasured<T>(compute: (moment: MeasuredMoment) => T): T {
  const [value, setValue] = useState(() => ({ of: compute, is: compute(momentNow()) }));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = -Infinity;
    let waitMs = INTERVAL_MS;
    const look = (): void => {
      timer = null;
      const began = performance.now();
      const is = compute(momentNow());
      last = performance.now();
      waitMs = Math.max(INTERVAL_MS, REST * (last - began));
      setValue((before) => (before.of === compute && isSame(before.is, is) ? before : { of: compute, is }));
    };
    const tell = (): void => {
      timer ??= setTimeout(look, Math.max(0, waitMs - (performance.now() - last)));
    };
    const stops = [subscribeFrame(tell), nabla.subscribe(tell)];
    look();
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [compute]);
  return value.is;
}

function isSame(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}
