/** The examples of a run as the plot and the keyboard meet them: in one order, each with its place, its split and its sentence. */
import { inputLabel } from '../datasets/features.ts';
import type { Components } from '../datasets/principal.ts';
import { sliceOf, trainCountOf, validationCountOf, type RunData } from '../datasets/runData.ts';
import { placeInSlice, rangesOfSlice } from '../datasets/slice.ts';
import { formatNumber, formatPercent } from './format.ts';
import { say } from '../words/say.ts';

export type Split = 'train' | 'validation';

export type PlotArea = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Values of one example on the two axes of the plot: (x₁, x₂), its place along two components, or (x, y) for a set with one input; of several targets the first. */
export type PlacedExample = { readonly split: Split; readonly index: number; readonly across: number; readonly up: number; readonly target: number };

/** All examples, training first, in the order of the data. */
export function placeExamples(data: RunData): readonly PlacedExample[] {
  const placed: PlacedExample[] = [];
  const slice = sliceOf(data);
  const add = (split: Split, inputs: Float64Array, targets: Float64Array, count: number): void => {
    for (let index = 0; index < count; index++) {
      const [across, second] = placeInSlice(slice, inputs, index * data.inputCount);
      const target = targets[index * data.targetCount] ?? 0;
      const up = data.inputCount === 1 ? target : second;
      placed.push({ split, index, across, up, target });
    }
  };
  add('train', data.trainInputs, data.trainTargets, trainCountOf(data));
  add('validation', data.validationInputs, data.validationTargets, validationCountOf(data));
  return placed;
}

/** The ranges of the two axes: the domain, or for one input the domain over the range of the targets with a margin. */
export function plotRanges(data: RunData): { readonly across: readonly [number, number]; readonly up: readonly [number, number] } {
  const [across, second] = rangesOfSlice(sliceOf(data), data.domain);
  if (data.inputCount !== 1) return { across, up: second };
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
  const inputs = example.split === 'train' ? data.trainInputs : data.validationInputs;
  return Array.from(inputs.subarray(example.index * data.inputCount, (example.index + 1) * data.inputCount));
}

/** Its class number, or the values to predict. */
export function targetsOf(data: RunData, split: Split, index: number): readonly number[] {
  const targets = split === 'train' ? data.trainTargets : data.validationTargets;
  return Array.from(targets.subarray(index * data.targetCount, (index + 1) * data.targetCount));
}

/** x₃ and x₄, or the components. */
function axisLabels(data: RunData): readonly string[] {
  const { axes, components } = sliceOf(data);
  return components === undefined ? axes.map((input) => inputLabel(input + 1)) : ['PC 1', 'PC 2'];
}

/** "PC 1 (14.9 % of the variance)" */
export function componentName({ shares }: Components, component: 0 | 1): string {
  return say('PC {component} ({shares} of the variance)', { component: component + 1, shares: formatPercent(shares[component] ?? 0) });
}

/** "training example 17: x₁ 0.8, x₂ −0.4, class blue". */
export function describeExample(data: RunData, example: PlacedExample): string {
  const split = example.split === 'train' ? 'training' : 'validation';
  const inputs = data.inputCount === 1
    ? `x ${formatNumber(example.across)}`
    : axisLabels(data).map((label, axis) => `${label} ${formatNumber(axis === 0 ? example.across : example.up)}`).join(', ');
  const target = data.task === 'classification'
    ? say('class {classes}', { classes: data.classes[example.target] ?? String(example.target) })
    : data.targetCount === 1 ? say('target {target}', { target: formatNumber(example.target) })
      : say('targets {list}', { list: targetsOf(data, example.split, example.index).map((value) => formatNumber(value)).join(', ') });
  return say('{split} example {index}: {inputs}, {target}', { split, index: example.index + 1, inputs, target });
}

/** What goes across and up: "petal width (cm) over petal length (cm)"; for one input the target over it. */
export function axesSentence(data: RunData): string {
  const { axes: [across, up], components } = sliceOf(data);
  if (components !== undefined) return say('{up} over {across}', { up: componentName(components, 1), across: componentName(components, 0) });
  const name = (input: number): string => data.inputNames[input] ?? inputLabel(input + 1);
  return data.inputCount === 1 ? say('target over {inputNames}', { inputNames: data.inputNames[0] ?? 'x' }) : say('{up} over {across}', { up: name(up), across: name(across) });
}
