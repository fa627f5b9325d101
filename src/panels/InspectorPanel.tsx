/** What is selected, with its formula and the numbers of this moment: a parameter, a neuron, a feature or an example. */
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../components/IconButton.tsx';
import { features as featureInfos } from '../datasets/features.ts';
import { closeTrail, openQuantity, select } from '../store/actions.ts';
import { useNabla, type Selection } from '../store/nabla.ts';
import { useNetwork } from '../store/network.ts';
import { isInNetwork, selectionKey } from '../store/selection.ts';
import { formatCount } from '../viz/format.ts';
import { InspectorPanelExample } from './InspectorPanelExample.tsx';
import { InspectorPanelFeature } from './InspectorPanelFeature.tsx';
import { selectionName } from './InspectorPanelNames.ts';
import { InspectorPanelNeuron } from './InspectorPanelNeuron.tsx';
import { InspectorPanelParameter } from './InspectorPanelParameter.tsx';
import { quantityOf } from './InspectorPanelQuantity.ts';
import { InspectorPanelSurface } from './InspectorPanelSurface.tsx';
import './InspectorPanel.css';

export function InspectorPanel() {
  const network = useNetwork();
  const features = useNabla((state) => state.experiment.features);
  const classes = useNabla((state) => state.data?.classes);
  const selected = useNabla((state) => state.selection);
  const selection = selected !== null && isInNetwork(selected, network) ? selected : null;
  const labels = features.map((feature) => featureInfos[feature].label);
  const name = selection === null ? '' : selectionName(network, selection, labels, classes);

  const isOpen = useNabla((state) => state.trail.length > 0);
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  useFollowedSelection(isOpen, selection);

  return (
    <section className="inspector-panel" aria-label="Inspector">
      <div className="inspector-compact" inert={isOpen} onFocus={({ target }) => { setOpener(target); }}>
        {selection === null ? <Hint parameters={network.parameterCount} /> : (
          <>
            <p className="inspector-caption">
              <span title={name}>{name.charAt(0).toUpperCase()}{name.slice(1)}</span>
              <IconButton label="Select nothing" icon="close" size={12} onClick={() => select(null)} />
            </p>
            {(selection.kind === 'weight' || selection.kind === 'bias') && <InspectorPanelParameter selection={selection} />}
            {selection.kind === 'neuron' && <InspectorPanelNeuron layer={selection.layer} unit={selection.unit} labels={labels} />}
            {selection.kind === 'feature' && <InspectorPanelFeature index={selection.index} />}
            {selection.kind === 'example' && <InspectorPanelExample split={selection.split} index={selection.index} />}
          </>
        )}
      </div>
      {isOpen ? <InspectorPanelSurface opener={opener} /> : null}
    </section>
  );
}

/** With an explanation open, that of what is selected next takes its place. */
function useFollowedSelection(isOpen: boolean, selection: Selection | null): void {
  const network = useNetwork();
  const key = selection === null ? null : selectionKey(selection);
  const last = useRef(key);
  useEffect(() => {
    const isOther = key !== last.current;
    last.current = key;
    if (!isOther || !isOpen) return;
    closeTrail();
    const next = selection === null ? null : quantityOf(network, selection);
    if (next !== null) openQuantity(next);
  }, [key, isOpen, selection, network]);
}

function Hint({ parameters }: { readonly parameters: number }) {
  return (
    <p className="inspector-hint">
      {formatCount(parameters)} parameters learn here. Select an edge, a neuron or a point for its numbers.
    </p>
  );
}
