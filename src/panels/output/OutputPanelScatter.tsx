/** The scatter plot of answers against targets, walked by pointer or arrow keys, each point naming its example. Drawn with every frame. */
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Canvas, type CanvasHandle, type CanvasView } from '../../components/Canvas.tsx';
import { outputsOf, type RunData } from '../../datasets/runData.ts';
import { hover, select } from '../../store/actions.ts';
import { getFrame, subscribeFrame, useSlowFrame } from '../../store/frameStore.ts';
import { nabla } from '../../store/nabla.ts';
import { useSaid } from '../../store/useSaid.ts';
import { Axes } from './OutputPanelAxes.tsx';
import { drawScatter, hitScatter, orderByTarget, scatterLooks, scatterPlane } from './OutputPanelScatterDraw.ts';
import { exampleText, scatterSentence } from './OutputPanelScatterWords.ts';
import type { PointHit } from '../../viz/outputScale.ts';
import { say } from '../../words/say.ts';

const REACH_MOUSE = 8;
const REACH_TOUCH = 18;

export function OutputPanelScatter({ data }: { readonly data: RunData }) {
  const canvas = useRef<CanvasHandle>(null);
  const sentence = useSlowFrame((frame) => (frame === null ? '' : scatterSentence(data, frame)));
  const known = useSlowFrame((frame) => (frame === null ? 0 : Math.floor(frame.trainOutputs.length / outputsOf(data))));
  const looks = useMemo(() => scatterLooks(data), [data]);
  const order = useMemo(() => orderByTarget(data, known), [data, known]);
  /** Place in that order at which the keys are: of other data the first. */
  const [at, setAt] = useState({ data, place: 0 });
  const cursor = at.data === data ? Math.min(at.place, Math.max(0, known - 1)) : 0;
  const said = useSaid([order, cursor], (frame) => (frame === null ? say('no example yet') : exampleText(data, frame, order[cursor] ?? -1)));

  useEffect(() => {
    const stopFrames = subscribeFrame(() => canvas.current?.redraw(true));
    const stopState = nabla.subscribe((now, before) => {
      if (now.selection !== before.selection || now.hovered !== before.hovered) canvas.current?.redraw();
    });
    return () => {
      stopFrames();
      stopState();
    };
  }, []);
  const draw = useCallback((context: CanvasRenderingContext2D, size: CanvasView) => {
    drawScatter(context, size, getFrame(), data, looks, nabla.getState());
  }, [data, looks]);

  const hitAt = (event: PointerEvent): PointHit | null => {
    const frame = getFrame();
    if (frame === null) return null;
    const bounds = event.currentTarget.getBoundingClientRect();
    const plane = scatterPlane(data, bounds.width, bounds.height);
    const reach = event.pointerType === 'mouse' ? REACH_MOUSE : REACH_TOUCH;
    return hitScatter(data, frame, plane, event.clientX - bounds.left, event.clientY - bounds.top, reach);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const hit = hitAt(event);
    hover(hit === null ? null : { kind: 'example', ...hit });
  };
  const onPointerDown = (event: PointerEvent): void => {
    const hit = event.button === 0 ? hitAt(event) : null;
    if (hit !== null) select({ kind: 'example', ...hit });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || known === 0) return;
    const to = { ArrowRight: cursor + 1, ArrowUp: cursor + 1, ArrowLeft: cursor - 1, ArrowDown: cursor - 1, PageUp: cursor + 10, PageDown: cursor - 10, Home: 0, End: known - 1 }[event.key];
    const lit = (place: number) => ({ kind: 'example', split: 'train', index: order[place] ?? 0 }) as const;
    if (event.key === 'Enter' || event.key === ' ') select(lit(cursor));
    else if (to !== undefined) {
      const place = Math.min(known - 1, Math.max(0, to));
      setAt({ data, place });
      hover(lit(place));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="output-panel-figure">
      <div
        className="output-panel-plane output-panel-scatter"
        role="slider"
        aria-label={say('Predicted against target: each example, the lowest target first')}
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={Math.max(1, known)}
        aria-valuenow={cursor + 1}
        aria-valuetext={said}
        tabIndex={0}
        onPointerMove={onPointerMove}
        onPointerLeave={() => hover(null)}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
        onBlur={() => hover(null)}
      >
        <Canvas ref={canvas} label={null} draw={draw} />
      </div>
      <Axes plane={scatterPlane(data, 1, 1)} names={[say('target y'), say('answer ŷ')]} />
      <p className="unseen">{sentence}</p>
    </div>
  );
}
