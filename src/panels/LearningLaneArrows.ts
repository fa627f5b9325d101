/** Where the step arrives: one arrow under the edges of each layer, half way between its two columns in the network's picture. */
import type { NetworkSpec } from '../engine/network.ts';
import { layerGaps, layoutNetwork } from '../viz/networkLayout.ts';

/** `x` in px from the left of the network's picture; the text stands at its `side` in `room` px. */
export type LayerArrow = { readonly layer: number; readonly x: number; readonly side: 'left' | 'right'; readonly room: number };

const MARGIN = 14;
/** Two texts between two arrows need this much. */
const TWO_TEXTS = 150;

/** Texts stand right of their arrows; that of the last stands left of it where there is room, because the inspector begins there. */
export function layerArrows(spec: NetworkSpec, width: number): readonly LayerArrow[] {
  if (width <= 0) return [];
  // The height decides how large the pictures are but not, to a pixel or two, where the gaps between columns lie.
  const gaps = layerGaps(layoutNetwork({ spec, width, height: width }));
  const places = gaps.map(({ at }) => Math.round(at) + 0.5);
  return places.map((x, layer): LayerArrow => {
    const before = x - (places[layer - 1] ?? 0);
    const next = places[layer + 1];
    if (next === undefined && before >= TWO_TEXTS) return { layer, x, side: 'left', room: before / 2 - MARGIN };
    return { layer, x, side: 'right', room: (next ?? width + MARGIN) - x - MARGIN };
  });
}
