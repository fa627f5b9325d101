/** What can wait until the page stands and has nothing else to do. */

/** @param latest ms after the page has loaded by which it is done even where there is no quiet moment */
export function whenIdle(task: () => void, latest: number): void {
  const later = (): void => {
    if ('requestIdleCallback' in window) requestIdleCallback(task, { timeout: latest });
    else setTimeout(task, latest);
  };
  if (document.readyState === 'complete') later();
  else window.addEventListener('load', later, { once: true });
}
