/** One picture of the grid with its label and figures; pressed, the run opens in Play. */
import { memo, useCallback, useMemo } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { lightRun, openComparedRun, PICTURE_GRID } from '../../store/compareActions.ts';
import type { Comparison } from '../../store/compareSlice.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount } from '../../viz/format.ts';
import { figuresOf, hasFailed, typicalRun } from '../../store/compareFigures.ts';
import { drawComparePicture } from './CompareDraw.ts';
import { CompareKey } from './CompareKey.tsx';
import { cellDivergence, cellFigures, describeCell, figureText } from './CompareText.ts';
import { say } from '../../words/say.ts';

/** A picture so wide has room for the step under it. */
const ROOM_FOR_STEP = 124;
/** Under a smaller one figures would run into one another; the heat map and the table have them. */
const ROOM_FOR_FIGURE = 50;
/** From here on "2 of 5 diverged" has room under a picture too small for all figures. */
const ROOM_FOR_SEEDS = 104;

export type CompareCellProps = {
  readonly comparison: Comparison;
  /** The runs of the cell, its own seed first. */
  readonly places: readonly number[];
  readonly label: string;
  /** The label stands at the edge of the grid. */
  readonly hidesLabel: boolean;
  readonly side: number;
  readonly isFull: boolean;
};

/** Another state of the comparison is drawn only where these runs have changed. */
const isSameCell = (a: CompareCellProps, b: CompareCellProps): boolean => a.label === b.label && a.side === b.side && a.isFull === b.isFull
  && a.hidesLabel === b.hidesLabel && a.comparison.cells === b.comparison.cells && a.places.length === b.places.length
  && a.places.every((place) => a.comparison.runs[place] === b.comparison.runs[place]);

export const CompareCell = memo(function CompareCell({ comparison, places, label, hidesLabel, side, isFull }: CompareCellProps) {
  const shown = typicalRun(comparison.runs, places);
  const lit = useNabla((state) => state.litRun !== null && places.includes(state.litRun));
  const run = comparison.runs[shown];
  const cell = comparison.cells[shown];
  const { data } = comparison;
  const activation = cell?.experiment.outputActivation ?? 'linear';
  const result = run?.result ?? null;
  // Of a diverged run no answer is drawn: its last finite one says nothing.
  const picture = useMemo(() => (result !== null && hasFailed(figuresOf(result)) ? result.outputPicture.map(() => Number.NaN) : (result?.outputPicture ?? null)), [result]);
  const draw = useCallback((context: CanvasRenderingContext2D, { width, palette }: CanvasView) => {
    drawComparePicture(context, width, palette, { data, activation, picture, grid: PICTURE_GRID, lit });
  }, [data, activation, picture, lit]);
  if (cell === undefined) return <li aria-hidden="true" />;
  const isKnown = run?.result != null && run.result.step.length > 0;
  return (
    <li className="compare-cell" data-lit={lit} style={{ width: side }}>
      <button
        type="button"
        aria-label={say('{cell}. Open in Play', { cell: describeCell(label, comparison, places, shown) })}
        title={isKnown ? say('Open {label} in Play', { label: cell.label }) : label}
        aria-disabled={!isKnown}
        onClick={() => openComparedRun(shown)}
        onPointerEnter={() => lightRun(shown)}
        onPointerLeave={() => lightRun(null)}
        onFocus={() => lightRun(shown)}
        onBlur={() => lightRun(null)}
      >
        {hidesLabel ? null : <span className="compare-cell-label"><CompareKey row={cell.row} /><b>{label}</b></span>}
        <span className="compare-picture" style={{ width: side, height: side }}>
          <Canvas label={null} draw={draw} />
          {isKnown ? <span className="compare-open" aria-hidden="true">{say('Open in Play')}</span> : null}
        </span>
        <Figures comparison={comparison} places={places} isFull={isFull} side={side} />
      </button>
    </li>
  );
}, isSameCell);

function Figures({ comparison, places, isFull, side }: Pick<CompareCellProps, 'comparison' | 'places' | 'isFull'> & { readonly side: number }) {
  const figures = cellFigures(comparison, places);
  const run = comparison.runs[places[0] ?? -1];
  if (run?.state === 'failed') return <span className="compare-figures">{say('could not be run')}</span>;
  if (side < ROOM_FOR_FIGURE) return <span className="compare-figures">{figures !== null && hasFailed(figures) ? '×' : ''}</span>;
  if (figures === null) return <span className="compare-figures compare-none">{run?.state === 'running' ? say('running') : '–'}</span>;
  // Half of the seeds gone, there is no median any more.
  const words = places.length > 1 ? cellDivergence(comparison, places) : '';
  if (words !== '' && (figures.divergedAt !== null || figures.train === Infinity || (!isFull && side >= ROOM_FOR_SEEDS))) {
    return <span className="compare-figures"><span className="compare-diverged">{words}</span></span>;
  }
  if (figures.divergedAt !== null) {
    const step = formatCount(figures.divergedAt);
    return <span className="compare-figures"><span className="compare-diverged">{isFull || side >= ROOM_FOR_STEP ? say('diverged at step {step}', { step }) : say('diverged')}</span></span>;
  }
  if (figures.isDiverging) return <span className="compare-figures"><span className="compare-diverged">{say('diverging')}</span></span>;
  const accuracy = Number.isNaN(figures.validationAccuracy) ? figures.trainAccuracy : figures.validationAccuracy;
  const validation = Number.isNaN(figures.validation) ? null : figureText(figures.validation, 'loss');
  if (!isFull) return <span className="compare-figures">{figureText(figures.train, 'loss')}{words === '' ? '' : ' ×'}</span>;
  return (
    <span className="compare-figures compare-figures-all">
      <span title={say('Training loss')}><i />{figureText(figures.train, 'loss')}</span>
      <span className="compare-accuracy" title={say('Accuracy')}>{Number.isNaN(accuracy) ? '' : figureText(accuracy, 'accuracy')}</span>
      {words === '' ? null : <span className="compare-seeds compare-diverged">{words}</span>}
      {validation === null || words !== '' ? null : <span title={say('Validation loss')} className="compare-val"><i />{validation}</span>}
    </span>
  );
}
