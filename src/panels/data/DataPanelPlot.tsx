/**
 * The examples in their plane (for one input: target over input); training filled, validation hollow. Hover, focus and
 * tap show an example; click or Enter keeps it selected and makes it the point whose z and a are shown everywhere.
 */
import { useCallback, useMemo, useRef, useState } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { trainCountOf, validationCountOf, type RunData } from '../../datasets/runData.ts';
import { hover, select, setProbe } from '../../store/actions.ts';
import { useNabla, type Selection } from '../../store/nabla.ts';
import { shownData } from '../../store/shownSlice.ts';
import { formatCount } from '../../viz/format.ts';
import { KeptLayer } from '../../viz/keptLayer.ts';
import { drawPointMark, isPointShown, MOST_POINTS, shownPoints } from '../../viz/points.ts';
import { axesSentence, describeExample, inputsOf, nearestExample, pixelOf, placeExamples, plotRanges, type PlacedExample } from '../../viz/examples.ts';
import { drawExample } from '../../viz/exampleMarks.ts';
import { say } from '../../words/say.ts';

const REACH_MOUSE = 9;
const REACH_TOUCH = 20;
/** So few examples have room for larger marks. */
const FEW = 16;
const NO_EXAMPLES: readonly PlacedExample[] = [];

function isOf(selection: Selection | null, example: PlacedExample): boolean {
  return selection?.kind === 'example' && selection.split === example.split && selection.index === example.index;
}

function drawPlot(
  context: CanvasRenderingContext2D, side: CanvasView, data: RunData, examples: readonly PlacedExample[], lit: readonly PlacedExample[], points: KeptLayer,
): void {
  const { palette } = side;
  const area = { x: 0, y: 0, width: side.width, height: side.height };
  const { across, up } = plotRanges(data);
  context.lineWidth = 1;
  context.strokeStyle = palette.hair;
  context.beginPath();
  if (across[0] < 0 && across[1] > 0) {
    const x = Math.round((-across[0] / (across[1] - across[0])) * side.width) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, side.height);
  }
  if (up[0] < 0 && up[1] > 0) {
    const y = Math.round((up[1] / (up[1] - up[0])) * side.height) + 0.5;
    context.moveTo(0, y);
    context.lineTo(side.width, y);
  }
  context.stroke();
  context.strokeStyle = palette.line;
  context.strokeRect(0.5, 0.5, side.width - 1, side.height - 1);

  const radius = (examples.length > 1500 ? 1.4 : examples.length > 600 ? 1.9 : examples.length > FEW ? 2.4 : 4) * Math.max(0.8, side.width / 200);
  context.save();
  context.beginPath();
  context.rect(0, 0, side.width, side.height);
  context.clip();
  for (const example of lit) {
    const [x, y] = pixelOf(data, area, example);
    drawPointMark(context, x, y, radius, palette);
  }
  const draw = (on: CanvasRenderingContext2D, example: PlacedExample): void => {
    const [x, y] = pixelOf(data, area, example);
    drawExample(on, x, y, data, example, radius, palette);
  };
  points.draw(context, side, [examples, palette], (on) => {
    /* Validation below training, as on the output picture. */
    for (const split of ['validation', 'train']) {
      for (const example of examples) if (example.split === split && isPointShown(example.index, examples.length)) draw(on, example);
    }
  });
  for (const example of lit) if (!isPointShown(example.index, examples.length)) draw(context, example);
  context.restore();
}

/** Lights an example up everywhere, or nothing. */
function light(example: PlacedExample | null): void {
  hover(example === null ? null : { kind: 'example', split: example.split, index: example.index });
}

export function DataPanelPlot() {
  const data = useNabla(shownData);
  const selection = useNabla((state) => (state.selection?.kind === 'example' ? state.selection : null));
  const hovered = useNabla((state) => (state.hovered?.kind === 'example' ? state.hovered : null));
  const examples = useMemo(() => (data === null ? NO_EXAMPLES : placeExamples(data)), [data]);
  const box = useRef<HTMLDivElement>(null);
  const [points] = useState(() => new KeptLayer());
  const [position, setPosition] = useState(0);
  const current = examples[Math.min(position, examples.length - 1)];

  const draw = useCallback(
    (context: CanvasRenderingContext2D, size: CanvasView) => {
      if (data === null) return;
      const lit = examples.filter((example) => isOf(selection, example) || isOf(hovered, example));
      drawPlot(context, size, data, examples, lit, points);
    },
    [data, examples, selection, hovered, points],
  );

  const at = (event: React.PointerEvent): PlacedExample | null => {
    const bounds = box.current?.getBoundingClientRect();
    if (data === null || bounds === undefined) return null;
    const area = { x: 0, y: 0, width: bounds.width, height: bounds.height };
    const reach = event.pointerType === 'mouse' ? REACH_MOUSE : REACH_TOUCH;
    return nearestExample(data, examples, area, event.clientX - bounds.left, event.clientY - bounds.top, reach);
  };
  const keep = (example: PlacedExample): void => {
    if (data === null) return;
    select({ kind: 'example', split: example.split, index: example.index });
    setProbe(inputsOf(data, example));
  };

  return (
    <div
      ref={box}
      className="data-panel-plot"
      onPointerMove={(event) => light(at(event))}
      onPointerLeave={() => light(null)}
      onPointerDown={(event) => {
        const example = at(event);
        if (example === null) return;
        setPosition(examples.indexOf(example));
        keep(example);
      }}
    >
      <Canvas label={data === null ? say('The data are being drawn') : plotSentence(data)} draw={draw} />
      {data !== null && examples.length > MOST_POINTS && <p className="data-panel-shown">{shownSentence(data)}</p>}
      {data !== null && current !== undefined && (
        <input
          type="range"
          className="data-panel-walk"
          aria-label={say('Example')}
          aria-valuetext={describeExample(data, current)}
          min={0}
          max={examples.length - 1}
          step={1}
          value={Math.min(position, examples.length - 1)}
          onFocus={() => light(current)}
          onBlur={() => light(null)}
          onChange={(event) => {
            const next = Number(event.target.value);
            setPosition(next);
            light(examples[next] ?? null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep(current);
            if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') event.stopPropagation();
          }}
        />
      )}
    </div>
  );
}

/** "2,000 of 10,000 shown". */
function shownSentence(data: RunData): string {
  const [train, validation] = [trainCountOf(data), validationCountOf(data)];
  const count = train + validation;
  const shown = shownPoints(train, count) + shownPoints(validation, count);
  return say('{shown} of {count} shown', { shown: formatCount(shown), count: formatCount(count) });
}

/** What the picture shows, for those who do not see it. */
function plotSentence(data: RunData): string {
  const [train, validation] = [trainCountOf(data), validationCountOf(data)];
  const axes = axesSentence(data);
  const what = data.task === 'classification' ? say('{count} classes', { count: data.classes.length }) : say('values to predict');
  const examples = validation > 0 ? say('{train} training and {validation} validation examples', { train, validation }) : train === 1 ? say('one example, for training') : say('{train} examples, all for training', { train });
  return say('The data: {axes}, {what}, {examples}', { axes, what, examples });
}
