/** A finger held on a thing reads what the mouse reads by resting there: its title. It stays until the next touch. */

/** As long as phones wait, ms. */
const HOLD_MS = 500;
/** A finger that goes further scrolls or drags, px. */
const STILL_PX = 8;
/** Between the finger and what it reads, and between that and the edge of the screen, px. */
const CLEAR = 28;
const EDGE = 8;

/** Listens on a window; returns what ends it. */
export function installHeldTitles(target: Window): () => void {
  const { document } = target;
  let held: { readonly x: number; readonly y: number; readonly timer: ReturnType<typeof setTimeout> } | null = null;
  let tag: HTMLElement | null = null;
  /** The finger that reads is still down: its lifting is no click. */
  let isReading = false;

  const letGo = (): void => {
    if (held !== null) clearTimeout(held.timer);
    held = null;
  };
  const hide = (): void => {
    tag?.remove();
    tag = null;
  };
  const show = (text: string, x: number, y: number): void => {
    hide();
    tag = document.createElement('div');
    tag.className = 'held-title';
    tag.textContent = text;
    // What it says is the thing's name or description already.
    tag.ariaHidden = 'true';
    // Over dialogs, too.
    tag.popover = 'manual';
    document.body.append(tag);
    tag.showPopover();
    const { width, height } = tag.getBoundingClientRect();
    const above = y - CLEAR - height;
    tag.style.left = `${Math.max(EDGE, Math.min(target.innerWidth - width - EDGE, x - width / 2))}px`;
    tag.style.top = `${above < EDGE ? y + CLEAR : above}px`;
  };
  const onDown = (event: PointerEvent): void => {
    letGo();
    hide();
    isReading = false;
    if (event.pointerType !== 'touch' || !event.isPrimary || !(event.target instanceof Element)) return;
    const text = event.target.closest('[title]')?.getAttribute('title')?.trim() ?? '';
    if (text === '') return;
    const { clientX: x, clientY: y } = event;
    held = { x, y, timer: setTimeout(() => {
      held = null;
      isReading = true;
      show(text, x, y);
    }, HOLD_MS) };
  };
  const onMove = ({ clientX, clientY }: PointerEvent): void => {
    if (held !== null && Math.hypot(clientX - held.x, clientY - held.y) > STILL_PX) letGo();
  };
  const onClick = (event: Event): void => {
    if (!isReading) return;
    isReading = false;
    event.preventDefault();
    event.stopPropagation();
  };
  const onMenu = (event: Event): void => { if (isReading) event.preventDefault(); };
  const onKey = ({ key }: KeyboardEvent): void => { if (key === 'Escape') hide(); };

  const ends = new AbortController();
  const options = { signal: ends.signal, capture: true };
  target.addEventListener('pointerdown', onDown, options);
  target.addEventListener('pointermove', onMove, options);
  target.addEventListener('pointerup', letGo, options);
  target.addEventListener('pointercancel', letGo, options);
  target.addEventListener('scroll', hide, options);
  target.addEventListener('click', onClick, options);
  target.addEventListener('contextmenu', onMenu, options);
  target.addEventListener('keydown', onKey, options);
  return () => {
    ends.abort();
    letGo();
    hide();
  };
}
