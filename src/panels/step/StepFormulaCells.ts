/** The cells of the formula are one tab stop: ↑ and ↓ lead from cell to cell, ← and → are left to the step. */
import { useLayoutEffect, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { revealFocused } from './StepReveal.ts';

const cellsOf = (place: HTMLElement | null): HTMLElement[] => [...place?.querySelectorAll<HTMLElement>('button.step-formula-cell') ?? []];

/** Handlers for the element that the cells are in. */
export function useRovingCells(place: RefObject<HTMLElement | null>): { readonly onKeyDown: (event: KeyboardEvent) => void; readonly onFocus: (event: FocusEvent) => void; readonly onBlur: () => void } {
  const current = useRef(0);
  const isInside = useRef(false);
  useLayoutEffect(() => {
    const cells = cellsOf(place.current);
    const stop = cells[Math.min(current.current, cells.length - 1)];
    for (const cell of cells) if ((cell === stop) !== (cell.tabIndex === 0)) cell.tabIndex = cell === stop ? 0 : -1;
    // A step may have taken away the cell that had the focus.
    if (isInside.current && document.activeElement === document.body) stop?.focus({ preventScroll: true });
  });
  return {
    onKeyDown: (event) => {
      if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || event.altKey || event.ctrlKey || event.metaKey) return;
      const cells = cellsOf(place.current);
      const at = cells.findIndex((cell) => cell === event.target);
      if (at < 0) return;
      event.preventDefault();
      cells[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    },
    onFocus: ({ target }) => {
      const cells = cellsOf(place.current);
      const at = cells.findIndex((cell) => cell === target);
      if (at < 0) return;
      isInside.current = true;
      current.current = at;
      cells.forEach((cell, i) => { cell.tabIndex = i === at ? 0 : -1; });
      revealFocused(target);
    },
    onBlur: () => { isInside.current = false; },
  };
}
