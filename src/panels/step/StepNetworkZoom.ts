// k = l z: laid out for l times the width until every box has room for what stands on it, from there seen z times as large
/** The network of a step seen larger, in a place that scrolls: one finger moves it as it moves any page. */
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { followHands } from '../../components/hands.ts';
import { roomyWidth } from '../../viz/stepColumns.ts';
import { FIT, isZoomed, TAPPED, ZOOM_KEYS, zoomedBy, type Gesture, type Zoom } from '../../viz/zoom.ts';

/** How much of a zoom goes into the layout, and how much is only size. @param fit the width at k = 1, px */
export function splitZoom(k: number, fit: number, network: Parameters<typeof roomyWidth>[0], text: number): { readonly layout: number; readonly size: number } {
  const layout = Math.min(k, Math.max(1, roomyWidth(network, text) / fit));
  return { layout, size: k / layout };
}

export function useStepZoom(stage: RefObject<HTMLElement | null>) {
  const [k, setK] = useState(1);
  /** Where a gesture has led that is not drawn yet. */
  const ahead = useRef<Zoom | null>(null);
  const drawn = useRef(k);
  useLayoutEffect(() => {
    drawn.current = k;
    const place = stage.current;
    if (ahead.current === null || place === null) return;
    place.scrollTo({ left: -ahead.current.x, top: -ahead.current.y, behavior: 'instant' });
    ahead.current = null;
  }, [stage, k]);

  const move = (gesture: Gesture): void => {
    const place = stage.current;
    if (place === null) return;
    const before = ahead.current ?? { k: drawn.current, x: -place.scrollLeft, y: -place.scrollTop };
    const whole = { width: place.scrollWidth / drawn.current, height: place.scrollHeight / drawn.current };
    const next = zoomedBy(before, gesture, { width: place.clientWidth, height: place.clientHeight }, whole);
    if (next.k === drawn.current) {
      place.scrollTo({ left: -next.x, top: -next.y, behavior: 'instant' });
      return;
    }
    ahead.current = next;
    setK(next.k);
  };
  const fit = (): void => {
    ahead.current = FIT;
    setK(1);
  };
  const toggle = (at: readonly [number, number]): void => {
    if (isZoomed({ ...FIT, k })) fit();
    else move({ factor: TAPPED, at, by: [0, 0] });
  };

  const byHand = useEffectEvent((gesture: Gesture) => { move(gesture); });
  useEffect(() => {
    const place = stage.current;
    if (place === null) return undefined;
    return followHands(place, {
      moves: ({ target, pointerType }) => pointerType === 'mouse' && drawn.current > 1 && !isThing(target),
      onGesture: byHand,
    });
  }, [stage]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const factor = ZOOM_KEYS[event.key];
    const place = stage.current;
    if (factor === undefined || place === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (factor === 0) fit();
    else move({ factor, at: [place.clientWidth / 2, place.clientHeight / 2], by: [0, 0] });
    event.preventDefault();
    event.stopPropagation();
  };
  const onDoubleClick = (event: MouseEvent<HTMLElement>): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    toggle([event.clientX - left, event.clientY - top]);
  };
  return { k, fit, onKeyDown, onDoubleClick };
}

/** What is opened by a click. */
function isThing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-quantity]') !== null;
}
