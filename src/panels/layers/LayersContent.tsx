/** What the sheet shows: the weights as drawn or as they are, the other initializations, or equal weights with each activation. */
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { distributionOf } from '../../engine/initializers.ts';
import { showLayers } from '../../store/actions.ts';
import type { LayersMoment, LayersShown } from '../../store/layers.ts';
import { useNabla } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { formatCount } from '../../viz/format.ts';
import { LayersActivations } from './LayersActivations.tsx';
import { LayersFigures } from './LayersFigures.tsx';
import { useMedia } from '../../components/useMedia.ts';
import { LayersNeurons } from './LayersNeurons.tsx';
import { LayersSchemes } from './LayersSchemes.tsx';
import { layersFindings, layersHeading } from './LayersText.ts';
import { say } from '../../words/say.ts';

/** All five columns and the names beside one another. */
const WIDE = '(min-width: 1010px)';

const OPTIONS: readonly { readonly value: LayersShown; readonly label: string }[] = [
  { value: 'start', label: say('Initial weights') }, { value: 'now', label: say('Now') }, { value: 'schemes', label: say('What if') }, { value: 'activations', label: say('Zero, constant') },
];

export function LayersContent() {
  const shown = useNabla((state) => state.layersShown);
  const moment = useNabla((state) => (state.layersShown === 'now' ? state.layersNow ?? state.layersStart : state.layersStart));
  const failed = useNabla((state) => state.layersFailed);
  return (
    <div className="layers-content">
      <SegmentedChoice label={say('Weights shown')} hideLabel value={shown} options={OPTIONS} onChange={showLayers} className="layers-choice" />
      {failed !== null && <p role="status">{failed}</p>}
      {shown === 'schemes' ? <LayersSchemes /> : shown === 'activations' ? <LayersActivations /> : moment === null ? <p className="layers-waiting" aria-busy="true">{say('One pass over the training examples …')}</p> : <Moment moment={moment} />}
    </div>
  );
}

function Moment({ moment: { step, epoch, result } }: { readonly moment: LayersMoment }) {
  const spec = useNabla((state) => (state.layersShown === 'start' && state.experiment.initialization.given === undefined ? state.experiment.initialization.weights : null));
  const network = useNetwork();
  const isWide = useMedia(WIDE);
  const [first, ...others] = layersFindings(result);
  const sources = spec === null || network.layers.length !== result.layers.length ? null : network.layers.map(({ inputs, units }) => distributionOf(spec, inputs, units));
  return (
    <>
      <div className="layers-findings">
        <p><b>{layersHeading(result)}.</b> {first}</p>
        {others.map((sentence) => <p key={sentence}>{sentence}</p>)}
      </div>
      <div className="layers-figures">
        <LayersNeurons result={result} />
        <LayersFigures result={result} sources={sources} named={!isWide} />
      </div>
      <p className="layers-note">
        {say('{epoch}: one pass over {examples} training examples. Boxes hold half of the values, whiskers nine tenths.{drawnFrom}', { epoch: step === 0 ? say('Before the first step') : say('Epoch {epoch}, step {step}', { epoch: formatCount(epoch), step: formatCount(step) }), examples: formatCount(result.examples), drawnFrom: sources?.some(({ kind }) => kind !== 'constant') !== true ? '' : ` ${say('The line is the distribution the weights were drawn from.')}` })}
      </p>
    </>
  );
}
