/** A neuron: z = b + Σ wᵢaᵢ and a = φ(z) at the probed point, its bias and every weight that arrives at it, each to change. */
import { NumberField } from '../../components/NumberField.tsx';
import { MathText } from '../../components/MathText.tsx';
import { Tex } from '../../components/Tex.tsx';
import { outputActivationTexts } from '../../engine/activations.ts';
import { limits } from '../../config/limits.ts';
import { biasIndex, weightIndex, type Network } from '../../engine/network.ts';
import { hover, select, setParameter } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla, type Selection } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { activationTex, sourceName, sumTex } from './InspectorPanelNames.ts';
import { InspectorPanelNumber } from './InspectorPanelNumber.tsx';
import { InspectorPanelWeightPixels } from './InspectorPanelPixels.tsx';
import { numberText } from './InspectorPanelText.ts';
import { say, translated } from '../../words/say.ts';

export function InspectorPanelNeuron({ layer, unit, labels }: { readonly layer: number; readonly unit: number; readonly labels: readonly string[] }) {
  const network = useNetwork();
  const probed = useNabla((state) => state.probe !== null);
  const shape = network.layers[layer];
  const place = unitPlace(network, layer, unit);
  if (shape === undefined) return null;
  const sum = sumTex(layer, unit);
  const answer = activationTex(network, layer, unit);
  return (
    <>
      <div className="inspector-formula" data-probed={probed}>
        <Tex tex={`${sum}=b+\\sum_i w_i\\,${layer === 0 ? 'x_i' : 'a_i'},\\quad ${answer}=${activationCall(shape.activation, sum)}`} />
        <dl className="inspector-numbers">
          <InspectorPanelNumber name="z" tone="sign" next={{ opens: { kind: 'z', example: 0, layer, unit }, name: say('z of the next example') }} read={(frame) => (probed ? frame.probeZ[place] : Number.NaN)} />
          <InspectorPanelNumber name="a" tone="sign" next={{ opens: { kind: 'a', example: 0, layer, unit }, name: say('a of the next example') }} read={(frame) => (probed ? frame.probeA[place] : Number.NaN)} />
        </dl>
      </div>
      {!probed && <p className="inspector-note inspector-probing">{say('z and a: tap or point at the output')}</p>}
      <div className="inspector-arriving">
        {layer === 0 && <InspectorPanelWeightPixels network={network} unit={unit} />}
        <ul className="inspector-weights" aria-label={say('Incoming weights')}>
          <Parameter
            index={biasIndex(network, layer, unit)}
            symbol="b"
            name={say('Bias')}
            selection={{ kind: 'bias', layer, unit }}
          />
          {Array.from({ length: shape.inputs }, (_, input) => (
            <Parameter
              key={input}
              index={weightIndex(network, layer, unit, input)}
              symbol={`w_{${input + 1}}`}
              name={say('Weight from {sourceName}', { sourceName: sourceName(network, layer, input, labels) })}
              selection={{ kind: 'weight', layer, unit, input }}
            />
          ))}
        </ul>
      </div>
    </>
  );
}

/** Place of a unit among all units in the frame's probe. */
function unitPlace(network: Network, layer: number, unit: number): number {
  return network.layers.slice(0, layer).reduce((sum, { units }) => sum + units, unit);
}

/** φ with z as its name: "\tanh(z)", "z" for linear; the whole formula stands in the activation's menu. */
function activationCall(activation: Network['layers'][number]['activation'], sum: string): string {
  if (activation === 'linear') return sum;
  const name = activation === 'tanh' || activation === 'sin' ? `\\${activation}` : `\\operatorname{${translated(outputActivationTexts[activation].label)}}`;
  return `${name}\\bigl(${sum}\\bigr)`;
}

function Parameter({ index, symbol, name, selection }: {
  readonly index: number; readonly symbol: string; readonly name: string; readonly selection: Selection;
}) {
  const value = useSlowFrame((frame) => frame?.parameters[index] ?? 0);
  return (
    <li onPointerEnter={() => hover(selection)} onPointerLeave={() => hover(null)} data-sign={value < 0 ? 'neg' : 'pos'}>
      <button type="button" onClick={() => select(selection)} aria-label={say('Select: {name}', { name })} title={name}><MathText>{symbol}</MathText></button>
      <NumberField
        label={name}
        value={value}
        min={limits.weight.min}
        max={limits.weight.max}
        format={numberText}
        width={8}
        onCommit={(next) => setParameter(index, next)}
      />
    </li>
  );
}
