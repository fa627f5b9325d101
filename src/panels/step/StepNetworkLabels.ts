// a weight's label lies on its curve, two thirds of the way to where it leads
/** Where the weights' symbols and values stand: for all edges between two columns, or for none of them. */
import { pointOn, type PlacedEdge, type StepLayout } from './StepNetworkLayout.ts';

export type EdgeLabel = {
  readonly edge: PlacedEdge;
  readonly x: number;
  readonly y: number;
  readonly align: 'start' | 'middle' | 'end';
  /** On the edge itself, so that it needs the page's colour behind it. */
  readonly halo: boolean;
  /** There is room for the symbol before the value. */
  readonly symbol: boolean;
};

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** Px of a symbol with its value, as "w₁₁₁ −0.0384" and w with a layer's number, and the air around it, at 13 px of text. */
const WIDTH = 84;
const WIDTH_WITH_LAYER = 100;
/** The value alone. */
const WIDTH_OF_VALUE = 50;
/** Where edges cross, a gap must be so many labels wide to leave enough of them in sight. */
const ROOMY = 1.5;
const HEIGHT = 19;
const OFF_LINE = 13;
/** More labels than this beside one another are a list and no picture. */
const MOST_LABELS = 4;
/** Shares of the way at which a label may lie on its edge, best first. */
const SHARES = [0.67, 0.33, 0.6, 0.4, 0.75, 0.25, 0.5] as const;

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function boxOf(label: EdgeLabel, width: number, height: number): Box {
  const left = label.align === 'start' ? label.x : label.align === 'end' ? label.x - width : label.x - width / 2;
  return { left, right: left + width, top: label.y - height / 2, bottom: label.y + height / 2 };
}

/** Candidates for one edge, best first. */
function candidates(edge: PlacedEdge, sources: number, targets: number, middle: number, scale: number, crossingSymbols: boolean): EdgeLabel[] {
  const rise = edge.y2 - edge.y1;
  const off = OFF_LINE * scale;
  const gap = edge.x2 - edge.x1;
  if (targets === 1 && sources > 1) {
    // Edges that meet in one unit are apart where they begin.
    const up = edge.y1 <= middle;
    return [{ edge, x: edge.x1 + 10 * scale, y: edge.y1 + (up ? -off : off), align: 'start', halo: sources > 2, symbol: true }];
  }
  if (Math.abs(rise) < 12 * scale) {
    const below = edge.y1 > middle + 1;
    return [{ edge, x: edge.x1 + gap / 2, y: edge.y1 + (below ? off : -off), align: 'middle', halo: false, symbol: true }];
  }
  if (sources === 1) return [{ edge, x: edge.x2 - 8 * scale, y: edge.y2 + (rise < 0 ? -off : off), align: 'end', halo: false, symbol: true }];
  return SHARES.map((share) => {
    const [x, y] = pointOn(edge, share);
    return { edge, x, y, align: 'middle' as const, halo: true, symbol: crossingSymbols };
  });
}

/** The label of an edge by itself, on its middle: for what lies on the marker where there is no room for all labels. */
export function loneLabel(edge: PlacedEdge): EdgeLabel {
  const [x, y] = pointOn(edge, 0.5);
  return { edge, x, y, align: 'middle', halo: true, symbol: true };
}

/** Labels of all edges that lead into layers where there is room for every one of them, in the order of the edges. */
export function placeLabels(layout: StepLayout, withLayerNumber: boolean): readonly EdgeLabel[] {
  const scale = layout.text / 13;
  const [width, height] = [(withLayerNumber ? WIDTH_WITH_LAYER : WIDTH) * scale, HEIGHT * scale];
  const labels: EdgeLabel[] = [];
  layout.layers.forEach((target, layer) => {
    const edges = layout.edges.filter((edge) => edge.layer === layer);
    const first = edges[0];
    if (first === undefined || target.more > 0 || target.look === 'one' || first.x2 - first.x1 < width * 0.95) return;
    const sources = edges.length / target.units.length;
    if (edges.length > MOST_LABELS) return;
    const ys = edges.map(({ y1 }) => y1);
    const middle = (Math.min(...ys) + Math.max(...ys)) / 2;
    const crossingSymbols = first.x2 - first.x1 >= width * ROOMY;
    const taken: Box[] = [];
    const found = edges
      .toSorted((a, b) => Math.abs(a.y2 - a.y1) - Math.abs(b.y2 - b.y1))
      .map((edge) => {
        const place = candidates(edge, sources, target.units.length, middle, scale, crossingSymbols).find((label) => {
          const box = boxOf(label, label.symbol ? width : WIDTH_OF_VALUE * scale, height);
          return box.left >= first.x1 - 4 && box.right <= first.x2 + 8 * scale && box.top > -height / 2 && box.bottom < layout.height + height / 2
            && !taken.some((other) => overlaps(box, other));
        });
        if (place !== undefined) taken.push(boxOf(place, place.symbol ? width : WIDTH_OF_VALUE * scale, height));
        return place;
      });
    if (found.every((label) => label !== undefined)) labels.push(...found);
  });
  return labels.toSorted((a, b) => layout.edges.indexOf(a.edge) - layout.edges.indexOf(b.edge));
}
