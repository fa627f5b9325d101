/** One example: its inputs, its target, the network's answer, and what it adds to the loss. */
import { useNabla } from '../store/nabla.ts';
import { useSlowFrame } from '../store/frameStore.ts';
import { formatNumber, formatSigned } from '../viz/format.ts';
import { encodedTarget } from './encodedTarget.ts';
import { InspectorPanelNumber } from './InspectorPanelNumber.tsx';
import { NOT_YET } from './InspectorPanelText.ts';

export function InspectorPanelExample({ split, index }: { readonly split: 'train' | 'validation'; readonly index: number }) {
  const data = useNabla((state) => state.data);
  const activation = useNabla((state) => state.experiment.outputActivation);
  const inputs = data === null ? undefined : split === 'train' ? data.trainInputs : data.validationInputs;
  const target = data === null ? undefined : (split === 'train' ? data.trainTargets : data.validationTargets)[index];
  const outputs = data !== null && data.classes.length > 2 ? data.classes.length : 1;
  const answer = useSlowFrame((frame) => {
    const all = split === 'train' ? frame?.trainOutputs : frame?.validationOutputs;
    if (all === undefined || all.length < (index + 1) * outputs) return NOT_YET;
    return Array.from(all.subarray(index * outputs, (index + 1) * outputs), (value) => formatNumber(value)).join(', ');
  });
  if (data === null || inputs === undefined || target === undefined) return <p className="inspector-note">This example is not in the present data.</p>;
  const name = data.task === 'classification' ? data.classes[target] : undefined;
  // Two classes are asked for as two numbers, which their names may already be.
  const asked = outputs > 1 ? null : formatSigned(encodedTarget(target, data.task, activation), 1);
  const wanted = name === undefined ? formatNumber(target) : name;
  return (
    <dl className="inspector-numbers">
      {Array.from({ length: data.inputCount }, (_, input) => (
        <div key={input}>
          <dt title={data.inputNames[input]}>{data.inputCount === 1 ? 'x' : `x${input === 0 ? '₁' : '₂'}`}</dt>
          <dd><b className="inspector-value">{formatNumber(inputs[index * data.inputCount + input] ?? Number.NaN)}</b></dd>
        </div>
      ))}
      <div><dt>target y</dt><dd><b className="inspector-value">{wanted}</b>{name !== undefined && asked !== null && asked !== wanted && <> asked for as {asked}</>}</dd></div>
      <div><dt>answer ŷ</dt><dd><b className="inspector-value">{answer}</b></dd></div>
      <InspectorPanelNumber name="loss" read={(frame) => (split === 'train' ? frame.trainLosses : frame.validationLosses)[index]} />
    </dl>
  );
}
