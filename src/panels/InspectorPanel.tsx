/** What is selected, with its formula and the numbers of this moment: a parameter, a neuron, a feature or an example. */
import { IconButton } from '../components/IconButton.tsx';
import { features as featureInfos } from '../datasets/features.ts';
import { select } from '../store/actions.ts';
import { useNabla } from '../store/nabla.ts';
import { useNetwork } from '../store/network.ts';
import { isInNetwork } from '../store/selection.ts';
import { formatCount } from '../viz/format.ts';
import { InspectorPanelExample } from './InspectorPanelExample.tsx';
import { InspectorPanelFeature } from './InspectorPanelFeature.tsx';
import { selectionName } from './InspectorPanelNames.ts';
import { InspectorPanelNeuron } from './InspectorPanelNeuron.tsx';
import { InspectorPanelParameter } from './InspectorPanelParameter.tsx';
import './InspectorPanel.css';

export function InspectorPanel() {
  const network = useNetwork();
  const features = useNabla((state) => state.experiment.features);
  const classes = useNabla((state) => state.data?.classes);
  const selected = useNabla((state) => state.selection);
  const selection = selected !== null && isInNetwork(selected, network) ? selected : null;
  const labels = features.map((feature) => featureInfos[feature].label);
  const name = selection === null ? '' : selectionName(network, selection, labels, classes);

  return (
    <section className="inspector-panel" aria-label="Inspector">
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
    </section>
  );
}

function Hint({ parameters }: { readonly parameters: number }) {
  return (
    <p className="inspector-hint">
      {formatCount(parameters)} parameters learn here. Select an edge, a neuron or a point to see its numbers and to change them.
    </p>
  );
}
