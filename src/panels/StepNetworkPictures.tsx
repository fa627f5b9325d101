/** The boxes of the neurons and of the loss, each as far as it is known. */
import { useMemo } from 'react';
import { activations } from '../engine/activations.ts';
import { losses, reductionScale } from '../engine/losses.ts';
import type { Address } from '../explain/address.ts';
import type { Script } from '../explain/script.ts';
import type { Pass, Study } from '../explain/study.ts';
import { activationRange, boundsOf, predictionRange, softmaxLoss } from '../viz/neuronBox.ts';
import { StepNetworkCurve, StepNetworkNeuron, StepNetworkShare } from './StepNetworkBox.tsx';
import { curveWidth, targetOutput } from './StepNetworkItems.ts';
import { readsLogits, type StepLayout } from './StepNetworkLayout.ts';
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
      {layout.layers.map(({ units, look }, layer) => units.map((box) => {
        const { unit } = box;
        const name = network.layers[layer]?.activation ?? 'linear';
        const width = curveWidth(look, box.width, layout.text);
        const isLit = lit.units.has(unitKey(layer, unit));
        const of = { example, layer, unit } as const;
        const key = unitKey(layer, unit);
        if (name === 'softmax') {
          return <StepNetworkShare key={key} rect={box} curveWidth={width} shares={pass.a[layer] ?? NO_SHARES} unit={unit} known={known({ kind: 'a', ...of })} lit={isLit} />;
        }
        return (
          <StepNetworkNeuron
            key={key} rect={box} curveWidth={width} name={name} activation={activations[name]}
            z={pass.z[layer]?.[unit] ?? Number.NaN} a={pass.a[layer]?.[unit] ?? Number.NaN}
            zKnown={known({ kind: 'z', ...of })} aKnown={known({ kind: 'a', ...of })} deltaKnown={known({ kind: 'delta', ...of })} lit={isLit}
          />
        );
      }))}
      {layout.losses.map((box) => (
        <LossBox
          key={box.output} study={study} pass={pass} output={box.output} rect={box} width={curveWidth(layout.lossLook, box.width, layout.text)}
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
  const { network, trace } = study;
  const spec = trace.config.loss;
  const picture = useMemo(() => {
    const last = network.layers.length - 1;
    const layer = network.layers[last]!;
    const z = pass.z[last]!;
    const loss = losses[spec.name];
    const scale = reductionScale(spec, 1, layer.units);
    const k = output < 0 ? targetOutput(pass) : output;
    const target = pass.targets[k] ?? 0;
    if (loss.reads === 'prediction') {
      const prediction = pass.a[last]?.[k] ?? Number.NaN;
      return {
        output: (at: number) => scale * loss.output(at, target, spec.huberDelta),
        across: predictionRange(prediction, target, boundsOf(layer.elementwise)),
        point: { x: prediction, y: pass.outputLosses[k] ?? Number.NaN, slope: pass.upstream[last + 1]?.[k] ?? Number.NaN },
        tick: target,
      };
    }
    const sum = z[k] ?? Number.NaN;
    const curve = output < 0 ? softmaxLoss(z, pass.targets, k) : (at: number) => loss.output(at, target, spec.huberDelta);
    return {
      output: (at: number) => scale * curve(at),
      across: activationRange('sigmoid', sum),
      point: { x: sum, y: output < 0 ? pass.loss : pass.outputLosses[k] ?? Number.NaN, slope: pass.delta[last]?.[k] ?? Number.NaN },
      tick: null,
    };
  }, [network, spec, pass, output]);
  return (
    <StepNetworkCurve
      rect={rect} curveWidth={width} output={picture.output} across={picture.across} point={picture.point} tick={picture.tick}
      shown={lossKnown ? 'point' : predictionKnown ? 'place' : 'nothing'} tangent={withSlope} lit={lit}
    />
  );
}
