/** What is selected, with its formula and the numbers of this moment: a parameter, a neuron, a feature or an example. */
import { useState } from 'react';
import { later } from '../../components/later.tsx';
import { useNabla } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { isInNetwork } from '../../store/selection.ts';
import { formatCount } from '../../viz/format.ts';
import './InspectorPanel.css';
import { say } from '../../words/say.ts';

const InspectorPanelSelected = later(async () => (await import('./InspectorPanelSelected.tsx')).InspectorPanelSelected, { name: say('What is selected'), soon: true });
const InspectorPanelSurface = later(async () => (await import('./InspectorPanelSurface.tsx')).InspectorPanelSurface, { name: say('The explanation'), soon: true });

export function InspectorPanel() {
  const network = useNetwork();
  const selected = useNabla((state) => state.selection);
  const selection = selected !== null && isInNetwork(selected, network) ? selected : null;
  const isOpen = useNabla((state) => state.trail.length > 0);
  const [opener, setOpener] = useState<HTMLElement | null>(null);

  return (
    <section className="inspector-panel" aria-label={say('Inspector')}>
      <div className="inspector-compact" inert={isOpen} onFocus={({ target }) => { setOpener(target); }}>
        {selection === null ? <Hint parameters={network.parameterCount} /> : <InspectorPanelSelected selection={selection} />}
      </div>
      {isOpen ? <InspectorPanelSurface opener={opener} selection={selection} /> : null}
    </section>
  );
}

function Hint({ parameters }: { readonly parameters: number }) {
  return (
    <p className="inspector-hint">
      {say('{parameters} parameters learn here. Select an edge, a neuron or a point for its numbers.', { parameters: formatCount(parameters) })}
    </p>
  );
}
