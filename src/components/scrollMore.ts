/** Marks an element that scrolls with `data-more` while some of its content is below what is in sight. Returns what ends it. */
export function watchMore(element: HTMLElement): () => void {
  let frame: number | null = null;
  const look = (): void => {
    frame = null;
    element.toggleAttribute('data-more', element.scrollHeight - element.scrollTop - element.clientHeight > SLACK);
  };
  const lookSoon = (): void => { frame ??= requestAnimationFrame(look); };
  const sizes = new ResizeObserver(lookSoon);
  sizes.observe(element);
  const content = new MutationObserver(lookSoon);
  content.observe(element, { childList: true, subtree: true });
  element.addEventListener('scroll', lookSoon);
  lookSoon();
  return () => {
    sizes.disconnect();
    content.disconnect();
    element.removeEventListener('scroll', lookSoon);
    if (frame !== null) cancelAnimationFrame(frame);
  };
}

/** Less than a line of text, in px. */
const SLACK = 20;
