/** What does not fit its place scrolls there and, only then, can be focused, so that the arrow keys scroll it. */
import { useLayoutEffect, type RefObject } from 'react';

/**
 * Makes the element a named group in the tab order while its content is larger than itself; an element that has a name keeps it.
 * @param label null: it never scrolls
 */
export function useScrollRegion(place: RefObject<HTMLElement | null>, label: string | null): void {
  useLayoutEffect(() => (place.current === null || label === null ? undefined : watchScrolling(place.current, label)), [place, label]);
}

/** As long as the sentence of a step waits, so that the page is drawn once for both. */
const SOON_MS = 250;

/** Returns what ends it. */
function watchScrolling(element: HTMLElement, label: string): () => void {
  const named = element.hasAttribute('aria-label');
  const look = (): void => {
    const scrolls = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (scrolls === element.hasAttribute('tabindex')) return;
    if (scrolls) {
      element.setAttribute('tabindex', '0');
      if (named) return;
      element.setAttribute('role', 'group');
      element.setAttribute('aria-label', label);
    } else {
      element.removeAttribute('tabindex');
      if (named) return;
      element.removeAttribute('role');
      element.removeAttribute('aria-label');
    }
  };
  // Measured when the page has been laid out anyway, never in the midst of a change.
  let timer: ReturnType<typeof setTimeout> | null = null;
  const lookSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      look();
    }, SOON_MS);
  };
  const sizes = new ResizeObserver(lookSoon);
  sizes.observe(element);
  const content = new MutationObserver(lookSoon);
  content.observe(element, { childList: true, subtree: true, characterData: true });
  lookSoon();
  return () => {
    sizes.disconnect();
    content.disconnect();
    if (timer !== null) clearTimeout(timer);
    if (element.hasAttribute('tabindex')) element.removeAttribute('tabindex');
  };
}
