/** From the plot of the data to every feature: the wires on which the examples come in. They lie in the gap left of the panel. */
import type { NetworkPlan } from './NetworkPanelPlan.ts';

/** Width of the gap between the data and the features, and the middle of the plot below the stage's top, px. */
const GAP = 64;
const PLOT_MIDDLE = 100;

export function NetworkPanelWires({ plan }: { plan: NetworkPlan }) {
  return (
    <svg className="network-wires" width={GAP} height={plan.height} aria-hidden="true">
      {plan.columns[0]?.units.map(({ unit, y, size }) => {
        const end = y + size / 2;
        return <path key={unit} d={`M0 ${PLOT_MIDDLE}C${GAP * 0.53} ${PLOT_MIDDLE} ${GAP * 0.47} ${end} ${GAP} ${end}`} />;
      })}
    </svg>
  );
}
