/** Focus for what a command brings onto the page, some of which has to be fetched first. */

const PATIENCE_MS = 3000;
const AGAIN_MS = 50;

/** Gives the focus to the first element of a selector as soon as one is shown; whoever moves it meanwhile keeps it. */
export function focusWhenThere(selector: string): void {
  const deadline = performance.now() + PATIENCE_MS;
  const stop = new AbortController();
  const attempt = (): void => {
    if (stop.signal.aborted) return;
    const element = [...document.querySelectorAll<HTMLElement>(selector)].find((each) => each.checkVisibility({ visibilityProperty: true }));
    if (element !== undefined) {
      stop.abort();
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: element.closest('dialog') === null ? 'nearest' : 'center' });
    } else if (performance.now() < deadline) {
      setTimeout(attempt, AGAIN_MS);
    }
  };
  for (const type of ['keydown', 'pointerdown']) addEventListener(type, () => { stop.abort(); }, { once: true, capture: true, signal: stop.signal });
  // The palette closes first, and gives the focus back.
  setTimeout(attempt, AGAIN_MS);
}
