/** Weights that are all equal: with each activation, which gradients are then exactly 0 and whether the hidden neurons stay identical. */
import { Fragment } from 'react';
import { activations } from '../../engine/activations.ts';
import { initializerText } from '../../config/initializerText.ts';
import type { LayersEqualWeights } from '../../store/layers.ts';
import { useNabla } from '../../store/nabla.ts';
import type { LayersResult } from '../../worker/layers.ts';
import { capital, formatCount } from '../../viz/format.ts';
import { equalWeightsText } from './LayersText.ts';
import { say, translated } from '../../words/say.ts';

export function LayersActivations() {
  const rows = useNabla((state) => state.layersActivations);
  const specs = useNabla((state) => state.layersEqual);
  const hidden = useNabla((state) => state.experiment.hidden);
  if (hidden.length === 0) return <p className="layers-note">{say('There is no hidden layer, so there is no activation to choose and no neuron to be identical.')}</p>;
  const known = rows.flatMap(({ results }) => results).find((result) => result !== null);
  const labels = specs.map(initializerText);
  return (
    <div className="layers-schemes-place">
      <table className="layers-activations" aria-label={say('Equal weights with each activation')}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>{say('activation')}</th>
            {labels.map((label) => <th key={label} scope="colgroup" colSpan={2}>{label}</th>)}
          </tr>
          <tr>
            {labels.map((label) => (
              <Fragment key={label}>
                <th scope="col">{say('gradient exactly 0')}</th>
                <th scope="col">{say('hidden neurons')}</th>
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <Row key={row.activation} {...row} labels={labels} isPresent={hidden.every(({ activation }) => activation === row.activation)} />)}
        </tbody>
      </table>
      <p className="layers-note">
        {known === undefined ? say('Passing through the network …') : say('Each is a pass over {examples} training examples{steps}, with this activation in every hidden layer and all else as it is. Nothing is begun.', { examples: formatCount(known.examples), steps: known.ahead === null ? '' : ` ${say('and {steps} steps tried', { steps: formatCount(known.ahead.steps) })}` })}
      </p>
    </div>
  );
}

function Row({ activation, results, labels, isPresent }: LayersEqualWeights & { readonly labels: readonly string[]; readonly isPresent: boolean }) {
  return (
    <tr data-present={isPresent}>
      <th scope="row"><span>{translated(activations[activation].label)}</span></th>
      {results.map((result, at) => <Cells key={labels[at]} result={result} label={labels[at] ?? ''} />)}
    </tr>
  );
}

function Cells({ result, label }: { readonly result: LayersResult | null; readonly label: string }) {
  const text = result === null ? null : equalWeightsText(result);
  return (
    <>
      <td data-of={`${label}, ${say('gradient exactly 0')}`}>{text === null ? '–' : <>{text.zeros}{text.later !== null && <span className="layers-later">{capital(text.later)}</span>}</>}</td>
      <td data-of={say('hidden neurons')}>{text?.neurons ?? '–'}</td>
    </>
  );
}
