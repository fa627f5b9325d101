/** The heads over the layers: name, activation, − + for the neurons; a layer is added in the gap before or after it. */
import { Choice } from '../../components/Choice.tsx';
import { limits } from '../../config/limits.ts';
import { activationNames, activations } from '../../engine/activations.ts';
import { changeExperiment } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectFixed } from '../../store/selectors.ts';
import { canAddLayer, canHaveUnits, insertLayer, removeLayer, setActivation, setUnits } from './NetworkPanelChanges.ts';
import type { NetworkPlan } from '../../viz/networkPlan.ts';
import { say, translated } from '../../words/say.ts';

const ACTIVATION_OPTIONS = activationNames.map((value) => ({ value, label: translated(activations[value].label) }));

/** Said before it is chosen: these change the layout of θ. */
export const STARTS_AGAIN = say('starts again with new weights; undo brings this run back');

/** Why no further layer can be added. */
export const MOST_LAYERS = say('{max} hidden layers are the most', { max: limits.hiddenLayers.max });

/** How much of a head fits: everything, without the word "neurons", or only on hover and focus. */
export type HeadRoom = 'wide' | 'medium' | 'narrow';

export function headRoom(width: number): HeadRoom {
  if (width >= 164) return 'wide';
  return width >= 112 ? 'medium' : 'narrow';
}

export function LayerHead({ layer, room, style }: { layer: number; room: HeadRoom; style?: React.CSSProperties }) {
  const units = useNabla((state) => state.experiment.hidden[layer]?.units ?? 0);
  const activation = useNabla((state) => state.experiment.hidden[layer]?.activation ?? 'tanh');
  const isFixed = useNabla(selectFixed);
  const number = layer + 1;
  const resize = (to: number): void => changeExperiment((experiment) => setUnits(experiment, layer, to), { coalesce: `units.${layer}` });

  return (
    <div className="network-head" data-room={room} style={style}>
      <div className="network-head-name">
        <h2>
          {room === 'narrow' ? <span aria-label={say('Hidden {number}', { number })}>H{number}</span> : say('Hidden {number}', { number })}
        </h2>
        <button
          type="button"
          className="network-sign network-head-remove"
          aria-label={say('Remove hidden layer {number}', { number })}
          title={say('Remove hidden layer {number}: {startsAgain}', { number, startsAgain: STARTS_AGAIN })}
          onClick={() => changeExperiment((experiment) => removeLayer(experiment, layer))}
        >
          ×
        </button>
      </div>
      <div className="network-head-controls">
        <Choice
          label={say('Activation, hidden layer {number}', { number })}
          value={activation}
          options={ACTIVATION_OPTIONS}
          disabled={isFixed}
          onChange={(value) => changeExperiment((experiment) => setActivation(experiment, layer, value))}
          compact
        />
        <span className="network-head-count">
          {units}
          {room === 'wide' && ` ${units === 1 ? say('neuron') : say('neurons')}`}
        </span>
        <span className="network-head-signs">
          <button
            type="button"
            className="network-sign"
            aria-label={say('Fewer neurons in hidden layer {number}', { number })}
            title={say('One neuron less: {startsAgain}', { startsAgain: STARTS_AGAIN })}
            disabled={!canHaveUnits(units - 1)}
            onClick={() => resize(units - 1)}
          >
            −
          </button>
          <button
            type="button"
            className="network-sign"
            aria-label={say('More neurons in hidden layer {number}', { number })}
            title={say('One neuron more: {startsAgain}', { startsAgain: STARTS_AGAIN })}
            disabled={!canHaveUnits(units + 1)}
            onClick={() => resize(units + 1)}
          >
            +
          </button>
        </span>
      </div>
    </div>
  );
}

/** A small + in every gap between two columns. */
export function LayerGaps({ plan }: { plan: NetworkPlan }) {
  const possible = useNabla((state) => canAddLayer(state.experiment));
  const hidden = useNabla((state) => state.experiment.hidden.length);
  return plan.gaps.map((gap, at) => {
    if (gap.x < 0 || gap.x > plan.width || gap.y < 0 || gap.y > plan.height) return null;
    const name = hidden === 0 ? say('Add a hidden layer') : at === 0 ? say('Add a layer before hidden layer 1') : say('Add a layer after hidden layer {at}', { at });
    return (
      <button
        key={name}
        type="button"
        className="network-sign network-gap"
        style={{ left: gap.x, top: gap.y }}
        aria-label={name}
        disabled={!possible}
        title={possible ? `${name}: ${STARTS_AGAIN}` : MOST_LAYERS}
        onClick={() => changeExperiment((experiment) => insertLayer(experiment, at))}
      >
        +
      </button>
    );
  });
}
