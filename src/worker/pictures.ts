/**
 * What every neuron and the output compute over the plane: a grid of inputs sent through the training kernel, stretch by
 * stretch on a copy of θ. While a large network trains the grids are coarser, so that pictures come several times a second.
 */
import type { FeatureName } from '../config/experiment.ts';
import { makeFeatures } from '../datasets/features.ts';
import { sliceOf } from '../datasets/runData.ts';
import { pointOnComponents } from '../datasets/principal.ts';
import { rangesOfSlice, type Slice } from '../datasets/slice.ts';
import { forward } from '../engine/forward.ts';
import type { Network } from '../engine/network.ts';
import { createWorkspace, loadExamples, type TrainingSet, type Workspace } from '../engine/workspace.ts';
import type { BufferPool } from './bufferPool.ts';
import { pieceSize, type Job, type Moment } from './evaluation.ts';
import type { FrameRequest } from './protocol.ts';

/** Raw inputs and their range, and the features the network reads. */
export type Plane = {
  readonly inputCount: number;
  readonly domain: readonly (readonly [number, number])[];
  readonly features: readonly FeatureName[];
  /** Of more than two inputs. */
  readonly slice?: Slice;
};

export type PictureRequest = Pick<FrameRequest, 'neuronGrid' | 'shownUnits' | 'outputGrid'>;

export type Pictures = {
  readonly moment: Moment;
  readonly neuronGrid: number;
  readonly outputGrid: number;
  readonly shownUnits: readonly (readonly number[])[];
  /** Per hidden layer [shown unit][cell]. */
  readonly neurons: readonly Float32Array<ArrayBuffer>[];
  /** [output][cell], or [output][point] for one input. */
  readonly output: Float32Array<ArrayBuffer>;
};

export type Painter = {
  /** The grids that can be had within `budgetMs`, by what a cell cost so far: those asked for, or a half, or a quarter. */
  affordable(want: PictureRequest, budgetMs: number): PictureRequest;
  /** Begins new pictures; those under way are abandoned. The buffers of the result belong to the caller. */
  start(moment: Moment, network: Network, theta: Float64Array, want: PictureRequest): Job<Pictures>;
  /** Tells how long the latest piece of work took. */
  measured(ms: number): void;
};

const SMALLEST_GRID = 8;

export function createPainter(shape: Network, plane: Plane, pool: BufferPool): Painter {
  const theta = new Float64Array(shape.parameterCount);
  const workspace = createWorkspace(shape, pieceSize(shape));
  const flat = plane.inputCount === 1;
  const grids = new Map<string, TrainingSet>();
  let msPerCell = shape.parameterCount * 1.2e-6;
  let latestCells = 0;

  function cellsOf({ neuronGrid, outputGrid }: PictureRequest): number {
    if (flat) return neuronGrid + outputGrid;
    return neuronGrid === outputGrid ? neuronGrid ** 2 : neuronGrid ** 2 + outputGrid ** 2;
  }

  /** Features of a grid's cells, kept for the two sizes in use and their coarser kin. */
  function gridOf(side: number, ends: boolean): TrainingSet {
    const key = `${side} ${ends}`;
    let grid = grids.get(key);
    if (grid === undefined) {
      if (grids.size >= 8) grids.clear();
      const raw = flat ? linePoints(plane.domain, side, ends) : cellCentres(plane, side);
      const inputs = makeFeatures(plane.features, raw, plane.inputCount);
      grid = { count: raw.length / plane.inputCount, inputs, targets: new Float64Array(0) };
      grids.set(key, grid);
    }
    return grid;
  }

  return {
    measured(ms) {
      if (latestCells > 0) msPerCell += 0.1 * (ms / latestCells - msPerCell);
    },
    affordable(want, budgetMs) {
      for (const part of [1, 2, 4]) {
        const coarser = part === 1 ? want : { ...want, neuronGrid: reduced(want.neuronGrid, part), outputGrid: reduced(want.outputGrid, part) };
        if (part === 4 || cellsOf(coarser) * msPerCell <= budgetMs) return coarser;
      }
      return want;
    },
    start(moment, network, parameters, { neuronGrid, outputGrid, shownUnits }) {
      theta.set(parameters);
      const hidden = network.layers.length - 1;
      const shown = network.layers.slice(0, hidden).map(({ units }, layer) => (shownUnits[layer] ?? []).filter((unit) => unit >= 0 && unit < units));
      const outputs = network.layers[hidden]!.units;
      const neurons = neuronGrid === 0 ? [] : shown.map((units) => pool.float32(units.length * neuronGrid ** 2));
      const output = outputGrid === 0 ? new Float32Array(0) : pool.float32(outputs * (flat ? outputGrid : outputGrid ** 2));

      const passes: Pass[] = [];
      const writeNeurons = (from: number, count: number): void => {
        for (const [layer, units] of shown.entries()) {
          for (const [place, unit] of units.entries()) copyRow(workspace, layer, unit, neurons[layer]!, place * neuronGrid ** 2 + from, count);
        }
      };
      const writeOutput = (from: number, count: number): void => {
        const size = flat ? outputGrid : outputGrid ** 2;
        for (let unit = 0; unit < outputs; unit += 1) copyRow(workspace, hidden, unit, output, unit * size + from, count);
      };
      const together = !flat && neuronGrid === outputGrid;
      const wantsNeurons = neuronGrid > 0 && shown.some((units) => units.length > 0);
      if (outputGrid > 0) {
        const both = together && wantsNeurons;
        passes.push({ grid: gridOf(outputGrid, true), write: both ? (from, count) => { writeOutput(from, count); writeNeurons(from, count); } : writeOutput });
      }
      if (wantsNeurons && !(together && outputGrid > 0)) passes.push({ grid: gridOf(neuronGrid, false), write: writeNeurons });

      let next = 0;
      return {
        moment,
        advance() {
          const pass = passes[0];
          if (pass !== undefined) {
            const count = Math.min(workspace.capacity, pass.grid.count - next);
            loadExamples(workspace, pass.grid, next, count);
            forward(network, theta, workspace, count);
            pass.write(next, count);
            latestCells = count;
            next += count;
            if (next >= pass.grid.count) {
              passes.shift();
              next = 0;
            }
          }
          if (passes.length > 0) return null;
          if (flat) repeatRows(neurons, neuronGrid);
          return { moment, neuronGrid, outputGrid, shownUnits, neurons, output };
        },
      };
    },
  };
}

type Pass = { readonly grid: TrainingSet; readonly write: (from: number, count: number) => void };

function reduced(side: number, part: number): number {
  return side === 0 ? 0 : Math.min(side, Math.max(SMALLEST_GRID, Math.round(side / part)));
}

function copyRow(workspace: Workspace, layer: number, unit: number, target: Float32Array, at: number, count: number): void {
  const start = unit * workspace.capacity;
  target.set(workspace.a[layer]!.subarray(start, start + count), at);
}

/** One input: the picture's first row is its curve, and all rows are equal. */
function repeatRows(pictures: readonly Float32Array[], side: number): void {
  for (const picture of pictures) {
    for (let start = 0; start < picture.length; start += side * side) {
      for (let row = 1; row < side; row += 1) picture.copyWithin(start + row * side, start, start + side);
    }
  }
}

/** The inputs at every cell's centre, row by row from the top. */
function cellCentres(plane: Pick<Plane, 'inputCount' | 'domain' | 'slice'>, side: number): Float64Array {
  const { inputCount, domain } = plane;
  const slice = sliceOf({ inputCount }, plane.slice);
  const { axes: [across, up], held, components } = slice;
  const [[left, right], [bottom, top]] = rangesOfSlice(slice, domain);
  const points = new Float64Array(inputCount * side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const cell = inputCount * (row * side + column);
      const x = left + ((column + 0.5) / side) * (right - left);
      const y = top - ((row + 0.5) / side) * (top - bottom);
      points.set(components === undefined ? held : pointOnComponents(components, x, y), cell);
      if (components !== undefined) continue;
      points[cell + across] = x;
      points[cell + up] = y;
    }
  }
  return points;
}

/** Points along the one input's domain: from end to end, or the centres of equal cells. */
function linePoints(domain: Plane['domain'], count: number, ends: boolean): Float64Array {
  const [left, right] = domain[0]!;
  return Float64Array.from({ length: count }, (_, i) => {
    const along = ends ? (count === 1 ? 0.5 : i / (count - 1)) : (i + 0.5) / count;
    return left + along * (right - left);
  });
}
