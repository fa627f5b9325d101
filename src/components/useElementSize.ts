import { useLayoutEffect, useState, type RefObject } from 'react';

export type ElementSize = { readonly width: number; readonly height: number; readonly left: number };

/** The content size of an element and its left edge in its containing block, in whole px, kept up to date; 0 before it is laid out. */
export function useElementSize(ref: RefObject<HTMLElement | null>): ElementSize {
  const [size, setSize] = useState<ElementSize>({ width: 0, height: 0, left: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const next = { width: Math.round(element.clientWidth), height: Math.round(element.clientHeight), left: Math.round(element.offsetLeft) };
      setSize((before) => (before.width === next.width && before.height === next.height && before.left === next.left ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
