/** The examples of a run as the plot and the keyboard meet them: in one order, each with its place, its split and its sentence. */
import type { RunData } from '../datasets/runData.ts';
import { formatNumber } from '../viz/format.ts';

export type Split = 'train' | 'validation';

export type PlotArea = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Values of one example on the two axes of the plot: (x₁, x₂), or (x, y) for a set with one input. */
export type PlacedExample = { readonly split: Split; readonly index: number; readonly across: number; readonly up: number; readonly target: number };

/** All examples, training first, in the order of the data. */
export function placeExamples(data: RunData): readonly PlacedExample[] {
  const placed: PlacedExample[] = [];
  const add = (split: Split, inputs: Float64Array, targets: Float64Array): void => {
    for (let index = 0; index < targets.length; index++) {
      const across = inputs[index * data.inputCount] ?? 0;
      const target = targets[index] ?? 0;
      const up = data.inputCount === 1 ? target : inputs[index * data.inputCount + 1] ?? 0;
      placed.push({ split, index, across, up, target });
    }
  };
  add('train', data.trainInputs, data.trainTargets);
  add('validation', data.validationInputs, data.validationTargets);
  return placed;
}

/** The ranges of the two axes: the domain, or for one input the domain over the range of the targets with a margin. */
export function plotRanges(data: RunData): { readonly across: readonly [number, number]; readonly up: readonly [number, number] } {
  const across = data.domain[0] ?? [-1.2, 1.2];
  if (data.inputCount !== 1) return { across, up: data.domain[1] ?? across };
  const [low, high] = data.targetRange;
  const margin = (high - low) * 0.1 || 1;
  return { across, up: [low - margin, high + margin] };
}

/** Pixel place of an example in the plot. */
export function pixelOf(data: RunData, area: PlotArea, example: PlacedExample): readonly [number, number] {
  const { across, up } = plotRanges(data);
  return [
    area.x + ((example.across - across[0]) / (across[1] - across[0])) * area.width,
    area.y + ((up[1] - example.up) / (up[1] - up[0])) * area.height,
  ];
}

/** The example nearest to a pixel, if one is within `reach` pixels. */
export function nearestExample(
  data: RunData, examples: readonly PlacedExample[], area: PlotArea, x: number, y: number, reach: number,
): PlacedExample | null {
  let best: PlacedExample | null = null;
  let bestDistance = reach * reach;
  for (const example of examples) {
    const [px, py] = pixelOf(data, area, example);
    const distance = (px - x) ** 2 + (py - y) ** 2;
    if (distance <= bestDistance) {
      best = example;
      bestDistance = distance;
    }
  }
  return best;
}

/** Raw inputs of an example, [input]. */
export function inputsOf(data: RunData, example: PlacedExample): readonly number[] {
  return data.inputCount === 1 ? [example.across] : [example.across, example.up];
}

/** "training example 17: x₁ 0.8, x₂ −0.4, class blue". */
export function describeExample(data: RunData, example: PlacedExample): string {
  const split = example.split === 'train' ? 'training' : 'validation';
  const inputs = data.inputCount === 1
    ? `x ${formatNumber(example.across)}`
    : `x₁ ${formatNumber(example.across)}, x₂ ${formatNumber(example.up)}`;
  const target = data.task === 'classification'
    ? `class ${data.classes[example.target] ?? String(example.target)}`
    : `target ${formatNumber(example.target)}`;
  return `${split} example ${example.index + 1}: ${inputs}, ${target}`;
}
