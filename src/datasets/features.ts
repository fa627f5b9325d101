/** Input features: what the network is shown of a raw input (x₁, x₂). */
import type { FeatureName } from '../config/experiment.ts';

export type Feature = {
  readonly label: string;
  readonly tex: string;
  /** The feature of the raw input (x₁, x₂); sets with one input have x₂ = 0. */
  compute(x: number, y: number): number;
};

/** sin takes a half wave over [0, 1], where the data are: sin πx. */
export const features: Readonly<Record<FeatureName, Feature>> = {
  x: { label: 'x₁', tex: 'x_1', compute: (x) => x },
  y: { label: 'x₂', tex: 'x_2', compute: (_x, y) => y },
  x2: { label: 'x₁²', tex: 'x_1^2', compute: (x) => x * x },
  y2: { label: 'x₂²', tex: 'x_2^2', compute: (_x, y) => y * y },
  xy: { label: 'x₁x₂', tex: 'x_1 x_2', compute: (x, y) => x * y },
  sinX: { label: 'sin πx₁', tex: '\\sin \\pi x_1', compute: (x) => Math.sin(Math.PI * x) },
  sinY: { label: 'sin πx₂', tex: '\\sin \\pi x_2', compute: (_x, y) => Math.sin(Math.PI * y) },
};

/**
 * @param raw inputs [example][input]
 * @returns [example][feature]
 */
export function makeFeatures(names: readonly FeatureName[], raw: Float64Array, inputCount: number): Float64Array {
  const count = raw.length / inputCount;
  const out = new Float64Array(count * names.length);
  for (let example = 0; example < count; example++) {
    const x = raw[example * inputCount]!;
    const y = inputCount > 1 ? raw[example * inputCount + 1]! : 0;
    for (let k = 0; k < names.length; k++) out[example * names.length + k] = features[names[k]!].compute(x, y);
  }
  return out;
}
