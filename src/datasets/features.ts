/** Input features: what the network is shown of the raw inputs x₁, x₂, … */
import type { FeatureName } from '../config/experiment.ts';
import { inputOfFeature, ofFurtherInputs } from '../config/features.ts';
import { say } from '../words/say.ts';

export type Feature = {
  readonly label: string;
  readonly tex: string;
  /** The feature of the first two raw inputs; sets with one input have x₂ = 0. NaN for the inputs after the second. */
  compute(x: number, y: number): number;
};

const lowDigits = '₀₁₂₃₄₅₆₇₈₉';

/** "x₁₂": a raw input's symbol in plain text. @param number counted from 1 */
export function inputLabel(number: number): string {
  return `x${Array.from(String(number), (digit) => lowDigits[Number(digit)]).join('')}`;
}

/** sin takes a half wave over [0, 1], where the data are: sin πx. */
export const features: Readonly<Record<FeatureName, Feature>> = {
  x: { label: 'x₁', tex: 'x_1', compute: (x) => x },
  y: { label: 'x₂', tex: 'x_2', compute: (_x, y) => y },
  x2: { label: 'x₁²', tex: 'x_1^2', compute: (x) => x * x },
  y2: { label: 'x₂²', tex: 'x_2^2', compute: (_x, y) => y * y },
  xy: { label: 'x₁x₂', tex: 'x_1 x_2', compute: (x, y) => x * y },
  sinX: { label: say('sin πx₁'), tex: '\\sin \\pi x_1', compute: (x) => Math.sin(Math.PI * x) },
  sinY: { label: say('sin πx₂'), tex: '\\sin \\pi x_2', compute: (_x, y) => Math.sin(Math.PI * y) },
  ...ofFurtherInputs((number): Feature => ({ label: inputLabel(number), tex: number > 9 ? `x_{${number}}` : `x_${number}`, compute: () => Number.NaN })),
};

/**
 * @param raw inputs [example][input]
 * @returns [example][feature]
 */
export function makeFeatures(names: readonly FeatureName[], raw: Float64Array, inputCount: number): Float64Array {
  const count = raw.length / inputCount;
  const width = names.length;
  const out = new Float64Array(count * width);
  names.forEach((name, k) => {
    const input = inputOfFeature(name);
    for (let example = 0; example < count; example++) {
      const at = example * inputCount;
      // A feature that is an input is that input, whichever it is.
      if (input !== null && input < inputCount) out[example * width + k] = raw[at + input]!;
      else out[example * width + k] = features[name].compute(raw[at]!, inputCount > 1 ? raw[at + 1]! : 0);
    }
  });
  return out;
}
