// rows of a column: pitch = height / units; what a box has room for follows from its pitch and its width
/** Places of everything in the picture of a step, in px: inputs, a box a neuron, the losses, the edges between those shown. */
import { losses as lossRecords, type LossSpec } from '../../engine/losses.ts';
import { weightIndex, type Network } from '../../engine/network.ts';
import { stepColumns } from '../../viz/stepColumns.ts';

/**
 * full: symbols and values above and below the box; values: the same without symbols; one: a single value above and below, which
 * gives way to what is on the marker; row: numbers beside the curve; curve: the curve and the point alone.
 */
export type BoxLook = 'full' | 'values' | 'one' | 'row' | 'curve';

/** Looks with labels above and below the box. */
export function isLabelled(look: BoxLook): boolean {
  return look === 'full' || look === 'values' || look === 'one';
}

export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type PlacedUnit = Rect & { readonly layer: number; readonly unit: number };

type PlacedLayer = {
  readonly look: BoxLook;
  readonly units: readonly PlacedUnit[];
  /** How many units have no box, and where that is said. */
  readonly more: number;
  readonly moreAt: { readonly x: number; readonly y: number };
  /** The edges that lead into the units shown, from those shown before them. */
  readonly edges: readonly PlacedEdge[];
};

export type PlacedEdge = {
  readonly layer: number; readonly unit: number; readonly input: number; readonly parameter: number;
  /** One of its ends is the box that whichever unit is lit has to itself. */
  readonly isGuest: boolean;
  readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number;
};

/** A wire from an output to the loss that reads it; `output` is the output's number, `loss` the place in `losses`. */
export type PlacedWire = Omit<PlacedEdge, 'layer' | 'unit' | 'input' | 'parameter' | 'isGuest'> & { readonly output: number };

export type StepLayout = {
  readonly width: number;
  readonly height: number;
  /** Px of text; every other length grows with it. */
  readonly text: number;
  /** Height of a line of labels. */
  readonly line: number;
  readonly inputs: readonly { readonly feature: number; readonly x: number; readonly y: number }[];
  readonly moreInputs: number;
  readonly layers: readonly PlacedLayer[];
  /** One box for each output, or one for all where the loss reads them together (`output` −1). */
  readonly losses: readonly (Rect & { readonly output: number })[];
  readonly lossLook: BoxLook;
  readonly edges: readonly PlacedEdge[];
  readonly wires: readonly PlacedWire[];
};

/** What a layer has room for. */
type Fit = { readonly look: BoxLook; readonly shown: number };

/** A box, and what its labels and the air around it take, in a picture of usual height; taller pictures have taller boxes. */
const TALL = 78;
const TALL_SHARE = 0.3;
const AROUND = 48;
const SMALLEST_PITCH = 36;
const SMALLEST_INPUT = 24;

function tallest(height: number, scale: number): number {
  return Math.max(TALL * scale, height * TALL_SHARE);
}

/** From the middle of one row to that of the next, at most. */
function widestPitch(height: number, scale: number): number {
  return tallest(height, scale) + AROUND * scale;
}

function fitOf(units: number, width: number, height: number, scale: number): Fit {
  const pitch = height / units;
  const line = 20 * scale;
  if (pitch >= 2 * line + 42 * scale && width >= 88 * scale) return { look: width >= 120 * scale ? 'full' : 'values', shown: units };
  if (pitch >= 2 * line + 30 * scale && width >= 44 * scale && width < 112 * scale) return { look: 'one', shown: units };
  const look = width >= 112 * scale ? 'row' : 'curve';
  if (pitch >= SMALLEST_PITCH * scale) return { look, shown: units };
  return { look, shown: Math.max(1, Math.floor((height - line) / (SMALLEST_PITCH * scale))) };
}

/** Centres of `count` rows that fill the height, no farther apart than a roomy pitch. */
function centresOf(count: number, height: number, widest: number): readonly number[] {
  const pitch = Math.min(widest, height / count);
  const first = (height - pitch * (count - 1)) / 2;
  return Array.from({ length: count }, (_, i) => first + i * pitch);
}

/** How many units of each layer have a box. */
export function placesOf(network: Network, width: number, height: number, text: number): readonly number[] {
  return stepColumns(network, width, text).slice(1, -1).map((column, layer) =>
    fitOf(network.layers[layer]?.units ?? 1, column.to - column.from, height, text / 13).shown);
}

function placeLayer(layer: number, total: number, chosen: readonly number[], from: number, to: number, height: number, scale: number): Omit<PlacedLayer, 'edges'> {
  const { look } = fitOf(total, to - from, height, scale);
  const line = 20 * scale;
  const more = total - chosen.length;
  const room = more > 0 ? height - line : height;
  const pitch = Math.min(widestPitch(height, scale), room / chosen.length);
  const labels = isLabelled(look) ? 2 * line + 4 * scale : 7 * scale;
  const most = look === 'curve' ? Math.min(tallest(height, scale), (to - from) * 0.8) : tallest(height, scale);
  const box = Math.round(Math.max(12, Math.min(most, pitch - labels)));
  const units = centresOf(chosen.length, room, widestPitch(height, scale)).map((centre, i): PlacedUnit => (
    { layer, unit: chosen[i] ?? i, x: from, y: Math.round(centre - box / 2), width: to - from, height: box }));
  return { look, units, more, moreAt: { x: (from + to) / 2, y: room + line / 2 } };
}

export type StepLayoutOptions = {
  readonly network: Network;
  readonly loss: LossSpec;
  readonly width: number;
  readonly height: number;
  readonly text: number;
  /** Units with a box, by layer, in ascending order. */
  readonly shown: readonly (readonly number[])[];
};

export function layoutStep({ network, loss, width, height, text, shown }: StepLayoutOptions): StepLayout {
  const scale = text / 13;
  const line = 20 * scale;
  const columns = stepColumns(network, width, text);
  const boxes = network.layers.map(({ units }, layer) => {
    const { from = 0, to = 1 } = columns[layer + 1] ?? {};
    return placeLayer(layer, units, shown[layer] ?? [], from, to, height, scale);
  });

  const inputX = columns[0]?.from ?? 0;
  // Under inputs that are not all drawn stands how many more there are, as under the neurons.
  const inputsIn = (room: number): number => Math.min(network.spec.inputs, Math.floor((room - line) / (SMALLEST_INPUT * scale)));
  const inputRoom = inputsIn(height) < network.spec.inputs ? height - line : height;
  const inputCount = inputsIn(inputRoom);
  const inputs = centresOf(inputCount, inputRoom, widestPitch(inputRoom, scale)).map((y, feature) => ({ feature, x: inputX, y: Math.round(y) }));

  const { from: lossFrom = 0, to: lossTo = 1 } = columns.at(-1) ?? {};
  const last = boxes.at(-1);
  const outputs = last?.units ?? [];
  const together = loss.name === 'softmax_cross_entropy';
  // The total stands under the single losses, so that they stand beside their outputs as long as there is room for it.
  const one = outputs[0];
  const tall = Math.round(Math.min(tallest(height, scale), height - 2 * line));
  const losses = together || outputs.length === 0
    ? [{ output: -1, x: lossFrom, y: Math.round((height - tall) / 2), width: lossTo - lossFrom, height: tall }]
    : outputs.map((unit, i) => {
      // Under the last of several stands their sum.
      const room = outputs.length > 1 && i === outputs.length - 1 ? height - 1.3 * line - unit.y : Infinity;
      return { output: unit.unit, x: lossFrom, y: unit.y, width: lossTo - lossFrom, height: Math.min(unit.height, Math.max(12, room)) };
    });
  const lossLook = together || one === undefined ? 'full' : last?.look ?? 'full';

  const layers = boxes.map((to, layer): PlacedLayer => {
    const sources = layer === 0
      ? inputs.map(({ feature, x, y }) => ({ input: feature, x, y }))
      : (boxes[layer - 1]?.units ?? []).map((unit) => ({ input: unit.unit, x: unit.x + unit.width, y: middleOf(unit) }));
    const [guest, guestSource] = [guestOf(to), guestOf(boxes[layer - 1])];
    const edges = to.units.flatMap(({ unit, x: x2, y, height: tall2 }) => sources.map(({ input, x: x1, y: y1 }): PlacedEdge => (
      { layer, unit, input, parameter: weightIndex(network, layer, unit, input), isGuest: unit === guest || input === guestSource, x1, y1, x2, y2: middleOf({ y, height: tall2 }) })));
    return { ...to, edges };
  });
  const wires = outputs.map((unit, i): PlacedWire => {
    const target = losses[together ? 0 : i] ?? { x: lossFrom, y: unit.y, height: unit.height };
    return { output: unit.unit, x1: unit.x + unit.width, y1: middleOf(unit), x2: target.x, y2: middleOf(target) };
  });
  return { width, height, text, line, inputs, moreInputs: network.spec.inputs - inputCount, layers, losses, lossLook, edges: layers.flatMap(({ edges }) => edges), wires };
}

/** The unit in the last place of a layer that has no room for all of its own. */
function guestOf(layer: Pick<PlacedLayer, 'units' | 'more'> | undefined): number | null {
  return layer === undefined || layer.more === 0 ? null : layer.units.at(-1)?.unit ?? null;
}

/** `next` with everything that is as it was in `before` by the same objects, so that only what moved is drawn again. */
export function shareLayout(before: StepLayout | null, next: StepLayout): StepLayout {
  if (before === null || before.width !== next.width || before.height !== next.height || before.text !== next.text) return next;
  const layers = next.layers.map((layer, l): PlacedLayer => {
    const old = before.layers[l];
    if (old === undefined || old.look !== layer.look || old.more !== layer.more) return layer;
    const edges = shareList(old.edges, layer.edges);
    const units = shareList(old.units, layer.units);
    return edges === old.edges && units === old.units ? old : { ...layer, units, edges };
  });
  return { ...next, layers, losses: shareList(before.losses, next.losses), edges: layers.flatMap(({ edges }) => edges) };
}

/** Entries equal to those at the same place before are the same objects; the whole list is, if all are. */
function shareList<T extends object>(before: readonly T[], next: readonly T[]): readonly T[] {
  const shared = next.map((entry, i) => {
    const old = before[i];
    return old !== undefined && isSame(old, entry) ? old : entry;
  });
  return shared.length === before.length && shared.every((entry, i) => entry === before[i]) ? before : shared;
}

/** Whether two of a kind have the same entries. Asked for hundreds of edges a step: nothing is made for it. */
export function isSame(a: object, b: object): boolean {
  for (const key in a) if (Reflect.get(a, key) !== Reflect.get(b, key)) return false;
  return true;
}

export function middleOf({ y, height }: { readonly y: number; readonly height: number }): number {
  return y + Math.round(height / 2);
}

/** x₂ − x₁ shared by a curve with level ends, as an SVG path. */
export function edgeCurve({ x1, y1, x2, y2 }: Pick<PlacedEdge, 'x1' | 'y1' | 'x2' | 'y2'>): string {
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

/** The point a share t (0 to 1) along that curve. */
export function pointOn({ x1, y1, x2, y2 }: Pick<PlacedEdge, 'x1' | 'y1' | 'x2' | 'y2'>, t: number): readonly [number, number] {
  return [x1 + (x2 - x1) * t * (1.5 - 1.5 * t + t * t), y1 + (y2 - y1) * t * t * (3 - 2 * t)];
}

/** The loss as its record names it, for boxes that show one output each. */
export function readsLogits(loss: LossSpec): boolean {
  return lossRecords[loss.name].reads === 'logits';
}
