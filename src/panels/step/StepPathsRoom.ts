// the corner of the path tree over which the check stands; the ledger to its left
import { useLayoutEffect, useState } from 'react';

/** Left and upper edge of what stands in the lower right corner, in px of the tree. */
export type FreeCorner = { readonly left: number; readonly top: number };

/**
 * Where another element stands over the lower right corner of this one; null where it stands beside or below it.
 * @param height of the element, so that it is looked up again when that changes
 */
export function useFreeCorner(own: string, other: string, height: number): FreeCorner | null {
  const [corner, setCorner] = useState<FreeCorner | null>(null);
  useLayoutEffect(() => {
    const element = document.querySelector(own);
    const guest = document.querySelector(other);
    if (element === null || guest === null) return undefined;
    const measure = (): void => {
      const a = element.getBoundingClientRect();
      const b = guest.getBoundingClientRect();
      const isOver = b.width > 0 && b.left < a.right && b.right > a.left && b.top < a.bottom && b.bottom > a.top;
      const next = isOver ? { left: Math.round(b.left - a.left), top: Math.round(b.top - a.top) } : null;
      setCorner((before) => (before?.left === next?.left && before?.top === next?.top ? before : next));
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    sizes.observe(guest);
    return () => sizes.disconnect();
  }, [own, other, height]);
  return corner;
}

/**
 * Whether another element stands to the left of this one; false where it stands above or below it, or is not shown.
 * @param size of the element, so that it is looked up again when that changes
 */
export function useIsBeside(own: string, other: string, size: string): boolean {
  const [isBeside, setBeside] = useState(true);
  useLayoutEffect(() => {
    const [element, neighbour] = [document.querySelector(own), document.querySelector(other)];
    if (element === null || neighbour === null) return undefined;
    const measure = (): void => {
      // One that has been replaced meanwhile says nothing.
      if (!element.isConnected || !neighbour.isConnected) return;
      const [a, b] = [element.getBoundingClientRect(), neighbour.getBoundingClientRect()];
      if (a.width > 0) setBeside(b.width > 0 && b.right <= a.left + 8);
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(neighbour);
    return () => sizes.disconnect();
  }, [own, other, size]);
  return isBeside;
}
