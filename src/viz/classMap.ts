// colour of argmaxₖ aₖ, paler the smaller its lead over the second
/** The output over the plane for three classes and more. */
import { contourSegments, strokeSegments } from './contour.ts';
import { clipped, drawFrame, samplesAlong } from './heatmap.ts';
import { mixRgb, packColour, parseColour, type Palette } from './palette.ts';
import { sharedPictureCache, type PictureCache } from './pictureCache.ts';

export type ClassMapOptions = {
  /** Activations of a certain "no" and a certain "yes"; default 0 and 1. A lead of `max − min` has the full colour. */
  readonly min?: number;
  readonly max?: number;
  /** Ink lines where the winner changes; default true. */
  readonly lines?: boolean;
  readonly lineWidth?: number;
  readonly frame?: boolean;
};

const TINTS = 6;
const PALEST = 0.32;
const SIDE = 256;
const tables = new WeakMap<Palette, Uint32Array>();

/** Packed colours [class][tint], palest first. */
function tintsOf(palette: Palette): Uint32Array {
  let table = tables.get(palette);
  if (table !== undefined) return table;
  const zero = parseColour(palette.zero);
  table = Uint32Array.from({ length: palette.classes.length * TINTS }, (_, i) => {
    const colour = palette.classes[Math.floor(i / TINTS)]?.areaRgb ?? zero;
    return packColour(mixRgb(zero, colour, PALEST + ((1 - PALEST) * (i % TINTS)) / (TINTS - 1)));
  });
  tables.set(palette, table);
  return table;
}

/** aₖ − max of the others per cell for every class: its zero line bounds the class. Laid out as `values`. */
export function classLeads(values: ArrayLike<number>, outputs: number, cells: number): Float32Array {
  const leads = new Float32Array(outputs * cells);
  for (let i = 0; i < cells; i++) {
    let first = -Infinity;
    let second = -Infinity;
    let winner = -1;
    for (let k = 0; k < outputs; k++) {
      const v = values[k * cells + i] ?? 0;
      if (v > first) {
        second = first;
        first = v;
        winner = k;
      } else if (v > second) second = v;
    }
    for (let k = 0; k < outputs; k++) leads[k * cells + i] = (values[k * cells + i] ?? 0) - (k === winner ? second : first);
  }
  return leads;
}

/**
 * Ten classes at most.
 * @param values activations [output][cell], cells row by row from the top, each at the centre of its cell
 */
export function drawClassMap(
  ctx: CanvasRenderingContext2D, values: ArrayLike<number>, outputs: number, grid: number, x: number, y: number, size: number,
  palette: Palette, options: ClassMapOptions = {}, cache: PictureCache = sharedPictureCache,
): void {
  const { min = 0, max = 1, lines = true, frame = true } = options;
  const cells = grid * grid;
  if (grid < 2 || outputs < 2 || outputs > palette.classes.length || values.length < outputs * cells) return;
  const leads = classLeads(values, outputs, cells);
  const side = Math.min(SIDE, Math.ceil(size));
  fillWinners(cache.pixels(side, side), side, leads, outputs, grid, tintsOf(palette), TINTS / (max - min));
  cache.paint(ctx, x, y, size, size);
  if (lines) {
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = (options.lineWidth ?? (size > 120 ? 1.5 : 0.75)) * palette.pen;
    ctx.globalAlpha = 0.9;
    clipped(ctx, x, y, size, size, () => {
      for (let k = 0; k < outputs; k++) {
        strokeSegments(ctx, contourSegments(leads, grid, grid, 0, k * cells), x, y, size / grid, size / grid);
      }
    });
    ctx.globalAlpha = 1;
  }
  if (frame) drawFrame(ctx, x, y, size, size, palette);
}

/** Every pixel gets the class with the largest interpolated lead, in the tint of that lead. */
function fillWinners(
  pixels: Uint32Array, side: number, leads: Float32Array, outputs: number, grid: number, tints: Uint32Array, scale: number,
): void {
  const cells = grid * grid;
  const { cell, share } = samplesAlong(side, grid);
  // Leads of one line of pixels, [column][class].
  const line = new Float64Array(outputs * grid);
  for (let py = 0; py < side; py++) {
    const down = share[py] ?? 0;
    for (let k = 0; k < outputs; k++) {
      const start = k * cells + (cell[py] ?? 0) * grid;
      for (let c = 0; c < grid; c++) {
        const upper = leads[start + c] ?? 0;
        line[c * outputs + k] = upper + ((leads[start + grid + c] ?? 0) - upper) * down;
      }
    }
    for (let px = 0; px < side; px++) {
      const from = (cell[px] ?? 0) * outputs;
      const across = share[px] ?? 0;
      let best = -Infinity;
      let winner = 0;
      for (let k = 0; k < outputs; k++) {
        const left = line[from + k] ?? 0;
        const lead = left + ((line[from + outputs + k] ?? 0) - left) * across;
        if (lead > best) {
          best = lead;
          winner = k;
        }
      }
      const tint = best > 0 ? Math.min(TINTS - 1, (best * scale) | 0) : 0;
      pixels[py * side + px] = tints[winner * TINTS + tint] ?? 0;
    }
  }
}
