/** The boxes of the neurons and of the loss, each as far as it is known. */
import { useMemo } from 'react';
import { placeKey } from '../../components/placeKey.ts';
import { activations } from '../../engine/activations.ts';
import type { Address } from '../../explain/address.ts';
import type { Script } from '../../explain/script.ts';
import type { Pass, Study } from '../../explain/study.ts';
import { StepNetworkCurve, StepNetworkNeuron, StepNetworkShare } from './StepNetworkBox.tsx';
import { curveWidth } from './StepNetworkItems.ts';
import { readsLogits, type StepLayout } from './StepNetworkLayout.ts';
import { lossPicture, targetOutput } from './StepNetworkLoss.ts';
import { unitKey, type LitParts } from './StepNetworkLit.ts';

type PicturesProps = {
  readonly study: Study;
  readonly script: Pick<Script, 'isKnown'>;
  readonly pass: Pass;
  readonly example: number;
  readonly layout: StepLayout;
  readonly position: number;
  readonly lit: LitParts;
};

export function StepNetworkPictures({ study, script, pass, example, layout, position, lit }: PicturesProps) {
  const { network } = study;
  const known = (address: Address): boolean => script.isKnown(address, position);
  return (
    <g>
      {layout.layers.map(({ units, look }, layer) => units.map((box, place) => {
        const { unit } = box;
        const name = network.layers[layer]?.activation ?? 'linear';
        const width = curveWidth(look, box.width, layout.text);
        const isLit = lit.units.has(unitKey(layer, unit));
        const of = { example, layer, unit } as const;
        const key = unitKey(layer, unit);
        if (name === 'softmax') {
          return <StepNetworkShare key={placeKey(place)} rect={box} curveWidth={width} shares={pass.a[layer] ?? NO_SHARES} unit={unit} known={known({ kind: 'a', ...of })} lit={isLit} part={`unit.${key}`} />;
        }
        return (
          <StepNetworkNeuron
            key={placeKey(place)} rect={box} curveWidth={width} name={name} activation={activations[name]}
            z={pass.z[layer]?.[unit] ?? Number.NaN} a={pass.a[layer]?.[unit] ?? Number.NaN}
            zKnown={known({ kind: 'z', ...of })} aKnown={known({ kind: 'a', ...of })} deltaKnown={known({ kind: 'delta', ...of })} lit={isLit} part={`unit.${key}`}
          />
        );
      }))}
      {layout.losses.map((box) => (
        <LossBox
          key={box.output} study={study} pass={pass} output={box.output} rect={box} width={box.width}
          lossKnown={known(box.output < 0 ? { kind: 'exampleLoss', example } : { kind: 'outputLoss', example, output: box.output })}
          predictionKnown={known({ kind: 'a', example, layer: network.layers.length - 1, unit: box.output < 0 ? targetOutput(pass) : box.output })}
          slopeKnown={slopeKnown(study, known, example, box.output < 0 ? targetOutput(pass) : box.output)}
          lit={box.output < 0 ? lit.losses.size > 0 : lit.losses.has(box.output)}
        />
      ))}
    </g>
  );
}

const NO_SHARES = new Float64Array(0);

/** ∂L/∂ŷ, or ∂L/∂z where the loss reads that. */
function slopeKnown({ network, trace }: Study, known: (address: Address) => boolean, example: number, output: number): boolean {
  return known({ kind: readsLogits(trace.config.loss) ? 'delta' : 'dLda', example, layer: network.layers.length - 1, unit: output });
}

type LossBoxProps = {
  readonly study: Study;
  readonly pass: Pass;
  /** −1: one box for all outputs. */
  readonly output: number;
  readonly rect: StepLayout['losses'][number];
  readonly width: number;
  readonly lossKnown: boolean;
  readonly predictionKnown: boolean;
  readonly slopeKnown: boolean;
  readonly lit: boolean;
};

/** f over ŷ with the target marked; over the weighted sum z where the loss is computed from that. */
function LossBox({ study, pass, output, rect, width, lossKnown, predictionKnown, slopeKnown: withSlope, lit }: LossBoxProps) {
  const picture = useMemo(() => lossPicture(study, pass, output), [study, pass, output]);
  return (
    <StepNetworkCurve
      rect={rect} curveWidth={width} output={picture.output} across={picture.across} point={picture.point} tick={picture.tick}
      shown={lossKnown ? 'point' : predictionKnown ? 'place' : 'nothing'} tangent={withSlope} lit={lit} part={`loss.${Math.max(0, output)}`}
    />
  );
}
