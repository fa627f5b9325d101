// six units of 54 with gaps of 12 fill 384; one to four stand 110 apart; more shrink, and the rest is "n more"
/** Places of the features and the hidden units in the picture of the network, flowing right or, on a phone, down. */

export type Orientation = 'right' | 'down';

/** One picture: its top left corner and its side, in px of the box. */
export type UnitBox = { readonly unit: number; readonly x: number; readonly y: number; readonly size: number };

type LayoutColumn = {
  /** −1 for the features, then 0, 1 … for the hidden layers. */
  readonly layer: number;
  /** Start of the column along the flow (its x when flowing right, its y when flowing down) and its pictures' side. */
  readonly x: number;
  readonly size: number;
  readonly units: readonly UnitBox[];
  /** How many units have no picture, and the box of "n more" (null if all are shown). */
  readonly hiddenCount: number;
  readonly more: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
};

export type NetworkLayout = {
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly columns: readonly LayoutColumn[];
  /** Where the edges into each output unit end, on the far side of the box; `outputAnchor` is their middle. */
  readonly outputAnchors: readonly { readonly unit: number; readonly x: number; readonly y: number }[];
  readonly outputAnchor: { readonly x: number; readonly y: number };
};

export type LayoutOptions = {
  /** Structurally an engine NetworkSpec: inputs, then every layer, the output last. */
  readonly spec: { readonly inputs: number; readonly layers: readonly { readonly units: number }[] };
  readonly width: number;
  readonly height: number;
  readonly orientation?: Orientation;
  /** At most so many pictures a column; fewer where they would be smaller than 19.7 px. */
  readonly maxShown?: number;
  /** Units to show by column (features first), best first; the first that fit are taken and shown in their order. */
  readonly preferred?: readonly (readonly number[] | undefined)[];
};

const LENGTH = 384;
const SIZE = 54;
const PITCH = 110;
const GAP_SHARE = 12 / 54;
/** With the gap between them 24 px from one to the next: targets that a pointer hits. */
const SMALLEST = 19.7;
/** Height of "n more": a control people hit. */
const MORE = 24;
const MORE_GAP = 4;

type Spread = { readonly size: number; readonly places: readonly number[]; readonly shown: number; readonly moreAt: number };

/** `count` pictures of `size` as far apart as the column allows, at most `pitch` from one to the next, centred. */
function spread(count: number, size: number, length: number, pitch: number): number[] {
  const step = count > 1 ? Math.min(pitch, (length - size) / (count - 1)) : 0;
  const start = (length - size - step * (count - 1)) / 2;
  return Array.from({ length: count }, (_, i) => start + i * step);
}

/**
 * One column: how many units are shown, how large, and where.
 * @param length room across the flow; `limit` the largest side that leaves the edges their room
 */
function arrange(units: number, length: number, limit: number, maxShown: number): Spread {
  const scale = length / LENGTH;
  const natural = Math.min(SIZE * Math.max(0.75, Math.min(1.6, scale)), limit, length);
  const sizeFor = (count: number, room: number) => Math.min(natural, room / (count + (count - 1) * GAP_SHARE));
  const smallest = Math.min(SMALLEST, natural);
  if (units <= maxShown && sizeFor(units, length) >= smallest) {
    const size = sizeFor(units, length);
    return { size, places: spread(units, size, length, Math.max(PITCH * scale, size * 1.2)), shown: units, moreAt: length };
  }
  const room = Math.max(smallest, length - MORE - MORE_GAP);
  const most = Math.floor((room / smallest + GAP_SHARE) / (1 + GAP_SHARE));
  const shown = Math.max(1, Math.min(maxShown, most, units - 1));
  const size = Math.min(sizeFor(shown, room), room);
  return { size, places: spread(shown, size, room, Infinity), shown, moreAt: length - MORE };
}

function chooseUnits(units: number, shown: number, preferred: readonly number[] | undefined): number[] {
  if (shown >= units) return Array.from({ length: units }, (_, unit) => unit);
  const valid = (preferred ?? []).filter((unit, i, all) => unit >= 0 && unit < units && all.indexOf(unit) === i);
  const chosen = new Set(valid.slice(0, shown));
  for (let unit = 0; chosen.size < shown; unit++) chosen.add(unit);
  return [...chosen].toSorted((a, b) => a - b);
}

export function layoutNetwork(options: LayoutOptions): NetworkLayout {
  const { spec, width, height, orientation = 'right', maxShown = Infinity, preferred = [] } = options;
  const right = orientation === 'right';
  const [along, across] = right ? [width, height] : [height, width];
  const counts = [spec.inputs, ...spec.layers.slice(0, -1).map((layer) => layer.units)];
  const pitch = along / counts.length;
  // Edges get at least half of the way from column to column.
  const limit = Math.max(8, pitch * 0.5);

  const columns = counts.map((units, c): LayoutColumn => {
    const { size, places, shown, moreAt } = arrange(units, across, limit, Math.max(1, maxShown));
    const start = c * pitch;
    const boxes = chooseUnits(units, shown, preferred[c]).map((unit, i): UnitBox => {
      const place = places[i] ?? 0;
      return right ? { unit, x: start, y: place, size } : { unit, x: place, y: start, size };
    });
    const hiddenCount = units - shown;
    const more = hiddenCount === 0 ? null
      : right ? { x: start, y: moreAt, width: Math.max(size, MORE), height: MORE }
      : { x: moreAt, y: start, width: MORE, height: Math.max(size, MORE) };
    return { layer: c - 1, x: start, size, units: boxes, hiddenCount, more };
  });

  const outputs = spec.layers.at(-1)?.units ?? 1;
  const places = spread(outputs, 0, across * 0.8, PITCH / 2).map((place) => place + across * 0.1);
  const outputAnchors = places.map((place, unit) => (right ? { unit, x: along, y: place } : { unit, x: place, y: along }));
  const outputAnchor = right ? { x: along, y: across / 2 } : { x: across / 2, y: along };
  return { width, height, orientation, columns, outputAnchors, outputAnchor };
}

/** Middle of the gap in front of each layer (0 = before the first hidden layer), along the flow: places for labels and arrows. */
export function layerGaps(layout: NetworkLayout): readonly { readonly layer: number; readonly at: number }[] {
  const end = layout.orientation === 'right' ? layout.width : layout.height;
  return layout.columns.map((column, c) => {
    const next = layout.columns[c + 1]?.x ?? end;
    return { layer: c, at: (column.x + column.size + next) / 2 };
  });
}

/** The small square that stands for a unit's bias, at the corner where no edge arrives: its middle. */
export function biasPlace(box: UnitBox, orientation: Orientation): { readonly x: number; readonly y: number } {
  return orientation === 'right' ? { x: box.x, y: box.y + box.size } : { x: box.x + box.size, y: box.y };
}
