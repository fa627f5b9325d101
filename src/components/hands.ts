/**
 * What hands do on a picture that can be seen larger: two fingers pinch and move it, one moves it where the picture says so, the
 * wheel with Ctrl zooms. A single finger that is not needed is left to the page, which scrolls by it.
 */
import { ofFingers, wheelFactor, type Gesture, type Point } from '../viz/zoom.ts';

/** Less is a tap, px. */
const STARTS_PX = 6;
/** A click that comes so soon after a gesture is its end, ms. */
const CLICK_MS = 350;

export type Hands = {
  /** Whether this pointer, by itself, moves the picture; asked as it goes down. */
  readonly moves: (event: PointerEvent) => boolean;
  /** Whether the wheel zooms; default: with Ctrl, which is how a touchpad says that two fingers pinch. */
  readonly turns?: (event: WheelEvent) => boolean;
  readonly onGesture: (gesture: Gesture) => void;
};

type Finger = { at: Point; readonly start: Point; readonly moves: boolean; going: boolean };

/** Calls `onGesture` with what was done, px of the element; returns what ends it. */
export function followHands(element: HTMLElement, { moves, turns = ({ ctrlKey }) => ctrlKey, onGesture }: Hands): () => void {
  const fingers = new Map<number, Finger>();
  let ended = -Infinity;
  let inFlight = false;

  const placeOf = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return [clientX - left - element.clientLeft, clientY - top - element.clientTop];
  };
  const onDown = (event: PointerEvent): void => {
    if (event.isPrimary) fingers.clear();
    ended = -Infinity;
    const alone = moves(event);
    if (event.button !== 0 || (!alone && event.pointerType !== 'touch') || fingers.size === 2) return;
    const at = placeOf(event);
    fingers.set(event.pointerId, { at, start: at, moves: alone, going: false });
  };
  const onMove = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId);
    if (finger === undefined) return;
    // A button that was let go outside before it was captured tells nobody.
    if (event.pointerType === 'mouse' && event.buttons === 0) {
      fingers.delete(event.pointerId);
      return;
    }
    const before = finger.at;
    const now = placeOf(event);
    const other = [...fingers.values()].find((each) => each !== finger);
    if (other !== undefined) {
      onGesture(ofFingers([before, other.at], [now, other.at]));
      for (const each of fingers.values()) each.going = true;
    } else {
      if (!finger.moves) return;
      if (!finger.going && Math.hypot(now[0] - finger.start[0], now[1] - finger.start[1]) < STARTS_PX) return;
      // Only now: a captured pointer would take the click away from what lies under it.
      if (!finger.going) element.setPointerCapture(event.pointerId);
      finger.going = true;
      onGesture({ factor: 1, at: now, by: [now[0] - before[0], now[1] - before[1]] });
    }
    finger.at = now;
    inFlight = true;
    // It is this gesture and no other.
    event.stopPropagation();
  };
  const onUp = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId) || !inFlight) return;
    ended = performance.now();
    if (fingers.size === 0) inFlight = false;
  };
  const onClick = (event: MouseEvent): void => {
    if (performance.now() - ended > CLICK_MS) return;
    event.stopPropagation();
    event.preventDefault();
  };
  // By CSS alone two fingers would scroll the page where one may.
  const onTouch = (event: TouchEvent): void => {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  };
  const onWheel = (event: WheelEvent): void => {
    if (event.deltaY === 0 || !turns(event)) return;
    event.preventDefault();
    onGesture({ factor: wheelFactor(event.deltaY), at: placeOf(event), by: [0, 0] });
  };

  const ends = new AbortController();
  const { signal } = ends;
  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onUp, { signal });
  element.addEventListener('pointercancel', onUp, { signal });
  element.addEventListener('click', onClick, { signal, capture: true });
  element.addEventListener('touchstart', onTouch, { signal, passive: false });
  element.addEventListener('touchmove', onTouch, { signal, passive: false });
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  return () => ends.abort();
}
