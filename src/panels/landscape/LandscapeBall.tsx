/** The handle of the ball: it stands over the ball in the picture, and what holds it can be a pointer or the arrow keys. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { subscribeFrame, useSlowFrame } from '../../store/frameStore.ts';
import { holdBall, moveBall, nudgeBall, releaseBall, subscribeBall } from '../../store/landscapeActions.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { formatNumber } from '../../viz/format.ts';
import { lossAt } from '../../viz/lossSlice.ts';
import { ballOf, isInside, sceneOf, setCursor } from './LandscapeScene.ts';
import { TagPlace } from './LandscapeTag.tsx';
import { useNames } from './LandscapeNames.ts';
import { say } from '../../words/say.ts';

/** One press of an arrow key moves the ball by this share of the window's half, with Shift ten times less. */
const KEY_STEP = 0.05;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export function LandscapeBall({ place }: { readonly place: RefObject<HTMLDivElement | null> }) {
  const handle = useRef<HTMLDivElement>(null);
  const grip = useRef<readonly [number, number] | null>(null);
  const held = useNabla((state) => state.isBallHeld);
  const [focused, setFocused] = useState(false);

  useEffect(() => {
    let [width, height] = [place.current?.clientWidth ?? 0, place.current?.clientHeight ?? 0];
    const follow = (): void => {
      const element = handle.current;
      if (element === null) return;
      const scene = sceneOf(width, height);
      const ball = scene === null ? null : ballOf(scene.slice);
      const isShown = scene !== null && ball !== null && isInside(scene.window, ball);
      element.hidden = !isShown;
      if (!isShown) return;
      const [x, y] = scene.toScreen(...ball);
      element.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
      element.dataset['side'] = `${y < height / 2 ? 'below' : 'above'} ${x < 120 ? 'right' : x > width - 120 ? 'left' : 'middle'}`;
    };
    follow();
    const sizes = new ResizeObserver(([entry]) => {
      [width, height] = [entry?.contentRect.width ?? width, entry?.contentRect.height ?? height];
      follow();
    });
    if (place.current !== null) sizes.observe(place.current);
    const stops = [subscribeFrame(follow), subscribeBall(follow), nabla.subscribe((now, before) => {
      if (now.lossSlice !== before.lossSlice || now.landscape !== before.landscape || now.isBallHeld !== before.isBallHeld) follow();
    })];
    const unhook = (): void => { for (const stop of stops) stop(); };
    return () => {
      sizes.disconnect();
      unhook();
    };
  }, [place]);
  // Whoever leaves the view with the ball in the hand lets it go.
  useEffect(() => () => { if (nabla.getState().isBallHeld) releaseBall(); }, []);

  const toPlane = (event: PointerEvent): readonly [number, number] | null => {
    const around = place.current;
    const scene = around === null ? null : sceneOf(around.clientWidth, around.clientHeight);
    const ball = scene === null ? null : ballOf(scene.slice);
    if (around === null || scene === null || ball === null) return null;
    const bounds = around.getBoundingClientRect();
    const [x, y] = [event.clientX - bounds.left - (grip.current?.[0] ?? 0), event.clientY - bounds.top - (grip.current?.[1] ?? 0)];
    const { a, b, halfA, halfB } = scene.window;
    const within = (value: number, middle: number, half: number): number => Math.min(middle + half * 0.999, Math.max(middle - half * 0.999, value));
    if (scene.projection === null) {
      const [pa, pb] = scene.map.toPlane(x, y);
      return [within(pa, a, halfA), within(pb, b, halfB)];
    }
    // On the surface the ball goes where the ground goes under the hand.
    const [sx, sy] = scene.toScreen(...ball);
    const [dx, dy] = scene.projection.ground(x - sx, y - sy);
    return [within(ball[0] + dx * halfA, a, halfA), within(ball[1] + dy * halfB, b, halfB)];
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const bounds = event.currentTarget.getBoundingClientRect();
    grip.current = [event.clientX - bounds.left - bounds.width / 2, event.clientY - bounds.top - bounds.height / 2];
    event.currentTarget.setPointerCapture(event.pointerId);
    setCursor(null);
    setFocused(false);
    holdBall();
  };
  const onPointerMove = (event: PointerEvent): void => {
    event.stopPropagation();
    if (grip.current === null) return;
    const at = toPlane(event);
    if (at !== null) moveBall(...at);
  };
  const onPointerUp = (event: PointerEvent): void => {
    event.stopPropagation();
    if (grip.current === null) return;
    grip.current = null;
    releaseBall();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = ARROWS[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    // Elsewhere the arrow keys step the training.
    event.preventDefault();
    event.stopPropagation();
    const window = nabla.getState().lossSlice?.window;
    if (window === undefined) return;
    setFocused(true);
    const step = KEY_STEP * window.halfB * (event.shiftKey ? 0.1 : 1);
    nudgeBall(move[0] * step, move[1] * step);
  };

  return (
    <div
      ref={handle}
      className="landscape-ball"
      role="application"
      aria-roledescription={say('ball')}
      aria-label={say('Ball: the network on its landscape. Arrow keys move it, with Shift a little.')}
      tabIndex={0}
      hidden
      data-held={held}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onKeyDown={onKeyDown}
      onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
      onBlur={() => setFocused(false)}
    >
      {held || focused ? <BallTag held={held} /> : null}
    </div>
  );
}

/** Where the ball is and the loss there, beside it while it is moved. */
function BallTag({ held }: { readonly held: boolean }) {
  const names = useNames();
  const slice = useNabla((state) => state.lossSlice);
  const text = useSlowFrame((frame) => {
    const ball = slice === null ? null : ballOf(slice);
    if (slice === null || frame === null || ball === null) return '';
    const exact = frame.evaluatedStep === frame.step ? frame.trainLoss : lossAt(slice, ...ball);
    return `${formatNumber(ball[0])} ${formatNumber(ball[1])} ${Number.isNaN(exact) ? '–' : formatNumber(exact)}`;
  });
  const [a = '', b = '', loss = ''] = text.split(' ');
  return (
    <output className="landscape-tag" aria-label={say('Loss at the ball')} aria-live={held ? 'off' : 'polite'}>
      {slice === null ? null : <TagPlace slice={slice} names={names} a={a} b={b} />}
      <b><MathText>L</MathText> {loss}</b>
    </output>
  );
}
