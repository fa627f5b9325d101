// f over ŷ, its point (ŷ, f(ŷ)) and its slope ∂L/∂ŷ; over z where the loss is computed from the weighted sum
/** The loss of one output, or of all of them together, as a curve with a point. */
import { losses, reductionScale } from '../../engine/losses.ts';
import type { Pass, Study } from '../../explain/study.ts';
import { activationRange, boundsOf, curvePlace, predictionRange, softmaxLoss, type Range } from '../../viz/neuronBox.ts';

export type LossPicture = {
  readonly output: (x: number) => number;
  readonly across: Range;
  /** Slope: out of the engine's buffer. */
  readonly point: { readonly x: number; readonly y: number; readonly slope: number };
  /** Place of the target on the axis; null where the axis is z. */
  readonly tick: number | null;
};

/** @param output −1: of all outputs together, over the weighted sum of the class that is asked for */
export function lossPicture({ network, trace }: Pick<Study, 'network' | 'trace'>, pass: Pass, output: number): LossPicture {
  const spec = trace.config.loss;
  const last = network.layers.length - 1;
  const layer = network.layers[last]!;
  const loss = losses[spec.name];
  const scale = reductionScale(spec, 1, layer.units);
  const k = output < 0 ? targetOutput(pass) : output;
  const target = pass.targets[k] ?? 0;
  if (loss.reads === 'prediction') {
    const prediction = pass.a[last]?.[k] ?? Number.NaN;
    return {
      output: (at) => scale * loss.output(at, target, spec.huberDelta),
      across: predictionRange(prediction, target, boundsOf(layer.elementwise)),
      point: { x: prediction, y: pass.outputLosses[k] ?? Number.NaN, slope: pass.upstream[last + 1]?.[k] ?? Number.NaN },
      tick: target,
    };
  }
  const z = pass.z[last]!;
  const sum = z[k] ?? Number.NaN;
  const curve = output < 0 ? softmaxLoss(z, pass.targets, k) : (at: number) => loss.output(at, target, spec.huberDelta);
  return {
    output: (at) => scale * curve(at),
    across: activationRange('sigmoid', sum),
    point: { x: sum, y: output < 0 ? pass.loss : pass.outputLosses[k] ?? Number.NaN, slope: pass.delta[last]?.[k] ?? Number.NaN },
    tick: null,
  };
}

/** Px from the left of a curve `width` px wide to the target on its axis. */
export function targetPlace({ across, tick }: LossPicture, width: number): number | null {
  return tick === null ? null : curvePlace(tick, across, width);
}

/** The output with the largest target: of a class, the one that is asked for. */
export function targetOutput({ targets }: Pick<Pass, 'targets'>): number {
  let best = 0;
  for (let output = 1; output < targets.length; output++) if ((targets[output] ?? 0) > (targets[best] ?? 0)) best = output;
  return best;
}
