/** Text that follows live data without going through React: it listens and writes its own text node. */
import { useEffect, useLayoutEffect, useRef } from 'react';

export type LiveTextProps<T> = {
  /** Calls the listener with every new value; returns the way to stop. */
  readonly subscribe: (listener: (value: T) => void) => () => void;
  /** The value now. */
  readonly current: () => T;
  readonly read: (value: T) => string;
  /** Exact value or long form, as tooltip. */
  readonly title?: (value: T) => string;
  /** At most one change in this many ms; default 100, so that digits can be read while they run. */
  readonly every?: number;
  readonly className?: string;
};

export function LiveText<T>({ subscribe, current, read, title, every = 100, className }: LiveTextProps<T>) {
  const element = useRef<HTMLSpanElement>(null);
  const latest = useRef({ current, read, title });

  useLayoutEffect(() => {
    latest.current = { current, read, title };
    write(element.current, current(), read, title);
  });

  useEffect(() => {
    let last = -Infinity;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const update = () => {
      timer = null;
      last = performance.now();
      const { current: now, read: words, title: tip } = latest.current;
      write(element.current, now(), words, tip);
    };
    const stop = subscribe(() => {
      if (timer !== null) return;
      const wait = last + every - performance.now();
      if (wait <= 0) update();
      else timer = setTimeout(update, wait);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [subscribe, every]);

  return <span ref={element} className={className} />;
}

function write<T>(element: HTMLElement | null, value: T, read: (value: T) => string, title?: (value: T) => string): void {
  if (element === null) return;
  const text = read(value);
  if (element.textContent !== text) element.textContent = text;
  if (title === undefined) return;
  const tip = title(value);
  if (element.title !== tip) element.title = tip;
}
