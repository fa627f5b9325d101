/** The loss curves of all runs laid over each other; the one under the pointer is lit wherever it appears. */
import { useCallback, useMemo, useRef, type PointerEvent } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import type { Comparison, CompareAlong, CompareCurves as Curves } from '../../store/compareSlice.ts';
import { lightRun, openComparedRun } from '../../store/compareActions.ts';
import { useNabla } from '../../store/nabla.ts';
import type { Box, CurveScales } from '../../viz/curve.ts';
import { formatNumber } from '../../viz/format.ts';
import { CompareCurveChoices, CompareCurveNote } from './CompareCurveChoices.tsx';
import { compareScales, drawCompareCurves, hitLine, lineLabel, linesOf, type CompareLine } from './CompareCurvesDraw.ts';
import { findingOf } from './CompareText.ts';
import { say } from '../../words/say.ts';

const REACH = 14;

export function CompareCurves() {
  const comparison = useNabla((state) => state.comparison);
  const along = useNabla((state) => state.compareAlong);
  const curves = useNabla((state) => state.compareCurves);
  const smoothing = useNabla((state) => state.compareSmoothing);
  const axis = useNabla((state) => state.lossAxis);
  const hasValidation = comparison === null || comparison.data.validationTargets.length > 0;
  return (
    <section className="compare-curves" aria-label={say('Loss curves')}>
      <div className="compare-head">
        <h2>{say('Loss')}</h2>
        <CompareCurveChoices hasValidation={hasValidation} />
      </div>
      <p className="compare-finding" role="status" aria-label={say('Finding')}>{comparison === null ? say('Press “Run comparison”: one network for each value learns the same data, and what becomes of it is shown here.') : findingOf(comparison)}</p>
      <div className="compare-curves-place">
        {comparison === null ? null : <Picture comparison={comparison} along={along} curves={hasValidation ? curves : 'training'} smoothing={smoothing} axis={axis} />}
      </div>
      <CompareCurveNote />
    </section>
  );
}

type PictureProps = { readonly comparison: Comparison; readonly along: CompareAlong; readonly curves: Curves; readonly smoothing: number; readonly axis: 'log' | 'linear' };

function Picture({ comparison, along, curves, smoothing, axis }: PictureProps) {
  const lit = useNabla((state) => state.litRun);
  const lines = useMemo(() => linesOf(comparison, { along, smoothing }), [comparison, along, smoothing]);
  const scales = useRef<CurveScales | null>(null);
  const draw = useCallback((context: CanvasRenderingContext2D, { width, height, palette }: CanvasView) => {
    const view = { comparison, lines, along, curves, axis };
    const labels = labelRoom(context, lines, palette.t1, palette.text, width);
    const left = 12 + palette.t1 * 3;
    const box: Box = { x: left, y: 8, width: Math.max(40, width - left - labels), height: Math.max(20, height - 8 - palette.t1 - 14) };
    scales.current = compareScales(box, view);
    drawCompareCurves(context, scales.current, palette, { ...view, lit });
  }, [comparison, lines, along, curves, axis, lit]);
  const hit = (event: PointerEvent<HTMLElement>): CompareLine | null => {
    const at = event.currentTarget.getBoundingClientRect();
    return scales.current === null ? null : hitLine(lines, scales.current, curves, event.clientX - at.left, event.clientY - at.top, REACH);
  };
  return (
    <div
      className="compare-curves-hits"
      onPointerMove={(event) => lightRun(hit(event)?.run ?? null)}
      // What a finger has lit stays lit when it is lifted.
      onPointerDown={(event) => lightRun(hit(event)?.run ?? null)}
      onPointerLeave={({ pointerType }) => { if (pointerType === 'mouse') lightRun(null); }}
      onDoubleClick={() => { if (lit !== null) openComparedRun(lit); }}
    >
      <Canvas label={describeCurves(comparison, lines, curves)} draw={draw} />
    </div>
  );
}

function labelRoom(context: CanvasRenderingContext2D, lines: readonly CompareLine[], size: number, font: string, width: number): number {
  context.font = `600 ${size}px ${font}`;
  const widest = Math.max(40, ...lines.map((line) => context.measureText(lineLabel(line)).width));
  return Math.min(width * 0.4, widest + 16);
}

function describeCurves({ spec }: Comparison, lines: readonly CompareLine[], curves: Curves): string {
  const which = curves === 'both' ? say('Training and validation') : curves === 'training' ? say('Training') : say('Validation');
  const ends = lines.slice(0, 12).map((line) => {
    const { train, validation, diverged } = line;
    const end = (curves === 'validation' ? validation : train).at(-1) ?? Number.NaN;
    return diverged ? lineLabel(line) : say('{lineLabel} ends at {end}', { lineLabel: lineLabel(line), end: formatNumber(end) });
  });
  return say('{split} loss over {epochs} epochs of {count} {runs}. {list}{others}.', { split: which, epochs: spec.epochs, count: lines.length, runs: lines.length === 1 ? say('run') : say('runs'), list: ends.join('; '), others: lines.length > 12 ? say('; and others') : '' });
}
