/** One example: its inputs, its target, the network's answer, and what it adds to the loss. */
import { outputsOf } from '../datasets/runData.ts';
import { useNabla } from '../store/nabla.ts';
import { useSlowFrame } from '../store/frameStore.ts';
import { formatNumber, formatSigned } from '../viz/format.ts';
import { targetsOf } from './DataPanelExamples.ts';
import { InspectorPanelNumber } from './InspectorPanelNumber.tsx';
import { NOT_YET } from './InspectorPanelText.ts';

export function InspectorPanelExample({ split, index }: { readonly split: 'train' | 'validation'; readonly index: number }) {
  const data = useNabla((state) => state.data);
  const inputs = data === null ? undefined : split === 'train' ? data.trainInputs : data.validationInputs;
  const targets = data === null ? [] : targetsOf(data, split, index);
  const outputs = data === null ? 1 : outputsOf(data);
  const answer = useSlowFrame((frame) => {
    const all = split === 'train' ? frame?.trainOutputs : frame?.validationOutputs;
    if (all === undefined || all.length < (index + 1) * outputs) return NOT_YET;
    return Array.from(all.subarray(index * outputs, (index + 1) * outputs), (value) => formatNumber(value)).join(', ');
  });
  if (data === null || inputs === undefined || targets.length === 0) return <p className="inspector-note">This example is not in the present data.</p>;
  const name = data.task === 'classification' ? data.classes[targets[0] ?? 0] : undefined;
  // Two classes are asked for as two numbers, which their names may already be.
  const encoded = (split === 'train' ? data.trainEncoded : data.validationEncoded)[index];
  const asked = outputs > 1 || encoded === undefined ? null : formatSigned(encoded, Number.isInteger(encoded) ? 1 : 3);
  const wanted = name ?? targets.map((target) => formatNumber(target)).join(', ');
  return (
    <dl className="inspector-numbers">
      {Array.from({ length: data.inputCount }, (_, input) => (
        <div key={input}>
          <dt title={data.inputNames[input]}>{data.inputCount === 1 ? 'x' : `x${input === 0 ? '₁' : '₂'}`}</dt>
          <dd><b className="inspector-value">{formatNumber(inputs[index * data.inputCount + input] ?? Number.NaN)}</b></dd>
        </div>
      ))}
      <div><dt>{targets.length > 1 ? 'targets y' : 'target y'}</dt><dd><b className="inspector-value">{wanted}</b>{name !== undefined && asked !== null && asked !== wanted && <> asked for as {asked}</>}</dd></div>
      <div><dt>{targets.length > 1 ? 'answers ŷ' : 'answer ŷ'}</dt><dd><b className="inspector-value">{answer}</b></dd></div>
      <InspectorPanelNumber name="loss" read={(frame) => (split === 'train' ? frame.trainLosses : frame.validationLosses)[index]} />
    </dl>
  );
}
