/** What the output's picture means: the values at the two ends of its colours, the boundary, and places in the plane. */
import { sliceOf, type RunData } from '../datasets/runData.ts';
import { placeInSlice, rangesOfSlice } from '../datasets/slice.ts';
import type { OutputActivationName } from '../engine/activations.ts';
import { targetEncoding } from '../engine/losses.ts';

/** Values at the ends of the colour scale and the level of the ink line between them. */
export type OutputScale = { readonly low: number; readonly high: number; readonly boundary: number };

/** A square or strip in px that shows the data's domain. */
export type Plane = {
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
};

/** Classification: the two target codes; regression: symmetric about 0 and wide enough for every target. */
export function outputScale(data: Pick<RunData, 'task' | 'targetRange'>, activation: OutputActivationName): OutputScale {
  if (data.task === 'classification') {
    const { low, high } = targetEncoding(activation);
    return { low, high, boundary: (low + high) / 2 };
  }
  const reach = Math.max(Math.abs(data.targetRange[0]), Math.abs(data.targetRange[1])) || 1;
  return { low: -reach, high: reach, boundary: 0 };
}

/** The plane of the data: x₁ × x₂, the two inputs of the slice or the two components, or for one input x × y with a margin of an eighth above and below the targets. */
export function planeOf(data: RunData, width: number, height: number): Plane {
  const [x, y] = rangesOfSlice(sliceOf(data), data.domain);
  if (data.inputCount > 1) return { width, height, x, y };
  const [low, high] = data.targetRange;
  const margin = (high - low || 1) / 8;
  return { width, height, x, y: [low - margin, high + margin] };
}

export function toPixel(plane: Plane, x: number, y: number): [number, number] {
  return [
    ((x - plane.x[0]) / (plane.x[1] - plane.x[0])) * plane.width,
    ((plane.y[1] - y) / (plane.y[1] - plane.y[0])) * plane.height,
  ];
}

export function toPlane(plane: Plane, left: number, top: number): [number, number] {
  const clamp = (v: number): number => Math.min(1, Math.max(0, v));
  return [
    plane.x[0] + clamp(left / plane.width) * (plane.x[1] - plane.x[0]),
    plane.y[1] - clamp(top / plane.height) * (plane.y[1] - plane.y[0]),
  ];
}

export type PointHit = { readonly split: 'train' | 'validation'; readonly index: number };

/** The example nearest to a place in px within `reach` px, or null. */
export function hitPoint(data: RunData, plane: Plane, left: number, top: number, reach: number): PointHit | null {
  let best: PointHit | null = null;
  let nearest = reach * reach;
  for (const split of ['train', 'validation'] as const) {
    const inputs = split === 'train' ? data.trainInputs : data.validationInputs;
    const targets = split === 'train' ? data.trainTargets : data.validationTargets;
    for (let index = 0; index < inputs.length / data.inputCount; index++) {
      const [x, y] = exampleAt(data, inputs, targets, index);
      const [px, py] = toPixel(plane, x, y);
      const distance = (px - left) ** 2 + (py - top) ** 2;
      if (distance <= nearest) {
        nearest = distance;
        best = { split, index };
      }
    }
  }
  return best;
}

/** Where an example stands in the plane: (x₁, x₂), its place along the components, or (x, y) for one input, y the first target. */
export function exampleAt(data: RunData, inputs: Float64Array, targets: Float64Array, index: number): [number, number] {
  const at = index * data.inputCount;
  if (data.inputCount === 1) return [inputs[at] ?? 0, targets[index * data.targetCount] ?? 0];
  const [x, y] = placeInSlice(sliceOf(data), inputs, at);
  return [x, y];
}

/** Three to five round values inside a range, for an axis. */
export function axisTicks(range: readonly [number, number]): number[] {
  const span = range[1] - range[0];
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((m) => m * power >= rough * 0.999) ?? 10) * power;
  const ticks: number[] = [];
  for (let k = Math.ceil(range[0] / step); k * step <= range[1] + step * 1e-9; k++) ticks.push(Number((k * step).toPrecision(6)));
  return ticks;
}
