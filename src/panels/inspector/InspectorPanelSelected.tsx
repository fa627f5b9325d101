/** The name, the formula and the numbers of what is selected. */
import { IconButton } from '../../components/IconButton.tsx';
import { features as featureInfos } from '../../datasets/features.ts';
import { select } from '../../store/actions.ts';
import { useNabla, type Selection } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { capital } from '../../viz/format.ts';
import { InspectorPanelExample } from './InspectorPanelExample.tsx';
import { InspectorPanelFeature } from './InspectorPanelFeature.tsx';
import { selectionName } from './InspectorPanelNames.ts';
import { InspectorPanelNeuron } from './InspectorPanelNeuron.tsx';
import { InspectorPanelParameter } from './InspectorPanelParameter.tsx';
import { say } from '../../words/say.ts';

/** @param selection something the network has */
export function InspectorPanelSelected({ selection }: { readonly selection: Selection }) {
  const network = useNetwork();
  const features = useNabla((state) => state.experiment.features);
  const classes = useNabla((state) => state.data?.classes);
  const labels = features.map((feature) => featureInfos[feature].label);
  const name = selectionName(network, selection, labels, classes);
  return (
    <>
      <p className="inspector-caption">
        <span title={name}>{capital(name)}</span>
        <IconButton label={say('Select nothing')} icon="close" size={12} onClick={() => select(null)} />
      </p>
      {(selection.kind === 'weight' || selection.kind === 'bias') && <InspectorPanelParameter selection={selection} />}
      {selection.kind === 'neuron' && <InspectorPanelNeuron layer={selection.layer} unit={selection.unit} labels={labels} />}
      {selection.kind === 'feature' && <InspectorPanelFeature index={selection.index} />}
      {selection.kind === 'example' && <InspectorPanelExample split={selection.split} index={selection.index} />}
    </>
  );
}
