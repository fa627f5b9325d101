/** One example: its inputs, its target, the network's answer, and what it adds to the loss. */
import { Fragment } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import { inputFeature } from '../config/features.ts';
import { inputLabel } from '../datasets/features.ts';
import { outputsOf, sliceOf, type RunData } from '../datasets/runData.ts';
import type { Address } from '../explain/address.ts';
import { pause, presentExample, setView } from '../store/actions.ts';
import { useNabla } from '../store/nabla.ts';
import { shownData } from '../store/shownSlice.ts';
import { useSlowFrame } from '../store/frameStore.ts';
import { formatNumber, formatSigned, parseNumber } from '../viz/format.ts';
import { arePixels } from '../viz/pixels.ts';
import { targetsOf } from './DataPanelExamples.ts';
import { InspectorPanelOpen } from './InspectorPanelOpen.tsx';
import { InspectorPanelNumber } from './InspectorPanelNumber.tsx';
import { InspectorPanelPixels } from './InspectorPanelPixels.tsx';
import { NOT_YET } from './InspectorPanelText.ts';

/** More outputs than this have no room beside one another. */
const FEW_OUTPUTS = 2;

export function InspectorPanelExample({ split, index }: { readonly split: 'train' | 'validation'; readonly index: number }) {
  const data = useNabla(shownData);
  const features = useNabla((state) => state.experiment.features);
  const lastLayer = useNabla((state) => state.experiment.hidden.length);
  const inputs = data === null ? undefined : split === 'train' ? data.trainInputs : data.validationInputs;
  const targets = data === null ? [] : targetsOf(data, split, index);
  const outputs = data === null ? 1 : outputsOf(data);
  const answers = useSlowFrame((frame) => {
    const all = split === 'train' ? frame?.trainOutputs : frame?.validationOutputs;
    if (all === undefined || all.length < (index + 1) * outputs) return Array.from({ length: outputs }, () => NOT_YET).join('|');
    return Array.from(all.subarray(index * outputs, (index + 1) * outputs), (value) => formatNumber(value)).join('|');
  }).split('|');
  if (data === null || inputs === undefined || targets.length === 0) return <p className="inspector-note">This example is not in the present data.</p>;
  const name = data.task === 'classification' ? data.classes[targets[0] ?? 0] : undefined;
  // Two classes are asked for as two numbers, which their names may already be.
  const encoded = (split === 'train' ? data.trainEncoded : data.validationEncoded)[index];
  const asked = outputs > 1 || encoded === undefined ? null : formatSigned(encoded, Number.isInteger(encoded) ? 1 : 3);
  const wanted = name ?? targets.map((target) => formatNumber(target)).join(', ');
  // What is explained is the next update: its first example is made this one.
  const present = (): void => {
    pause();
    presentExample(index);
  };
  const number = (text: string, label: string, opens: Address | null) => (opens === null || split !== 'train'
    ? <b className="inspector-value">{text}</b>
    : <InspectorPanelOpen className="inspector-value" opens={opens} name={label} title="Explains it; the example becomes the next one to be trained on" prepare={present}>{text}</InspectorPanelOpen>);
  const featureAt = (input: number): Address | null => {
    const feature = features.indexOf(inputFeature(input));
    return feature < 0 ? null : { kind: 'input', example: 0, feature };
  };
  return (
    <>
      <div className="inspector-arriving">
        {arePixels(data.inputNames) && <InspectorPanelPixels values={Array.from(inputs.subarray(index * data.inputCount, (index + 1) * data.inputCount))} />}
        <dl className="inspector-numbers">
          {inputsShown(data).map((input) => (
            <div key={input}>
              <dt title={data.inputNames[input]}>{data.inputCount === 1 ? 'x' : inputLabel(input + 1)}</dt>
              <dd>{number(formatNumber(inputs[index * data.inputCount + input] ?? Number.NaN), 'the input', featureAt(input))}</dd>
            </div>
          ))}
          <div><dt>{targets.length > 1 ? 'targets y' : 'target y'}</dt><dd>{number(wanted, 'the target', outputs === 1 ? { kind: 'target', example: 0, output: 0 } : null)}{name !== undefined && asked !== null && asked !== wanted && <> asked for as {asked}</>}</dd></div>
          <div><dt>{targets.length > 1 ? 'answers ŷ' : 'answer ŷ'}</dt><dd>{shownAnswers(answers, data, targets).map((output, place) => <Fragment key={`${output}`}>{place === 0 ? '' : outputs > FEW_OUTPUTS ? ' ' : ', '}{outputs > FEW_OUTPUTS && data.classes.length > 0 && <>{data.classes[output]}: </>}{number(answers[output] ?? NOT_YET, outputs === 1 ? 'the answer' : `answer ${output + 1}`, { kind: 'a', example: 0, layer: lastLayer, unit: output })}</Fragment>)}</dd></div>
          <InspectorPanelNumber name="loss" read={(frame) => (split === 'train' ? frame.trainLosses : frame.validationLosses)[index]} {...(split === 'train' ? { opens: { kind: 'exampleLoss', example: 0 }, prepare: present } : {})} />
        </dl>
      </div>
      {split === 'train' ? <TextButton className="inspector-step" onClick={() => { present(); setView('step'); }}><span className="inspector-step-long">Step through it</span><span className="inspector-step-short">In Step</span></TextButton> : null}
    </>
  );
}

/** Of many classes the one answered and the one asked for; else all outputs. */
function shownAnswers(answers: readonly string[], data: RunData, targets: readonly number[]): readonly number[] {
  const all = answers.map((_, output) => output);
  if (answers.length <= FEW_OUTPUTS || data.classes.length === 0) return all;
  const values = answers.map((answer) => parseNumber(answer) ?? -Infinity);
  const found = values.indexOf(Math.max(...values));
  return [...new Set([found, targets[0] ?? found])];
}

/** All inputs, of many the two that pictures show or, where they show components, that tell most; grey values are seen in their own picture. */
function inputsShown(data: RunData): readonly number[] {
  if (arePixels(data.inputNames)) return [];
  return data.inputCount > 2 ? sliceOf(data).axes : Array.from({ length: data.inputCount }, (_, input) => input);
}
