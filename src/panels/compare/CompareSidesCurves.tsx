/** The losses of both runs over each other on one axis, in the runs' colours, and where settings were changed. */
import { useCallback } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { historyUpTo } from '../../store/lossTrend.ts';
import { marksOf } from '../../store/marks.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { costOf } from '../../store/compareCompute.ts';
import { smoothed } from '../../store/compareFigures.ts';
import { valueWords } from '../../store/sideBySide.ts';
import type { SideRun, Sides } from '../../store/sideBySideSlice.ts';
import { getSideFrames, subscribeSideFrames, useSideFrames, type SideFrames } from '../../store/sideBySideFrames.ts';
import type { CompareAlong } from '../../store/compareSlice.ts';
import { curveEnd, type Box, type CurveScales } from '../../viz/curve.ts';
import { trainCountOf } from '../../datasets/runData.ts';
import { runColour, type Palette } from '../../viz/palette.ts';
import type { RunEvent } from '../../worker/protocol.ts';
import { pairSides, type OfBoth, type PairSide } from '../../worker/pairProtocol.ts';
import { CompareCurveChoices, CompareCurveNote } from './CompareCurveChoices.tsx';
import { alongEnd, drawCompareCurves, lineLabel, lineScales, placeAlong, type CompareLine } from './CompareCurvesDraw.ts';
import { sidesFinding } from './CompareSidesText.ts';
import { say } from '../../words/say.ts';

export function CompareSidesCurves() {
  const hasValidation = useNabla(({ sides }) => sides === null || sides.runs.left.data === null || sides.runs.left.data.validationTargets.length > 0);
  const curves = useNabla((state) => (hasValidation ? state.compareCurves : 'training'));
  const along = useNabla((state) => state.compareAlong);
  const smoothing = useNabla((state) => state.compareSmoothing);
  const axis = useNabla((state) => state.lossAxis);
  const sides = useNabla((state) => state.sides);
  const draw = useCallback((context: CanvasRenderingContext2D, { width, height, palette }: CanvasView) => {
    const frames = getSideFrames();
    if (sides === null || frames === null) return;
    const lines = sideLines(sides, frames, along, smoothing);
    context.font = `600 ${palette.t1}px ${palette.text}`;
    const labels = Math.min(width * 0.4, 16 + Math.max(40, ...lines.map((line) => context.measureText(lineLabel(line)).width)));
    const left = 12 + palette.t1 * 3;
    const box: Box = { x: left, y: 8, width: Math.max(40, width - left - labels), height: Math.max(20, height - 8 - palette.t1 - 14) };
    const end = alongEnd(along, curveEnd(Math.max(0, ...lines.map(({ place }) => place.at(-1) ?? 0))));
    const scales = lineScales(box, { lines, curves, axis, end });
    const places = { left: placer(sides.runs.left, along), right: placer(sides.runs.right, along) };
    drawChanges(context, scales, palette, sideMarks(sides, { left: frames.left.step, right: frames.right.step }, (event, side) => places[side](event)));
    drawCompareCurves(context, scales, palette, { lines, curves, lit: null });
  }, [sides, along, smoothing, curves, axis]);
  const subscribe = useCallback((listener: (live?: boolean) => void) => subscribeSideFrames(() => { listener(true); }), []);
  return (
    <section className="compare-curves compare-sides-curves" aria-label={say('Loss curves')}>
      <div className="compare-head">
        <h2>{say('Loss')}</h2>
        <Finding />
        <CompareCurveChoices hasValidation={hasValidation} />
      </div>
      <div className="compare-curves-place">
        {sides === null ? null : <Canvas label={say('Losses of {low} and {high} over each other', { low: valueWords(sides.runs.left.experiment, sides.variable), high: valueWords(sides.runs.right.experiment, sides.variable) })} draw={draw} subscribe={subscribe} />}
      </div>
      <CompareCurveNote />
    </section>
  );
}

/** Which of the two is ahead; looked up rather than announced, for it changes all the time. */
function Finding() {
  const sentence = useSideFrames((frames) => {
    const { sides } = nabla.getState();
    if (sides === null) return '';
    const of = ({ step, trainLoss, validationLoss, trainAccuracy, validationAccuracy }: SideFrames['left']) => ({ step, train: trainLoss, validation: validationLoss, trainAccuracy, validationAccuracy });
    return sidesFinding(sides, frames === null ? null : { left: of(frames.left), right: of(frames.right) });
  });
  return <p className="compare-finding" role="status" aria-live="off" aria-label={say('Finding')}>{sentence}</p>;
}

/** The curves of both up to the moment on the screen. */
function sideLines(sides: Sides, frames: SideFrames, along: CompareAlong, smoothing: number): readonly CompareLine[] {
  return pairSides.map((side, row) => {
    const run = sides.runs[side];
    const { step, epoch, train, validation } = historyUpTo(frames[side].history, frames[side].step);
    const placeOf = placer(run, along);
    return {
      run: row, runs: [row], row, label: valueWords(run.experiment, sides.variable),
      place: step.map((each, i) => placeOf({ step: each, epoch: epoch[i] ?? 0 })),
      train: smoothed(train, smoothing), validation: smoothed(validation, smoothing), low: null, high: null, diverged: run.divergence !== null, words: run.divergence === null ? '' : say('diverged'),
    };
  });
}

/** Where a moment of a run stands on the axis. */
function placer({ data, experiment }: SideRun, along: CompareAlong): (at: { readonly step: number; readonly epoch: number }) => number {
  const examples = data === null ? 1 : trainCountOf(data);
  const cost = costOf(experiment);
  return (at) => placeAlong(along, at, examples, cost);
}

/** A change as it is drawn: where, what, and whose; a drag of η is one. */
export type SideMark = { readonly place: number; readonly label: string; readonly of: PairSide | 'both' };

/** The changes behind the moment on the screen, in order of their places; what was changed for both at once is one. */
export function sideMarks({ runs }: Pick<Sides, 'runs'>, reached: OfBoth<number>, placeOf: (event: RunEvent, side: PairSide) => number): readonly SideMark[] {
  const found = new Map<string, SideMark>();
  for (const side of pairSides) {
    const { log, firstExperiment } = runs[side];
    const behind = log.filter(({ step }) => step <= reached[side]);
    for (const event of marksOf(behind, firstExperiment, reached[side])) {
      if (event.label === '' || event.step === 0) continue;
      const place = placeOf(event, side);
      const key = `${place} ${event.label}`;
      found.set(key, { place, label: event.label, of: found.has(key) && found.get(key)?.of !== side ? 'both' : side });
    }
  }
  return [...found.values()].toSorted((a, b) => a.place - b.place);
}

/** A dotted line at each change, with what was changed: in the run's colour, or once in the gradient's where it was of both. */
function drawChanges(ctx: CanvasRenderingContext2D, scales: CurveScales, palette: Palette, marks: readonly SideMark[]): void {
  const { box } = scales;
  let free = -Infinity;
  ctx.font = `400 ${palette.t1}px ${palette.text}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  for (const { place, label, of } of marks) {
    const x = Math.round(scales.xOf(place)) + 0.5;
    const colour = of === 'both' ? palette.grad : runColour(of === 'left' ? 0 : 1, palette);
    ctx.strokeStyle = colour;
    ctx.lineWidth = palette.pen;
    ctx.setLineDash([1.5, 3]);
    ctx.beginPath();
    ctx.moveTo(x, box.y);
    ctx.lineTo(x, box.y + box.height);
    ctx.stroke();
    ctx.setLineDash([]);
    const wide = ctx.measureText(label).width;
    if (x + 4 < free || x + 4 + wide > box.x + box.width) continue;
    ctx.fillStyle = colour;
    ctx.fillText(label, x + 4, box.y - 2);
    free = x + 4 + wide + 8;
  }
}
