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

/** The width at which every box has room for its symbols and every gap for its weights, in px. */
export function stepWidth(network: { readonly layers: readonly unknown[] }, text = 13): number {
  const layers = network.layers.length;
  return Math.ceil((INPUT_ROOM + (layers + LOSS_BOX) * SCROLLED.box + (layers + LOSS_GAP) * SCROLLED.gap) * (text / 13));
}

/**
 * Inputs, every layer, the loss, from left to right.
 * @param network structurally an engine Network
 * @param width of the picture in px; the loss ends at it
 * @param text size of the labels in px (presenter mode: larger)
 */
export function stepColumns(network: { readonly layers: readonly unknown[] }, width: number, text = 13): readonly StepColumn[] {
  const scale = text / 13;
  const layers = network.layers.length;
  const room = Math.min(INPUT_ROOM * scale, width * 0.25);
  const length = Math.max(0, width - room);
  const boxes = layers + LOSS_BOX;
  const gaps = layers + LOSS_GAP;
  let box = Math.max(...STEPS.map((step) => Math.min(step.box * scale, (length - gaps * step.gap * scale) / boxes)));
  if (box < ROOMY_BOX * scale) box = (length * CROWDED_BOX) / (gaps * (1 - CROWDED_BOX) + boxes * CROWDED_BOX);
  const gap = (length - box * boxes) / gaps;
  const columns: StepColumn[] = [{ kind: 'inputs', layer: -1, from: Math.round(room), to: Math.round(room) }];
  for (let layer = 0; layer < layers; layer++) {
    const from = room + gap + layer * (box + gap);
    columns.push({ kind: 'layer', layer, from: Math.round(from), to: Math.round(from + box) });
  }
  columns.push({ kind: 'loss', layer: layers, from: Math.round(width - box * LOSS_BOX), to: Math.round(width) });
  return columns;
}
