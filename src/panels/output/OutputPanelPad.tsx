/**
 * A pad to draw a digit on, and beside it how sure the network is of each: at every moment of the training. What is drawn is brought
 * to 8 × 8 values as the digits of the set were, and is the page's probe.
 */
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { PixelPicture } from '../../components/PixelPicture.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import type { Stroke } from '../../datasets/drawnDigit.ts';
import { outputsOf, type RunData } from '../../datasets/runData.ts';
import { targetEncoding } from '../../engine/losses.ts';
import { beginStroke, clearPad, drawStroke, showPad, takeExample } from '../../store/digitPad.ts';
import { setFrameWants, useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatNumber, MINUS } from '../../viz/format.ts';
import { drawPixels } from '../../viz/pixels.ts';
import { ClassMark } from './OutputPanelLegend.tsx';
import { isProbability } from './OutputPanelMistakes.ts';
import './OutputPanelPad.css';
import { say } from '../../words/say.ts';
import { decimal } from '../../words/decimal.ts';

/** Outputs that stand on the stage show a small picture of themselves. */
const SMALL_GRID = 50;
/** One press of an arrow key moves the cursor by this share of the pad, with Shift by a quarter of it. */
const KEY_STEP = 1 / 16;
const PEN = 1 / 18;

export function OutputPanelPad() {
  const data = useNabla((state) => state.data);
  useEffect(() => {
    showPad();
    setFrameWants('output', { outputGrid: SMALL_GRID });
    return () => setFrameWants('output', null);
  }, []);
  return (
    <div className="output-panel-pad">
      <Pad />
      {data !== null && <Answers data={data} />}
    </div>
  );
}

type Cursor = { readonly x: number; readonly y: number; readonly isDown: boolean };

function Pad() {
  const strokes = useNabla((state) => state.padStrokes);
  const own = useNabla((state) => state.padInputs);
  const probe = useNabla((state) => state.probe);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const note = useId();
  const isOwn = probe === null || probe === own;

  const draw = useCallback((context: CanvasRenderingContext2D, view: CanvasView) => {
    if (isOwn) drawStrokes(context, view, strokes);
    else drawPixels(context, probe, { x: 0, y: 0, size: view.width }, view.palette);
    drawFrame(context, view);
    if (cursor !== null) drawCursor(context, view, cursor);
  }, [isOwn, strokes, probe, cursor]);

  const placeOf = ({ clientX, clientY }: PointerEvent): readonly [number, number] => {
    const bounds = box.current?.getBoundingClientRect();
    return bounds === undefined ? [0, 0] : [(clientX - bounds.left) / bounds.width, (clientY - bounds.top) / bounds.height];
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setCursor(null);
    beginStroke(...placeOf(event));
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) drawStroke(...placeOf(event));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = cursor ?? { x: 0.5, y: 0.5, isDown: false };
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (move !== undefined) {
      const step = event.shiftKey ? KEY_STEP / 4 : KEY_STEP;
      const [x, y] = [now.x + move[0]! * step, now.y + move[1]! * step].map((share) => Math.min(1, Math.max(0, share))) as [number, number];
      if (now.isDown) drawStroke(x, y);
      setCursor({ ...now, x, y });
    } else if (event.key === ' ' || event.key === 'Enter') {
      if (!now.isDown) beginStroke(now.x, now.y);
      setCursor({ ...now, isDown: !now.isDown });
    } else if (event.key === 'Escape' && now.isDown) setCursor({ ...now, isDown: false });
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      clearPad();
      setCursor({ ...now, isDown: false });
    } else return;
    // The page's own keys play and step; here they draw.
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="output-panel-pad-drawing">
      <div
        ref={box}
        className="output-panel-pad-surface"
        role="application"
        aria-roledescription={say('pad')}
        aria-label={say('Pad to draw a digit. Arrow keys move the pen, Space or Enter puts it down and lifts it, Delete clears.')}
        aria-describedby={note}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
        onFocus={(event) => { if (event.currentTarget.matches(':focus-visible')) setCursor((now) => now ?? { x: 0.5, y: 0.5, isDown: false }); }}
        onBlur={() => { setCursor(null); }}
      >
        <Canvas label={null} draw={draw} />
        {isOwn && strokes.length === 0 && <p>{say('Draw a digit here')}</p>}
      </div>
      <p className="unseen" aria-live="polite">{cursor === null ? '' : cursor.isDown ? say('pen down') : say('pen up')}</p>
      <div className="output-panel-pad-actions">
        <TextButton disabled={probe === null && strokes.length === 0} onClick={clearPad}>{say('Clear')}</TextButton>
        <TextButton onClick={takeExample}>{say('Take an example')}</TextButton>
      </div>
      <div className="output-panel-pad-seen">
        <span className="output-panel-pad-pixels"><PixelPicture values={probe ?? []} label={say('What the network is shown: 8 × 8 grey values')} /></span>
        <p id={note}>{isOwn
          ? say('What the network is shown: 32 × 32 pixels in blocks of 4 × 4, counted; scaled to the height, width and ink of the set.')
          : say('What the network is shown: these 8 × 8 values. Draw over it to begin anew.')}</p>
      </div>
    </div>
  );
}

function drawStrokes(context: CanvasRenderingContext2D, { width, height, palette }: CanvasView, strokes: readonly Stroke[]): void {
  context.strokeStyle = palette.ink;
  context.lineWidth = PEN * width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) {
    context.beginPath();
    stroke.forEach(([x, y], i) => {
      if (i === 0) context.moveTo(x * width, y * height);
      context.lineTo(x * width, y * height);
    });
    context.stroke();
  }
}

function drawFrame(context: CanvasRenderingContext2D, { width, height, palette }: CanvasView): void {
  context.strokeStyle = palette.ink2;
  context.lineWidth = 1;
  context.strokeRect(0.5, 0.5, width - 1, height - 1);
}

/** A ring where the pen is, filled when it is down. */
function drawCursor(context: CanvasRenderingContext2D, { width, height, palette }: CanvasView, { x, y, isDown }: Cursor): void {
  context.beginPath();
  context.arc(x * width, y * height, (PEN * width) / 2 + 2, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.fillStyle = palette.mark;
  if (isDown) context.fill();
  context.strokeStyle = palette.markline;
  context.stroke();
}

/** As many decimals for all of them, so that they stand below one another. */
function figureOf(value: number): string {
  if (Number.isNaN(value)) return '–';
  return Math.abs(value) < 1000 ? decimal(value.toFixed(3)).replace('-', MINUS) : formatNumber(value);
}

/** A bar a class, the largest named. */
function Answers({ data }: { readonly data: RunData }) {
  const activation = useNabla((state) => state.experiment.outputActivation);
  const isShown = useNabla((state) => state.probe !== null);
  const outputs = outputsOf(data);
  const text = useSlowFrame((frame) => (frame === null || frame.probeA.length < outputs ? '' : Array.from(frame.probeA.subarray(frame.probeA.length - outputs), String).join(' ')));
  const values = !isShown || text === '' ? null : text.split(' ').map(Number);
  const { low, high } = targetEncoding(activation);
  const winner = values === null || values.some(Number.isNaN) ? -1 : values.indexOf(Math.max(...values));
  const what = isProbability(activation, outputs) ? 'probability' : 'output';
  return (
    <div className="output-panel-pad-answers">
      <p className="output-panel-pad-answer">
        <output aria-label={say('Recognised as')}>{winner < 0 ? '–' : data.classes[winner]}</output>
        <span>{values === null ? say('nothing drawn yet') : winner < 0 ? say('no answer') : `${what} ${formatNumber(values[winner] ?? NaN)}`}</span>
      </p>
      <ol aria-label={say('{what} of each class', { what })}>
        {data.classes.map((name, k) => {
          const value = values?.[k] ?? NaN;
          const share = Number.isNaN(value) ? 0 : Math.min(1, Math.max(0, (value - low) / (high - low)));
          return (
            <li key={name} data-first={k === winner || undefined}>
              <span className="output-panel-pad-class"><ClassMark index={k} count={data.classes.length} />{name}</span>
              <span className="output-panel-pad-bar" aria-hidden="true"><span style={{ width: `${share * 100}%` }} /></span>
              <span className="output-panel-pad-figure">{figureOf(value)}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
