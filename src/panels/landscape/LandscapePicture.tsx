/**
 * The picture of the landscape. A drag turns the surface and moves the plane, the wheel or two fingers zoom, the pointer or the arrow
 * keys read the loss out; the ball is the network and is dragged like a thing.
 */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Canvas, type CanvasHandle } from '../../components/Canvas.tsx';
import { followHands } from '../../components/hands.ts';
import { subscribeFrame, useSlowFrame } from '../../store/frameStore.ts';
import { chooseWindow, dragLandscape, subscribeBall, turnSurface, zoomLandscape } from '../../store/landscapeActions.ts';
import { setLandscapeAspect } from '../../store/landscapeSlices.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { TAPPED, ZOOM_KEYS } from '../../viz/zoom.ts';
import { turned } from '../../viz/surfaceProjection.ts';
import { LandscapeBall } from './LandscapeBall.tsx';
import { LandscapeCursor } from './LandscapeCursor.tsx';
import { createLandscapeDrawing } from './LandscapeDraw.ts';
import { namesOf, useNames } from './LandscapeNames.ts';
import { ballOf, getCursor, isInside, plotBox, sceneOf, setCursor, subscribeCursor } from './LandscapeScene.ts';
import { axisMarkup, describeLandscape, whyNone } from './LandscapeWords.ts';
import { trainCountOf } from '../../datasets/runData.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import { say } from '../../words/say.ts';

/** Radians a px. */
const TURN = 0.008;
const TURN_KEY = 0.12;
/** One press of an arrow key moves the cursor by this share of the window's half, with Shift ten times less. */
const KEY_STEP = 0.1;
const STILL_MS = 180;

export function LandscapePicture() {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<CanvasHandle>(null);
  const size = useElementSize(place);
  const isSurface = useNabla((state) => state.landscape.look === 'surface');
  const isChosen = useNabla((state) => state.landscape.window !== null);
  const why = useNabla((state) => whyNone(state.status, state.data === null ? 1 : trainCountOf(state.data), state.divergence?.step ?? 0));
  const label = useDescription();
  const turning = useRef(0);
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

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const isTurned = (): boolean => nabla.getState().landscape.look === 'surface';
    return followHands(element, {
      moves: ({ target, pointerType }) => !(target instanceof Element && target.closest('.landscape-ball') !== null)
        // A finger reads the loss out and scrolls the page until the window has been chosen.
        && (isTurned() || pointerType === 'mouse' || nabla.getState().landscape.window !== null),
      // Where the page has no more to show, the wheel is free.
      turns: ({ ctrlKey }) => nabla.getState().lossSlice !== null && (ctrlKey || document.documentElement.scrollHeight <= document.documentElement.clientHeight),
      onGesture: ({ factor, at, by }) => {
        if (isTurned()) {
          turn(by[0] * TURN, by[1] * TURN);
          if (factor !== 1) zoomLandscape(1 / factor);
          return;
        }
        const map = sceneOf(element.clientWidth, element.clientHeight)?.map;
        if (map !== undefined) dragLandscape(map.toPlane(at[0] - by[0], at[1] - by[1]), map.toPlane(...at), 1 / factor);
      },
    });
  }, [turn]);

  const readOut = ({ clientX, clientY }: PointerEvent): void => {
    const at = planeAt(clientX, clientY);
    setCursor(at === null ? null : { a: at[0], b: at[1], spoken: false });
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button === 0 && !isSurface) readOut(event);
  };
  // Of a finger only those moves come that neither move the plane nor scroll the page.
  const onPointerMove = (event: PointerEvent): void => {
    if (!isSurface) readOut(event);
  };
  const onPointerLeave = (event: PointerEvent): void => {
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
      data-moves={!isSurface && isChosen}
      role="application"
      aria-roledescription={say('landscape')}
      aria-label={isSurface ? say('The landscape. Arrow keys turn it, plus and minus zoom, 0 shows the whole.') : say('The landscape. Arrow keys move a cursor that reads the loss, plus and minus zoom, 0 shows the whole, Escape removes the cursor.')}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerLeave={onPointerLeave}
      onKeyDown={onKeyDown}
      onDoubleClick={({ target, clientX, clientY }) => {
        if (target instanceof Element && target.closest('.landscape-ball') !== null) return;
        const at = planeAt(clientX, clientY);
        if (isChosen) chooseWindow(null);
        else if (at === null) zoomLandscape(1 / TAPPED);
        else dragLandscape(at, at, 1 / TAPPED);
      }}
      onBlur={() => { if (getCursor()?.spoken === true) setCursor(null); }}
    >
      <Canvas ref={canvas} label={why ?? label} draw={draw} />
      {why === null ? <><LandscapeBall place={place} /><LandscapeCursor place={place} /></> : <p className="landscape-none">{why}</p>}
    </div>
  );
}

function zoomKey(key: string): boolean {
  const factor = ZOOM_KEYS[key];
  if (factor === undefined) return false;
  if (factor === 0) chooseWindow(null);
  else zoomLandscape(1 / factor);
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
  if (slice === null) return say('Loss landscape: the first slice is on its way.');
  return describeLandscape(slice, names, step, loss);
}
