/**
 * The picture of the network and what the pointer does on it: hover lights, click selects, a drag up or down on an edge
 * or a bias changes its value, a double click opens it for typing. The keyboard's way is NetworkPanelNeurons.
 */
import { useCallback, useMemo, useRef, useState } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { taskOf } from '../../config/tasks.ts';
import { getShownUnits, subscribeFrame } from '../../store/frameStore.ts';
import { hover, select, setParameter } from '../../store/actions.ts';
import { nabla, useNabla, type Selection } from '../../store/nabla.ts';
import { shownData } from '../../store/shownSlice.ts';
import { drawNetwork } from './NetworkPanelDraw.ts';
import { NetworkPanelEditor } from './NetworkPanelEditor.tsx';
import { FEATURE_GRID, featurePicture, featurePlane } from './NetworkPanelFeatures.tsx';
import { hitNetwork, parameterPlace } from './NetworkPanelHits.ts';
import { parameterIndex, shownVector, type NamedNetwork } from './NetworkPanelNames.ts';
import { NetworkPanelNeurons } from './NetworkPanelNeurons.tsx';
import { createPictures } from './NetworkPanelPictures.ts';
import type { NetworkPlan } from '../../viz/networkPlan.ts';
import type { EdgeScale } from './NetworkPanelScale.ts';
import { NetworkPanelTag } from './NetworkPanelTag.tsx';
import { frameOf, vectorsNow } from './NetworkPanelVectors.ts';

const REACH_MOUSE = 6;
const REACH_TOUCH = 16;
/** A drag over this many px changes a value by the edges' whole scale; with Shift by a tenth of it. */
const DRAG_PX = 160;
const DRAG_STARTS_PX = 3;
/** A finger that moves further before it is lifted has not tapped, px. */
const TAP_PX = 10;
/** The canvas is larger than the stage by this on every side: marks and biases reach over its edge. As in the style sheet. */
const BLEED = 8;

type Drag = { readonly index: number; readonly startY: number; readonly value: number; readonly perPixel: number; readonly key: string; moved: boolean };
type Editing = { readonly parameter: Selection; readonly back: HTMLElement | null };

let drags = 0;

/** Redraws with every frame and with every change of what is selected, hovered or shown. */
function subscribePicture(listener: (live?: boolean) => void): () => void {
  const stopFrames = subscribeFrame(() => listener(true));
  const stopState = nabla.subscribe((now, before) => {
    if (now.selection !== before.selection || now.hovered !== before.hovered || now.edges !== before.edges
      || now.initialParameters !== before.initialParameters || now.run !== before.run || now.playing !== before.playing) listener();
  });
  return () => {
    stopFrames();
    stopState();
  };
}

export function NetworkPanelStage({ plan, named, scale, onMore, onZoom }: {
  plan: NetworkPlan; named: NamedNetwork; scale: EdgeScale; onMore: (layer: number) => void;
  /** Two clicks or taps where no value is: larger about that place, or all of it again. */
  onZoom: (at: readonly [x: number, y: number]) => void;
}) {
  const spec = useNabla((state) => state.experiment.data);
  const data = useNabla(shownData);
  const [editing, setEditing] = useState<Editing | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  const tap = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const swallowClick = useRef(false);
  const [pictures] = useState(createPictures);
  const again = useRef<(() => void) | null>(null);

  const features = useMemo(
    () => named.features.map((name) => featurePicture(name, featurePlane(data, spec), FEATURE_GRID)),
    [named.features, spec, data],
  );

  const draw = useCallback(
    (context: CanvasRenderingContext2D, { palette, pixelRatio }: CanvasView): void => {
      const { edges, selection, hovered } = nabla.getState();
      context.translate(BLEED, BLEED);
      const behind = drawNetwork(context, {
        plan, named, scale, pictures, features, featureGrid: FEATURE_GRID, oneInput: taskOf(spec).inputs === 1,
        vectors: vectorsNow(named.network), frame: frameOf(named.network), shownUnits: getShownUnits(),
        edges, selection, hovered, palette, pixelRatio,
      });
      /* While nothing runs no further frame comes: finish the pictures in the next ones. */
      if (behind && !nabla.getState().playing) again.current?.();
    },
    [plan, named, scale, pictures, features, spec],
  );
  const subscribeAll = useCallback(
    (listener: (live?: boolean) => void) => {
      again.current = () => requestAnimationFrame(() => listener(true));
      const stop = subscribePicture(listener);
      return () => {
        again.current = null;
        stop();
      };
    },
    [],
  );

  const hitAt = (event: React.MouseEvent, touch: boolean): Selection | null => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined) return null;
    const values = shownVector(vectorsNow(named.network), nabla.getState().edges);
    return hitNetwork(plan, event.clientX - bounds.left, event.clientY - bounds.top, touch ? REACH_TOUCH : REACH_MOUSE, values);
  };

  const onPointerDown = (event: React.PointerEvent): void => {
    swallowClick.current = false;
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('.network-editor, .network-more, .network-gap') !== null)) return;
    const onTag = event.target instanceof Element && event.target.closest('.network-tag') !== null;
    // A finger may scroll, move or pinch: what it points at counts when it is lifted, and a value is dragged by its tag.
    tap.current = event.pointerType === 'touch' && !onTag ? { x: event.clientX, y: event.clientY } : null;
    if (tap.current === null) press(event, onTag);
  };
  const press = (event: React.PointerEvent, onTag: boolean): void => {
    const hit = onTag ? nabla.getState().selection : hitAt(event, event.pointerType !== 'mouse');
    if (hit === null) {
      select(null);
      return;
    }
    if (hit.kind !== 'weight' && hit.kind !== 'bias') return;
    const index = parameterIndex(named.network, hit);
    const vectors = vectorsNow(named.network);
    const value = index === null ? undefined : vectors.parameters[index];
    if (index === null || value === undefined) return;
    select(hit);
    swallowClick.current = !onTag;
    drags += 1;
    const perPixel = scale.limitFor(named.network, vectors, 'weights') / DRAG_PX;
    drag.current = { index, startY: event.clientY, value, perPixel, key: `drag ${drags}`, moved: false };
  };

  const onPointerMove = (event: React.PointerEvent): void => {
    const now = drag.current;
    if (now === null) {
      hover(hitAt(event, false));
      return;
    }
    const up = now.startY - event.clientY;
    if (!now.moved && Math.abs(up) < DRAG_STARTS_PX) return;
    /* Only now: a captured pointer would take the click away from what lies under it. */
    if (!now.moved) event.currentTarget.setPointerCapture(event.pointerId);
    now.moved = true;
    const next = now.value + up * now.perPixel * (event.shiftKey ? 0.1 : 1);
    setParameter(now.index, Number(next.toPrecision(4)), { coalesce: now.key });
  };

  const onPointerUp = (event: React.PointerEvent): void => {
    const tapped = tap.current;
    tap.current = null;
    if (tapped !== null && Math.hypot(event.clientX - tapped.x, event.clientY - tapped.y) < TAP_PX) press(event, false);
    if (drag.current?.moved === true) swallowClick.current = true;
    drag.current = null;
  };

  const editingPlace = editing === null ? null : parameterPlace(plan, editing.parameter) ?? { x: plan.width / 2, y: plan.height / 2 };

  return (
    <div
      ref={box}
      className="network-stage"
      data-direction={plan.direction}
      style={{ inlineSize: plan.width, blockSize: plan.height }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        drag.current = null;
        tap.current = null;
      }}
      onPointerLeave={() => hover(null)}
      onClickCapture={(event) => {
        if (!swallowClick.current) return;
        swallowClick.current = false;
        event.stopPropagation();
      }}
      onDoubleClick={(event) => {
        const hit = hitAt(event, false);
        if (hit?.kind === 'weight' || hit?.kind === 'bias') setEditing({ parameter: hit, back: null });
        else if (event.target instanceof Element && event.target.closest('.network-tag, .network-editor, .network-more') === null) {
          const { left, top } = event.currentTarget.getBoundingClientRect();
          onZoom([event.clientX - left, event.clientY - top]);
        }
      }}
    >
      <Canvas label={null} draw={draw} subscribe={subscribeAll} />
      <NetworkPanelNeurons plan={plan} named={named} onEdit={(parameter, back) => setEditing({ parameter, back })} onMore={onMore} />
      {editing === null && <NetworkPanelTag plan={plan} named={named} onEdit={(parameter, back) => setEditing({ parameter, back })} />}
      {editing !== null && editingPlace !== null && (
        <NetworkPanelEditor
          named={named}
          parameter={editing.parameter}
          x={Math.max(60, Math.min(plan.width - 60, editingPlace.x))}
          y={editingPlace.y}
          onClose={() => {
            editing.back?.focus();
            setEditing(null);
          }}
        />
      )}
    </div>
  );
}
