/** Which of the elements that a page names is lit most: the one whose name is pointed at. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { elements, type ElementName } from './elements.ts';

const lights = createStore<{ readonly lit: ElementName | null }>(() => ({ lit: null }));

/** A tap has no end: after this long the light goes back. */
const TAP_MS = 2500;
let timer: ReturnType<typeof setTimeout> | null = null;

/** The element that is pointed at in a page's text; null: none. */
export function useLit(): ElementName | null {
  return useStore(lights, ({ lit }) => lit);
}

/** Lights it alone. */
export function lightElement(lit: ElementName): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  lights.setState({ lit });
}

/** Where it is the one that is lit, none is any more. */
export function dimElement(element: ElementName): void {
  if (lights.getState().lit === element && timer === null) lights.setState({ lit: null });
}

/** Brings an element into sight. @param takesFocus the first thing in it that can be used gets the focus */
export function showElement(element: ElementName, takesFocus: boolean): void {
  const found = elementsOnPage(element)[0];
  lightElement(element);
  timer = setTimeout(() => {
    timer = null;
    dimElement(element);
  }, TAP_MS);
  if (found === undefined) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const { top, bottom } = found.getBoundingClientRect();
  const behavior = isCalm ? 'auto' : 'smooth';
  // Where it is narrow the learning rate and the transport lie over the foot of the page.
  if (matchMedia('(max-width: 999.98px)').matches) {
    if (top < 0 || bottom > window.innerHeight * 0.7) window.scrollTo({ top: Math.max(0, window.scrollY + top - 56), behavior });
  } else if (top < 0 || bottom > window.innerHeight) found.scrollIntoView({ block: bottom - top > window.innerHeight ? 'start' : 'center', behavior });
  if (takesFocus) firstFocusable(found)?.focus({ preventScroll: true });
}

/** Where the page stands above the playground, the first of what it speaks of is brought into sight as its run begins. */
export function showRun(names: readonly ElementName[]): void {
  if (names[0] !== undefined && matchMedia('(max-width: 999.98px)').matches) showElement(names[0], false);
}

/** Those of the element that are shown now: none while a view is shown that does not have it. */
export function elementsOnPage(element: ElementName): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(elements[element].selector)].filter((each) => each.getClientRects().length > 0);
}

const FOCUSABLE = 'button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, a[href], [tabindex]:not([tabindex="-1"])';

function firstFocusable(element: HTMLElement): HTMLElement | null {
  return element.matches(FOCUSABLE) ? element : element.querySelector<HTMLElement>(FOCUSABLE);
}
