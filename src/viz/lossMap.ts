// colour(α, β) = tint of the level below L(α, β); a thin line at every level
/** The loss over the plane as a map: flat tints between contour lines, like the heights on paper. */
import { contourSegments, strokeSegments } from './contour.ts';
import { type LevelScale } from './contourLevels.ts';
import type { Box } from './curve.ts';
import { formatNumber } from './format.ts';
import { clipped, samplesAlong } from './heatmap.ts';
import type { LossGrid, SliceWindow } from './lossSlice.ts';
import { cssColour, mixRgb, packColour, parseColour, type Palette, type Rgb } from './palette.ts';
import type { PictureCache } from './pictureCache.ts';

/** From a point of the plane to the screen and back. */
export type PlaneMap = {
  readonly toScreen: (a: number, b: number) => readonly [number, number];
  readonly toPlane: (x: number, y: number) => readonly [number, number];
};

export function planeMap(window: SliceWindow, box: Box): PlaneMap {
  const [scaleX, scaleY] = [box.width / (2 * window.halfA), box.height / (2 * window.halfB)];
  return {
    toScreen: (a, b) => [box.x + (a - window.a + window.halfA) * scaleX, box.y + (window.b + window.halfB - b) * scaleY],
    toPlane: (x, y) => [window.a - window.halfA + (x - box.x) / scaleX, window.b + window.halfB - (y - box.y) / scaleY],
  };
}

/** Places of losses on a scale over side × side cells, row by row from the largest β, as pictures are. */
export type Places = { readonly side: number; readonly values: Float32Array };

export function placesOf({ side, losses }: LossGrid, scale: LevelScale): Places {
  const values = new Float32Array(side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) values[row * side + column] = scale.placeOf(losses[(side - 1 - row) * side + column]!);
  }
  return { side, values };
}

/** Catmull and Rom's weights of four neighbours, a quarter of the way from the second to the third. */
const QUARTER = [-9 / 128, 111 / 128, 29 / 128, -3 / 128] as const;

/** Twice as many cells each way, on a smooth surface through those there are, so that lines bend rather than break. */
export function smoothed({ side, values }: Places): Places {
  const double = side * 2;
  const wide = new Float32Array(double * side);
  for (let row = 0; row < side; row += 1) {
    for (let i = 0; i < double; i += 1) wide[row * double + i] = between(values, row * side, 1, side, i);
  }
  const out = new Float32Array(double * double);
  for (let column = 0; column < double; column += 1) {
    for (let i = 0; i < double; i += 1) out[i * double + column] = between(wide, column, double, side, i);
  }
  return { side: double, values: out };
}

/** The i-th of the doubled cells along a line of `count` values; beyond the ends the line goes on straight. */
function between(values: Float32Array, start: number, stride: number, count: number, i: number): number {
  const near = i >> 1;
  const way = i % 2 === 0 ? -1 : 1;
  const at = (k: number): number => {
    if (k >= 0 && k < count) return values[start + k * stride]!;
    const edge = k < 0 ? 0 : count - 1;
    const inner = k < 0 ? 1 : count - 2;
    return values[start + edge * stride]! + Math.abs(k - edge) * (values[start + edge * stride]! - values[start + inner * stride]!);
  };
  const value = QUARTER[0] * at(near - way) + QUARTER[1] * at(near) + QUARTER[2] * at(near + way) + QUARTER[3] * at(near + 2 * way);
  return Number.isNaN(value) ? at(near) : value;
}

/** One colour a tint, from the lowest losses (nearly the paper) to the highest. */
export function tintsOf(palette: Palette, scale: LevelScale): readonly Rgb[] {
  const [low, high] = [parseColour(palette.losslow), parseColour(palette.losshigh)];
  const count = scale.levels.length + 1;
  return Array.from({ length: count }, (_, i) => mixRgb(low, high, count > 1 ? i / (count - 1) : 0));
}

/** Pixels of the tints' picture along its longer side; the lines over it hide its steps. */
const LONGEST = 640;

/** The tints over a box; what is not yet known stays paper. */
export function drawTints(ctx: CanvasRenderingContext2D, { side, values }: Places, box: Box, scale: LevelScale, palette: Palette, cache: PictureCache): void {
  const shrink = Math.min(1, LONGEST / Math.max(box.width, box.height));
  const width = Math.max(2, Math.round(box.width * shrink));
  const height = Math.max(2, Math.round(box.height * shrink));
  const tints = Uint32Array.from(tintsOf(palette, scale), packColour);
  const blank = packColour(parseColour(palette.bg));
  const pixels = cache.pixels(width, height);
  const across = samplesAlong(width, side);
  const down = samplesAlong(height, side);
  const line = new Float64Array(side);
  const last = tints.length - 1;
  for (let y = 0; y < height; y += 1) {
    const start = down.cell[y]! * side;
    const share = down.share[y]!;
    for (let c = 0; c < side; c += 1) line[c] = values[start + c]! + (values[start + side + c]! - values[start + c]!) * share;
    for (let x = 0; x < width; x += 1) {
      const c = across.cell[x]!;
      const place = line[c]! + (line[c + 1]! - line[c]!) * across.share[x]!;
      pixels[y * width + x] = place >= last ? tints[last]! : place >= 0 ? tints[(place | 0) + 1]! : place < 0 ? tints[0]! : blank;
    }
  }
  cache.paint(ctx, box.x, box.y, box.width, box.height);
}

/** A contour line at every level, with the levels written on some of them. */
export function drawContours(ctx: CanvasRenderingContext2D, { side, values }: Places, box: Box, scale: LevelScale, palette: Palette): void {
  const tints = tintsOf(palette, scale);
  const labels: Label[] = [];
  clipped(ctx, box.x, box.y, box.width, box.height, () => {
    scale.levels.forEach((level, i) => {
      const segments = contourSegments(values, side, side, i);
      ctx.strokeStyle = cssColour(mixRgb(tints[i + 1]!, parseColour(palette.ink), 0.32));
      ctx.lineWidth = (i % 2 === 0 ? 1 : 0.6) * palette.pen;
      strokeSegments(ctx, segments, box.x, box.y, box.width / side, box.height / side);
      const label = i % 2 === 0 ? placeLabel(segments, box, side, formatLevel(level), labels, palette) : null;
      if (label !== null) labels.push(label);
    });
  });
  ctx.font = `${palette.t1}px ${palette.text}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  for (const { text, x, y, level } of labels.map((label) => ({ ...label, level: scale.levels.findIndex((each) => formatLevel(each) === label.text) }))) {
    ctx.strokeStyle = cssColour(tints[Math.max(0, level)]!);
    ctx.lineWidth = 4;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = palette.ink2;
    ctx.fillText(text, x, y);
  }
}

/** Levels are tidy: two digits are all they have. */
export const formatLevel = (level: number): string => formatNumber(level, level >= 10 ? 3 : 2).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

type Label = { readonly text: string; readonly x: number; readonly y: number };
const LABEL_GAP = 64;
const LABEL_EDGE = 26;
/** The names of the axes stand in the upper and the lower corner. */
const LABEL_BRIM = 46;

/** On the line's stretch that lies most to the lower right, clear of the edge and of other labels. */
function placeLabel(segments: Float32Array, box: Box, side: number, text: string, others: readonly Label[], palette: Palette): Label | null {
  let best: Label | null = null;
  let most = -Infinity;
  for (let i = 0; i + 3 < segments.length; i += 4) {
    const x = box.x + ((segments[i]! + segments[i + 2]!) / 2 / side) * box.width;
    const y = box.y + ((segments[i + 1]! + segments[i + 3]!) / 2 / side) * box.height;
    const isClear = x > box.x + LABEL_EDGE && x < box.x + box.width - LABEL_EDGE && y > box.y + LABEL_BRIM && y < box.y + box.height - LABEL_BRIM
      && others.every((other) => Math.abs(other.x - x) > LABEL_GAP || Math.abs(other.y - y) > palette.t1 * 1.8);
    const merit = x * 0.8 + y;
    if (isClear && merit > most) {
      most = merit;
      best = { text, x, y };
    }
  }
  return best;
}
