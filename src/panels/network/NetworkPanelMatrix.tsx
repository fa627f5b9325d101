/** The sheet with all weights of a layer. */
import { later } from '../../components/later.tsx';
import { Sheet } from '../../components/Sheet.tsx';
import { layerName, type NamedNetwork } from './NetworkPanelNames.ts';

const NetworkPanelMatrixWeights = later(async () => (await import('./NetworkPanelMatrixWeights.tsx')).NetworkPanelMatrixWeights, { name: 'The picture of the weights', soon: true });

export function NetworkPanelMatrix({ layer, named, onClose }: { layer: number | null; named: NamedNetwork; onClose: () => void }) {
  const title = layer === null ? '' : `All weights into ${layerName(named, layer)}`;
  return (
    <Sheet label={title} open={layer !== null} onClose={onClose} className="network-matrix-sheet">
      {layer !== null && <NetworkPanelMatrixWeights layer={layer} named={named} />}
    </Sheet>
  );
}
