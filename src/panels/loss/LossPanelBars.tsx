/** The bars of the errors: drawn with every frame, walked by pointer or arrow keys, each naming its example. */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Canvas, type CanvasHandle, type CanvasView } from '../../components/Canvas.tsx';
import { MathText } from '../../components/MathText.tsx';
import { outputsOf, trainCountOf } from '../../datasets/runData.ts';
import { hover, select } from '../../store/actions.ts';
import { getFrame, subscribeFrame, useSlowFrame } from '../../store/frameStore.ts';
import { nabla, useNabla, type Selection } from '../../store/nabla.ts';
import { EXAMPLES_IN_FRAME, type TrainingFrame } from '../../worker/protocol.ts';
import { formatCount, formatNumber, formatSigned, formatTick } from '../../viz/format.ts';
import { barAt, drawLossBars } from '../../viz/lossBars.ts';
import { cancelling } from '../../viz/signedErrors.ts';
import { steadyReach } from '../../viz/ticks.ts';
import { errorBars, errorKind, largestError, type ErrorBars, type ErrorKind } from './LossPanelErrors.ts';
import { say } from '../../words/say.ts';

const NO_BARS: ErrorBars = { values: new Float64Array(0), order: new Uint32Array(0), signed: false };

/** The bars of a frame, computed once for it whoever asks. */
function createBarSource() {
  let last: TrainingFrame | null = null;
  let lastKind: ErrorKind = 'distance';
  let bars = NO_BARS;
  let reach = 0;
  return (): { readonly bars: ErrorBars; readonly reach: number } => {
    const frame = getFrame();
    const { data, experiment } = nabla.getState();
    if (frame === null || data === null) return { bars: NO_BARS, reach: 1 };
    const kind = errorKind(experiment.loss.name, frame.trainOutputs.length > frame.trainLosses.length ? 2 : 1);
    if (frame !== last || kind !== lastKind) {
      bars = errorBars(kind, frame.trainOutputs, frame.trainLosses, data);
      reach = steadyReach(largestError(bars), kind === lastKind ? reach : 0);
      last = frame;
      lastKind = kind;
    }
    return { bars, reach };
  };
}

export function LossPanelBars() {
  const canvas = useRef<CanvasHandle>(null);
  const [source] = useState(createBarSource);
  const [cursor, setCursor] = useState<number | null>(null);
  const kind = useNabla((state) => errorKind(state.experiment.loss.name, state.data === null ? 1 : outputsOf(state.data)));
  const count = useNabla((state) => state.data === null ? 0 : trainCountOf(state.data));

  useEffect(() => {
    const redraw = (): void => canvas.current?.redraw();
    const stopFrames = subscribeFrame(() => canvas.current?.redraw(true));
    const stopState = nabla.subscribe((now, before) => {
      if (now.selection !== before.selection || now.hovered !== before.hovered || now.data !== before.data || now.experiment.loss !== before.experiment.loss) redraw();
    });
    return () => {
      stopFrames();
      stopState();
    };
  }, []);

  const draw = useCallback((context: CanvasRenderingContext2D, size: CanvasView) => {
    const { bars, reach } = source();
    const { selection, hovered } = nabla.getState();
    const box = { x: 0, y: 0, width: size.width, height: size.height };
    drawLossBars(context, bars.values, bars.order, box, size.palette, { max: reach, marked: [selection, hovered].map((lit) => barOf(bars, lit)) });
  }, [source]);

  const exampleOf = (bar: number | null): Selection | null => {
    const index = bar === null ? undefined : source().bars.order[bar];
    return index === undefined ? null : { kind: 'example', split: 'train', index };
  };
  const pointerBar = (event: PointerEvent): number | null => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const bar = barAt(source().bars.order.length, bounds.height, event.clientY - bounds.top);
    return bar < 0 ? null : bar;
  };
  const goTo = (bar: number | null): void => {
    setCursor(bar);
    hover(exampleOf(bar));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = source().bars.values.length - 1;
    const from = cursor ?? -1;
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, PageDown: from + 10, PageUp: from - 10, Home: 0, End: last }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      select(exampleOf(cursor));
    } else if (to !== undefined && last >= 0) {
      event.preventDefault();
      event.stopPropagation();
      goTo(Math.min(last, Math.max(0, to)));
    }
  };

  return (
    <div className="loss-panel-errors">
      <p className="loss-panel-caption" data-kind={kind} data-bar={cursor !== null}>
        {kind === 'signed' ? <Cancelled source={source} /> : <BarCaption kind={kind} count={count} />}
        {/* Over the other words, whose room it keeps: bars do not move under the pointer. */}
        {cursor !== null && <b>{barText(source().bars, cursor)}</b>}
      </p>
      <div
        className="loss-panel-bars"
        role="slider"
        aria-label={say('Error of each example, worst first')}
        aria-orientation="vertical"
        aria-valuemin={1}
        aria-valuemax={Math.max(1, Math.min(count, EXAMPLES_IN_FRAME))}
        aria-valuenow={(cursor ?? 0) + 1}
        aria-valuetext={barText(source().bars, cursor ?? 0)}
        tabIndex={0}
        onPointerMove={(event) => goTo(pointerBar(event))}
        onPointerLeave={() => goTo(null)}
        onPointerDown={(event) => select(exampleOf(pointerBar(event)))}
        onKeyDown={onKeyDown}
        onBlur={() => goTo(null)}
      >
        <Canvas ref={canvas} label={null} draw={draw} />
      </div>
      <BarAxis source={source} signed={kind === 'signed'} />
    </div>
  );
}

function barText(bars: ErrorBars, bar: number): string {
  const example = bars.order[bar];
  if (example === undefined) return say('no example yet');
  const value = bars.values[example] ?? 0;
  return say('example {example}: {error}', { example: example + 1, error: bars.signed ? formatSigned(value) : formatNumber(value) });
}

/** What goes up, what goes down, and how little they leave when they are added. */
function Cancelled({ source }: { readonly source: ReturnType<typeof createBarSource> }) {
  const sums = useSlowFrame(() => {
    const { plus, minus, left } = cancelling(source().bars.values);
    return `${formatSigned(plus)} ${formatSigned(minus)} ${formatSigned(left)}`;
  });
  const [plus = '', minus = '', left = ''] = sums.split(' ');
  return (
    <>
      <span><MathText>y − ŷ</MathText>{' '}{say('added')}</span>
      <span>{plus}</span>
      <span>{minus}</span>
      <span className="loss-panel-left">{left}</span>
    </>
  );
}

function BarCaption({ kind, count }: { readonly kind: ErrorKind; readonly count: number }) {
  const each = count === 1 ? say('the example') : say('each@@example');
  return (
    <>
      <span>{kind === 'distance' ? <><MathText>|ŷ − y|</MathText>{' '}{say('of {each}', { each })}</> : say('loss of {each}', { each })}</span>
      {count > 1 && <span>{say('of {examplesInFrame} examples,', { examplesInFrame: count > EXAMPLES_IN_FRAME ? say('the first {examplesInFrame}', { examplesInFrame: formatCount(EXAMPLES_IN_FRAME) }) : formatCount(count) })}</span>}
      {count > 1 && <span>{say('worst first')}</span>}
    </>
  );
}

/** 0 and the end of the bars' axis; the signed difference has an end on either side. */
function BarAxis({ source, signed }: { readonly source: ReturnType<typeof createBarSource>; readonly signed: boolean }) {
  const reach = useSlowFrame(() => source().reach);
  const marks = signed ? [-reach, 0, reach] : [0, reach / 2, reach];
  return (
    <div className="loss-panel-axis" aria-hidden="true">
      {marks.map((mark, index) => <span key={index} data-place={index}>{formatTick(mark)}</span>)}
    </div>
  );
}

/** The bar of a selected training example, −1 for anything else. */
function barOf(bars: ErrorBars, selection: Selection | null): number {
  return selection?.kind === 'example' && selection.split === 'train' ? bars.order.indexOf(selection.index) : -1;
}
