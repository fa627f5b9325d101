/** Where the step arrives: one arrow under the edges of each layer, half way between its two columns in the network's picture. */
import type { NetworkSpec } from '../engine/network.ts';
import { layerGaps, layoutNetwork } from '../viz/networkLayout.ts';

/** `x` in px from the left of the network's picture; `room` px to the next arrow or the end, for the text beside it. */
export type LayerArrow = { readonly layer: number; readonly x: number; readonly room: number };

/** The text beside the last arrow may stand over the edge of the network's column, where the inspector begins later. */
const OVERHANG = 20;
const MARGIN = 14;

export function layerArrows(spec: NetworkSpec, width: number): readonly LayerArrow[] {
  if (width <= 0) return [];
  // The height decides how large the pictures are but not, to a pixel or two, where the gaps between columns lie.
  const gaps = layerGaps(layoutNetwork({ spec, width, height: width }));
  const places = gaps.map(({ at }) => Math.round(at) + 0.5);
  return places.map((x, layer) => ({ layer, x, room: (places[layer + 1] ?? width + OVERHANG) - x - MARGIN }));
}
