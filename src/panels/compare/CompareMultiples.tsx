/** Small multiples: what every run has learned, on one grid; of two variables the first down and the second across. */
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { useFlowsDown } from '../../components/useFlowsDown.ts';
import { useScrollRegion } from '../../components/useScrollRegion.ts';
import type { SweepSpec } from '../../config/sweep.ts';
import { usePalette } from '../../components/usePalette.ts';
import { useNabla } from '../../store/nabla.ts';
import { usableSpec } from '../../store/compare.ts';
import type { Comparison } from '../../store/compareSlice.ts';
import { CompareCell } from './CompareCell.tsx';
import { CompareHeat } from './CompareHeat.tsx';
import { CompareKey } from './CompareKey.tsx';
import { planeWords, runsOfCell, valueLabel } from './CompareText.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import { say } from '../../words/say.ts';

const GAP = 20;
const LEAST = 40;
/** Of two variables the pictures stand closer. */
const GRID_GAP = 8;
/** Around the grid, so that focus rings are whole. */
const EDGE = 8;
const MOST = 220;
/** Label above a picture, figures under it. */
const HEAD = 22;
/** Labels so long may need two lines. */
const LONG_LABEL = 14;
const TALL_HEAD = 36;
/** Width of a letter in sizes of its type, and px that the key before a label takes. */
const LETTER = 0.58;
const KEY_ROOM = 24;
const COLUMN_HEAD = 40;
const FOOT = { full: 36, short: 18 } as const;
const ROW_LABEL = 76;
/** From here on a picture has room for all its figures. */
const FULL_FROM = 118;

type Shown = 'pictures' | 'heat';
const choices: readonly { readonly value: Shown; readonly label: string }[] = [{ value: 'pictures', label: say('boundaries') }, { value: 'heat', label: say('heat map') }];

export function CompareMultiples() {
  const comparison = useNabla((state) => state.comparison);
  const [shown, setShown] = useState<Shown>('pictures');
  const isGrid = comparison !== null && comparison.spec.second !== null;
  return (
    <section className="compare-multiples" aria-label={say('What each run has learned')}>
      <div className="compare-head">
        <h2>{titleOf(comparison)}</h2>
        {isGrid ? <SegmentedChoice label={say('Shown for each run')} hideLabel value={shown} options={choices} onChange={setShown} /> : null}
      </div>
      {comparison === null ? <Proposal /> : isGrid && shown === 'heat' ? <CompareHeat comparison={comparison} /> : <Pictures comparison={comparison} />}
    </section>
  );
}

function titleOf(comparison: Comparison | null): string {
  if (comparison === null) return say('Boundaries');
  const { data, spec } = comparison;
  const name = data.inputCount === 1 ? say('Fitted curve') : data.task === 'regression' ? say('Output') : say('Boundary');
  return say('{name} after {epochs} epochs{plane}{seeds}', { name, epochs: spec.epochs, plane: planeWords(data), seeds: spec.seeds > 1 ? say('; figures are medians of {seeds} seeds, pictures of the run nearest to them', { seeds: spec.seeds }) : '' });
}

/** Before the first comparison: the places its pictures will take. */
function Proposal() {
  const chosen = useNabla((state) => state.compareSpec);
  const experiment = useNabla((state) => state.experiment);
  const spec = useMemo(() => usableSpec(chosen, experiment), [chosen, experiment]);
  return (
    <Grid
      spec={spec}
      renderCell={({ row, column, label, hidesLabel, side }) => (
        <li key={`${row} ${column}`} className="compare-cell" style={{ width: side }}>
          {hidesLabel ? null : <span className="compare-cell-label"><CompareKey row={row} /><b>{label}</b></span>}
          <span className="compare-frame" style={{ width: side, height: side }} />
        </li>
      )}
    />
  );
}

function Pictures({ comparison }: { readonly comparison: Comparison }) {
  return (
    <Grid
      spec={comparison.spec}
      renderCell={({ row, column, label, hidesLabel, side }) => (
        <CompareCell
          key={`${row} ${column}`} comparison={comparison} places={runsOfCell(comparison, row, column)}
          label={label} hidesLabel={hidesLabel} side={side} isFull={side >= FULL_FROM}
        />
      )}
    />
  );
}

type GridCell = { readonly row: number; readonly column: number; readonly label: string; readonly hidesLabel: boolean; readonly side: number };

function Grid({ spec: { first, second }, renderCell }: { readonly spec: SweepSpec; readonly renderCell: (cell: GridCell) => ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(place);
  const flowsDown = useFlowsDown();
  useScrollRegion(place, say('Pictures of the runs'));
  const label = (row: number): string => valueLabel(first.variable, first.values[row] ?? '');
  const isTall = first.values.some((_, row) => label(row).length > LONG_LABEL);
  const [rows, across] = [first.values.length, second?.values.length ?? null];
  const { side, columns } = useMemo(
    () => (flowsDown && across === null ? threeAcross(width - EDGE) : fitGrid(width - EDGE, flowsDown ? 1e6 : height - EDGE, rows, across, isTall ? TALL_HEAD : HEAD)),
    [width, height, flowsDown, rows, across, isTall],
  );
  const type = usePalette().t2;
  // In the type of a hall a short label may be too long for a small picture.
  const wraps = isTall || first.values.some((_, row) => label(row).length * type * LETTER + KEY_ROOM > side);
  return (
    <div ref={place} className="compare-grid-place">
      {width === 0 ? null : second === null ? (
        <ul className="compare-grid" data-tall={wraps} style={{ gridTemplateColumns: `repeat(${columns}, ${side}px)` }}>
          {first.values.map((_, row) => renderCell({ row, column: 0, label: label(row), hidesLabel: false, side }))}
        </ul>
      ) : (
        <ul className="compare-grid" data-two="true" style={{ gridTemplateColumns: `${ROW_LABEL}px repeat(${columns}, ${side}px)` }}>
          <li aria-hidden="true" />
          {second.values.map((value) => <li key={`head ${value}`} aria-hidden="true" className="compare-column-label">{valueLabel(second.variable, value)}</li>)}
          {first.values.flatMap((value, row) => [
            <li key={`row ${value}`} aria-hidden="true" className="compare-row-label" style={{ height: side }}>{label(row)}</li>,
            ...second.values.map((other, column) => renderCell({ row, column, label: `${label(row)}, ${valueLabel(second.variable, other)}`, hidesLabel: true, side })),
          ])}
        </ul>
      )}
    </div>
  );
}

/** On a phone: small enough to be seen together, large enough for their labels. */
const threeAcross = (width: number): { readonly side: number; readonly columns: number } => ({ side: Math.max(LEAST, Math.floor((width - 2 * GAP) / 3)), columns: 3 });

/** The largest side at which all pictures are in sight, and how many stand in a row; of a grid of two variables as many as it has. */
export function fitGrid(width: number, height: number, rows: number, columns: number | null, labelHeight = HEAD): { readonly side: number; readonly columns: number } {
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
    const side = sideFor(across, Math.ceil(rows / across), labelHeight, 0);
    if (side > best.side) best = { side, columns: across };
  }
  if (best.side < LEAST) best = { side: Math.max(LEAST, (width - GAP * 2) / 3), columns: Math.max(1, Math.floor((width + GAP) / (Math.max(LEAST, (width - GAP * 2) / 3) + GAP))) };
  return { side: limit(best.side), columns: best.columns };
}
