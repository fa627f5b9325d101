/** The large picture: drawn with every frame, walked by pointer or arrow keys from example to example along the curve. */
import { useCallback, useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { Canvas, type CanvasHandle, type CanvasView } from '../../components/Canvas.tsx';
import { getPalette } from '../../components/usePalette.ts';
import { hover, select } from '../../store/actions.ts';
import { subscribeFrame, useSlowFrame } from '../../store/frameStore.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { useSaid } from '../../store/useSaid.ts';
import { nearestPoint } from '../../viz/lossFunction.ts';
import { drawLossPicture, lossPlane } from './LossFunctionDraw.ts';
import { exampleAt, fromLeft, rankOf, shownPoint, shownPoints, type LossScene } from './LossFunctionScene.ts';
import { exampleWords } from './LossFunctionText.ts';
import { say } from '../../words/say.ts';

const REACH_MOUSE = 14;
const REACH_TOUCH = 24;

export type SceneProps = { readonly source: () => LossScene | null; readonly fallback: number };

export function LossFunctionPicture({ source, fallback }: SceneProps) {
  const canvas = useRef<CanvasHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const hovered = useNabla((state) => state.hovered);
  const selection = useNabla((state) => state.selection);

  useEffect(() => {
    const stopFrames = subscribeFrame(() => canvas.current?.redraw(true));
    const stopState = nabla.subscribe((now, before) => {
      if (now.selection !== before.selection || now.hovered !== before.hovered || now.data !== before.data || now.experiment !== before.experiment) canvas.current?.redraw();
    });
    return () => {
      stopFrames();
      stopState();
      hover(null);
    };
  }, []);

  const present = useCallback((scene: LossScene): number => {
    const state = nabla.getState();
    return shownPoint(scene, state.hovered, state.selection, fallback);
  }, [fallback]);
  const draw = useCallback((context: CanvasRenderingContext2D, size: CanvasView) => {
    const scene = source();
    if (scene !== null) drawLossPicture(context, size, scene, present(scene));
  }, [source, present]);

  const experiment = useNabla((state) => state.experiment);
  // Its place among the others changes as the words do.
  const [position = '1', said = ''] = useSaid([hovered, selection, fallback, experiment], () => {
    const scene = source();
    if (scene === null) return '1|no example yet';
    const shown = shownPoint(scene, hovered, selection, fallback);
    const words = exampleWords(scene, shown, experiment);
    const text = words === null ? say('no example yet') : say('{name}: target {target}, answer {answer}, loss {loss}, slope {slope}', { name: words.name, target: words.target, answer: words.answer, loss: words.loss, slope: words.slope });
    return `${rankOf(scene, shown) + 1}|${text}`;
  }).split('|');
  const last = useSlowFrame(() => {
    const scene = source();
    return scene === null ? 1 : Math.max(1, shownPoints(scene).length);
  });

  const pointUnder = (event: PointerEvent): number => {
    const scene = source();
    if (scene === null || box.current === null) return -1;
    const bounds = box.current.getBoundingClientRect();
    const plane = lossPlane(scene, { width: bounds.width, height: bounds.height, palette: getPalette() });
    return nearestPoint(plane, scene.points, event.clientX - bounds.left, event.clientY - bounds.top, event.pointerType === 'mouse' ? REACH_MOUSE : REACH_TOUCH);
  };
  const point = (event: PointerEvent, choose: boolean): void => {
    const scene = source();
    const example = scene === null ? null : exampleAt(scene.points, pointUnder(event));
    if (choose) select(example);
    else hover(example);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const scene = source();
    if (scene === null || scene.points.count === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const order = fromLeft(scene);
    const at = order.indexOf(present(scene));
    const to = { ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1, PageUp: at + 10, PageDown: at - 10, Home: 0, End: order.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    // The page's own arrow keys step the training.
    event.stopPropagation();
    select(exampleAt(scene.points, order[Math.min(order.length - 1, Math.max(0, to))] ?? -1));
  };

  return (
    <div
      ref={box}
      className="loss-function-picture"
      role="slider"
      aria-label={say('Example on the loss')}
      aria-valuemin={1}
      aria-valuemax={last}
      aria-valuenow={Math.min(last, Math.max(1, Number(position)))}
      aria-valuetext={said}
      tabIndex={0}
      onPointerMove={(event) => { point(event, false); }}
      onPointerLeave={() => { hover(null); }}
      onPointerDown={(event) => { point(event, true); }}
      onKeyDown={onKeyDown}
    >
      <Canvas ref={canvas} label={null} draw={draw} />
    </div>
  );
}
