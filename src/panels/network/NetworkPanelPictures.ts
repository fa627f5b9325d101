/**
 * The pictures of the neurons, kept on a layer of their own between frames. A frame refreshes as many as fit into its
 * share of time and the next goes on where it stopped, so that a hundred pictures never cost a frame.
 */
import type { TrainingFrame } from '../../worker/protocol.ts';
import type { Network } from '../../engine/network.ts';
import type { OutputActivationName } from '../../engine/activations.ts';
import { drawFunctionPicture } from '../../viz/functionPicture.ts';
import { drawHeatmap } from '../../viz/heatmap.ts';
import type { Palette } from '../../viz/palette.ts';
import { hasOneOutput, type NetworkPlan, type PlacedUnit } from '../../viz/networkPlan.ts';

/** Main thread time for pictures in one frame, ms. */
const SHARE_MS = 3;
/** After a change of their places, as under a pinch, rather late than blank. */
const FRESH_MS = 12;

export type PictureScale = { readonly min: number; readonly max: number; readonly line: number };

/** Ends of the colour scale and the boundary of a neuron's picture: fixed where φ is bounded, else the picture's own largest. */
export function pictureScale(activation: OutputActivationName, values: ArrayLike<number>, from: number, count: number): PictureScale {
  if (activation === 'tanh' || activation === 'sin') return { min: -1, max: 1, line: 0 };
  if (activation === 'sigmoid' || activation === 'softmax') return { min: 0, max: 1, line: 0.5 };
  let largest = 1e-6;
  for (let cell = from; cell < from + count; cell++) {
    const magnitude = Math.abs(values[cell] ?? 0);
    if (magnitude > largest && magnitude < Infinity) largest = magnitude;
  }
  /* relu is 0 on one side of its line: the line is drawn where it just leaves 0. */
  return { min: -largest, max: largest, line: activation === 'relu' ? largest * 1e-3 : 0 };
}

export type Pictures = {
  /** Draws all pictures; refreshes those that there is time for. True if some are older than `frame`. */
  draw(context: CanvasRenderingContext2D, scene: PictureScene): boolean;
};

type PictureScene = {
  readonly plan: NetworkPlan;
  readonly network: Network;
  readonly frame: TrainingFrame | null;
  /** Units the frame's pictures are of, [hidden layer]. */
  readonly shownUnits: readonly (readonly number[])[];
  /** Features scaled to −1 … 1, and their side in cells. */
  readonly features: readonly Float32Array[];
  readonly featureGrid: number;
  readonly oneInput: boolean;
  /** Classes that the outputs stand for, 0 where they are values. */
  readonly classes: number;
  readonly palette: Palette;
  readonly pixelRatio: number;
};

export function createPictures(): Pictures {
  let layer: HTMLCanvasElement | null = null;
  let shownPlan: NetworkPlan | null = null;
  let shownPalette: Palette | null = null;
  let shownFeatures: readonly Float32Array[] | null = null;
  let next = 0;

  return {
    draw(context, scene) {
      const { plan, palette, pixelRatio } = scene;
      const width = Math.max(1, Math.ceil((plan.width + 1) * pixelRatio));
      const height = Math.max(1, Math.ceil((plan.height + 1) * pixelRatio));
      const fresh = layer === null || layer.width !== width || layer.height !== height || shownPlan !== plan || shownPalette !== palette || shownFeatures !== scene.features;
      layer ??= document.createElement('canvas');
      if (layer.width !== width) layer.width = width;
      if (layer.height !== height) layer.height = height;
      const target = layer.getContext('2d');
      if (target === null) return false;
      target.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      const units = pictured(plan);
      if (fresh) {
        target.clearRect(0, 0, width, height);
        for (const unit of units) blank(target, unit, palette);
        for (const unit of plan.columns[0]?.units ?? []) feature(target, unit, scene);
        next = 0;
        shownPlan = plan;
        shownPalette = palette;
        shownFeatures = scene.features;
      }
      const end = performance.now() + (fresh ? FRESH_MS : SHARE_MS);
      let left = units.length;
      while (left > 0 && (performance.now() < end || left === units.length)) {
        const unit = units[next % units.length];
        if (unit !== undefined) neuron(target, unit, scene);
        next = (next + 1) % units.length;
        left -= 1;
      }
      // Pixel on pixel, and one more than the plan: frames are rounded to whole pixels, which may be beyond its end.
      context.drawImage(layer, 0, 0, width / pixelRatio, height / pixelRatio);
      return left > 0;
    },
  };
}

function pictured(plan: NetworkPlan): readonly PlacedUnit[] {
  return plan.columns.slice(1, hasOneOutput(plan) ? -1 : undefined).flatMap((column) => column.units)
    .filter(({ x, y, size }) => x < plan.width && y < plan.height && x + size > 0 && y + size > 0);
}

function blank(context: CanvasRenderingContext2D, { x, y, size }: PlacedUnit, palette: Palette): void {
  context.fillStyle = palette.zero;
  context.fillRect(x, y, size, size);
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
}

function feature(context: CanvasRenderingContext2D, unit: PlacedUnit, { features, featureGrid, palette, oneInput }: PictureScene): void {
  const picture = features[unit.unit];
  if (picture === undefined) return;
  if (oneInput) drawFunctionPicture(context, picture, unit.x, unit.y, unit.size, palette, { count: featureGrid });
  else drawHeatmap(context, picture, featureGrid, unit.x, unit.y, unit.size, palette, { line: 0 });
}

function neuron(context: CanvasRenderingContext2D, unit: PlacedUnit, scene: PictureScene): void {
  const { frame, network, palette, oneInput } = scene;
  if (frame === null) return;
  const isOutput = unit.layer === network.layers.length - 1;
  const grid = isOutput ? frame.outputGrid : frame.neuronGrid;
  const values = isOutput ? frame.outputPicture : frame.neuronPictures[unit.layer];
  const place = isOutput ? unit.unit : (scene.shownUnits[unit.layer]?.indexOf(unit.unit) ?? -1);
  const cells = grid * grid;
  if (values === undefined || grid < 2 || place < 0 || values.length < (place + 1) * cells) return;
  if (!isOutput && values.length !== (scene.shownUnits[unit.layer]?.length ?? 0) * cells) return;
  const activation = network.layers[unit.layer]?.activation ?? 'tanh';
  const scale = pictureScale(activation, values, place * cells, cells);
  /* With one input all rows are equal: the first is the neuron's curve. */
  if (oneInput) drawFunctionPicture(context, values, unit.x, unit.y, unit.size, palette, { min: scale.min, max: scale.max, offset: place * cells, count: grid });
  else drawHeatmap(context, values, grid, unit.x, unit.y, unit.size, palette, { ...scale, offset: place * cells });
  if (isOutput && scene.classes > 0) outputEdge(context, unit, palette);
}

/** The foot of an output's picture in the colour of its class. */
function outputEdge(context: CanvasRenderingContext2D, { x, y, size, unit }: PlacedUnit, palette: Palette): void {
  context.fillStyle = palette.classes[unit % palette.classes.length]?.area ?? palette.ink;
  context.fillRect(x, y + size - 4, size, 4);
}
