// colour = table[(v − min) / (max − min) · 255]; with bands, v is first rounded to the middle of its band
/** Pictures of a value over the plane: smooth for neurons, flat tints for the output, an ink line at the boundary. */
import { contourSegments, strokeSegments } from './contour.ts';
import type { Palette } from './palette.ts';
import { sharedPictureCache, type PictureCache } from './pictureCache.ts';

export type HeatmapOptions = {
  /** Values at the two ends of the colour scale; default −1 and +1. */
  readonly min?: number;
  readonly max?: number;
  /** Number of flat tints; 0 (default) is smooth. An even number puts an edge of tints on the middle. */
  readonly bands?: number;
  /** Value at which an ink line runs; default the middle of the scale; null for none. */
  readonly line?: number | null;
  readonly lineWidth?: number;
  /** The one-pixel frame; default true. */
  readonly frame?: boolean;
  /** Index of the first value (several pictures in one array). */
  readonly offset?: number;
  /** Height when it is not the same as the width, in px and in cells. */
  readonly height?: number;
  readonly rows?: number;
};

/** Colour table with flat tints: 1024 entries, each tint's last few lead over to the next so that edges are smooth. */
const TABLE = 1024;
const bandTables = new WeakMap<Palette, Map<number, Uint32Array>>();

function blend(a: number, b: number, share: number): number {
  const channel = (shift: number) => Math.round(((a >>> shift) & 255) * (1 - share) + ((b >>> shift) & 255) * share) << shift;
  return (channel(0) | channel(8) | channel(16) | channel(24)) >>> 0;
}

/** The diverging scale in `bands` flat tints (0: smooth), 1024 packed colours from the low to the high end. */
export function tintTable(palette: Palette, bands: number): Uint32Array {
  let tables = bandTables.get(palette);
  if (tables === undefined) bandTables.set(palette, (tables = new Map()));
  const known = tables.get(bands);
  if (known !== undefined) return known;
  const smooth = (share: number) => palette.diverging[Math.min(255, Math.max(0, Math.round(share * 255)))] ?? 0;
  const tint = (band: number) => smooth(bands <= 1 ? 0.5 : Math.min(bands - 1, Math.max(0, band)) / (bands - 1));
  const table = Uint32Array.from({ length: TABLE }, (_, i) => {
    const share = i / (TABLE - 1);
    if (bands === 0) return smooth(share);
    const at = Math.min(share, 1 - 1e-9) * bands;
    const edge = 0.05;
    const within = at - Math.floor(at);
    if (within < edge) return blend(tint(Math.floor(at) - 1), tint(Math.floor(at)), 0.5 + within / edge / 2);
    if (within > 1 - edge) return blend(tint(Math.floor(at)), tint(Math.floor(at) + 1), (within - 1 + edge) / edge / 2);
    return tint(Math.floor(at));
  });
  tables.set(bands, table);
  return table;
}

/** Pixels of a banded picture: enough for smooth edges at any size, few enough to be filled in a millisecond. */
const BANDED_SIDE = 320;

/** For each of `count` pixels the cell whose centre is before it and the share of the way to the next cell's centre. */
export function samplesAlong(count: number, cells: number): { readonly cell: Int32Array; readonly share: Float64Array } {
  const cell = new Int32Array(count);
  const share = new Float64Array(count);
  for (let p = 0; p < count; p++) {
    const at = Math.min(cells - 1, Math.max(0, ((p + 0.5) / count) * cells - 0.5));
    const before = Math.min(cells - 2, Math.floor(at));
    cell[p] = before;
    share[p] = at - before;
  }
  return { cell, share };
}

/** Fills `pixels` (width × height) from the grid by straight interpolation between cell centres. */
function fillInterpolated(
  pixels: Uint32Array, width: number, height: number, values: ArrayLike<number>, offset: number, columns: number, rows: number,
  table: Uint32Array, low: number, scale: number, blank: number,
): void {
  const line = new Float64Array(columns + 1);
  const { cell: cells, share: shares } = samplesAlong(width, columns);
  const down = samplesAlong(height, rows);
  for (let py = 0; py < height; py++) {
    const share = down.share[py] ?? 0;
    const start = offset + (down.cell[py] ?? 0) * columns;
    for (let c = 0; c < columns; c++) {
      const upper = values[start + c] ?? 0;
      line[c] = (upper + ((values[start + columns + c] ?? 0) - upper) * share - low) * scale;
    }
    for (let px = 0; px < width; px++) {
      const c = cells[px] ?? 0;
      const left = line[c] ?? 0;
      const v = left + ((line[c + 1] ?? 0) - left) * (shares[px] ?? 0);
      pixels[py * width + px] = v >= TABLE - 1 ? (table[TABLE - 1] ?? 0) : v > 0 ? (table[(v + 0.5) | 0] ?? 0) : v <= 0 ? (table[0] ?? 0) : blank;
    }
  }
}

/**
 * A picture of `grid` × `grid` values in the square at (x, y).
 * @param values row by row from the top; each stands at the centre of its cell; what is not finite is left in the line colour
 * @param cache keeps the pixels' canvas; give a picture that is drawn every frame one of its own
 */
export function drawHeatmap(
  ctx: CanvasRenderingContext2D, values: ArrayLike<number>, grid: number, x: number, y: number, size: number,
  palette: Palette, options: HeatmapOptions = {}, cache: PictureCache = sharedPictureCache,
): void {
  const { min = -1, max = 1, bands = 0, frame = true, offset = 0, height = size, rows = grid } = options;
  if (grid < 2 || rows < 2 || values.length < offset + grid * rows) return;
  const table = tintTable(palette, bands);
  const scale = (TABLE - 1) / (max - min);
  const blank = table[TABLE >> 1] ?? 0;
  if (bands > 0) {
    const width = Math.min(BANDED_SIDE, Math.ceil(size));
    const tall = Math.min(BANDED_SIDE, Math.ceil(height));
    fillInterpolated(cache.pixels(width, tall), width, tall, values, offset, grid, rows, table, min, scale, blank);
  } else {
    const pixels = cache.pixels(grid, rows);
    for (let i = 0; i < grid * rows; i++) {
      const v = ((values[offset + i] ?? 0) - min) * scale;
      pixels[i] = v >= TABLE - 1 ? (table[TABLE - 1] ?? 0) : v > 0 ? (table[(v + 0.5) | 0] ?? 0) : v <= 0 ? (table[0] ?? 0) : blank;
    }
  }
  cache.paint(ctx, x, y, size, height);
  const level = options.line === undefined ? (min + max) / 2 : options.line;
  if (level !== null) {
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = (options.lineWidth ?? (size > 120 ? 1.5 : 0.75)) * palette.pen;
    ctx.globalAlpha = size > 120 ? 0.9 : 0.75;
    clipped(ctx, x, y, size, height, () => {
      strokeSegments(ctx, contourSegments(values, grid, rows, level, offset), x, y, size / grid, height / rows);
    });
    ctx.globalAlpha = 1;
  }
  if (frame) drawFrame(ctx, x, y, size, height, palette);
}

/** Runs `draw` clipped to a box. */
export function clipped(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  draw();
  ctx.restore();
}

/** The one-pixel frame of a picture, on half pixels. */
export function drawFrame(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, palette: Palette): void {
  ctx.strokeStyle = palette.ink2;
  ctx.lineWidth = 1;
  ctx.strokeRect(Math.round(x) + 0.5, Math.round(y) + 0.5, Math.round(width) - 1, Math.round(height) - 1);
}

/** A legend: the scale from its low to its high end in a box; `bands` as in the picture it explains. */
export function drawScale(
  ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, palette: Palette,
  kind: 'diverging' | 'gradient' = 'diverging', bands = 0,
): void {
  const steps = bands > 0 ? bands : Math.ceil(width);
  const colours = kind === 'diverging' ? palette.divergingColours : palette.gradientColours;
  for (let i = 0; i < steps; i++) {
    ctx.fillStyle = colours[Math.round((steps > 1 ? i / (steps - 1) : 0.5) * 255)] ?? palette.zero;
    const left = x + (i / steps) * width;
    ctx.fillRect(left, y, (bands > 0 ? 0 : 0.6) + width / steps, height);
  }
}
