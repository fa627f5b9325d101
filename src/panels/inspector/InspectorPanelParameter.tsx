/**
 * A weight or a bias: its last update with the numbers of this moment, its value to change, its gradient, what the optimizer
 * remembers of it. What is explained is the next update, so that only numbers which both have are opened from here.
 */
import { NumberField } from '../../components/NumberField.tsx';
import { Tex } from '../../components/Tex.tsx';
import { limits } from '../../config/limits.ts';
import { biasIndex, weightIndex } from '../../engine/network.ts';
import { optimizers } from '../../engine/optimizers.ts';
import { setParameter } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla, type Selection } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { formatNumber, formatSetting } from '../../viz/format.ts';
import { digitsToSee, NOT_YET, numberText, signedText } from './InspectorPanelText.ts';
import { biasTex, weightTex } from './InspectorPanelNames.ts';
import { updateSymbols } from './InspectorPanelUpdate.ts';
import { InspectorPanelNumber } from './InspectorPanelNumber.tsx';
import { InspectorPanelOpen } from './InspectorPanelOpen.tsx';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

type ParameterSelection = Extract<Selection, { readonly kind: 'weight' | 'bias' }>;

export function InspectorPanelParameter({ selection }: { readonly selection: ParameterSelection }) {
  const network = useNetwork();
  const optimizer = useNabla((state) => state.experiment.optimizer);
  const index = selection.kind === 'weight'
    ? weightIndex(network, selection.layer, selection.unit, selection.input)
    : biasIndex(network, selection.layer, selection.unit);
  const symbol = selection.kind === 'weight'
    ? weightTex(selection.layer, selection.unit, selection.input)
    : biasTex(selection.layer, selection.unit);
  const value = useSlowFrame((frame) => frame?.parameters[index] ?? 0);
  const { slots } = optimizers[optimizer.name];

  const kind = selection.kind === 'weight' ? say('weight') : say('bias');
  return (
    <>
      <div className="inspector-formula">
        <Tex tex={updateSymbols(optimizer, symbol)} />
        <UpdateNumbers index={index} plain={optimizer.name === 'sgd'} />
      </div>
      <dl className="inspector-numbers">
        <div>
          <dt><InspectorPanelOpen opens={{ kind: 'parameter', index }} name={say('the {kind}', { kind })}>{kind}</InspectorPanelOpen></dt>
          <dd>
            <NumberField
              label={selection.kind === 'weight' ? say('Weight') : say('Bias')}
              value={value}
              min={limits.weight.min}
              max={limits.weight.max}
              format={numberText}
              width={9}
              onCommit={(next) => setParameter(index, next)}
            />
          </dd>
        </div>
        <InspectorPanelNumber name={say('gradient')} tone="grad" next={{ opens: { kind: 'gradient', index }, name: say('the next gradient') }} read={(frame) => (frame.step === 0 ? Number.NaN : frame.gradient[index])} signed />
        <InspectorPanelNumber name={say('update')} tone="grad" next={{ opens: { kind: 'update', index }, name: say('the next update') }} read={(frame) => (frame.step === 0 ? Number.NaN : frame.update[index])} signed />
        {slots.map((slot, place) => (
          <InspectorPanelNumber key={slot.name} name={slot.tex} title={slot.name} opens={{ kind: 'slot', slot: place, index }} read={(frame) => frame.optimizerSlots[place]?.[index]} />
        ))}
      </dl>
    </>
  );
}

/**
 * The numbers after the symbols: "= −0.988 − 0.1 · 0.0115 = −0.989" where the step is η times the gradient, otherwise the old
 * value, the step and the new value. Every number has a fixed width, so that nothing moves as they change.
 */
function UpdateNumbers({ index, plain }: { readonly index: number; readonly plain: boolean }) {
  const made = useSlowFrame((frame) => frame !== null && frame.step > 0);
  const step = useSlowFrame((frame) => frame?.step ?? 0);
  const edited = useNabla((state) => state.log.some((event) => event.kind === 'parameter' && event.index === index && event.step === step));
  const changed = useNabla((state) => state.log.some((event) => event.kind === 'experiment' && event.step === step));
  const after = useSlowFrame((frame) => frame?.parameters[index] ?? Number.NaN);
  const update = useSlowFrame((frame) => frame?.update[index] ?? Number.NaN);
  const gradient = useSlowFrame((frame) => frame?.gradient[index] ?? Number.NaN);
  if (!made) return <span className="inspector-result inspector-made">{say('= {notYet} no step made yet', { notYet: NOT_YET })}</span>;
  if (edited) return <span className="inspector-result inspector-made">{told('= {strong} set by hand', { strong: <b className="inspector-value" data-sign={signOf(after)}>{numberText(after)}</b> })}</span>;
  const before = after - update;
  const digits = digitsToSee(update, after);
  // The rate is read from the step itself; a step lost in the rounding of θ, or made under other settings, does not show one.
  const rate = changed || Math.abs(update) < 1e-11 * Math.abs(after) ? 0 : -update / gradient;
  return (
    <span className="inspector-result inspector-made">
      {'= '}
      <b className="inspector-value" data-sign={signOf(before)}>{formatNumber(before, digits)}</b>
      {plain && Number.isFinite(rate) && rate > 0
        ? (
          <>
            {' − '}
            <b className="inspector-rate">{formatSetting(rate, 3)}</b>
            {' · '}
            <b className="inspector-value" data-tone="grad">{gradient < 0 ? `(${numberText(gradient)})` : numberText(gradient)}</b>
          </>
        )
        : <> {update < 0 ? '−' : '+'} <b className="inspector-value" data-tone="grad">{numberText(Math.abs(update))}</b></>}
      {' = '}
      <InspectorPanelOpen className="inspector-value" opens={{ kind: 'parameter', index }} name={say('the present value')} data-sign={signOf(after)}>{formatNumber(after, digits)}</InspectorPanelOpen>
      <span className="unseen">{say(', step {signed}', { signed: signedText(update) })}</span>
    </span>
  );
}

const signOf = (value: number): 'neg' | 'pos' => (value < 0 ? 'neg' : 'pos');
