/** The data as a small picture, the present example on the marker with its way to the axes. A click on a training point takes it next. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { trainCountOf, validationCountOf, type RunData } from '../../datasets/runData.ts';
import { drawPointMark, isPointShown } from '../../viz/points.ts';
import { axesSentence, describeExample, nearestExample, pixelOf, placeExamples, plotRanges, type PlacedExample, type Split } from '../../viz/examples.ts';
import { drawExample } from '../../viz/exampleMarks.ts';
import { openGuest, presentExample } from '../../store/steppingActions.ts';
import { say } from '../../words/say.ts';

const REACH_MOUSE = 9;
const REACH_TOUCH = 20;

/** Px from the low end of an axis to 0, or to its low end where 0 is out of sight. */
function zeroOf([low, high]: readonly [number, number], length: number): number {
  return low < 0 && high > 0 ? (-low / (high - low)) * length : 0;
}

function drawPlot(context: CanvasRenderingContext2D, view: CanvasView, data: RunData, examples: readonly PlacedExample[], present: PlacedExample | null, near: PlacedExample | null): void {
  const { width, height, palette } = view;
  const area = { x: 0, y: 0, width, height };
  const { across, up } = plotRanges(data);
  const [left, foot] = [Math.round(zeroOf(across, width)) + 0.5, Math.round(height - zeroOf(up, height)) + 0.5];
  context.lineWidth = 1;
  context.strokeStyle = palette.hair;
  context.beginPath();
  context.moveTo(left, 0);
  context.lineTo(left, height);
  context.moveTo(0, foot);
  context.lineTo(width, foot);
  context.stroke();
  context.strokeStyle = palette.line;
  context.strokeRect(0.5, 0.5, width - 1, height - 1);

  const radius = (examples.length > 600 ? 1.6 : examples.length > 60 ? 2.2 : examples.length > 12 ? 3 : 4) * palette.pen;
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  const draw = (example: PlacedExample, r: number): void => {
    const [x, y] = pixelOf(data, area, example);
    drawExample(context, x, y, data, example, r, palette);
  };
  for (const split of ['validation', 'train']) {
    for (const example of examples) if (example.split === split && example !== present && isPointShown(example.index, examples.length)) draw(example, radius);
  }
  if (near !== null && near !== present) {
    const [x, y] = pixelOf(data, area, near);
    context.beginPath();
    context.arc(x, y, radius + 4, 0, 2 * Math.PI);
    context.strokeStyle = palette.ink;
    context.lineWidth = palette.pen;
    context.stroke();
  }
  if (present !== null) {
    const [x, y] = pixelOf(data, area, present);
    context.setLineDash([2, 2]);
    context.strokeStyle = palette.ink3;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x, foot);
    context.moveTo(x, y);
    context.lineTo(left, y);
    context.stroke();
    context.setLineDash([]);
    drawPointMark(context, x, y, Math.max(4, radius), palette);
    draw(present, Math.max(4, radius));
  }
  context.restore();
}

/** @param split of the example on the marker */
export function StepExamplePlot({ data, index, split }: { readonly data: RunData; readonly index: number | null; readonly split: Split }) {
  const examples = useMemo(() => placeExamples(data), [data]);
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState<PlacedExample | null>(null);
  // Training examples come first, in their order.
  const count = trainCountOf(data);
  const isGuest = split === 'validation';
  const present = index === null ? null : examples[isGuest ? count + index : index] ?? null;
  const walked = isGuest ? validationCountOf(data) : count;

  const draw = useCallback(
    (context: CanvasRenderingContext2D, view: CanvasView) => drawPlot(context, view, data, examples, present, near),
    [data, examples, present, near],
  );
  const at = (event: React.PointerEvent | React.MouseEvent, reach: number): PlacedExample | null => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined) return null;
    const area = { x: 0, y: 0, width: bounds.width, height: bounds.height };
    return nearestExample(data, examples.slice(0, count), area, event.clientX - bounds.left, event.clientY - bounds.top, reach);
  };

  return (
    <div
      ref={box}
      className="step-example-plot"
      data-near={near !== null}
      title={near === null ? say('Click a training example to train on it next') : describeExample(data, near)}
      onPointerMove={(event) => {
        if (event.pointerType === 'mouse') setNear(at(event, REACH_MOUSE));
      }}
      onPointerLeave={() => setNear(null)}
      onPointerDown={(event) => {
        const example = at(event, event.pointerType === 'mouse' ? REACH_MOUSE : REACH_TOUCH);
        if (example !== null) presentExample(example.index);
      }}
    >
      <Canvas label={plotSentence(data, present)} draw={draw} />
      {walked > 1 && index !== null && (
        <input
          type="range" className="step-example-walk" aria-label={isGuest ? say('Validation example') : say('Training example')} min={0} max={walked - 1} step={1} value={index}
          aria-valuetext={present === null ? undefined : describeExample(data, present)}
          onChange={(event) => (isGuest ? openGuest : presentExample)(Number(event.target.value))}
        />
      )}
    </div>
  );
}

/** What the picture shows, for those who do not see it. */
function plotSentence(data: RunData, present: PlacedExample | null): string {
  const axes = axesSentence(data);
  return say('The data: {axes}{marked}', { axes, marked: present === null ? '' : say('; marked is {example}', { example: describeExample(data, present) }) });
}
