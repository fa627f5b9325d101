/** The plane of the sheet "Draw data": pointer, touch and keys draw in it; what the network answers stands behind the points, live. */
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Canvas, type CanvasHandle, type CanvasView } from '../../components/Canvas.tsx';
import type { GivenExample } from '../../config/experiment.ts';
import { pointOf, withinPlane, withMoved, type DrawnPoint } from '../../datasets/drawing.ts';
import { infoOf } from '../../datasets/index.ts';
import { drawExamples } from '../../store/drawing.ts';
import { getFrame, setFrameWants, subscribeFrame } from '../../store/frameStore.ts';
import { createDrawPicture } from './DataPanelDrawPicture.ts';
import { beginStroke, continueStroke, endStroke, nearestIndex, strokeSentence, type DrawPlace, type DrawSettings, type Stroke } from './DataPanelDrawStroke.ts';
import { classCounts, KEYS_HINT, otherMeaning, placeText, pointText } from './DataPanelDrawWords.ts';
import { say } from '../../words/say.ts';

const REACH_MOUSE = 9;
const REACH_TOUCH = 20;
const GRID = 100;
/** One press of an arrow key, as a share of the plane's side; with Shift a tenth of it. */
const KEY_STEP = 0.025;
const KEY_REACH = 0.03;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export type DrawPlaneProps = {
  readonly place: DrawPlace;
  readonly settings: DrawSettings;
  readonly selected: number | null;
  readonly onSelect: (example: GivenExample | null) => void;
  readonly onSay: (sentence: string) => void;
};

export function DataPanelDrawPlane({ place, settings, selected, onSelect, onSay }: DrawPlaneProps) {
  const { experiment, examples, ranges } = place;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<CanvasHandle>(null);
  const hint = useId();
  const counts = useId();
  const [picture] = useState(createDrawPicture);
  const [stroke, setStroke] = useState<Stroke | null>(null);
  const under = useRef<Stroke | null>(null);
  const [cursor, setCursor] = useState<readonly [number, number] | null>(null);
  const [pointer, setPointer] = useState<readonly [number, number] | null>(null);

  // The sheet was there before its contents, which were fetched.
  useEffect(() => { box.current?.focus({ preventScroll: true }); }, []);
  useEffect(() => {
    setFrameWants('draw', { outputGrid: GRID });
    const stop = subscribeFrame(() => canvas.current?.redraw(true));
    return () => {
      stop();
      setFrameWants('draw', null);
    };
  }, []);

  const take = (next: Stroke | null): void => {
    under.current = next;
    setStroke(next);
  };
  const draw = useCallback((context: CanvasRenderingContext2D, size: CanvasView) => {
    const toolAt = settings.tool === 'point' ? null : cursor ?? pointer;
    picture(context, size, getFrame(), { experiment, examples, ranges, stroke, selected, cursor, tool: toolAt === null ? null : { at: toolAt, radius: settings.radius } });
  }, [picture, experiment, examples, ranges, stroke, selected, cursor, pointer, settings.tool, settings.radius]);

  /** The place under the pointer, which may be outside of the plane while a stroke goes on. */
  const at = (event: PointerEvent): readonly [number, number] => {
    const { left, top, width, height } = box.current!.getBoundingClientRect();
    return [
      ranges.x[0] + ((event.clientX - left) / width) * (ranges.x[1] - ranges.x[0]),
      ranges.y[1] - ((event.clientY - top) / height) * (ranges.y[1] - ranges.y[0]),
    ];
  };
  /** Whoever draws with Shift draws the other class. */
  const meant = (isShift: boolean): DrawSettings => (isShift ? { ...settings, meaning: otherMeaning(experiment, settings.meaning) } : settings);

  const finish = (done: Stroke): void => {
    take(null);
    const next = endStroke(place, done);
    const isSame = next === examples || (done.kind === 'point' && done.index !== null && JSON.stringify(next[done.index]) === JSON.stringify(examples[done.index]));
    if (!isSame) drawExamples(() => next);
    const known = new Set(examples);
    const index = done.kind !== 'point' ? null : done.index ?? next.findIndex((example) => !known.has(example));
    const example = index === null ? undefined : next[index];
    onSelect(example ?? null);
    onSay(isSame && done.kind === 'point' ? pointText(experiment, next, index ?? 0)
      : strokeSentence(examples.length, done, next.length, example === undefined ? '' : placeText(experiment, pointOf(experiment, example))));
  };

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || under.current !== null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setCursor(null);
    const [x, y] = withinPlane(ranges, ...at(event));
    const reach = (event.pointerType === 'mouse' ? REACH_MOUSE : REACH_TOUCH) / (box.current?.clientWidth ?? 1);
    const begun = beginStroke(place, meant(event.shiftKey), x, y, reach);
    onSelect(begun.kind === 'point' && begun.index !== null ? examples[begun.index] ?? null : null);
    take(begun);
  };
  /** Whoever comes by keys sees where they begin, and finds the cross again where it was left. */
  const onFocus = (): void => {
    if (box.current?.matches(':focus-visible') === true && under.current === null) setCursor((now) => now ?? here);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const [x, y] = at(event);
    if (event.pointerType === 'mouse' || under.current !== null) setPointer(withinPlane(ranges, x, y));
    if (under.current !== null) take(continueStroke(place, settings, under.current, x, y));
  };
  const onPointerUp = (): void => {
    if (under.current !== null) finish(under.current);
    // A finger that is lifted is nowhere.
    setPointer((now) => (matchMedia('(hover: hover)').matches ? now : null));
  };

  const here = cursor ?? [(ranges.x[0] + ranges.x[1]) / 2, (ranges.y[0] + ranges.y[1]) / 2] as const;
  const moveBy = ([dx, dy]: readonly [number, number], isFine: boolean, [x, y]: readonly [number, number]): readonly [number, number] => {
    const step = isFine ? KEY_STEP / 10 : KEY_STEP;
    return withinPlane(ranges, x + dx * step * (ranges.x[1] - ranges.x[0]), y + dy * step * (ranges.y[1] - ranges.y[0]));
  };
  const moveChosen = (index: number, arrow: readonly [number, number], isFine: boolean): void => {
    const example = examples[index];
    if (example === undefined) return;
    const point = pointOf(experiment, example);
    const [x, y] = moveBy(arrow, isFine, [point.x, point.y]);
    const moved: DrawnPoint = { ...point, x, y };
    setCursor([x, y]);
    const next = withMoved(experiment, examples, index, moved);
    drawExamples(() => next, `draw.move ${index}`);
    onSelect(next[index] ?? null);
    onSay(placeText(experiment, infoOf(experiment.data).inputs === 1 ? { ...moved, meaning: y } : moved));
  };
  const goTo = (by: number): void => {
    if (examples.length === 0) {
      onSay(say('There is no point yet.'));
      return;
    }
    const next = selected === null ? (by > 0 ? 0 : examples.length - 1) : (selected + by + examples.length) % examples.length;
    const { x, y } = pointOf(experiment, examples[next]!);
    onSelect(examples[next]!);
    setCursor([x, y]);
    onSay(pointText(experiment, examples, next));
  };
  const remove = (): void => {
    const index = selected ?? nearestIndex(place, here[0], here[1], KEY_REACH);
    if (index === null || examples[index] === undefined) {
      onSay(say('No point is chosen, and none is at the cross.'));
      return;
    }
    drawExamples((all) => all.filter((_, i) => i !== index));
    onSelect(null);
    onSay(say('Removed: {place}. {count} left.', { place: placeText(experiment, pointOf(experiment, examples[index])), count: examples.length - 1 }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (event.key === 'Escape') {
      if (under.current === null) return;
      // The stroke is given up; the sheet stays.
      take(null);
    } else if (arrow !== undefined && event.altKey && selected !== null) {
      moveChosen(selected, arrow, event.shiftKey);
    } else if (arrow !== undefined && !event.altKey) {
      const next = moveBy(arrow, event.shiftKey, here);
      setCursor(next);
      onSelect(null);
      onSay(placeText(experiment, { x: next[0], y: next[1], meaning: settings.meaning }));
    } else if (event.key === 'Enter') {
      setCursor(here);
      const put = meant(event.shiftKey);
      if (put.tool === 'point') finish({ kind: 'point', index: null, point: { x: here[0], y: here[1], meaning: put.meaning }, isOutside: false });
      else finish(put.tool === 'brush' ? dab(place, put, here) : beginStroke(place, put, here[0], here[1], 0));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      remove();
    } else if (event.key === 'PageDown' || event.key === 'PageUp') {
      goTo(event.key === 'PageDown' ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <div
        ref={box}
        className="draw-plane"
        role="application"
        aria-roledescription={say('plane for drawing')}
        aria-label={say('Plane with {count} {points}', { count: examples.length, points: examples.length === 1 ? say('point') : say('points') })}
        aria-describedby={`${counts} ${hint}`}
        tabIndex={0}
        data-first-focus
        data-tool={settings.tool}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => take(null)}
        onPointerLeave={() => setPointer(null)}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <Canvas ref={canvas} label={null} draw={draw} />
        {examples.length === 0 && stroke === null && <p className="draw-empty" aria-hidden="true"><span>{say('No point yet')}</span></p>}
      </div>
      <p id={counts} hidden>{classCounts(experiment, examples)}</p>
      <p id={hint} className="draw-keys">{KEYS_HINT}</p>
    </>
  );
}

/** As many points at one place as the brush leaves on half its width. */
function dab(place: DrawPlace, settings: DrawSettings, [x, y]: readonly [number, number]): Stroke {
  const begun = beginStroke(place, settings, x, y, 0);
  const across = settings.radius * (place.ranges.x[1] - place.ranges.x[0]);
  return continueStroke(place, settings, continueStroke(place, settings, begun, x + across, y), x - across, y);
}
