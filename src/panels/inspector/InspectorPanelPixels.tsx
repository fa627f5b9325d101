/** Inputs that are grey values as the picture they are, and the weights of a first neuron read over them as another. */
import { useCallback } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { weightIndex, type Network } from '../../engine/network.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatNumber } from '../../viz/format.ts';
import { arePixels, drawPixels, drawWeightPixels, PIXEL_SIDE } from '../../viz/pixels.ts';
import { say } from '../../words/say.ts';

/** An example's 64 grey values. */
export function InspectorPanelPixels({ values }: { readonly values: readonly number[] }) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, { width, palette }: CanvasView) => drawPixels(context, values, { x: 0, y: 0, size: width }, palette),
    [values],
  );
  return <span className="inspector-pixels"><Canvas label={say('The example as a picture of 8 × 8 grey values')} draw={draw} /></span>;
}

/** The 64 weights of a neuron of the first layer where each stands at its pixel; nothing for other networks. */
export function InspectorPanelWeightPixels({ network, unit }: { readonly network: Network; readonly unit: number }) {
  const isPicture = useNabla(({ data, experiment }) => data !== null && arePixels(data.inputNames) && experiment.features.length === PIXEL_SIDE ** 2);
  const first = weightIndex(network, 0, unit, 0);
  // As text, so that it is drawn again only when a weight has changed.
  const text = useSlowFrame((frame) => (isPicture && frame !== null ? frame.parameters.subarray(first, first + PIXEL_SIDE ** 2).join(' ') : ''));
  const weights = text === '' ? [] : text.split(' ').map(Number);
  const limit = Math.max(1e-12, ...weights.map(Math.abs).filter(Number.isFinite));
  const draw = useCallback((context: CanvasRenderingContext2D, { width, palette }: CanvasView) => {
    const values = text.split(' ').map(Number);
    drawWeightPixels(context, values, limit, { x: 0, y: 0, size: width }, palette);
  }, [text, limit]);
  if (text === '') return null;
  const name = say('The weights at their pixels, from −{limit} to +{limit}', { limit: formatNumber(limit) });
  return <span className="inspector-pixels" title={name}><Canvas label={name} draw={draw} /></span>;
}
