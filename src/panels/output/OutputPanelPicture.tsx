/**
 * The picture itself and how it is explored: hover, arrow keys or a tap put the probe at a point of the plane and show the
 * output there; a click on an example selects it. Drawn with every frame, outside React.
 */
import { useCallback, useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react';
import { Canvas, type CanvasHandle, type CanvasView } from '../../components/Canvas.tsx';
import type { DataSpec } from '../../config/experiment.ts';
import { inputLabel } from '../../datasets/features.ts';
import { sliceOf, type RunData } from '../../datasets/runData.ts';
import { placeInSlice, pointOfSlice } from '../../datasets/slice.ts';
import { measuredAxis, measuredInputs, type MeasuredAxis } from '../../explain/measured.ts';
import { hover, select, setProbe } from '../../store/actions.ts';
import { getFrame, setFrameWants, subscribeFrame, useSlowFrame } from '../../store/frameStore.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { shownData } from '../../store/shownSlice.ts';
import { formatNumber } from '../../viz/format.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { componentName } from '../../viz/examples.ts';
import { OutputPanelAdd } from './OutputPanelAdd.tsx';
import { Axes } from './OutputPanelAxes.tsx';
import { describeOutput } from './OutputPanelDescription.ts';
import { createOutputDrawing } from './OutputPanelDraw.ts';
import { hitPoint, outputScale, planeOf, toPlane, type Plane } from '../../viz/outputScale.ts';
import { say } from '../../words/say.ts';

const GRID_RUNNING = 100;
const GRID_RESTING = 200;
const REACH_MOUSE = 8;
const REACH_TOUCH = 18;
/** Whoever moves the probe by keys hears where it has come to rest. */
const REST_MS = 300;
/** One press of an arrow key moves the probe by this share of the plane, with Shift by ten times less. */
const KEY_STEP = 0.05;

export function OutputPanelPicture() {
  const data = useNabla(shownData);
  const activation = useNabla((state) => state.experiment.outputActivation);
  const spec = useNabla((state) => state.experiment.data);
  const playing = useNabla((state) => state.playing);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<CanvasHandle>(null);
  // Where a click or the keys have put the probe, it stays: at an example, or at a place of its own.
  const [pinned, setPinned] = useState<'place' | 'example' | null>(null);
  const description = useId();
  const [spoken, setSpoken] = useState('');
  const [drawing] = useState(createOutputDrawing);

  useEffect(() => {
    setFrameWants('output', { outputGrid: playing ? GRID_RUNNING : GRID_RESTING });
    return () => setFrameWants('output', null);
  }, [playing]);
  useEffect(() => {
    const redraw = (): void => canvas.current?.redraw();
    const stopFrames = subscribeFrame(() => canvas.current?.redraw(true));
    const stopState = nabla.subscribe((now, before) => {
      if (now.selection !== before.selection || now.hovered !== before.hovered || now.probe !== before.probe || now.data !== before.data || now.slice !== before.slice) redraw();
    });
    return () => {
      stopFrames();
      stopState();
    };
  }, []);

  const draw = useCallback((context: CanvasRenderingContext2D, size: CanvasView) => {
    drawing(context, size, getFrame(), nabla.getState());
  }, [drawing]);

  const planeHere = (): Plane | null => {
    const element = box.current;
    return element === null || data === null ? null : planeOf(data, element.clientWidth, element.clientHeight);
  };
  const probeAt = (plane: Plane, left: number, top: number): void => {
    const [x, y] = toPlane(plane, left, top);
    if (data !== null) setProbe(pointOfSlice(sliceOf(data), x, y));
  };
  const pointerPlace = (event: PointerEvent): [number, number] => {
    const bounds = event.currentTarget.getBoundingClientRect();
    return [event.clientX - bounds.left, event.clientY - bounds.top];
  };

  const onPointerMove = (event: PointerEvent): void => {
    const plane = planeHere();
    if (plane === null || data === null) return;
    const [left, top] = pointerPlace(event);
    const hit = hitPoint(data, plane, left, top, event.pointerType === 'mouse' ? REACH_MOUSE : REACH_TOUCH);
    hover(hit === null ? null : { kind: 'example', ...hit });
    if (pinned === null || event.buttons > 0) probeAt(plane, left, top);
  };
  const onPointerLeave = (): void => {
    hover(null);
    if (pinned === null) setProbe(null);
  };
  const onPointerDown = (event: PointerEvent): void => {
    const plane = planeHere();
    if (plane === null || data === null || event.button !== 0) return;
    const [left, top] = pointerPlace(event);
    const hit = hitPoint(data, plane, left, top, event.pointerType === 'mouse' ? REACH_MOUSE : REACH_TOUCH);
    setPinned(hit === null ? 'place' : 'example');
    if (hit === null) {
      probeAt(plane, left, top);
      return;
    }
    select({ kind: 'example', ...hit });
    setProbe(inputsOf(data, hit.split, hit.index));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const plane = planeHere();
    if (plane === null || data === null) return;
    if (event.key === 'Escape') {
      setPinned(null);
      setProbe(null);
      setSpoken('');
      return;
    }
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // The page's own arrow keys step the training; here they belong to the probe.
    event.stopPropagation();
    setPinned('place');
    setProbe(movedProbe(nabla.getState().probe, plane, data, move, event.shiftKey));
    setSpoken('moved');
  };
  const onFocus = (): void => {
    const plane = planeHere();
    if (plane !== null && data !== null && nabla.getState().probe === null) {
      setProbe(movedProbe(null, plane, data, [0, 0], false));
    }
  };
  const onBlur = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && box.current?.contains(relatedTarget) === true) return;
    setSpoken('');
    if (pinned === null) setProbe(null);
  };

  return (
    <div className="output-panel-figure">
      <div
        ref={box}
        className="output-panel-plane"
        data-watched=""
        role="application"
        aria-roledescription={say('plane')}
        aria-label={say('Output over the plane. Arrow keys move the probe, Escape removes it.')}
        aria-describedby={description}
        tabIndex={0}
        onPointerMove={onPointerMove}
        onPointerLeave={onPointerLeave}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={onBlur}
      >
        <Canvas ref={canvas} label={null} draw={draw} />
        {data !== null && (
          <ProbeTag
            data={data}
            announce={spoken !== ''}
            onAdded={pinned !== 'place' ? null : () => {
              setPinned('example');
              box.current?.focus({ preventScroll: true });
            }}
          />
        )}
      </div>
      {data !== null && <Axes plane={planeOf(data, 1, 1)} names={axisNames(data)} measured={measuredAxes(data, spec)} />}
      <OutputDescription id={description} data={data} activation={activation} />
    </div>
  );
}

/** x₁ and x₂, the components with their share, or x and y for one input. */
function axisNames(data: RunData): readonly [string, string] {
  const { axes: [across, up], components } = sliceOf(data);
  if (components !== undefined) return [componentName(components, 0), componentName(components, 1)];
  return data.inputCount === 1 ? [data.inputNames[0] ?? 'x', 'y'] : [data.inputNames[across] ?? inputLabel(across + 1), data.inputNames[up] ?? inputLabel(up + 1)];
}

/** How the two axes read in the numbers of their columns; principal components and the value that a curve answers stay as they are. */
function measuredAxes(data: RunData, spec: DataSpec): readonly [MeasuredAxis | null, MeasuredAxis | null] {
  const { axes: [across, up], components } = sliceOf(data);
  if (components !== undefined) return [null, null];
  return [measuredAxis(spec, across), data.inputCount === 1 ? null : measuredAxis(spec, up)];
}

/** Raw inputs of an example. */
function inputsOf(data: RunData, split: 'train' | 'validation', index: number): readonly number[] {
  const inputs = split === 'train' ? data.trainInputs : data.validationInputs;
  return Array.from(inputs.subarray(index * data.inputCount, (index + 1) * data.inputCount));
}

/** The probe one step further, or in the middle of the plane where there was none. */
function movedProbe(
  probe: readonly number[] | null, plane: Plane, data: RunData, move: readonly number[], fine: boolean,
): readonly number[] {
  const step = fine ? KEY_STEP / 10 : KEY_STEP;
  const slice = sliceOf(data);
  const place = probe === null ? null : placeInSlice(slice, probe);
  const [x, y] = ([plane.x, plane.y] as const).map(([low, high], axis) => {
    const from = place?.[axis] ?? (low + high) / 2;
    const to = from + (move[axis] ?? 0) * step * (high - low);
    return Number(Math.min(high, Math.max(low, to)).toFixed(6));
  });
  return pointOfSlice(slice, x!, y!);
}

/** Counting cells ten times a second would be work for nobody: while training the sentence is renewed once a second. */
function createDescriber() {
  let text = '';
  let frameOfText: TrainingFrame | null = null;
  let dataOfText: RunData | null = null;
  let made = -Infinity;
  return (frame: TrainingFrame | null, data: RunData | null, activation: Parameters<typeof outputScale>[1]): string => {
    const now = performance.now();
    const known = data === dataOfText && (frame === frameOfText || (frame?.status === 'training' && now - made < 1000));
    if (!known || made === -Infinity) {
      text = describeOutput(frame, data, data === null ? { low: -1, high: 1, boundary: 0 } : outputScale(data, activation));
      frameOfText = frame;
      dataOfText = data;
      made = now;
    }
    return text;
  };
}

function OutputDescription({ id, data, activation }: {
  readonly id: string; readonly data: RunData | null; readonly activation: Parameters<typeof outputScale>[1];
}) {
  const [describe] = useState(createDescriber);
  const playing = useNabla((state) => state.playing);
  // Figures read out while they change would be of another moment than those beside them.
  const text = useSlowFrame((frame) => (playing ? '' : describe(frame, data, activation)));
  return <p id={id} className="unseen">{playing ? say('It changes with every step of training; paused, it is described here.') : text}</p>;
}

/** "x₁ 0.35 x₂ −0.20 ŷ 0.91" beside the probe; spoken only when the keys moved it. */
function ProbeTag({ data, announce, onAdded }: { readonly data: RunData; readonly announce: boolean; /** null where no point is offered. */ readonly onAdded: (() => void) | null }) {
  const probe = useNabla((state) => state.probe);
  const spec = useNabla((state) => state.experiment.data);
  const network = useNetwork();
  const outputs = network.layers.at(-1)?.units ?? 1;
  const answer = useSlowFrame((frame) => (frame === null ? '' : outputText(frame.probeA, outputs, data)));
  const said = useRef<HTMLParagraphElement>(null);
  const shown = useRef<HTMLOutputElement>(null);
  // Once the answer is that of this place: its frame comes a moment after the probe.
  useEffect(() => {
    if (!announce) return undefined;
    const timer = setTimeout(() => { if (said.current !== null) said.current.textContent = shown.current?.innerText ?? ''; }, REST_MS);
    return () => { clearTimeout(timer); };
  }, [announce, probe, answer]);
  if (probe === null) return null;
  const plane = planeOf(data, 1, 1);
  const slice = sliceOf(data);
  const { axes: [across, up], components } = slice;
  const [x, y] = placeInSlice(slice, probe);
  const share = (value: number): number => Math.min(1, Math.max(0, value));
  const left = share((x - plane.x[0]) / (plane.x[1] - plane.x[0]));
  const top = data.inputCount === 1 ? 0 : share((plane.y[1] - y) / (plane.y[1] - plane.y[0]));
  const columns = components !== undefined ? null : measuredInputs(spec, probe);
  const phrase = (input: number, value: number): string => {
    const column = columns?.[input];
    return column === undefined || column.name === '' ? `${inputLabel(input + 1)} ${formatNumber(value)}` : `${column.name} ${column.text}`;
  };
  const inputs = components !== undefined ? say('PC 1 {x}  PC 2 {y}', { x: formatNumber(x), y: formatNumber(y) })
    : data.inputCount > 1 ? `${phrase(across, x)}${columns === null ? '  ' : '\n'}${phrase(up, y)}` : columns === null ? `x ${formatNumber(x)}` : phrase(0, x);
  return (
    <div
      className="output-panel-probe"
      // As far along its own width as the probe is along the plane's, so that it never leaves the plane.
      style={{ left: `${left * 100}%`, top: `${top * 100}%`, transform: `translate(${-left * 100}%, ${top < 0.5 ? '18px' : 'calc(-100% - 18px)'})` }}
    >
      <output ref={shown} aria-label={say('Probe')} aria-live="off">
        <span>{inputs}</span>
        <b>{answer}</b>
      </output>
      <p ref={said} className="unseen" aria-live="polite" />
      {onAdded !== null && <OutputPanelAdd data={data} probe={probe} onDone={onAdded} />}
    </div>
  );
}

const SUBSCRIPT_DIGITS = '₀₁₂₃₄₅₆₇₈₉';

/** ŷ at the probe: the number or numbers, or for several classes the one that wins and how surely. */
export function outputText(activations: Float64Array, outputs: number, data: Pick<RunData, 'classes'>): string {
  if (activations.length < outputs) return 'ŷ –';
  const answers = activations.subarray(activations.length - outputs);
  if (outputs === 1) return `ŷ ${formatNumber(answers[0] ?? Number.NaN)}`;
  if (data.classes.length === 0) return Array.from(answers, (answer, k) => `ŷ${SUBSCRIPT_DIGITS[k + 1] ?? ''} ${formatNumber(answer)}`).join('  ');
  let winner = 0;
  for (let k = 1; k < outputs; k++) if ((answers[k] ?? 0) > (answers[winner] ?? 0)) winner = k;
  return `${data.classes[winner] ?? say('output {winner}', { winner: winner + 1 })} ${formatNumber(answers[winner] ?? Number.NaN)}`;
}
