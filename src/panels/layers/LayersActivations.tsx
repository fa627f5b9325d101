/** Weights that are all equal: with each activation, which gradients are then exactly 0 and whether the hidden neurons stay identical. */
import { Fragment } from 'react';
import { activations } from '../../engine/activations.ts';
import { initializerLabel } from '../../engine/initializers.ts';
import type { LayersEqualWeights } from '../../store/layers.ts';
import { useNabla } from '../../store/nabla.ts';
import type { LayersResult } from '../../worker/layers.ts';
import { capital, formatCount } from '../../viz/format.ts';
import { equalWeightsText } from './LayersText.ts';

export function LayersActivations() {
  const rows = useNabla((state) => state.layersActivations);
  const specs = useNabla((state) => state.layersEqual);
  const hidden = useNabla((state) => state.experiment.hidden);
  if (hidden.length === 0) return <p className="layers-note">There is no hidden layer, so there is no activation to choose and no neuron to be identical.</p>;
  const known = rows.flatMap(({ results }) => results).find((result) => result !== null);
  const labels = specs.map(initializerLabel);
  return (
    <div className="layers-schemes-place">
      <table className="layers-activations" aria-label="Equal weights with each activation">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>activation</th>
            {labels.map((label) => <th key={label} scope="colgroup" colSpan={2}>{label}</th>)}
          </tr>
          <tr>
            {labels.map((label) => (
              <Fragment key={label}>
                <th scope="col">gradient exactly 0</th>
                <th scope="col">hidden neurons</th>
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <Row key={row.activation} {...row} labels={labels} isPresent={hidden.every(({ activation }) => activation === row.activation)} />)}
        </tbody>
      </table>
      <p className="layers-note">
        {known === undefined ? 'Passing through the network …' : `Each is a pass over ${formatCount(known.examples)} training examples${known.ahead === null ? '' : ` and ${formatCount(known.ahead.steps)} steps tried`}, with this activation in every hidden layer and all else as it is. Nothing is begun.`}
      </p>
    </div>
  );
}

function Row({ activation, results, labels, isPresent }: LayersEqualWeights & { readonly labels: readonly string[]; readonly isPresent: boolean }) {
  return (
    <tr data-present={isPresent}>
      <th scope="row"><span>{activations[activation].label}</span></th>
      {results.map((result, at) => <Cells key={labels[at]} result={result} label={labels[at] ?? ''} />)}
    </tr>
  );
}

function Cells({ result, label }: { readonly result: LayersResult | null; readonly label: string }) {
  const text = result === null ? null : equalWeightsText(result);
  return (
    <>
      <td data-of={`${label}, gradient exactly 0`}>{text === null ? '–' : <>{text.zeros}{text.later !== null && <span className="layers-later">{capital(text.later)}</span>}</>}</td>
      <td data-of="hidden neurons">{text?.neurons ?? '–'}</td>
    </>
  );
}
