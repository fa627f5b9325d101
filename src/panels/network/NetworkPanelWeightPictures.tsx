/** The weights of a first layer that reads an 8 × 8 picture: of each neuron where they stand at their pixels, all on one scale. */
import { useCallback } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { placeKey } from '../../components/placeKey.ts';
import { weightIndex } from '../../engine/network.ts';
import { select } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { useSaid } from '../../store/useSaid.ts';
import { capital, formatSetting, formatSigned, MINUS } from '../../viz/format.ts';
import { drawWeightPixels, PIXEL_SIDE } from '../../viz/pixels.ts';
import { neuronName, type NamedNetwork } from './NetworkPanelNames.ts';
import { matrixLimit } from './NetworkPanelScale.ts';
import { followFrames, vectorsNow } from './NetworkPanelVectors.ts';
import { say } from '../../words/say.ts';

export function NetworkPanelWeightPictures({ named }: { readonly named: NamedNetwork }) {
  const { network } = named;
  const chosen = useNabla(({ selection }) => (selection?.kind === 'neuron' && selection.layer === 0 ? selection.unit : -1));
  const { units = 0, weights = 0, biases = 0 } = network.layers[0] ?? {};
  const limit = useSlowFrame(useCallback(() => matrixLimit(vectorsNow(network).parameters, weights, biases), [network, weights, biases]));
  const strongest = useSaid([network], () => Array.from({ length: units }, (_, unit) => strongestText(vectorsNow(network).parameters, weightIndex(network, 0, unit, 0))).join('|')).split('|');
  return (
    <div className="network-matrix">
      <p>{say('The 64 weights of each neuron, where each stands at its pixel. Colours from {minus}{limit} to +{limit}; a click selects the neuron.', { minus: MINUS, limit: formatSetting(limit, 2) })}</p>
      <ol className="network-weight-pictures" aria-label={say('Weights of each neuron')}>
        {Array.from({ length: units }, (_, unit) => (
          <li key={placeKey(unit)}>
            <button type="button" aria-pressed={unit === chosen} aria-label={`${capital(neuronName(named, 0, unit))}: ${strongest[unit] ?? ''}`} onClick={() => { select({ kind: 'neuron', layer: 0, unit }); }}>
              <span className="network-weight-picture"><WeightPicture first={weightIndex(network, 0, unit, 0)} limit={limit} network={network} /></span>
              <span aria-hidden="true">{unit + 1}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Where of the 64 weights from `first` on the largest in size stands. */
function strongestText(parameters: Float64Array, first: number): string {
  let at = 0;
  for (let pixel = 1; pixel < PIXEL_SIDE ** 2; pixel++) if (Math.abs(parameters[first + pixel] ?? 0) > Math.abs(parameters[first + at] ?? 0)) at = pixel;
  return say('strongest weight {value} in row {row}, column {column}', { value: formatSigned(parameters[first + at] ?? 0), row: Math.floor(at / PIXEL_SIDE) + 1, column: (at % PIXEL_SIDE) + 1 });
}

function WeightPicture({ network, first, limit }: { readonly network: NamedNetwork['network']; readonly first: number; readonly limit: number }) {
  const draw = useCallback((context: CanvasRenderingContext2D, { width, palette }: CanvasView) => {
    drawWeightPixels(context, vectorsNow(network).parameters.subarray(first, first + PIXEL_SIDE ** 2), limit, { x: 0, y: 0, size: width }, palette);
  }, [network, first, limit]);
  return <Canvas label={null} draw={draw} subscribe={followFrames} />;
}
