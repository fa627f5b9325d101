/** From the plot of the data to every feature: the wires on which the examples come in. They lie in the gap left of the panel. */
import { useRef } from 'react';
import type { NetworkPlan } from '../../viz/networkPlan.ts';
import { useElementSize } from '../../components/useElementSize.ts';

/** Width of the gap between the data and the features, px (app.css). */
const GAP = 64;

export function NetworkPanelWires({ plan }: { plan: NetworkPlan }) {
  /* As high as the plot of the data, which stands at the stage's top too. */
  const plot = useRef<HTMLDivElement>(null);
  const middle = useElementSize(plot).height / 2;
  return (
    <div ref={plot} className="network-wires" aria-hidden="true">
      <svg width={GAP} height={plan.height}>
        {plan.columns[0]?.units.map(({ unit, y, size }) => {
          const end = y + size / 2;
          return <path key={unit} d={`M0 ${middle}C${GAP * 0.53} ${middle} ${GAP * 0.47} ${end} ${GAP} ${end}`} />;
        })}
      </svg>
    </div>
  );
}
