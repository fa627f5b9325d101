/** Two variables at a glance: a chosen figure of every cell as a number on a tint; the darker, the larger. */
import { useMemo, useState, type CSSProperties } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { sweepVariables } from '../../config/sweep.ts';
import { lightRun, openComparedRun } from '../../store/compareActions.ts';
import type { Comparison } from '../../store/compareSlice.ts';
import { hasFailed, typicalRun, type Figure, type RunFigures } from '../../store/compareFigures.ts';
import { useNabla } from '../../store/nabla.ts';
import { cellDivergence, cellFigures, figureText, runsOfCell, UNKNOWN, valueLabel } from './CompareText.ts';
import { say } from '../../words/say.ts';

type HeatFigure = Exclude<Figure, 'divergedAt'>;
const names: Readonly<Record<HeatFigure, string>> = {
  train: say('training loss'), validation: say('validation loss'), trainAccuracy: say('training accuracy'), validationAccuracy: say('validation accuracy'), bestEpoch: say('epoch of the lowest validation loss'),
};

const kindOf = (figure: HeatFigure): 'loss' | 'accuracy' | 'epoch' => (figure === 'bestEpoch' ? 'epoch' : figure === 'train' || figure === 'validation' ? 'loss' : 'accuracy');

export function CompareHeat({ comparison }: { readonly comparison: Comparison }) {
  const { data, spec } = comparison;
  const [wanted, setFigure] = useState<HeatFigure>('validation');
  const hasValidation = data.validationTargets.length > 0;
  const offered = (Object.keys(names) as HeatFigure[]).filter((name) => (hasValidation || !name.startsWith('validation')) && (data.task === 'classification' || !name.endsWith('Accuracy')));
  const figure = offered.includes(wanted) ? wanted : 'train';
  const lit = useNabla((state) => state.litRun);
  const rows = useMemo(() => spec.first.values.map((_, row) => (spec.second?.values ?? []).map((_other, column) => {
    const places = runsOfCell(comparison, row, column);
    return {
      first: typicalRun(comparison.runs, places), places, figures: cellFigures(comparison, places),
      words: places.length > 1 ? cellDivergence(comparison, places) : '',
    };
  })), [comparison, spec]);
  const shareOf = heatScale(rows.flat().map(({ figures }) => figures), figure);
  const { second } = spec;
  if (second === null) return null;
  return (
    <div className="compare-heat">
      <Choice label={say('Figure')} value={figure} options={offered.map((value) => ({ value, label: names[value] }))} onChange={setFigure} />
      <div className="compare-heat-place">
        <table aria-label={say('Heat map')}>
          <thead>
            <tr>
              <th scope="col">{sweepVariables[spec.first.variable].label}</th>
              {second.values.map((value) => <th key={value} scope="col">{valueLabel(second.variable, value)}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => {
              const value = spec.first.values[row] ?? '';
              return (
                <tr key={value}>
                  <th scope="row">{valueLabel(spec.first.variable, value)}</th>
                  {cells.map(({ first, places, figures, words }, column) => (
                    <td key={second.values[column]} data-lit={lit !== null && places.includes(lit)} style={{ '--heat': `${Math.round(shareOf(figures) * 34)}%` } as CSSProperties}>
                      <button
                        type="button" title={say('Open in Play')} aria-disabled={figures === null} onClick={() => openComparedRun(first)}
                        onPointerEnter={() => lightRun(first)} onPointerLeave={() => lightRun(null)} onFocus={() => lightRun(first)} onBlur={() => lightRun(null)}
                      >
                        {figures === null ? UNKNOWN : figures.divergedAt !== null ? words || say('diverged') : figures.isDiverging ? say('diverging') : figureText(figures[figure], kindOf(figure))}
                        {figures === null || figures.divergedAt !== null || words === '' ? null : <span className="compare-heat-seeds">{words}</span>}
                      </button>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The share of the scale at which a figure stands, 0 to 1: losses by their logarithm; what diverged, or is about to, is at the end and sets no scale. */
export function heatScale(all: readonly (RunFigures | null)[], figure: HeatFigure): (figures: RunFigures | null) => number {
  const isLoss = kindOf(figure) === 'loss';
  const at = (value: number): number => (isLoss ? Math.log(Math.max(value, 1e-12)) : value);
  const known = all.flatMap((each) => (each === null || hasFailed(each) || !Number.isFinite(each[figure]) ? [] : [at(each[figure])]));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return (figures) => {
    if (figures === null) return 0;
    if (hasFailed(figures)) return isLoss ? 1 : 0;
    const value = figures[figure];
    if (Number.isNaN(value) || !(high > low)) return 0;
    return Math.min(1, Math.max(0, (at(value) - low) / (high - low)));
  };
}
