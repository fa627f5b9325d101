// inputs | layer 1 | … | output | loss: L (b + g) + ⅝ g + ⅞ b fills the width
/** The columns that the picture of a step and the path tree under it share, so that a factor stands under the place it belongs to. */

/** A column's left and right side in px of the picture; the inputs are dots, so that both are the same there. */
export type StepColumn = {
  readonly kind: 'inputs' | 'layer' | 'loss';
  /** Number of the layer, the first after the inputs being 0; −1 for the inputs, the number of layers for the loss. */
  readonly layer: number;
  readonly from: number;
  readonly to: number;
};

/** At 13 px of text: room for "x₁ = −0.400" before the inputs, the widest box, and the gap that a weight's value needs. */
const INPUT_ROOM = 100;
/** For features such as "sin πx₁ = −0.400", of which there are more than two. */
const FEATURE_ROOM = 132;
/**
 * What a box may grow to once the gap beside it has its width: first the gap for symbols and values, then the box for z and a of
 * any number of digits beside one another, then a gap that leaves crossing edges in sight, and on the largest screens more of both.
 */
const STEPS: readonly { readonly box: number; readonly gap: number }[] = [
  { box: 136, gap: 88 }, { box: 160, gap: 128 }, { box: 200, gap: 220 },
];
/** Narrower boxes have no room for symbols. */
const ROOMY_BOX = 120;
/** Box and gap where the picture may be wider than its frame. */
const SCROLLED = { box: 128, gap: 100 } as const;
/** The loss is narrower than a neuron, and nearer: nothing stands on the wire into it. */
const LOSS_BOX = 0.86;
const LOSS_GAP = 0.64;
/** Share of a box in box and gap, where there is no room for both to be roomy. */
const CROWDED_BOX = 0.55;

/** Narrower pictures write the inputs over their dots, and what is on the marker alone has its symbol. */
const NARROW = 560;
const NARROW_ROOM = 14;
const NARROW_BOX = 0.58;
/** Narrower boxes than this cannot be read. */
const SMALLEST_BOX = 46;

/** Whether a picture of this width has no room beside its inputs. */
export function isNarrow(width: number, text = 13): boolean {
  return width < (NARROW * text) / 13;
}

/** What the columns depend on; structurally an engine Network. */
type Columned = { readonly layers: readonly unknown[]; readonly spec: { readonly inputs: number } };

function inputRoom({ spec }: Columned): number {
  return spec.inputs > 2 ? FEATURE_ROOM : INPUT_ROOM;
}

function narrowBox(layers: number, length: number): number {
  const [boxes, gaps] = [layers + LOSS_BOX, layers + LOSS_GAP];
  return (length * NARROW_BOX) / (gaps * (1 - NARROW_BOX) + boxes * NARROW_BOX);
}

/** As wide as its frame, if the boxes can then be read; else as it needs to be, and it scrolls. */
export function pictureWidth(network: Columned, frame: number, text = 13): number {
  const scale = text / 13;
  const isReadable = !isNarrow(frame, text) || narrowBox(network.layers.length, frame - NARROW_ROOM * scale) >= SMALLEST_BOX * scale;
  return isReadable ? frame : Math.max(frame, roomyWidth(network, text));
}

/** The width at which every box has room for its symbols and every gap for its weights, in px. */
export function roomyWidth(network: Columned, text = 13): number {
  const layers = network.layers.length;
  return Math.ceil((inputRoom(network) + (layers + LOSS_BOX) * SCROLLED.box + (layers + LOSS_GAP) * SCROLLED.gap) * (text / 13));
}

/**
 * Inputs, every layer, the loss, from left to right.
 * @param width of the picture in px; the loss ends at it
 * @param text size of the labels in px (presenter mode: larger)
 */
export function stepColumns(network: Columned, width: number, text = 13): readonly StepColumn[] {
  const scale = text / 13;
  const layers = network.layers.length;
  const narrow = isNarrow(width, text);
  const room = narrow ? NARROW_ROOM * scale : Math.min(inputRoom(network) * scale, width * 0.25);
  const length = Math.max(0, width - room);
  const boxes = layers + LOSS_BOX;
  const gaps = layers + LOSS_GAP;
  let box = narrow ? narrowBox(layers, length) : Math.max(...STEPS.map((step) => Math.min(step.box * scale, (length - gaps * step.gap * scale) / boxes)));
  if (!narrow && box < ROOMY_BOX * scale) box = (length * CROWDED_BOX) / (gaps * (1 - CROWDED_BOX) + boxes * CROWDED_BOX);
  const gap = (length - box * boxes) / gaps;
  const columns: StepColumn[] = [{ kind: 'inputs', layer: -1, from: Math.round(room), to: Math.round(room) }];
  for (let layer = 0; layer < layers; layer++) {
    const from = room + gap + layer * (box + gap);
    columns.push({ kind: 'layer', layer, from: Math.round(from), to: Math.round(from + box) });
  }
  columns.push({ kind: 'loss', layer: layers, from: Math.round(width - box * LOSS_BOX), to: Math.round(width) });
  return columns;
}
