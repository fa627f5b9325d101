/** Of many inputs: which two go across and up in every picture, and where the others are held; or their principal components. */
import { Choice, type ChoiceOption } from '../../components/Choice.tsx';
import { Popover } from '../../components/Popover.tsx';
import { Slider } from '../../components/Slider.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { inputLabel } from '../../datasets/features.ts';
import { standardisationOf, type Standardisation } from '../../datasets/index.ts';
import type { Components } from '../../datasets/principal.ts';
import { sliceOf, type RunData } from '../../datasets/runData.ts';
import { titleParts, valueText, withoutRounding } from '../../explain/measured.ts';
import { holdInput, setAxis, setPrincipal, setSlice } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { shownData } from '../../store/shownSlice.ts';
import { formatNumber, formatPercent } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

/** "x₃ petal length"; what was done to it stands in the sentence on the source. */
function nameOf(data: RunData, input: number): string {
  return `${inputLabel(input + 1)} ${titleParts(data.inputNames[input] ?? '').name}`.trim();
}

type Kind = 'inputs' | 'components';
const KINDS: readonly ChoiceOption<Kind>[] = [{ value: 'inputs', label: say('two inputs') }, { value: 'components', label: say('principal components') }];

export function DataPanelSlice() {
  const data = useNabla(shownData);
  if (data === null || data.inputCount < 3) return null;
  const { components } = sliceOf(data);
  const kind: Kind = components === undefined ? 'inputs' : 'components';
  return (
    <div className="data-panel-slice">
      {data.components !== undefined && (
        <span className="data-panel-slice-kind">
          <span>{say('axes')}</span>
          <Choice label={say('Axes of the pictures')} compact value={kind} options={KINDS} onChange={(next) => setPrincipal(next === 'components')} />
        </span>
      )}
      {components === undefined ? <Inputs data={data} /> : <PrincipalComponents components={components} />}
    </div>
  );
}

function Inputs({ data }: { readonly data: RunData }) {
  const { axes } = sliceOf(data);
  const options = data.inputNames.map((_, input): ChoiceOption<string> => ({ value: String(input), label: nameOf(data, input) }));
  return (
    <>
      <Choice label={say('Input that goes up')} compact shown={inputLabel(axes[1] + 1)} value={String(axes[1])} options={options} onChange={(input) => setAxis(1, Number(input))} />
      <span>{say('over')}</span>
      <Choice label={say('Input that goes across')} compact shown={inputLabel(axes[0] + 1)} value={String(axes[0])} options={options} onChange={(input) => setAxis(0, Number(input))} />
      <Popover label={say('Other inputs')} trigger={say('{inputCount} others held', { inputCount: data.inputCount - 2 })}>
        <HeldInputs data={data} />
      </Popover>
    </>
  );
}

/** How much of the variance the plane shows, and what it leaves out. */
function PrincipalComponents({ components: { shares } }: { readonly components: Components }) {
  const [first = 0, second = 0] = shares;
  return (
    <Popover label={say('Principal components')} trigger={say('{first} of the variance', { first: formatPercent(first + second) })}>
      <div className="data-panel-held">
        <p>{say('Across goes the direction in which the inputs of all examples vary most, PC 1: {first} of their variance. Up goes the one at right angles in which they vary most then, PC 2: {second}.', { first: formatPercent(first), second: formatPercent(second) })}</p>
        <p>{say('The points lie off this plane: each stands where it is nearest to it. The picture is the network on the plane itself, which goes through the mean of all examples.')}</p>
      </div>
    </Popover>
  );
}

/** A value as the column was measured, with its unit, where that is known; what is 0 but for rounding is 0. */
export function heldText(value: number, [low, high]: readonly [number, number], scale?: Standardisation): string {
  const unit = titleParts(scale?.name ?? '').unit;
  return scale === undefined || unit === '' ? formatNumber(withoutRounding(value, high - low)) : valueText(value, scale.mean, scale.deviation, unit);
}

/** A slider for each input that is on no axis. */
function HeldInputs({ data }: { readonly data: RunData }) {
  const slice = sliceOf(data);
  const scales = standardisationOf(useNabla((state) => state.experiment.data));
  const isMoved = useNabla((state) => state.slice !== null);
  return (
    <div className="data-panel-held">
      <p>{say('The pictures are a slice: these inputs are held, at their means unless moved.')}</p>
      <div className="data-panel-held-list">
        {slice.held.map((value, input) => {
          const [low, high] = data.domain[input] ?? [-1, 1];
          return slice.axes.includes(input) ? null : (
            <Slider
              key={nameOf(data, input)} label={nameOf(data, input)} value={Math.min(high, Math.max(low, value))} min={low} max={high} step={(high - low) / 200}
              format={(shown) => heldText(shown, [low, high], scales?.[input])} onChange={(next) => holdInput(input, next)}
            />
          );
        })}
      </div>
      <TextButton disabled={!isMoved} onClick={() => setSlice(null)}>{say('Back to the proposed slice')}</TextButton>
    </div>
  );
}
