/** What the edges show, and the scale of their colours. */
import { useCallback } from 'react';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import type { Network } from '../../engine/network.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { setEdges } from '../../store/actions.ts';
import { useNabla, type EdgeQuantity } from '../../store/nabla.ts';
import { formatSetting, MINUS } from '../../viz/format.ts';
import type { EdgeScale } from './NetworkPanelScale.ts';
import { vectorsNow } from './NetworkPanelVectors.ts';
import { say } from '../../words/say.ts';

const QUANTITIES: readonly { readonly value: EdgeQuantity; readonly label: string }[] = [
  { value: 'weights', label: say('weights') },
  { value: 'gradients', label: say('gradients') },
  { value: 'update', label: say('last update') },
];

export function NetworkPanelLegend({ network, scale }: { network: Network; scale: EdgeScale }) {
  const edges = useNabla((state) => state.edges);
  const limit = useSlowFrame(useCallback(() => scale.limitFor(network, vectorsNow(network), edges), [scale, network, edges]));
  const text = formatSetting(limit, 2);
  return (
    <div className="network-legend">
      <SegmentedChoice label={say('Edges show')} value={edges} options={QUANTITIES} onChange={setEdges} />
      <span className="network-scale" data-edges={edges} role="img" aria-label={say('Colours from {minus}{text} to +{text}', { minus: MINUS, text })}>
        <span>{MINUS}{text}</span>
        <i />
        <span>+{text}</span>
      </span>
    </div>
  );
}
