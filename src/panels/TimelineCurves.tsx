/** The losses over the epochs: drawn with every frame; a cursor (pointer or arrow keys) reads the values at any moment. */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Canvas, type CanvasHandle, type CanvasView } from '../components/Canvas.tsx';
import { SegmentedChoice } from '../components/SegmentedChoice.tsx';
import { setLossAxis } from '../store/actions.ts';
import { getFrame, subscribeFrame, useSlowFrame } from '../store/frameStore.ts';
import { marksOf } from '../store/marks.ts';
import { nabla, useNabla } from '../store/nabla.ts';
import type { LossHistory, TrainingFrame } from '../worker/protocol.ts';
import { formatCount, formatNumber } from '../viz/format.ts';
import { nearestBucket, type CurveScales } from '../viz/curve.ts';
import { drawCurves } from './TimelineDrawCurves.ts';

const AXES = [{ value: 'log', label: 'log' }, { value: 'linear', label: 'linear' }] as const;

export function TimelineCurves() {
  const axis = useNabla((state) => state.lossAxis);
  const canvas = useRef<CanvasHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<CurveScales | null>(null);
  const cursor = useRef<number | null>(null);
  const [place, setPlace] = useState<number | null>(null);

  const draw = useCallback((context: CanvasRenderingContext2D, size: CanvasView) => {
    const frame = getFrame();
    if (frame === null) return;
    const { log, experiment, firstExperiment, lossAxis, showValidation } = nabla.getState();
    const marks = marksOf(log, firstExperiment ?? experiment, frame.history.step.at(-1) ?? 0);
    view.current = drawCurves(context, size, frame, { marks, axis: lossAxis, showValidation, cursor: cursor.current });
  }, []);
  useEffect(() => {
    const redraw = (): void => canvas.current?.redraw();
    const stopFrames = subscribeFrame(() => canvas.current?.redraw(true));
    const stopState = nabla.subscribe((now, before) => {
      if (now.log !== before.log || now.lossAxis !== before.lossAxis || now.showValidation !== before.showValidation || now.run !== before.run) redraw();
    });
    return () => {
      stopFrames();
      stopState();
    };
  }, []);

  /** Puts the cursor on a point of the history, or takes it away. */
  const goTo = (point: number | null): void => {
    const history = getFrame()?.history;
    const epoch = point === null ? undefined : history?.epoch[point];
    cursor.current = epoch ?? null;
    setPlace(epoch ?? null);
    canvas.current?.redraw();
  };
  const onPointerMove = (event: PointerEvent): void => {
    const frame = getFrame();
    if (frame === null || view.current === null) return;
    const epoch = view.current.placeAt(event.clientX - event.currentTarget.getBoundingClientRect().left);
    goTo(epoch > frame.epoch + 1 ? null : nearestBucket(frame.history, 'epoch', epoch));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const history = getFrame()?.history;
    if (history === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = history.epoch.length - 1;
    const now = cursor.current === null ? last : nearestBucket(history, 'epoch', cursor.current);
    const far = Math.max(1, Math.round(last / 20));
    const to = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, PageDown: now - far, PageUp: now + far, Home: 0, End: last }[event.key];
    if (event.key === 'Escape') goTo(null);
    if (to === undefined || last < 0) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(Math.min(last, Math.max(0, to)));
  };

  return (
    <div className="timeline-curves">
      <div className="timeline-tools">
        <CursorText epoch={place} />
        <SegmentedChoice label="Loss axis" hideLabel value={axis} options={AXES} onChange={setLossAxis} />
      </div>
      <div
        ref={box}
        className="timeline-plot"
        role="slider"
        aria-label="Loss curves"
        aria-orientation="horizontal"
        {...sliderValues(place)}
        tabIndex={0}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerMove}
        onPointerLeave={() => goTo(null)}
        onFocus={() => {
          if (cursor.current === null) goTo((getFrame()?.history.epoch.length ?? 1) - 1);
        }}
        onBlur={() => goTo(null)}
        onKeyDown={onKeyDown}
      >
        <Canvas ref={canvas} label={null} draw={draw} />
      </div>
    </div>
  );
}

function sliderValues(epoch: number | null) {
  const frame = getFrame();
  const last = frame === null ? 0 : frame.history.epoch.at(-1) ?? 0;
  const at = epoch ?? last;
  return {
    'aria-valuemin': 0,
    'aria-valuemax': Math.max(1, Math.round(last)),
    'aria-valuenow': Math.min(Math.round(at), Math.max(1, Math.round(last))),
    'aria-valuetext': frame === null ? 'no step made yet' : cursorSentence(frame.history, at),
  };
}

/** "epoch 140: training 0.213, validation 0.244". */
export function cursorSentence(history: LossHistory, epoch: number): string {
  if (history.epoch.length === 0) return 'no step made yet';
  const point = nearestBucket(history, 'epoch', epoch);
  const validation = history.validation[point] ?? Number.NaN;
  const said = Number.isNaN(validation) ? '' : `, validation ${formatNumber(validation)}`;
  return `epoch ${formatEpoch(history.epoch[point] ?? 0)}, step ${formatCount(history.step[point] ?? 0)}: training ${formatNumber(history.train[point] ?? Number.NaN)}${said}`;
}

const formatEpoch = (epoch: number): string => (Number.isInteger(epoch) ? formatCount(epoch) : formatNumber(epoch));

/** What the cursor reads; without one, what the curves are. */
function CursorText({ epoch }: { readonly epoch: number | null }) {
  const text = useSlowFrame((frame: TrainingFrame | null) => (frame === null || epoch === null ? '' : cursorSentence(frame.history, epoch)));
  return <p className="timeline-cursor">{text}</p>;
}

