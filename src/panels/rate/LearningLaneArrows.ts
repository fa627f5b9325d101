/** Where the step arrives: one arrow under the edges of each layer, half way between its two columns in the network's picture. */
import type { Network } from '../../engine/network.ts';
import { planNetwork } from '../../viz/networkPlan.ts';

/** `x` in px from the left of the network's picture; the text stands at its `side` in `room` px. */
export type LayerArrow = { readonly layer: number; readonly x: number; readonly side: 'left' | 'right' | 'below'; readonly room: number };

const MARGIN = 14;
/** Two texts between two arrows need this much, one text this. */
const TWO_TEXTS = 150;
const ONE_TEXT = 80;

/**
 * Texts stand right of their arrows; that of the last stands left of it, because the inspector begins there. Where two
 * texts have no room between two arrows all stand left, and where not even one has, the last goes under the wire.
 * @param width and `height` of the network's picture in px
 */
export function layerArrows(network: Network, width: number, height: number): readonly LayerArrow[] {
  if (width <= 0 || height <= 0) return [];
  // The plan of the picture above: the same function, the same width and height.
  const { gaps } = planNetwork({ network, width, height, direction: 'right', preferred: [] });
  const places = gaps.map(({ x }) => Math.round(x) + 0.5);
  const pitch = (places[1] ?? width) - (places[0] ?? 0);
  const allLeft = places.length > 1 && pitch < TWO_TEXTS && pitch >= ONE_TEXT;
  return places.map((x, layer): LayerArrow => {
    const before = x - (places[layer - 1] ?? 0);
    if (allLeft) return { layer, x, side: 'left', room: before - (layer === 0 ? 8 : MARGIN) };
    const next = places[layer + 1];
    if (next === undefined && before >= TWO_TEXTS) return { layer, x, side: 'left', room: before / 2 - MARGIN };
    if (next === undefined) return { layer, x, side: 'below', room: TWO_TEXTS };
    return { layer, x, side: 'right', room: next - x - MARGIN };
  });
}
