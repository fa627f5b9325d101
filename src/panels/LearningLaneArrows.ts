/** Where the step arrives: one arrow under the edges of each layer, half way between its two columns in the network's picture. */
import type { Network } from '../engine/network.ts';
import { planNetwork } from './NetworkPanelPlan.ts';

/** `x` in px from the left of the network's picture; the text stands at its `side` in `room` px. */
export type LayerArrow = { readonly layer: number; readonly x: number; readonly side: 'left' | 'right' | 'below'; readonly room: number };

const MARGIN = 14;
/** Two texts between two arrows need this much. */
const TWO_TEXTS = 150;

/**
 * Texts stand right of their arrows; that of the last stands left of it, because the inspector begins
 * there, or under the wire where there is no room.
 * @param width and `height` of the network's picture in px
 */
export function layerArrows(network: Network, width: number, height: number): readonly LayerArrow[] {
  if (width <= 0 || height <= 0) return [];
  // The plan of the picture above: the same function, the same width and height.
  const { gaps } = planNetwork({ network, width, height, direction: 'right', preferred: [] });
  const places = gaps.map(({ x }) => Math.round(x) + 0.5);
  return places.map((x, layer): LayerArrow => {
    const before = x - (places[layer - 1] ?? 0);
    const next = places[layer + 1];
    if (next === undefined && before >= TWO_TEXTS) return { layer, x, side: 'left', room: before / 2 - MARGIN };
    if (next === undefined) return { layer, x, side: 'below', room: TWO_TEXTS };
    return { layer, x, side: 'right', room: next - x - MARGIN };
  });
}
