/** What gets the focus is brought into sight, also where it is cut off by what it moves along with. */

/** @param target of a focus event in the Step view */
export function revealFocused(target: EventTarget): void {
  if (!(target instanceof HTMLElement)) return;
  const frame = target.closest('.step-paths-clip')?.getBoundingClientRect();
  if (frame !== undefined) {
    // The tree stands still: its rows are the ledger's, which scrolls.
    const { top, bottom } = target.getBoundingClientRect();
    const over = top < frame.top ? top - frame.top : bottom > frame.bottom ? bottom - frame.bottom : 0;
    const ledger = over === 0 ? null : document.querySelector('.step-ledger');
    if (ledger !== null) ledger.scrollTop += over;
  }
  target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
