/** Small multiples: what every run has learned, on one grid; of two variables the first down and the second across. */
import { useMemo, useRef, useState } from 'react';
import { SegmentedChoice } from '../components/SegmentedChoice.tsx';
import { useScrollRegion } from '../components/useScrollRegion.ts';
import { useNabla } from '../store/nabla.ts';
import type { Comparison } from '../store/compare.ts';
import { CompareCell } from './CompareCell.tsx';
import { CompareHeat } from './CompareHeat.tsx';
import { runsOfCell, valueLabel } from './CompareText.ts';
import { useElementSize } from './useElementSize.ts';

const GAP = 20;
const LEAST = 40;
/** Of two variables the pictures stand closer. */
const GRID_GAP = 8;
/** Around the grid, so that focus rings are whole. */
const EDGE = 8;
const MOST = 220;
/** Label above a picture, figures under it. */
const HEAD = 22;
const COLUMN_HEAD = 40;
const FOOT = { full: 36, short: 18 } as const;
const ROW_LABEL = 76;
/** From here on a picture has room for all its figures. */
const FULL_FROM = 118;

type Shown = 'pictures' | 'heat';
const choices: readonly { readonly value: Shown; readonly label: string }[] = [{ value: 'pictures', label: 'boundaries' }, { value: 'heat', label: 'heat map' }];

export function CompareMultiples() {
  const comparison = useNabla((state) => state.comparison);
  const [shown, setShown] = useState<Shown>('pictures');
  const isGrid = comparison !== null && comparison.spec.second !== null;
  return (
    <section className="compare-multiples" aria-label="What each run has learned">
      <div className="compare-head">
        <h2>{titleOf(comparison)}</h2>
        {isGrid ? <SegmentedChoice label="Shown for each run" hideLabel value={shown} options={choices} onChange={setShown} /> : null}
      </div>
      {comparison === null ? <Invitation /> : isGrid && shown === 'heat' ? <CompareHeat comparison={comparison} /> : <Grid comparison={comparison} />}
    </section>
  );
}

function titleOf(comparison: Comparison | null): string {
  if (comparison === null) return 'Boundaries';
  const { data, spec } = comparison;
  const name = data.inputCount === 1 ? 'Fitted curve' : data.task === 'regression' ? 'Output' : 'Boundary';
  return `${name} after ${spec.epochs} epochs${spec.seeds > 1 ? `; figures are medians of ${spec.seeds} seeds` : ''}`;
}

function Invitation() {
  return <p className="compare-invitation">Press “Run comparison”: one network for each value learns the same data, side by side, and the results come in here.</p>;
}

function Grid({ comparison }: { readonly comparison: Comparison }) {
  const place = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(place);
  const { spec } = comparison;
  useScrollRegion(place, 'Pictures of the runs');
  const { side, columns } = useMemo(
    () => fitGrid(width - EDGE, height - EDGE, spec.first.values.length, spec.second?.values.length ?? null),
    [width, height, spec.first.values.length, spec.second?.values.length],
  );
  const isFull = side >= FULL_FROM;
  const cell = (row: number, column: number, label: string, hidesLabel: boolean) => (
    <CompareCell key={`${row} ${column}`} comparison={comparison} places={runsOfCell(comparison, row, column)} label={label} hidesLabel={hidesLabel} side={side} isFull={isFull} />
  );
  const { second } = spec;
  const label = (row: number): string => valueLabel(spec.first.variable, spec.first.values[row] ?? '');
  return (
    <div ref={place} className="compare-grid-place">
      {width === 0 ? null : second === null ? (
        <ul className="compare-grid" style={{ gridTemplateColumns: `repeat(${columns}, ${side}px)` }}>
          {spec.first.values.map((_, row) => cell(row, 0, label(row), false))}
        </ul>
      ) : (
        <ul className="compare-grid" data-two="true" style={{ gridTemplateColumns: `${ROW_LABEL}px repeat(${columns}, ${side}px)` }}>
          <li aria-hidden="true" />
          {second.values.map((value) => <li key={`head ${value}`} aria-hidden="true" className="compare-column-label">{valueLabel(second.variable, value)}</li>)}
          {spec.first.values.flatMap((value, row) => [
            <li key={`row ${value}`} aria-hidden="true" className="compare-row-label" style={{ height: side }}>{label(row)}</li>,
            ...second.values.map((other, column) => cell(row, column, `${label(row)}, ${valueLabel(second.variable, other)}`, true)),
          ])}
        </ul>
      )}
    </div>
  );
}

/** The largest side at which all pictures are in sight, and how many stand in a row; of a grid of two variables as many as it has. */
export function fitGrid(width: number, height: number, rows: number, columns: number | null): { readonly side: number; readonly columns: number } {
  const sideFor = (across: number, down: number, head: number, left: number): number => {
    const gap = left > 0 ? GRID_GAP : GAP;
    const wide = (width - left - gap * (across - (left > 0 ? 0 : 1))) / across;
    const tall = (height - (left > 0 ? COLUMN_HEAD : 0)) / down - head - gap;
    const full = Math.min(wide, tall - FOOT.full);
    return full >= FULL_FROM ? full : Math.min(wide, tall - FOOT.short, FULL_FROM - 1);
  };
  const limit = (side: number): number => Math.floor(Math.max(LEAST, Math.min(MOST, side)));
  if (columns !== null) {
    const side = sideFor(columns, rows, 0, ROW_LABEL);
    // A grid that is too tall scrolls rather than shrinking to nothing.
    return { side: limit(side), columns };
  }
  let best = { side: 0, columns: 1 };
  for (let across = 1; across <= Math.max(1, rows); across++) {
    const side = sideFor(across, Math.ceil(rows / across), HEAD, 0);
    if (side > best.side) best = { side, columns: across };
  }
  if (best.side < LEAST) best = { side: Math.max(LEAST, (width - GAP * 2) / 3), columns: Math.max(1, Math.floor((width + GAP) / (Math.max(LEAST, (width - GAP * 2) / 3) + GAP))) };
  return { side: limit(best.side), columns: best.columns };
}
