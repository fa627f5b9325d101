/** The keyboard's way through the ledger: up and down from row to row, also to rows that are not there as elements yet. */
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { LedgerWindow } from './StepLedgerWindow.ts';

type Cell = { readonly row: number; readonly column: string };

/** @param marked row on the marker, −1 for none */
export function useLedgerWalk(place: RefObject<HTMLElement | null>, rows: number, marked: number, { first, last, page, reveal }: LedgerWindow) {
  /** The row whose numbers are in the tab order, until another one is on the marker. */
  const [active, setActive] = useState<{ readonly row: number; readonly marked: number } | null>(null);
  const wanted = useRef<Cell | null>(null);
  // A row that is not there yet is focused as soon as it is.
  useLayoutEffect(() => {
    if (wanted.current !== null && focusCell(place.current, wanted.current)) wanted.current = null;
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = Number((event.target as HTMLElement).closest<HTMLElement>('tr[data-row]')?.dataset['row'] ?? Number.NaN);
    const column = (event.target as HTMLElement).closest<HTMLElement>('[data-column]')?.dataset['column'];
    if (Number.isNaN(row) || column === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const isField = event.target instanceof HTMLInputElement;
    if (isField && event.key === 'Escape') {
      event.preventDefault();
      setActive({ row, marked });
      focusCell(place.current, { row, column: 'name' });
      return;
    }
    const moves: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page, ...(isField ? { Enter: 1 } : {}) };
    const by = moves[event.key];
    // A field that refused what was typed keeps the focus.
    if (by === undefined || event.defaultPrevented) return;
    const next = Math.max(0, Math.min(rows - 1, row + by));
    if (event.key !== 'Enter') event.preventDefault();
    if (next === row) return;
    if (!isField) setActive({ row: next, marked });
    reveal(next);
    if (!focusCell(place.current, { row: next, column })) wanted.current = { row: next, column };
  };
  return {
    // Scrolled out of the table it is taken by the nearest row that is there: Tab always leads to one.
    activeRow: Math.max(first, Math.min(last - 1, active?.marked === marked ? active.row : marked)),
    onKeyDown,
  };
}

/** Whether the cell, or where its number is not known yet the name of its row, was there to be focused. */
function focusCell(ledger: HTMLElement | null, { row, column }: Cell): boolean {
  const inRow = (selector: string) => ledger?.querySelector<HTMLElement>(`tr[data-row="${row}"] ${selector}`) ?? null;
  const cell = inRow(`button[data-column="${column}"]`) ?? inRow(`[data-column="${column}"] input`) ?? inRow('th button');
  cell?.focus({ preventScroll: true });
  return cell !== null;
}
