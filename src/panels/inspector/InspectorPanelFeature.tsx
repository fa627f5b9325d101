/** An input feature: how it follows from the raw inputs, and its value at the probed point. */
import { Tex } from '../../components/Tex.tsx';
import { features } from '../../datasets/features.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatNumber } from '../../viz/format.ts';
import { InspectorPanelOpen } from './InspectorPanelOpen.tsx';
import { NOT_YET } from './InspectorPanelText.ts';
import { say } from '../../words/say.ts';

export function InspectorPanelFeature({ index }: { readonly index: number }) {
  const name = useNabla((state) => state.experiment.features[index]);
  const probe = useNabla((state) => state.probe);
  const inputNames = useNabla((state) => state.data?.inputNames);
  if (name === undefined) return null;
  const feature = features[name];
  const value = probe === null ? NOT_YET : formatNumber(feature.compute(probe[0] ?? 0, probe[1] ?? 0));
  return (
    <>
      <div className="inspector-formula"><Tex tex={feature.tex} /> <span className="inspector-result">= <b className="inspector-value">{value}</b></span></div>
      <p className="inspector-note">
        {probe === null ? say('Point at the output to see its value there.') : say('At the probed point.')}
        {inputNames !== undefined && inputNames.length > 0 && ` ${say('Inputs: {list}.', { list: inputNames.join(', ') })}`}
        {' '}
        <InspectorPanelOpen opens={{ kind: 'input', example: 0, feature: index }} name={say('the input of the next example')}>{say('Next example')}</InspectorPanelOpen>
      </p>
    </>
  );
}
