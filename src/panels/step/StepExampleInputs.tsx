/** The inputs of the present example: one or two to be typed over, more of them as a list to be opened, grey values as their picture. */
import { useCallback } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { InputList } from '../../components/InputList.tsx';
import { MathText } from '../../components/MathText.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Popover } from '../../components/Popover.tsx';
import type { FeatureName, GivenExample } from '../../config/experiment.ts';
import { inputFeature } from '../../config/features.ts';
import { limits } from '../../config/limits.ts';
import { inputLabel } from '../../datasets/features.ts';
import type { RunData } from '../../datasets/runData.ts';
import { addressKey } from '../../explain/address.ts';
import { measuredInputs } from '../../explain/measured.ts';
import { useNabla } from '../../store/nabla.ts';
import { openQuantity, updateExample } from '../../store/steppingActions.ts';
import { formatExact, formatNumber, formatSetting } from '../../viz/format.ts';
import { arePixels, drawPixels } from '../../viz/pixels.ts';
import { say } from '../../words/say.ts';

type InputsProps = {
  readonly data: RunData;
  readonly given: GivenExample;
  /** Number of the training example, and its place in the mini-batch. */
  readonly index: number;
  readonly example: number;
  /** Only looked at: it cannot be typed over. */
  readonly isGuest: boolean;
  readonly isLit: (key: string) => boolean;
};

export function StepExampleInputs(props: InputsProps) {
  return props.data.inputCount > 2 ? <ManyInputs {...props} /> : <FewInputs {...props} />;
}

function FewInputs({ data, given, index, example, isGuest, isLit }: InputsProps) {
  const features = useNabla((state) => state.experiment.features);
  return (
    <p className="step-example-line">
      <MathText>{data.inputCount === 1 ? 'x_1' : 'x'}</MathText> ={data.inputCount > 1 && ' ('}
      {given.inputs.map((value, input) => {
        const name = inputLabel(input + 1);
        const key = inputKey(features, example, input);
        return (
          <span key={name} data-quantity={key} data-lit={key !== null && isLit(key)}>
            {data.inputCount === 1 && ' '}
            {isGuest ? <span title={formatExact(value)}>{formatInput(value)}</span> : <NumberField
              label={say('Input {name}', { name })} value={value} min={limits.input.min} max={limits.input.max} format={formatInput} width={fieldWidth(formatInput(value))}
              onCommit={(next) => updateExample(index, { ...given, inputs: given.inputs.with(input, next) })}
            />}
            {input < data.inputCount - 1 && ', '}
          </span>
        );
      })}
      {data.inputCount > 1 && ')'}
    </p>
  );
}

function ManyInputs({ data, given, example, isLit }: InputsProps) {
  const features = useNabla((state) => state.experiment.features);
  const spec = useNabla((state) => state.experiment.data);
  // Grey values say nothing more in sixteenths.
  const measured = arePixels(data.inputNames) ? null : measuredInputs(spec, given.inputs);
  return (
    <div className="step-example-line step-example-many">
      <MathText>x</MathText> =
      {arePixels(data.inputNames) && <Pixels values={given.inputs} />}
      <Popover label={say('Inputs of the example')} trigger={say('{inputCount} inputs', { inputCount: data.inputCount })}>
        <InputList rows={given.inputs.map((value, input) => {
          const feature = features.indexOf(inputFeature(input));
          const key = inputKey(features, example, input);
          const { name, text } = measured?.[input] ?? { name: data.inputNames[input] ?? '', text: null };
          return {
            label: inputLabel(input + 1), name, measured: text, quantity: key ?? undefined, isLit: key !== null && isLit(key),
            given: feature < 0 ? <span title={formatExact(value)}>{formatNumber(value)}</span> : (
              <button type="button" className="step-example-answer" title={formatExact(value)} onClick={() => { openQuantity({ kind: 'input', example, feature }); }}>{formatNumber(value)}</button>
            ),
          };
        })} />
      </Popover>
    </div>
  );
}

function Pixels({ values }: { readonly values: readonly number[] }) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, { width, palette }: CanvasView) => drawPixels(context, values, { x: 0, y: 0, size: width }, palette),
    [values],
  );
  return <span className="step-example-pixels"><Canvas label={say('The example as a picture of 8 × 8 grey values')} draw={draw} /></span>;
}

/** The input of the network that is this raw input unchanged, if there is one: lighting one lights the other. */
function inputKey(features: readonly FeatureName[], example: number, input: number): string | null {
  const feature = features.indexOf(inputFeature(input));
  return feature < 0 ? null : addressKey({ kind: 'input', example, feature });
}

/** As a person would write it; a number of many digits is rounded to three. */
function formatInput(value: number): string {
  return formatSetting(value).length <= 6 ? formatSetting(value) : formatNumber(value);
}

/** In characters; a point or a comma is half as wide as a digit. */
function fieldWidth(text: string): number {
  return text.length + (/[,.]/.test(text) ? -0.2 : 0.3);
}
