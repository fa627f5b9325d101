// rows from ⌊scrolled/height⌋ − 3 to ⌈(scrolled + room)/height⌉ + 3
/** Which rows of the ledger are there as elements, and how the marked one comes into sight. */
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { placeKey } from '../../components/placeKey.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import { useStepStacks } from './StepFlow.ts';
import { useLedgerSizes } from './StepLedgerSizes.ts';

/** Rows kept ready above and below the visible ones. */
const SPARE = 3;
/** To move as many rows costs the page more than to change the letters of all. */
const MANY = 6;

/** The marked row, −1 for none, and the first and the last of those that are to be in sight with it. */
export type LedgerMark = { readonly row: number; readonly reach: () => readonly [number, number] };

export type LedgerWindow = ReturnType<typeof useLedgerWindow>;

/** @param place what scrolls; @param rows how many there are in all */
export function useLedgerWindow(place: RefObject<HTMLElement | null>, rows: number, mark: LedgerMark) {
  const [scrolled, setScrolled] = useState(0);
  /** What the marked row came into sight for. */
  const [shownFor, setShownFor] = useState('');
  /** The first row there is, and how far the elements are turned against the rows. */
  const [ring, setRing] = useState({ first: 0, turn: 0 });
  /** As last set, or told by the scroll event. */
  const scrolledTo = useRef(0);
  const { height } = useElementSize(place);
  const { head, row } = useLedgerSizes(height, rows);
  const room = height - head;
  // Where only some rows are in sight the present one is the first, so that the eye finds it in one place.
  const stacks = useStepStacks();
  const windowed = stacks && rows * row > room;

  // Where the rows will be, were those from `from` to `to` to come into sight, if they all can.
  const revealing = (from: number, to: number, margin: number): number => {
    if (room <= 0) return scrolled;
    const [top, bottom] = [from * row, (to + 1) * row];
    const most = Math.max(0, (rows + (windowed ? 2 : 0)) * row - room);
    if (windowed && margin > 0) return Math.min(most, top);
    if (top >= scrolled && bottom <= scrolled + room) return scrolled;
    const inset = Math.max(0, Math.min(margin * row, (room - bottom + top) / 2));
    // The first row is a whole one.
    const first = row * (top < scrolled ? Math.floor((top - inset) / row) : Math.ceil((bottom - room + inset) / row));
    return Math.max(0, Math.min(most, top, first));
  };
  // The marked row comes into sight as one steps; scrolling by hand is left alone until the next step. The rows are those of the
  // place where the table will be scrolled to: to ask it or wait for it would have the page laid out twice a step.
  const inSight = `${mark.row} ${head} ${row} ${height} ${windowed}`;
  if (shownFor !== inSight) {
    setShownFor(inSight);
    if (mark.row >= 0) {
      const [from, to] = mark.reach();
      const fits = (to - from + 1) * row <= room && !windowed;
      setScrolled(fits ? revealing(from, to, 2) : revealing(mark.row, mark.row, 2));
    }
  }

  const first = Math.max(0, Math.floor(scrolled / row) - SPARE);
  const last = Math.min(rows, Math.ceil((scrolled + Math.max(0, room)) / row) + SPARE);
  if (ring.first !== first) setRing({ first, turn: Math.abs(first - ring.first) < MANY ? ring.turn : ring.turn + first - ring.first });

  // The table is scrolled when the page is drawn next and laid out anyway.
  useLayoutEffect(() => {
    if (scrolled === scrolledTo.current) return undefined;
    const frame = requestAnimationFrame(() => {
      scrolledTo.current = scrolled;
      if (place.current !== null) place.current.scrollTop = scrolled;
    });
    return () => { cancelAnimationFrame(frame); };
  }, [place, scrolled]);

  const slots = Math.ceil(Math.max(0, room) / row) + 2 * SPARE + 1;
  return {
    head, row, height, scrolled, windowed, first, last,
    /** Rows that a page of them moves by. */
    page: Math.max(1, Math.floor(room / row) - 1),
    /**
     * The key of a row's element: what comes into sight takes the elements of what leaves it, and no rows are built; where many
     * come at once, as on the way forward, every row stays where it is and has its letters changed.
     */
    keyOf: (index: number): string => placeKey((((index - ring.turn) % slots) + slots) % slots),
    reveal: (index: number): void => { setScrolled(revealing(index, index, 0)); },
    onScroll: (): void => {
      const element = place.current;
      if (element === null) return;
      scrolledTo.current = element.scrollTop;
      setScrolled(element.scrollTop);
      const held = document.activeElement?.closest<HTMLElement>('tr[data-row]');
      if (held === null || held === undefined || !element.contains(held)) return;
      const index = Number(held.dataset['row']);
      const next = Math.floor(element.scrollTop / row);
      // A row that leaves must not take the focus with it: the keys go on scrolling.
      if (index < next - SPARE || index > next + height / row + SPARE) element.focus({ preventScroll: true });
    },
  };
}
