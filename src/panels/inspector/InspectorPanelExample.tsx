/** One example: its inputs, its target, the network's answer, and what it adds to the loss. */
import { Fragment } from 'react';
import { InputList } from '../../components/InputList.tsx';
import { Popover } from '../../components/Popover.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { inputFeature } from '../../config/features.ts';
import { inputLabel } from '../../datasets/features.ts';
import { outputsOf, sliceOf, type RunData } from '../../datasets/runData.ts';
import type { Address } from '../../explain/address.ts';
import { measuredInputs, measuredTarget, targetText } from '../../explain/measured.ts';
import { pause, setView } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { shownData } from '../../store/shownSlice.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { presentExample } from '../../store/steppingActions.ts';
import { formatNumber, formatSigned, parseNumber } from '../../viz/format.ts';
import { arePixels } from '../../viz/pixels.ts';
import { targetsOf } from '../../viz/examples.ts';
import { InspectorPanelOpen } from './InspectorPanelOpen.tsx';
import { InspectorPanelNumber } from './InspectorPanelNumber.tsx';
import { InspectorPanelPixels } from './InspectorPanelPixels.tsx';
import { NOT_YET } from './InspectorPanelText.ts';
import { say } from '../../words/say.ts';

/** More outputs than this have no room beside one another. */
const FEW_OUTPUTS = 2;
/** Names and measurements that are longer than a line, with the name of the target, stand in the list of all inputs alone. */
const MOST_LETTERS = 42;

export function InspectorPanelExample({ split, index }: { readonly split: 'train' | 'validation'; readonly index: number }) {
  const data = useNabla(shownData);
  const features = useNabla((state) => state.experiment.features);
  const spec = useNabla((state) => state.experiment.data);
  const lastLayer = useNabla((state) => state.experiment.hidden.length);
  const inputs = data === null ? undefined : split === 'train' ? data.trainInputs : data.validationInputs;
  const targets = data === null ? [] : targetsOf(data, split, index);
  const outputs = data === null ? 1 : outputsOf(data);
  const answers = useSlowFrame((frame) => {
    const all = split === 'train' ? frame?.trainOutputs : frame?.validationOutputs;
    if (all === undefined || all.length < (index + 1) * outputs) return Array.from({ length: outputs }, () => NOT_YET).join('|');
    return Array.from(all.subarray(index * outputs, (index + 1) * outputs), (value) => formatNumber(value)).join('|');
  }).split('|');
  // In full, for a regression on a table: what it is in the column's own unit.
  const answer = useSlowFrame((frame) => (split === 'train' ? frame?.trainOutputs : frame?.validationOutputs)?.[index * outputs] ?? Number.NaN);
  if (data === null || inputs === undefined || targets.length === 0) return <p className="inspector-note">{say('This example is not in the present data.')}</p>;
  const name = data.task === 'classification' ? data.classes[targets[0] ?? 0] : undefined;
  // Two classes are asked for as two numbers, which their names may already be.
  const encoded = (split === 'train' ? data.trainEncoded : data.validationEncoded)[index];
  const asked = outputs > 1 || encoded === undefined ? null : formatSigned(encoded, Number.isInteger(encoded) ? 1 : 3);
  const wanted = name ?? targets.map((value) => formatNumber(value)).join(', ');
  // What is explained is the next update: its first example is made this one.
  const present = (): void => {
    pause();
    presentExample(index);
  };
  const isPicture = arePixels(data.inputNames);
  const given = inputs.subarray(index * data.inputCount, (index + 1) * data.inputCount);
  const measured = isPicture ? null : measuredInputs(spec, given);
  const target = measuredTarget(spec);
  const number = (text: string, label: string, opens: Address | null) => (opens === null || split !== 'train'
    ? <b className="inspector-value">{text}</b>
    : <InspectorPanelOpen className="inspector-value" opens={opens} name={label} title={say('Explains it; the example becomes the next one to be trained on')} prepare={present}>{text}</InspectorPanelOpen>);
  const featureAt = (input: number): Address | null => {
    const feature = features.indexOf(inputFeature(input));
    return feature < 0 ? null : { kind: 'input', example: 0, feature };
  };
  const areLong = inputsShown(data).reduce((letters, input) => letters + (measured?.[input]?.phrase.length ?? 0), name?.length ?? 0) > MOST_LETTERS;
  const rows = [];
  for (const [input, value] of given.entries()) {
    rows.push({ label: inputLabel(input + 1), name: measured?.[input]?.name ?? data.inputNames[input] ?? '', measured: measured?.[input]?.text ?? null, given: number(formatNumber(value), say('the input'), featureAt(input)) });
  }
  return (
    <>
      <div className="inspector-arriving">
        {isPicture && <InspectorPanelPixels values={Array.from(given)} />}
        <dl className="inspector-numbers">
          {(areLong ? [] : inputsShown(data)).map((input) => {
            const [symbol, value, column] = [data.inputCount === 1 ? 'x' : inputLabel(input + 1), formatNumber(given[input] ?? Number.NaN), measured?.[input]];
            return (
              <div key={input} className={column === undefined ? undefined : 'inspector-named'}>
                <dt title={data.inputNames[input]}>{column === undefined ? symbol : column.name}</dt>
                <dd>{number(column?.text ?? value, say('the input'), featureAt(input))}</dd>
              </div>
            );
          })}
          {(data.inputCount > 2 || measured !== null) && !isPicture && (
            <div>
              <Popover label={say('Inputs of the example')} trigger={data.inputCount === 2 ? say('both inputs') : say('all {inputCount} inputs', { inputCount: data.inputCount })} side="above">
                <InputList rows={rows} />
              </Popover>
            </div>
          )}
          <div><dt>{targets.length > 1 ? say('targets y') : say('target y')}</dt><dd>{number(wanted, say('the target'), outputs === 1 ? { kind: 'target', example: 0, output: 0 } : null)}{name !== undefined && asked !== null && asked !== wanted && <>{' '}{say('asked for as {asked}', { asked })}</>}{target !== null && <span className="inspector-given" title={target.name}> = {targetText(targets[0] ?? Number.NaN, target)}</span>}</dd></div>
          <div><dt>{targets.length > 1 ? say('answers ŷ') : say('answer ŷ')}</dt><dd>{shownAnswers(answers, data, targets).map((output, place) => <Fragment key={`${output}`}>{place === 0 ? '' : outputs > FEW_OUTPUTS ? ' ' : ', '}{outputs > FEW_OUTPUTS && data.classes.length > 0 && <>{data.classes[output]}: </>}{number(answers[output] ?? NOT_YET, outputs === 1 ? say('the answer') : say('answer {output}', { output: output + 1 }), { kind: 'a', example: 0, layer: lastLayer, unit: output })}</Fragment>)}{target !== null && answers[0] !== NOT_YET && <span className="inspector-given" title={target.name}> = {targetText(answer, target)}</span>}</dd></div>
          <InspectorPanelNumber name="loss" read={(frame) => (split === 'train' ? frame.trainLosses : frame.validationLosses)[index]} {...(split === 'train' ? { opens: { kind: 'exampleLoss', example: 0 }, prepare: present } : {})} />
        </dl>
      </div>
      {split === 'train' ? <TextButton className="inspector-step" onClick={() => { present(); setView('step'); }}><span className="inspector-step-long">{say('Step through it')}</span><span className="inspector-step-short">{say('In Step')}</span></TextButton> : null}
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
