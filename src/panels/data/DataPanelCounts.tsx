/** "196 train, 84 validate" (a table: "4 train"), each with the mark it is drawn with: the legend of the plot. */
import { useCallback, useMemo } from 'react';
import { Canvas } from '../../components/Canvas.tsx';
import { trainCountOf, validationCountOf } from '../../datasets/runData.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount } from '../../viz/format.ts';
import type { Palette } from '../../viz/palette.ts';
import { drawPoint } from '../../viz/points.ts';
import { untrainedSentence } from './DataPanelUntrained.ts';
import { say } from '../../words/say.ts';

const MARK = 12;

/** The marks of two classes stand for all, the positive one of two first; a single dot for values. */
function LegendMarks({ classes, validation }: { classes: number; validation: boolean }) {
  const shown = classes === 0 ? 1 : 2;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, { palette }: { palette: Palette }): void => {
      for (let index = 0; index < shown; index++) {
        const meaning = classes === 0 ? { value: 0.6 } : classes === 2 ? 1 - index : index;
        drawPoint(context, MARK / 2 + index * MARK, MARK / 2 + 1, meaning, validation, 3.6, palette);
      }
    },
    [classes, shown, validation],
  );
  return (
    <span className="data-panel-marks" aria-hidden="true" style={{ inlineSize: shown * MARK }}>
      <Canvas label={null} draw={draw} />
    </span>
  );
}

export function DataPanelCounts() {
  const train = useNabla((state) => state.data === null ? 0 : trainCountOf(state.data));
  const validation = useNabla((state) => state.data === null ? 0 : validationCountOf(state.data));
  const classes = useNabla((state) => state.data?.classes.length ?? 2);
  const data = useNabla((state) => state.data);
  const untrained = useMemo(() => (data === null ? '' : untrainedSentence(data)), [data]);
  return (
    <>
      <p className="data-panel-counts">
        <span>
          <LegendMarks classes={classes} validation={false} />
          {say('{train} train', { train: formatCount(train) })}
        </span>
        {validation > 0 && (
          <span>
            <LegendMarks classes={classes} validation />
            {say('{validation} validate', { validation: formatCount(validation) })}
          </span>
        )}
      </p>
      {untrained !== '' && <p className="data-panel-untrained">{untrained}</p>}
    </>
  );
}
