/** The ledger: one row a parameter with its value, gradient, update and new value; sortable, editable, windowed. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { placeKey } from '../../components/placeKey.ts';
import { useScrollRegion } from '../../components/useScrollRegion.ts';
import { parseAddress } from '../../explain/address.ts';
import type { Beat, Script } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { light } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { useBeat, useScript } from '../../store/beats.ts';
import { useStudy } from '../../store/study.ts';
import { useStepStacks } from './StepFlow.ts';
import { StepLedgerHead } from './StepLedgerHead.tsx';
import { StepLedgerRow } from './StepLedgerRow.tsx';
import {
  cellAddress, cellKnownAt, gradientKind, ledgerColumns, ledgerNumbers, parameterOf, presentParameters, type LedgerColumn,
} from './StepLedgerRows.ts';
import { useLedgerOrder } from './StepLedgerOrder.ts';
import { useLedgerSizes } from './StepLedgerSizes.ts';
import { rowOf, showLedgerView } from '../../store/ledgerView.ts';
import { openQuantity } from '../../store/steppingActions.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import './StepLedger.css';
import { say } from '../../words/say.ts';

/** Rows kept ready above and below the visible ones. */
const SPARE = 3;
/** To move as many rows costs the page more than to change the letters of all. */
const MANY = 6;

export function StepLedger() {
  const study = useStudy();
  const script = useScript();
  const beat = useBeat();
  if (study === null || script === null) return <div className="step-ledger" aria-busy="true" />;
  return <Ledger study={study} script={script} beat={beat} />;
}

type Cell = { readonly row: number; readonly column: string };

function Ledger({ study, script, beat }: { readonly study: Study; readonly script: Script; readonly beat: Beat | null }) {
  const { network, trace } = study;
  const position = useNabla((state) => state.position);
  const focus = useNabla((state) => state.focus);
  const chosen = useNabla((state) => state.chosen);
  const lit = useNabla((state) => state.lit);
  const litPath = useNabla((state) => state.litPath?.at(-1) ?? null);
  const check = useNabla((state) => (state.check.state === 'done' && state.check.wanted === null ? state.check.table : null));
  const [scrolled, setScrolled] = useState(0);
  /** What the marked row came into sight for. */
  const [shownFor, setShownFor] = useState('');
  /** The row whose numbers are in the tab order, until another one is on the marker. */
  const [active, setActive] = useState<{ readonly row: number; readonly marked: number } | null>(null);
  /** The first row there is, and how far the elements are turned against the rows. */
  const [ring, setRing] = useState({ first: 0, turn: 0 });
  const place = useRef<HTMLDivElement>(null);
  /** As last set, or told by the scroll event. */
  const scrolledTo = useRef(0);
  const wanted = useRef<Cell | null>(null);
  const size = useElementSize(place);
  // Where only some rows are in sight the present one is the first, so that the eye finds it in one place.
  const stacks = useStepStacks();
  const { head, row: height } = useLedgerSizes(size.height, network.parameterCount);
  const windowed = stacks && head + network.parameterCount * height > size.height;
  useScrollRegion(place, say('Rows of the ledger'));

  const kind = gradientKind(script, beat);
  const example = beat?.example ?? Math.min(focus, trace.examples.length - 1);
  const numbers = useMemo(() => ledgerNumbers(study, kind, example), [study, kind, example]);
  const { sort, order, isNatural, sortBy } = useLedgerOrder(study, {
    value: numbers.value,
    gradient: (index) => shown('gradient', index) ?? Number.NaN,
    update: (index) => shown('update', index) ?? Number.NaN,
    newValue: (index) => shown('newValue', index) ?? Number.NaN,
  });
  const present = parameterOf(network, beat);
  const presents = useMemo(() => presentParameters(network, beat), [network, beat]);
  const marked = chosen ?? present;
  const presentRow = present === null ? -1 : rowOf(order, present);
  const markedRow = marked === null ? -1 : rowOf(order, marked);

  // Where the rows will be, were those from `from` to `to` to come into sight, if they all can.
  const revealing = (from: number, to: number, margin: number): number => {
    const room = size.height - head;
    if (room <= 0) return scrolled;
    const [top, bottom] = [from * height, (to + 1) * height];
    const most = Math.max(0, (order.length + (windowed ? 2 : 0)) * height - room);
    if (windowed && margin > 0) return Math.min(most, top);
    if (top >= scrolled && bottom <= scrolled + room) return scrolled;
    const inset = Math.max(0, Math.min(margin * height, (room - bottom + top) / 2));
    // The first row is a whole one.
    const first = height * (top < scrolled ? Math.floor((top - inset) / height) : Math.ceil((bottom - room + inset) / height));
    return Math.max(0, Math.min(most, top, first));
  };
  // The present row comes into sight as one steps; scrolling by hand is left alone until the next step. The rows are those of the
  // place where the table will be scrolled to: to ask it or wait for it would have the page laid out twice a step.
  const inSight = `${markedRow} ${head} ${height} ${size.height} ${windowed}`;
  if (shownFor !== inSight) {
    setShownFor(inSight);
    if (markedRow >= 0) {
      const together = chosen === null ? [...presents].map((index) => rowOf(order, index)) : [markedRow];
      const [from, to] = [Math.min(...together), Math.max(...together)];
      const fits = (to - from + 1) * height <= size.height - head && !windowed;
      setScrolled(fits ? revealing(from, to, 2) : revealing(markedRow, markedRow, 2));
    }
  }

  const first = Math.max(0, Math.floor(scrolled / height) - SPARE);
  const last = Math.min(order.length, Math.ceil((scrolled + Math.max(0, size.height - head)) / height) + SPARE);
  if (ring.first !== first) setRing({ first, turn: Math.abs(first - ring.first) < MANY ? ring.turn : ring.turn + first - ring.first });
  // Scrolled out of the table it is taken by the nearest row that is there: Tab always leads to one.
  const activeRow = Math.max(first, Math.min(last - 1, active?.marked === markedRow ? active.row : markedRow));

  // The table is scrolled when the page is drawn next and laid out anyway.
  useLayoutEffect(() => {
    if (scrolled === scrolledTo.current) return undefined;
    const frame = requestAnimationFrame(() => {
      scrolledTo.current = scrolled;
      if (place.current !== null) place.current.scrollTop = scrolled;
    });
    return () => { cancelAnimationFrame(frame); };
  }, [scrolled]);
  const reveal = (row: number): void => { setScrolled(revealing(row, row, 0)); };

  useLayoutEffect(() => {
    showLedgerView({ head, row: height, scrolled, height: size.height, order, natural: isNatural });
  }, [head, height, scrolled, size.height, order, isNatural]);
  useEffect(() => () => { showLedgerView(null); }, []);
  // A row that is not there yet is focused as soon as it is.
  useLayoutEffect(() => {
    if (wanted.current !== null && focusCell(place.current, wanted.current)) wanted.current = null;
  });

  const onScroll = () => {
    const element = place.current;
    if (element === null) return;
    scrolledTo.current = element.scrollTop;
    setScrolled(element.scrollTop);
    const held = document.activeElement?.closest<HTMLElement>('tr[data-row]');
    if (held === null || held === undefined || !element.contains(held)) return;
    const row = Number(held.dataset['row']);
    const next = Math.floor(element.scrollTop / height);
    // A row that leaves must not take the focus with it: the keys go on scrolling.
    if (row < next - SPARE || row > next + size.height / height + SPARE) element.focus({ preventScroll: true });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = Number((event.target as HTMLElement).closest<HTMLElement>('tr[data-row]')?.dataset['row'] ?? Number.NaN);
    const column = (event.target as HTMLElement).closest<HTMLElement>('[data-column]')?.dataset['column'];
    if (Number.isNaN(row) || column === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((size.height - head) / height) - 1);
    const isField = event.target instanceof HTMLInputElement;
    if (isField && event.key === 'Escape') {
      event.preventDefault();
      setActive({ row, marked: markedRow });
      focusCell(place.current, { row, column: 'name' });
      return;
    }
    const moves: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page, ...(isField ? { Enter: 1 } : {}) };
    const by = moves[event.key];
    // A field that refused what was typed keeps the focus.
    if (by === undefined || event.defaultPrevented) return;
    const next = Math.max(0, Math.min(order.length - 1, row + by));
    if (event.key !== 'Enter') event.preventDefault();
    if (next === row) return;
    if (!isField) setActive({ row: next, marked: markedRow });
    reveal(next);
    if (!focusCell(place.current, { row: next, column })) wanted.current = { row: next, column };
  };
  const quantityAt = (target: EventTarget): string | null => (target as HTMLElement).closest<HTMLElement>('[data-quantity]')?.dataset['quantity'] ?? null;
  const onPointerOver = (event: PointerEvent<HTMLElement>) => light(quantityAt(event.target));
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    light(quantityAt(event.target));
    const row = event.target.closest<HTMLElement>('tr[data-row]')?.dataset['row'];
    // Not under the heads, which stay.
    if (row !== undefined) reveal(Number(row));
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>('button[data-opens]');
    const address = parseAddress(button?.dataset['quantity'] ?? '');
    if (address !== null) openQuantity(address);
  };

  // What comes into sight takes the elements of what leaves it, and no rows are built; where many come at once, as on the way
  // forward, every row stays where it is and has its letters changed.
  const slots = Math.ceil(Math.max(0, size.height - head) / height) + 2 * SPARE + 1;
  const rows = [];
  for (let row = first; row < last; row++) {
    const index = order[row] ?? 0;
    rows.push(
      <StepLedgerRow
        key={placeKey((((row - ring.turn) % slots) + slots) % slots)}
        row={row}
        index={index}
        names={study.names}
        kind={kind}
        example={example}
        value={numbers.value(index)}
        gradient={shown('gradient', index)}
        update={shown('update', index)}
        newValue={shown('newValue', index)}
        marked={row === markedRow || (chosen === null && presents.has(index))}
        present={presents.has(index)}
        current={row === presentRow}
        chosen={index === chosen}
        inTabOrder={row === activeRow}
        lit={litColumn(lit ?? litPath, index)}
        check={check}
      />,
    );
  }
  function shown(column: LedgerColumn, index: number): number | null {
    if (column === 'name' || position < cellKnownAt(script, column, index, kind, example)) return null;
    return numbers[column](index);
  }
  function litColumn(key: string | null, index: number): LedgerColumn | null {
    const address = key === null ? null : parseAddress(key);
    if (address === null || !('index' in address) || address.index !== index) return null;
    return ledgerColumns.find((column) => column !== 'name' && cellAddress(column, index, kind, example).kind === address.kind) ?? 'name';
  }

  return (
    <div className="step-ledger" ref={place} onScroll={onScroll} style={{ ['--row' as string]: `${height}px`, ['--head' as string]: `${head}px`, ['--after' as string]: windowed ? 2 : 0 }}>
      <table
        aria-label={say('Ledger')}
        aria-rowcount={order.length + 1}
        data-checked={check !== null}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onPointerOver={onPointerOver}
        onPointerLeave={() => light(null)}
        onFocus={onFocus}
        onBlur={() => light(null)}
      >
        <StepLedgerHead trace={trace} kind={kind} example={example} sort={sort} checked={check !== null} onSort={sortBy} />
        <tbody>
          <Space height={first * height} />
          {rows}
          <Space height={(order.length - last) * height} />
        </tbody>
      </table>
    </div>
  );
}

/** Whether the cell, or where its number is not known yet the name of its row, was there to be focused. */
function focusCell(ledger: HTMLElement | null, { row, column }: Cell): boolean {
  const inRow = (selector: string) => ledger?.querySelector<HTMLElement>(`tr[data-row="${row}"] ${selector}`) ?? null;
  const cell = inRow(`button[data-column="${column}"]`) ?? inRow(`[data-column="${column}"] input`) ?? inRow('th button');
  cell?.focus({ preventScroll: true });
  return cell !== null;
}

/** The rows that are out of sight. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return <tr className="step-ledger-space" aria-hidden="true"><td style={{ height }}>{' '}</td></tr>;
}
