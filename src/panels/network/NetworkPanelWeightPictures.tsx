/** The weights of a first layer that reads an 8 × 8 picture: of each neuron where they stand at their pixels, all on one scale. */
import { useCallback } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { placeKey } from '../../components/placeKey.ts';
import { weightIndex } from '../../engine/network.ts';
import { select } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { capital, formatSetting, MINUS } from '../../viz/format.ts';
import { drawWeightPixels, PIXEL_SIDE } from '../../viz/pixels.ts';
import { neuronName, type NamedNetwork } from './NetworkPanelNames.ts';
import { matrixLimit } from './NetworkPanelScale.ts';
import { followFrames, vectorsNow } from './NetworkPanelVectors.ts';

export function NetworkPanelWeightPictures({ named }: { readonly named: NamedNetwork }) {
  const { network } = named;
  const chosen = useNabla(({ selection }) => (selection?.kind === 'neuron' && selection.layer === 0 ? selection.unit : -1));
  const { units = 0, weights = 0, biases = 0 } = network.layers[0] ?? {};
  const limit = useSlowFrame(useCallback(() => matrixLimit(vectorsNow(network).parameters, weights, biases), [network, weights, biases]));
  return (
    <div className="network-matrix">
      <p>The 64 weights of each neuron, where each stands at its pixel. Colours from {MINUS}{formatSetting(limit, 2)} to +{formatSetting(limit, 2)}; a click selects the neuron.</p>
      <ol className="network-weight-pictures" aria-label="Weights of each neuron">
        {Array.from({ length: units }, (_, unit) => (
          <li key={placeKey(unit)}>
            <button type="button" aria-pressed={unit === chosen} aria-label={capital(neuronName(named, 0, unit))} onClick={() => { select({ kind: 'neuron', layer: 0, unit }); }}>
              <span className="network-weight-picture"><WeightPicture first={weightIndex(network, 0, unit, 0)} limit={limit} network={network} /></span>
              <span aria-hidden="true">{unit + 1}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

function WeightPicture({ network, first, limit }: { readonly network: NamedNetwork['network']; readonly first: number; readonly limit: number }) {
  const draw = useCallback((context: CanvasRenderingContext2D, { width, palette }: CanvasView) => {
    drawWeightPixels(context, vectorsNow(network).parameters.subarray(first, first + PIXEL_SIDE ** 2), limit, { x: 0, y: 0, size: width }, palette);
  }, [network, first, limit]);
  return <Canvas label={null} draw={draw} subscribe={followFrames} />;
}
