/**
 * The losses over the epochs, which are the scrubber: dragging (or the keys) shows the run as it was at any step, hovering reads the
 * values. Drawn with every frame.
 */
import { useCallback, useEffect, useReducer, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Canvas, type CanvasHandle, type CanvasView } from '../../components/Canvas.tsx';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { taskOf } from '../../config/tasks.ts';
import { bestMomentNow, setLossAxis, setTimelineShows, visitStep } from '../../store/actions.ts';
import { getFrame, subscribeFrame, useSlowFrame } from '../../store/frameStore.ts';
import { epochAt, lastStepOf } from '../../store/historyPlaces.ts';
import { marksOf } from '../../store/marks.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { curveOf } from '../../store/runList.ts';
import type { LossHistory, RunEvent, TrainingFrame } from '../../worker/protocol.ts';
import { fallsBelowZero, nearestBucket, type CurveScales } from '../../viz/curve.ts';
import { runColour, type Palette } from '../../viz/palette.ts';
import { TimelineBest } from './TimelineBest.tsx';
import { hasAccuracy } from './TimelineDrawAccuracy.ts';
import { drawCurves, type Ghost } from './TimelineDrawCurves.ts';
import { changesAt, cursorSentence, momentSentence, stepOfKey, stepUnder, type Moment, type Stop } from './TimelinePlayhead.ts';
import { TimelineRuns } from './TimelineRuns.tsx';
import { TimelineSituations } from './TimelineSituations.tsx';
import { say } from '../../words/say.ts';

const AXES = [{ value: 'log', label: say('log') }, { value: 'linear', label: say('linear') }] as const;
const LINEAR_ONLY = [{ value: 'log', label: say('log'), disabled: true, title: say('This loss has fallen below 0, which a logarithmic axis cannot show') }, { value: 'linear', label: say('linear') }] as const;
const CURVES = [{ value: 'loss', label: say('loss') }, { value: 'accuracy', label: say('accuracy') }, { value: 'both', label: say('both') }] as const;
/** While training, the slider says where it is no more often than this. */
const SAYING_MS = 2000;
/** A finger that has moved less, in px, has not moved. */
const SLACK = 6;

export function TimelineCurves() {
  const axis = useNabla((state) => state.lossAxis);
  const isClassification = useNabla((state) => taskOf(state.experiment.data).task === 'classification');
  const shows = useNabla((state) => state.timelineShows);
  const isBelowZero = useSlowFrame((frame) => frame !== null && fallsBelowZero(frame.history, ghostHistories()));
  const canvas = useRef<CanvasHandle>(null);
  const view = useRef<CurveScales | null>(null);
  const cursor = useRef<number | null>(null);
  const [place, setPlace] = useState<number | null>(null);

  const draw = useCallback((context: CanvasRenderingContext2D, size: CanvasView) => {
    const frame = getFrame();
    if (frame === null) return;
    const { lossAxis, timelineShows } = nabla.getState();
    const { step, epoch } = momentOf(frame);
    view.current = drawCurves(context, size, frame, {
      marks: marksAt(frame), best: bestMomentNow(), axis: lossAxis, shows: hasAccuracy(frame.history) ? timelineShows : 'loss', cursor: cursor.current, ghosts: ghostsFor(size.palette),
      past: step < lastStepOf(frame.history) ? epoch : null,
      focused: canvas.current?.element?.parentElement?.matches(':focus-visible') ?? false,
    });
  }, []);
  useEffect(() => {
    const stopFrames = subscribeFrame(() => canvas.current?.redraw(true));
    const stopState = nabla.subscribe((now, before) => {
      const keys = ['log', 'lossAxis', 'timelineShows', 'run', 'runs', 'headedFor'] as const;
      if (keys.some((key) => now[key] !== before[key])) canvas.current?.redraw();
    });
    return () => {
      stopFrames();
      stopState();
    };
  }, []);

  /** Puts the cursor on a point of the history, or takes it away. */
  const read = (epoch: number | null): void => {
    cursor.current = epoch;
    setPlace(epoch);
    canvas.current?.redraw();
  };

  return (
    <div className="timeline-curves">
      <div className="timeline-tools">
        <CursorText epoch={place} />
        <TimelineBest />
        <TimelineSituations />
        <TimelineRuns />
        <span className="timeline-break" />
        {isClassification && <SegmentedChoice label={say('Curves')} hideLabel value={shows} options={CURVES} onChange={setTimelineShows} />}
        <SegmentedChoice label={say('Loss axis')} hideLabel value={isBelowZero ? 'linear' : axis} options={isBelowZero ? LINEAR_ONLY : AXES} disabled={isClassification && shows === 'accuracy'} onChange={setLossAxis} />
      </div>
      <Playhead view={view} read={read} redraw={() => canvas.current?.redraw()}>
        <Canvas ref={canvas} label={null} draw={draw} />
      </Playhead>
    </div>
  );
}

type PlayheadProps = {
  readonly view: { readonly current: CurveScales | null };
  /** Reads the values at an epoch, null: at none. */
  readonly read: (epoch: number | null) => void;
  readonly redraw: () => void;
  readonly children: React.ReactNode;
};

function Playhead({ view, read, redraw, children }: PlayheadProps) {
  const [values, sayNow] = usePlayheadValues();
  const [isDragged, setDragged] = useState(false);
  /** Where a finger has come down: whether it scrolls the page or drags the playhead shows when it moves. */
  const finger = useRef<{ readonly x: number; readonly y: number } | null>(null);

  const goTo = (event: PointerEvent): void => {
    const frame = getFrame();
    if (frame === null || view.current === null || frame.history.step.length === 0) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    visitStep(stepUnder(x, view.current, frame.history, stopsAt(frame)));
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    read(null);
    if (event.pointerType === 'touch') {
      finger.current = { x: event.clientX, y: event.clientY };
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragged(true);
    goTo(event);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (finger.current !== null && !isDragged) {
      const [along, across] = [Math.abs(event.clientX - finger.current.x), Math.abs(event.clientY - finger.current.y)];
      if (along < SLACK || along < across) return;
      setDragged(true);
    }
    if (isDragged || finger.current !== null) {
      goTo(event);
      return;
    }
    const frame = getFrame();
    if (frame === null || view.current === null || event.pointerType === 'touch') return;
    const epoch = view.current.placeAt(event.clientX - event.currentTarget.getBoundingClientRect().left);
    const last = frame.history.epoch.at(-1) ?? 0;
    read(epoch > last + 1 ? null : frame.history.epoch[nearestBucket(frame.history, 'epoch', epoch)] ?? null);
  };
  const onPointerUp = (event: PointerEvent): void => {
    // A tap: the finger came down and went up in one place.
    if (finger.current !== null && !isDragged) goTo(event);
    finger.current = null;
    setDragged(false);
  };
  const onPointerCancel = (): void => {
    finger.current = null;
    setDragged(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const frame = getFrame();
    if (frame === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const moment = momentOf(frame);
    const wanted = stepOfKey(event.key, placeOf(frame, moment), nabla.getState().stepUnit, frame.history, stopsAt(frame));
    if (wanted === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (wanted !== moment.step || nabla.getState().playing) visitStep(wanted);
  };

  return (
    <div
      className="timeline-plot"
      role="slider"
      aria-label={say('Playhead')}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={values.last}
      aria-valuenow={values.step}
      aria-valuetext={values.text}
      data-dragged={isDragged || undefined}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onPointerLeave={() => read(null)}
      onKeyDown={onKeyDown}
      onFocus={() => {
        sayNow();
        redraw();
      }}
      onBlur={redraw}
    >
      {children}
    </div>
  );
}

type PlayheadValues = { readonly step: number; readonly last: number; readonly text: string };

/** What the slider says; while training only now and then, for whoever listens to it, and where it is now to whoever comes to it. */
function usePlayheadValues(): readonly [PlayheadValues, sayNow: () => void] {
  const [, renew] = useReducer((count: number) => count + 1, 0);
  const headedFor = useNabla((state) => state.headedFor);
  const log = useNabla((state) => state.log);
  const shows = useNabla((state) => state.timelineShows);
  const said = useRef({ at: -Infinity, key: '' });
  const key = useSlowFrame((frame) => {
    if (frame === null) return '';
    const now = performance.now();
    if (frame.status !== 'training' || now - said.current.at > SAYING_MS) said.current = { at: now, key: `${frame.run} ${frame.step} ${lastStepOf(frame.history)}` };
    return said.current.key;
  });
  const frame = getFrame();
  // What was read stays said until there is something new to say.
  const kept = useRef({ key: '', headedFor, log, shows, values: { step: 0, last: 1, text: say('no step made yet') } });
  if (frame !== null && (kept.current.key !== key || kept.current.headedFor !== headedFor || kept.current.log !== log || kept.current.shows !== shows)) {
    const moment = momentOf(frame);
    const last = Math.max(1, lastStepOf(frame.history), moment.step);
    const text = momentSentence(frame.history, moment, shows) + changesAt(moment.step, marksAt(frame));
    kept.current = { key, headedFor, log, shows, values: { step: moment.step, last, text } };
  }
  return [kept.current.values, () => {
    said.current.at = -Infinity;
    renew();
  }];
}

/** Where the playhead stands: on its way to a step at that step already. */
function momentOf(frame: TrainingFrame): Moment {
  const { headedFor } = nabla.getState();
  const step = headedFor ?? frame.step;
  const last = lastStepOf(frame.history);
  // Steps made since the last look at the losses are not on the curve yet.
  if (step >= last) return { step, epoch: headedFor === null ? exactEpoch(frame) : frame.history.epoch.at(-1) ?? 0 };
  return { step, epoch: headedFor === null ? exactEpoch(frame) : epochAt(frame.history, step) };
}

function exactEpoch({ epoch, stepInEpoch, stepsPerEpoch }: TrainingFrame): number {
  return epoch + stepInEpoch / Math.max(1, stepsPerEpoch);
}

/** On the way to another step its place within the epoch is not known: then an epoch begins there. */
function placeOf(frame: TrainingFrame, { step, epoch }: Moment) {
  return { step, epoch, stepInEpoch: step === frame.step ? frame.stepInEpoch : 0, stepsPerEpoch: frame.stepsPerEpoch };
}

function marksAt(frame: TrainingFrame): readonly RunEvent[] {
  const { log, experiment, firstExperiment } = nabla.getState();
  return marksOf(log, firstExperiment ?? experiment, lastStepOf(frame.history));
}

/** Where the playhead stops on its way: at the changes and at the best step. */
function stopsAt(frame: TrainingFrame): readonly Stop[] {
  const best = bestMomentNow();
  return best === null ? marksAt(frame) : [...marksAt(frame), best];
}

function ghostsFor(palette: Palette): readonly Ghost[] {
  const { runs, run } = nabla.getState();
  return runs.flatMap((entry) => {
    const history = entry.isShown && entry.run !== run ? curveOf(entry.run) : null;
    return history === null ? [] : [{ name: entry.name, colour: runColour(entry.colour, palette), history }];
  });
}

function ghostHistories(): readonly LossHistory[] {
  const { runs, run } = nabla.getState();
  return runs.flatMap((entry) => (entry.isShown && entry.run !== run ? curveOf(entry.run) ?? [] : []));
}

/** What the cursor reads; nothing without one. */
function CursorText({ epoch }: { readonly epoch: number | null }) {
  const shows = useNabla((state) => state.timelineShows);
  const text = useSlowFrame((frame: TrainingFrame | null) => (frame === null || epoch === null ? '' : cursorSentence(frame.history, epoch, shows)));
  return <p className="timeline-cursor">{text}</p>;
}
