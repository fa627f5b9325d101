/** The network's picture seen larger: its plan at other places, so that lines and letters stay as they are, and every hit is where its picture is. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { followHands } from '../../components/hands.ts';
import { nabla, type Selection } from '../../store/nabla.ts';
import { FIT, isZoomed, movedToShow, refitted, TAPPED, ZOOM_KEYS, zoomedBy, type Extent, type Gesture, type Point, type Zoom } from '../../viz/zoom.ts';
import type { NetworkPlan, PlacedUnit } from '../../viz/networkPlan.ts';

/** A column is in sight while so much of it is, px. */
const LEAST_SEEN = 16;
/** Things of the stage on which a drag means something else. */
const HELD = '.network-tag, .network-editor, .network-gap, .network-more';

/** Every place of the plan at k x + t, every size k times as large. */
export function zoomPlan(plan: NetworkPlan, zoom: Zoom): NetworkPlan {
  if (!isZoomed(zoom)) return plan;
  const { k } = zoom;
  const right = plan.direction === 'right';
  const x = (at: number): number => Math.round(at * k + zoom.x);
  const y = (at: number): number => Math.round(at * k + zoom.y);
  const unit = (one: PlacedUnit): PlacedUnit => ({ ...one, x: x(one.x), y: y(one.y), size: Math.round(one.size * k) });
  const { edges } = plan;
  return {
    ...plan,
    columns: plan.columns.map((column) => ({
      ...column,
      x: right ? x(column.x) : y(column.x),
      size: column.size * k,
      units: column.units.map(unit),
      more: column.more === null ? null : { ...column.more, x: x(column.more.x), y: y(column.more.y) },
    })),
    edges: {
      ...edges, x1: edges.x1.map((at) => at * k + zoom.x), x2: edges.x2.map((at) => at * k + zoom.x),
      y1: edges.y1.map((at) => at * k + zoom.y), y2: edges.y2.map((at) => at * k + zoom.y), thickness: Math.min(1, edges.thickness * k),
    },
    // They stand at the edge of the stage, whatever part of the network is in it.
    gaps: plan.gaps.map((gap) => (right ? { x: x(gap.x), y: gap.y } : { x: gap.x, y: y(gap.y) })),
    anchor: { x: x(plan.anchor.x), y: y(plan.anchor.y) },
    end: { x: x(plan.end.x), y: y(plan.end.y) },
  };
}

/** Where a column's head stands: over what of its column and of the gap after it is in sight; null where the column is not. */
export function headPlace(plan: NetworkPlan, index: number): { readonly left: number; readonly inlineSize: number } | null {
  const column = plan.columns[index];
  if (column === undefined || column.x + column.size < LEAST_SEEN || column.x > plan.width - LEAST_SEEN) return null;
  const left = Math.max(0, column.x);
  return { left, inlineSize: Math.min(plan.width, plan.columns[index + 1]?.x ?? plan.width) - left - 6 };
}

/** How large the network is seen, and the ways there: fingers, the wheel with Ctrl, + − 0, a double click on an empty place. */
export function useNetworkZoom(holder: RefObject<HTMLElement | null>, { width, height }: Extent) {
  const [zoom, setZoom] = useState<Zoom>(FIT);
  const frame = useMemo(() => ({ width, height }), [width, height]);
  const shown = useMemo(() => refitted(zoom, frame), [zoom, frame]);
  const now = useRef({ zoom: shown, frame });
  useLayoutEffect(() => {
    now.current = { zoom: shown, frame };
  }, [shown, frame]);

  /** A hand is faster than the page is drawn: each gesture goes on from the one before. */
  const show = useCallback((next: Zoom): void => {
    now.current = { ...now.current, zoom: next };
    setZoom(next);
  }, []);
  const move = useCallback((gesture: Gesture): void => {
    const before = now.current.zoom;
    const next = zoomedBy(before, gesture, now.current.frame);
    show(next);
    // At its edge the picture can go no further: the page does.
    const left = gesture.by[1] - (next.y - before.y);
    if (gesture.factor === 1 && Math.abs(left) >= 1) window.scrollBy(0, -left);
  }, [show]);

  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    return followHands(element, {
      moves: ({ target, pointerType }) => isZoomed(now.current.zoom) && target instanceof Element && target.closest(HELD) === null
        // By mouse an edge or a bias is dragged to change its value.
        && (pointerType === 'touch' || !isParameter(nabla.getState().hovered)),
      onGesture: move,
    });
  }, [holder, move]);

  /** The place of an element in the holder, px. */
  const placeIn = (element: Element): (Extent & { readonly x: number; readonly y: number }) | null => {
    const [inner, outer] = [element.getBoundingClientRect(), holder.current?.getBoundingClientRect()];
    return outer === undefined ? null : { x: inner.left - outer.left, y: inner.top - outer.top, width: inner.width, height: inner.height };
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element) || event.target.closest('input, select') !== null) return;
    const factor = ZOOM_KEYS[event.key];
    if (factor === undefined) return;
    const focused = placeIn(event.target);
    const at: Point = focused === null || event.target.closest('.network-neuron') === null ? [width / 2, height / 2] : [focused.x + focused.width / 2, focused.y + focused.height / 2];
    if (factor === 0) show(FIT);
    else move({ factor, at, by: [0, 0] });
    event.preventDefault();
    event.stopPropagation();
  };
  // Who walks the network by keyboard has the neuron in sight.
  const onFocus = ({ target }: FocusEvent<HTMLElement>): void => {
    const place = isZoomed(now.current.zoom) && target.matches('.network-neuron:focus-visible, .network-more:focus-visible') ? placeIn(target) : null;
    if (place !== null) show(movedToShow(now.current.zoom, place, now.current.frame));
  };
  const toggle = (at: Point): void => {
    if (isZoomed(now.current.zoom)) show(FIT);
    else move({ factor: TAPPED, at, by: [0, 0] });
  };
  return { zoom: shown, toggle, fit: () => { show(FIT); }, onKeyDown, onFocus };
}

function isParameter(selection: Selection | null): boolean {
  return selection?.kind === 'weight' || selection?.kind === 'bias';
}
