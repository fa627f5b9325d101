/** The ledger: one row a parameter with its value, gradient, update and new value; sortable, editable, windowed. */
import { useEffect, useLayoutEffect, useMemo, useRef, type FocusEvent, type MouseEvent, type PointerEvent } from 'react';
import { useScrollRegion } from '../../components/useScrollRegion.ts';
import { parseAddress } from '../../explain/address.ts';
import type { Beat, Script } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { light } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { useBeat, useScript } from '../../store/beats.ts';
import { useStudy } from '../../store/study.ts';
import { StepLedgerHead } from './StepLedgerHead.tsx';
import { StepLedgerRow } from './StepLedgerRow.tsx';
import {
  cellAddress, cellKnownAt, gradientKind, ledgerColumns, ledgerNumbers, parameterOf, presentParameters, type LedgerColumn,
} from './StepLedgerRows.ts';
import { useLedgerOrder } from './StepLedgerOrder.ts';
import { useLedgerWalk } from './StepLedgerWalk.ts';
import { useLedgerWindow } from './StepLedgerWindow.ts';
import { rowOf, showLedgerView } from '../../store/ledgerView.ts';
import { openQuantity } from '../../store/steppingActions.ts';
import './StepLedger.css';
import { say } from '../../words/say.ts';

export function StepLedger() {
  const study = useStudy();
  const script = useScript();
  const beat = useBeat();
  if (study === null || script === null) return <div className="step-ledger" aria-busy="true" />;
  return <Ledger study={study} script={script} beat={beat} />;
}

function Ledger({ study, script, beat }: { readonly study: Study; readonly script: Script; readonly beat: Beat | null }) {
  const { network, trace } = study;
  const position = useNabla((state) => state.position);
  const focus = useNabla((state) => state.focus);
  const chosen = useNabla((state) => state.chosen);
  const lit = useNabla((state) => state.lit);
  const litPath = useNabla((state) => state.litPath?.at(-1) ?? null);
  const check = useNabla((state) => (state.check.state === 'done' && state.check.wanted === null ? state.check.table : null));
  const place = useRef<HTMLDivElement>(null);
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

  const sight = useLedgerWindow(place, order.length, {
    row: markedRow,
    reach: () => {
      const together = chosen === null ? [...presents].map((index) => rowOf(order, index)) : [markedRow];
      return [Math.min(...together), Math.max(...together)];
    },
  });
  const { head, row: height, height: whole, scrolled, windowed, first, last, keyOf, reveal, onScroll } = sight;
  const { activeRow, onKeyDown } = useLedgerWalk(place, order.length, markedRow, sight);

  useLayoutEffect(() => {
    showLedgerView({ head, row: height, scrolled, height: whole, order, natural: isNatural });
  }, [head, height, scrolled, whole, order, isNatural]);
  useEffect(() => () => { showLedgerView(null); }, []);

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

  const rows = [];
  for (let row = first; row < last; row++) {
    const index = order[row] ?? 0;
    rows.push(
      <StepLedgerRow
        key={keyOf(row)}
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

/** The rows that are out of sight. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return <tr className="step-ledger-space" aria-hidden="true"><td style={{ height }}>{' '}</td></tr>;
}
