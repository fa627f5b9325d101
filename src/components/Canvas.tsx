/** A canvas as large as its place, sharp on every screen, drawn again when its size, the palette or its data change. */
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type ComponentProps, type Ref } from 'react';
import type { Palette } from '../viz/palette.ts';
import { createTurn, type Turn } from './drawingTurns.ts';
import { getPalette, usePalette } from './usePalette.ts';
import './Canvas.css';

/** Sizes in CSS px; the context is scaled to them and cleared before every drawing. */
export type CanvasView = {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly pixelRatio: number;
};

export type CanvasHandle = {
  /** Draws again in the next animation frame; `live`: it only follows the training and may wait while the page is slow. */
  redraw(live?: boolean): void;
  readonly element: HTMLCanvasElement | null;
};

export type CanvasProps = Omit<ComponentProps<'canvas'>, 'ref' | 'width' | 'height' | 'children'> & {
  /** Says what the picture shows; null or '' hides a decorative layer from assistive technology. */
  readonly label: string | null;
  readonly draw: (ctx: CanvasRenderingContext2D, view: CanvasView) => void;
  /** Calls the listener whenever the data have changed (`live` as in `redraw`); drawings are merged to one an animation frame. */
  readonly subscribe?: (listener: (live?: boolean) => void) => () => void;
  readonly ref?: Ref<CanvasHandle>;
};

const drawings = new WeakMap<HTMLCanvasElement, (pixelRatio: number) => HTMLCanvasElement>();

/** What a Canvas shows drawn once more, at another resolution; null for a canvas that is none. */
export function drawnAt(element: HTMLCanvasElement, pixelRatio: number): HTMLCanvasElement | null {
  return drawings.get(element)?.(pixelRatio) ?? null;
}

export function Canvas({ label, draw, subscribe, ref, className = '', ...native }: CanvasProps) {
  const element = useRef<HTMLCanvasElement>(null);
  const size = useRef({ width: 0, height: 0, pixelRatio: 1 });
  const latestDraw = useRef(draw);
  const turn = useRef<Turn | null>(null);
  const palette = usePalette();

  useLayoutEffect(() => {
    const canvas = element.current;
    if (canvas === null) return;
    const paint = () => {
      const ctx = canvas.getContext('2d');
      const { width, height, pixelRatio } = size.current;
      if (ctx === null || width === 0 || height === 0) return;
      ctx.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      ctx.clearRect(0, 0, width, height);
      latestDraw.current(ctx, { width, height, pixelRatio, palette: getPalette() });
    };
    drawings.set(canvas, (pixelRatio) => {
      const larger = document.createElement('canvas');
      const { width, height } = size.current;
      larger.width = Math.max(1, Math.round(width * pixelRatio));
      larger.height = Math.max(1, Math.round(height * pixelRatio));
      const ctx = larger.getContext('2d');
      ctx?.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      if (ctx !== null && width > 0 && height > 0) latestDraw.current(ctx, { width, height, pixelRatio, palette: getPalette() });
      return larger;
    });
    const planned = createTurn(paint);
    turn.current = planned;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      const device = entry.devicePixelContentBoxSize?.[0];
      const pixelRatio = device !== undefined && width > 0 ? device.inlineSize / width : devicePixelRatio;
      size.current = { width, height, pixelRatio };
      canvas.width = device?.inlineSize ?? Math.round(width * pixelRatio);
      canvas.height = device?.blockSize ?? Math.round(height * pixelRatio);
      paint();
    });
    try {
      observer.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(canvas);
    }
    // Text drawn before its font had come is drawn again.
    const fontsCame = () => planned.request();
    document.fonts?.addEventListener('loadingdone', fontsCame);
    return () => {
      document.fonts?.removeEventListener('loadingdone', fontsCame);
      observer.disconnect();
      planned.cancel();
      turn.current = null;
    };
  }, []);

  useLayoutEffect(() => {
    latestDraw.current = draw;
    turn.current?.request();
  }, [draw, palette]);

  useEffect(() => subscribe?.((live) => turn.current?.request(live)), [subscribe]);

  useImperativeHandle(ref, () => ({
    redraw: (live) => turn.current?.request(live),
    get element() {
      return element.current;
    },
  }), []);

  const naming = label === null || label === '' ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': label };
  return <canvas {...naming} {...native} ref={element} className={`canvas ${className}`} />;
}
