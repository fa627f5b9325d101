/** The comparison as a table: a row a run, sorted by any column; each opens in Play. */
import { memo, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useScrollRegion } from '../../components/useScrollRegion.ts';
import { sweepVariables } from '../../config/sweep.ts';
import { lightRun, openComparedRun } from '../../store/compareActions.ts';
import type { Comparison, ComparedRun } from '../../store/compareSlice.ts';
import { figuresOf, nextCompareSort, sortRuns, type CompareColumn, type CompareSort, type Figure, type RunFigures } from '../../store/compareFigures.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount, formatExact } from '../../viz/format.ts';
import { CompareKey } from './CompareKey.tsx';
import { figureText, UNKNOWN, valueText } from './CompareText.ts';
import { asNoun } from '../../words/noun.ts';
import { say } from '../../words/say.ts';

type Column = { readonly column: CompareColumn; readonly name: string };

/** Figures of a result, worked out once. */
const known = new WeakMap<object, RunFigures>();

function figuresOnce(run: ComparedRun): RunFigures | null {
  if (run.result === null) return null;
  const figures = known.get(run.result) ?? figuresOf(run.result);
  known.set(run.result, figures);
  return figures;
}

function columnsOf({ spec, data }: Comparison): readonly Column[] {
  const hasValidation = data.validationTargets.length > 0;
  const accuracy: Figure = hasValidation ? 'validationAccuracy' : 'trainAccuracy';
  return [
    { column: 'value', name: sweepVariables[spec.first.variable].label },
    ...(spec.second === null ? [] : [{ column: 'second' as const, name: sweepVariables[spec.second.variable].label }]),
    ...(spec.seeds > 1 ? [{ column: 'seed' as const, name: say('Seed') }] : []),
    { column: 'train', name: say('Training loss') },
    ...(hasValidation ? [{ column: 'validation' as const, name: say('Validation loss') }] : []),
    ...(data.task === 'classification' ? [{ column: accuracy, name: hasValidation ? say('Validation accuracy') : say('Training accuracy') }] : []),
    { column: 'bestEpoch', name: hasValidation ? say('Lowest validation loss at epoch') : say('Lowest loss at epoch') },
    { column: 'divergedAt', name: say('Diverged at step') },
  ];
}

export function CompareTable() {
  const comparison = useNabla((state) => state.comparison);
  return (
    <section className="compare-table" aria-label={say('Runs compared')}>
      {comparison === null ? null : <Table comparison={comparison} />}
    </section>
  );
}

function Table({ comparison }: { readonly comparison: Comparison }) {
  const [sort, setSort] = useState<CompareSort | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useScrollRegion(place, say('Rows of the comparison'));
  const columns = useMemo(() => columnsOf(comparison), [comparison]);
  const figures = useMemo(() => comparison.runs.map(figuresOnce), [comparison]);
  const order = useMemo(() => sortRuns(comparison.cells, figures, sort), [comparison, figures, sort]);
  /** The run whose button is in the tab order; the arrow keys go on from there. */
  const [active, setActive] = useState<number | null>(null);
  const stop = active !== null && order.includes(active) ? active : order[0];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const to = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const row = Math.max(0, Math.min(order.length - 1, order.indexOf(stop ?? 0) + to));
    setActive(order[row] ?? null);
    event.currentTarget.querySelectorAll<HTMLElement>('th button')[row]?.focus();
  };
  return (
    <div className="compare-table-place" ref={place}>
      <table aria-label={say('Comparison')}>
        <thead>
          <tr>
            {columns.map(({ column, name }) => {
              const direction = sort?.column === column ? (sort.ascending ? 'ascending' : 'descending') : 'none';
              return (
                <th key={column} scope="col" aria-sort={direction} data-column={column}>
                  <button type="button" title={say('Sort by {name}', { name: asNoun(name) })} data-sorted={direction} onClick={() => { setSort(nextCompareSort(sort, column)); place.current?.scrollTo({ top: 0 }); }}>{name}</button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {order.map((index) => {
            const run = comparison.runs[index];
            return run === undefined ? null : <Row key={index} index={index} comparison={comparison} columns={columns} run={run} figures={figures[index] ?? null} isStop={index === stop} onStop={setActive} />;
          })}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { readonly index: number; readonly comparison: Comparison; readonly columns: readonly Column[]; readonly run: ComparedRun; readonly figures: RunFigures | null; readonly isStop: boolean; readonly onStop: (index: number) => void };

const Row = memo(function Row({ index, comparison, columns, run, figures, isStop, onStop }: RowProps) {
  const lit = useNabla((state) => state.litRun === index);
  const { spec } = comparison;
  const cell = comparison.cells[index];
  if (cell === undefined) return null;
  const isKnown = run.result !== null && run.result.step.length > 0;
  const textOf = (column: CompareColumn): string => {
    switch (column) {
      case 'value': return valueText(spec.first.variable, spec.first.values[cell.row] ?? '');
      case 'second': return spec.second === null ? '' : valueText(spec.second.variable, spec.second.values[cell.column] ?? '');
      case 'seed': return String(cell.experiment.initialization.seed);
      case 'train': return figureText(figures?.train, 'loss');
      case 'validation': return figureText(figures?.validation, 'loss');
      case 'trainAccuracy': return figureText(figures?.trainAccuracy, 'accuracy');
      case 'validationAccuracy': return figureText(figures?.validationAccuracy, 'accuracy');
      case 'bestEpoch': return figureText(figures?.bestEpoch, 'epoch');
      case 'divergedAt': return figures == null ? UNKNOWN : figures.isDiverging ? say('diverging') : figures.divergedAt === null ? UNKNOWN : formatCount(figures.divergedAt);
    }
  };
  const exact = (column: CompareColumn): string | undefined => (column === 'train' || column === 'validation' ? formatExact(figures?.[column] ?? Number.NaN) : undefined);
  return (
    <tr
      data-lit={lit} data-state={run.state}
      onPointerEnter={() => lightRun(index)} onPointerLeave={() => lightRun(null)} onFocus={() => lightRun(index)} onBlur={() => lightRun(null)}
    >
      {columns.map(({ column }) => (column === 'value' ? (
        <th key={column} scope="row">
          <button type="button" tabIndex={isStop ? 0 : -1} onFocus={() => onStop(index)} aria-label={say('Open {label} in Play', { label: cell.label })} title={isKnown ? say('Open in Play') : undefined} aria-disabled={!isKnown} onClick={() => openComparedRun(index)}>
            <CompareKey row={cell.row} /><span>{textOf(column)}</span>
          </button>
        </th>
      ) : <td key={column} data-column={column} data-unknown={textOf(column) === UNKNOWN} title={isKnown ? exact(column) : undefined}>{textOf(column)}</td>))}
    </tr>
  );
}, (a, b) => a.run === b.run && a.index === b.index && a.isStop === b.isStop && a.columns === b.columns && a.comparison.cells === b.comparison.cells);
