/**
 * Focus is not lost: where what had it leaves (a view, a dialog, a control that its own command takes away), it goes to the nearest
 * that is left round it, so that Tab goes on from there. Whatever else takes the focus, keeps it.
 */
import { useEffect, useRef } from 'react';

const CONTROLS = 'button:not(:disabled), [href], input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** An element and what stands round it, from the inside out: it is known after it has left the page, too. */
type Path = readonly HTMLElement[];

/** @param panelId of the element that holds the views; it can be focused by script */
export function useFocusKept(view: string, panelId: string): void {
  const keeper = useRef<Keeper | null>(null);
  useEffect(() => {
    keeper.current = keepFocus(panelId);
    return keeper.current.stop;
  }, [panelId]);
  useEffect(() => { keeper.current?.rescue(); }, [view]);
}

type Keeper = { readonly rescue: () => void; readonly stop: () => void };

/** Watches the focus of the page until it is told to stop. */
function keepFocus(panelId: string): Keeper {
  let held: Path = [];
  /** The same outside of dialogs, to which the focus returns from them. */
  let outside: Path = [];

  const remember = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    held = pathOf(target);
    if (target.closest('dialog') === null) outside = held;
  };
  /** A view that is fetched first has no control yet: its first one takes the focus from the views when it is there. */
  let arriving: HTMLElement | null = null;
  const rescue = (): void => {
    if (arriving !== null) {
      const goal = document.activeElement === arriving ? arrival(panelId) : null;
      if (goal !== arriving) arriving = null;
      goal?.focus({ preventScroll: true });
    }
    const [lost] = held;
    if (lost === undefined || !isNowhere() || isShown(lost)) return;
    const goal = nearest(held, panelId) ?? nearest(outside, panelId) ?? arrival(panelId);
    goal?.focus({ preventScroll: true });
    if (goal?.id === panelId) arriving = goal;
    // Under a dialog whose contents left before it closed nothing takes the focus: tried again when it has.
    if (!isNowhere()) held = [];
  };
  /** Whoever clicks beside everything has given the focus up. */
  const forget = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null) return;
    setTimeout(() => {
      if (!isNowhere()) return;
      const [lost] = held;
      if (lost !== undefined && isShown(lost)) held = [];
      else rescue();
    });
  };
  document.addEventListener('focusin', remember);
  document.addEventListener('focusout', forget);
  const observer = new MutationObserver(rescue);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['open'] });
  const stop = (): void => {
    document.removeEventListener('focusin', remember);
    document.removeEventListener('focusout', forget);
    observer.disconnect();
  };
  return { rescue, stop };
}

/** Where one comes in: what a view has marked as its first control (its button that steps), or the views themselves. */
function arrival(panelId: string): HTMLElement | null {
  const panel = document.getElementById(panelId);
  return [...(panel?.querySelectorAll<HTMLElement>('[data-arrival]:not(:disabled)') ?? [])].find(isShown) ?? panel;
}

/** What is left of a path: its first element that takes the focus, or the first control in the innermost that is still there. */
function nearest(path: Path, panelId: string): HTMLElement | null {
  for (const element of path) {
    // Beyond the views, as beyond a dialog, every control is far from what was left.
    if (element.tagName === 'MAIN' || element.querySelector('main') !== null) return null;
    if (isShown(element)) {
      if (element.id === panelId) return arrival(panelId);
      if (element.matches(CONTROLS)) return element;
      const control = [...element.querySelectorAll<HTMLElement>(CONTROLS)].find((each) => each.tabIndex >= 0 && isShown(each));
      if (control !== undefined) return control;
    }
    if (element.tagName === 'DIALOG') return null;
  }
  return null;
}

function pathOf(element: HTMLElement): Path {
  const path: HTMLElement[] = [];
  for (let each: HTMLElement | null = element; each !== null; each = each.parentElement) path.push(each);
  return path;
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function isShown(element: HTMLElement): boolean {
  return element.isConnected && element.checkVisibility({ visibilityProperty: true });
}
