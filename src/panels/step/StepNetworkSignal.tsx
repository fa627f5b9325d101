/** The signal that runs along the edges by which the present quantity came about. */
import { useEffect, useEffectEvent, useRef } from 'react';
import { pointOn, type PlacedEdge, type PlacedWire, type StepLayout } from './StepNetworkLayout.ts';
import type { Signal } from './StepNetworkLit.ts';

const SIGNAL_MS = 520;
const SIGNAL_STEPS = 14;
const MOST_SIGNALS = 24;
/** A step that another follows this soon sets nothing in motion: its signal would be gone before it could be seen. */
const REST_MS = 140;

type SignalProps = {
  readonly layout: StepLayout;
  readonly signal: Signal | null;
  /** The position; a signal runs once when it grows. */
  readonly moment: number;
};

/**
 * A dot that runs once along each edge when the step has come to rest; not for those who prefer less motion. Dots are elements over
 * the picture, as parts of it would have all of it painted again at every frame.
 */
export function StepNetworkSignal({ layout, signal, moment }: SignalProps) {
  const group = useRef<HTMLDivElement>(null);
  const last = useRef(moment);

  // A signal belongs to a step: new numbers or a new size of the picture do not set it off again.
  const run = useEffectEvent((): readonly Animation[] => {
    const place = group.current;
    if (signal === null || place === null || typeof place.animate !== 'function' || matchMedia('(prefers-reduced-motion: reduce)').matches) return [];
    const ways = [...layout.edges.filter(({ parameter }) => signal.edges.includes(parameter)), ...layout.wires.filter(({ output }) => signal.wires.includes(output))];
    return ways.slice(0, MOST_SIGNALS).map((way, i) => send(dotAt(place, i), way, signal.direction));
  });
  useEffect(() => {
    const grows = moment > last.current;
    last.current = moment;
    if (!grows) return undefined;
    let runs: readonly Animation[] = [];
    const timer = setTimeout(() => { runs = run(); }, REST_MS);
    return () => {
      clearTimeout(timer);
      for (const each of runs) each.finish();
    };
  }, [moment]);

  return <div ref={group} className="step-signals" aria-hidden="true" />;
}

/** The dots stay for the next step, each a layer already: a new one would have the picture under it painted again. */
function dotAt(place: HTMLElement, i: number): HTMLElement {
  const there = place.children[i];
  if (there instanceof HTMLElement) return there;
  const dot = document.createElement('span');
  dot.className = 'step-signal';
  place.append(dot);
  return dot;
}

function send(dot: HTMLElement, way: PlacedEdge | PlacedWire, direction: 1 | -1): Animation {
  dot.dataset['direction'] = String(direction);
  const frames = Array.from({ length: SIGNAL_STEPS + 1 }, (_, step): Keyframe => {
    const share = step / SIGNAL_STEPS;
    const [x, y] = pointOn(way, direction === 1 ? share : 1 - share);
    return { transform: `translate(${x}px, ${y}px)`, opacity: share < 1 ? 1 : 0 };
  });
  return dot.animate(frames, { duration: SIGNAL_MS, easing: 'ease-in-out', fill: 'none' });
}
