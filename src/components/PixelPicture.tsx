/** 64 grey values as the 8 × 8 picture they are. */
import { useCallback } from 'react';
import { drawPixels } from '../viz/pixels.ts';
import { Canvas, type CanvasView } from './Canvas.tsx';

/** @param label null where the words beside it say what it shows */
export function PixelPicture({ values, label }: { readonly values: readonly number[]; readonly label: string | null }) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, { width, palette }: CanvasView) => drawPixels(context, values, { x: 0, y: 0, size: width }, palette),
    [values],
  );
  return <Canvas label={label} draw={draw} />;
}
