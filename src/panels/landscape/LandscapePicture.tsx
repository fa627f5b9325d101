/**
 * The picture of the landscape. A drag turns the surface, the wheel or two fingers zoom, the pointer or the arrow keys read the loss
 * out; the ball is the network and is dragged like a thing.
 */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Canvas, type CanvasHandle } from '../../components/Canvas.tsx';
import { subscribeFrame, useSlowFrame } from '../../store/frameStore.ts';
import { subscribeBall, turnSurface, zoomLandscape } from '../../store/landscapeActions.ts';
import { setLandscapeAspect } from '../../store/landscapeSlices.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { turned } from '../../viz/surfaceProjection.ts';
import { LandscapeBall } from './LandscapeBall.tsx';
import { LandscapeCursor } from './LandscapeCursor.tsx';
import { createLandscapeDrawing } from './LandscapeDraw.ts';
import { namesOf, useNames } from './LandscapeNames.ts';
import { ballOf, getCursor, isInside, plotBox, sceneOf, setCursor, subscribeCursor } from './LandscapeScene.ts';
import { axisMarkup, describeLandscape, whyNone } from './LandscapeWords.ts';
import { trainCountOf } from '../../datasets/runData.ts';
import { useElementSize } from '../../components/useElementSize.ts';

/** Radians a px. */
const TURN = 0.008;
const TURN_KEY = 0.12;
/** One press of an arrow key moves the cursor by this share of the window's half, with Shift ten times less. */
const KEY_STEP = 0.1;
const ZOOM_STEP = 1.25;
const STILL_MS = 180;

export function LandscapePicture() {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<CanvasHandle>(null);
  const size = useElementSize(place);
  const isSurface = useNabla((state) => state.landscape.look === 'surface');
  const why = useNabla((state) => whyNone(state.status, state.data === null ? 1 : trainCountOf(state.data), state.divergence?.step ?? 0));
  const label = useDescription();
  const turning = useRef(0);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const [draw] = useState(() => createLandscapeDrawing(() => performance.now() < turning.current, ({ slice }) => axisMarkup(slice, namesOf(nabla.getState()))));

  useEffect(() => {
    const { width, height } = plotBox(size.width, size.height);
    if (size.width > 0) setLandscapeAspect(width / height);
  }, [size]);
  useEffect(() => {
    const redraw = (): void => canvas.current?.redraw();
    const stops = [
      subscribeFrame(() => canvas.current?.redraw(true)),
      subscribeCursor(redraw),
      subscribeBall(redraw),
      nabla.subscribe((now, before) => {
        if (now.lossSlice !== before.lossSlice || now.landscape !== before.landscape || now.isBallHeld !== before.isBallHeld) redraw();
      }),
    ];
    return () => { for (const stop of stops) stop(); };
  }, []);
  useEffect(() => () => setCursor(null), []);

  const finest = useRef<ReturnType<typeof setTimeout> | null>(null);
  const turn = useCallback((yaw: number, pitch: number) => {
    turning.current = performance.now() + STILL_MS;
    if (finest.current !== null) clearTimeout(finest.current);
    finest.current = setTimeout(() => canvas.current?.redraw(), STILL_MS + 10);
    turnSurface(turned(nabla.getState().landscape.turn, yaw, pitch));
  }, []);

  const planeAt = useCallback((clientX: number, clientY: number): readonly [number, number] | null => {
    const element = place.current;
    if (element === null) return null;
    const scene = sceneOf(element.clientWidth, element.clientHeight);
    if (scene === null || scene.projection !== null) return null;
    const bounds = element.getBoundingClientRect();
    const at = scene.map.toPlane(clientX - bounds.left, clientY - bounds.top);
    return isInside(scene.window, at) ? at : null;
  }, []);

  // React listens to the wheel passively; a zoom must keep the page where it is.
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (nabla.getState().lossSlice === null || event.deltaY === 0) return;
      event.preventDefault();
      zoomLandscape(ZOOM_STEP ** (Math.sign(event.deltaY) * Math.min(1, Math.abs(event.deltaY) / 60)), planeAt(event.clientX, event.clientY) ?? undefined);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [planeAt]);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (isSurface) event.currentTarget.setPointerCapture(event.pointerId);
    else readOut(event);
  };
  const readOut = (event: PointerEvent): void => {
    const at = planeAt(event.clientX, event.clientY);
    setCursor(at === null ? null : { a: at[0], b: at[1], spoken: false });
  };
  const onPointerMove = (event: PointerEvent): void => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) {
      if (!isSurface && event.pointerType === 'mouse') readOut(event);
      return;
    }
    const other = Array.from(pointers.current).find(([id]) => id !== event.pointerId)?.[1];
    const now = { x: event.clientX, y: event.clientY };
    if (other !== undefined) {
      const [from, to] = [Math.hypot(before.x - other.x, before.y - other.y), Math.hypot(now.x - other.x, now.y - other.y)];
      if (from > 10 && to > 10) zoomLandscape(from / to, planeAt((now.x + other.x) / 2, (now.y + other.y) / 2) ?? undefined);
    } else if (isSurface) {
      turn((before.x - now.x) * -TURN, (now.y - before.y) * TURN);
    } else {
      readOut(event);
    }
    pointers.current.set(event.pointerId, now);
  };
  const onPointerUp = (event: PointerEvent): void => {
    pointers.current.delete(event.pointerId);
  };
  const onPointerLeave = (event: PointerEvent): void => {
    pointers.current.delete(event.pointerId);
    if (event.pointerType === 'mouse') setCursor(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const used = zoomKey(event.key) || (event.key === 'Escape' && forgetCursor()) || arrowKey(event, isSurface, turn);
    if (!used) return;
    // The page's own arrow keys step the training; here they belong to the picture.
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={place}
      className="landscape-place"
      data-look={isSurface ? 'surface' : 'contours'}
      role="application"
      aria-roledescription="landscape"
      aria-label={isSurface ? 'The landscape. Arrow keys turn it, plus and minus zoom.' : 'The landscape. Arrow keys move a cursor that reads the loss, plus and minus zoom, Escape removes the cursor.'}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onPointerLeave={onPointerLeave}
      onKeyDown={onKeyDown}
      onBlur={() => { if (getCursor()?.spoken === true) setCursor(null); }}
    >
      <Canvas ref={canvas} label={why ?? label} draw={draw} />
      {why === null ? <><LandscapeBall place={place} /><LandscapeCursor place={place} /></> : <p className="landscape-none">{why}</p>}
    </div>
  );
}

function zoomKey(key: string): boolean {
  if (key !== '+' && key !== '-' && key !== '=') return false;
  zoomLandscape(key === '-' ? ZOOM_STEP : 1 / ZOOM_STEP);
  return true;
}

function forgetCursor(): boolean {
  if (getCursor() === null) return false;
  setCursor(null);
  return true;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function arrowKey({ key, shiftKey }: KeyboardEvent, isSurface: boolean, turn: (yaw: number, pitch: number) => void): boolean {
  const move = ARROWS[key];
  if (move === undefined) return false;
  if (isSurface) {
    turn(move[0] * TURN_KEY, move[1] * TURN_KEY);
    return true;
  }
  const { lossSlice } = nabla.getState();
  if (lossSlice === null) return true;
  const { window } = lossSlice;
  const from = getCursor() ?? toCursor(ballOf(lossSlice)) ?? { a: window.a, b: window.b };
  const step = KEY_STEP * window.halfB * (shiftKey ? 0.1 : 1);
  const within = (value: number, middle: number, half: number): number => Math.min(middle + half, Math.max(middle - half, value));
  setCursor({ a: within(from.a + move[0] * step, window.a, window.halfA), b: within(from.b + move[1] * step, window.b, window.halfB), spoken: true });
  return true;
}

const toCursor = (at: readonly [number, number] | null): { readonly a: number; readonly b: number } | null => (at === null ? null : { a: at[0], b: at[1] });

/** The accessible name: what the picture shows, renewed with every slice and a few times a second. */
function useDescription(): string {
  const names = useNames();
  const slice = useNabla((state) => state.lossSlice);
  const step = useSlowFrame((frame) => frame?.step ?? 0);
  const loss = useSlowFrame((frame) => (frame === null || frame.evaluatedStep < 0 ? Number.NaN : Number(frame.trainLoss.toPrecision(3))));
  if (slice === null) return 'Loss landscape: the first slice is on its way.';
  return describeLandscape(slice, names, step, loss);
}
