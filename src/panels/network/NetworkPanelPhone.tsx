/** On a phone one word tells what the network is, and opens everything that can be set about it. */
import { useState, type ReactNode } from 'react';
import { Sheet } from '../../components/Sheet.tsx';
import { activations } from '../../engine/activations.ts';
import { changeExperiment } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { canAddLayer, insertLayer } from './NetworkPanelChanges.ts';
import { FeatureTicks } from './NetworkPanelFeatures.tsx';
import { LayerHead, MOST_LAYERS, STARTS_AGAIN } from './NetworkPanelHeads.tsx';
import { say, translated } from '../../words/say.ts';

export function NetworkPanelPhoneHead({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const hidden = useNabla((state) => state.experiment.hidden);
  const possible = useNabla((state) => canAddLayer(state.experiment));
  const names = [...new Set(hidden.map((layer) => translated(activations[layer.activation].label)))];
  return (
    <div className="network-phone-head">
      <button type="button" className="network-phone-word" aria-haspopup="dialog" aria-label={say('Layers and features')} onClick={() => setOpen(true)}>
        <span>{hidden.length === 0 ? say('no hidden layer') : `${hidden.map((layer) => layer.units).join(', ')} ${names.join(', ')}`}</span>
      </button>
      <Sheet label={say('Layers and features')} open={open} onClose={() => setOpen(false)} className="network-phone-sheet">
        <FeatureTicks />
        {hidden.map((_, layer) => <LayerHead key={layer} layer={layer} room="wide" />)}
        {possible ? (
          <button type="button" className="network-phone-add" title={say('A new layer {startsAgain}', { startsAgain: STARTS_AGAIN })} onClick={() => changeExperiment((experiment) => insertLayer(experiment, experiment.hidden.length))}>
            {say('Add a hidden layer')}
          </button>
        ) : <p className="network-phone-note">{MOST_LAYERS}.</p>}
        {children}
        <p className="network-phone-note">{say('Neurons and layers: a change {startsAgain}.', { startsAgain: STARTS_AGAIN })}</p>
      </Sheet>
    </div>
  );
}
