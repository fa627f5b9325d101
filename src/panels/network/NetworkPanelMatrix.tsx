/** The sheet with all weights of a layer. */
import { later } from '../../components/later.tsx';
import { Sheet } from '../../components/Sheet.tsx';
import { layerName, type NamedNetwork } from './NetworkPanelNames.ts';
import { say } from '../../words/say.ts';

const NetworkPanelMatrixWeights = later(async () => (await import('./NetworkPanelMatrixWeights.tsx')).NetworkPanelMatrixWeights, { name: say('The picture of the weights'), soon: true });

export function NetworkPanelMatrix({ layer, named, onClose }: { layer: number | null; named: NamedNetwork; onClose: () => void }) {
  const title = layer === null ? '' : say('All weights into {layerName}', { layerName: layerName(named, layer) });
  return (
    <Sheet label={title} open={layer !== null} onClose={onClose} className="network-matrix-sheet">
      {layer !== null && <NetworkPanelMatrixWeights layer={layer} named={named} />}
    </Sheet>
  );
}
