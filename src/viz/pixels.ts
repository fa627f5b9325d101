// 64 numbers, row by row → an 8 × 8 picture
/** Inputs that are the grey values of a picture, and weights that are read over it. */
import { pixelName } from '../datasets/pixelName.ts';
import { divergingIndex, type Palette } from './palette.ts';

export const PIXEL_SIDE = 8;

/** Whether inputs with these names are the grey values of an 8 × 8 picture, in order. */
export function arePixels(inputNames: readonly string[]): boolean {
  return inputNames.length === PIXEL_SIDE ** 2 && inputNames.every((name, input) => name.startsWith(pixelName(Math.floor(input / PIXEL_SIDE), input % PIXEL_SIDE)));
}

type Place = { readonly x: number; readonly y: number; readonly size: number };

/** Each value by the colour that `colourOf` gives it; cells end on whole pixels, so that none overlap. */
function drawCells(context: CanvasRenderingContext2D, values: ArrayLike<number>, { x, y, size }: Place, colourOf: (value: number) => string): void {
  const edge = (cell: number): number => Math.round((cell * size) / PIXEL_SIDE);
  for (let row = 0; row < PIXEL_SIDE; row += 1) {
    for (let column = 0; column < PIXEL_SIDE; column += 1) {
      context.fillStyle = colourOf(values[row * PIXEL_SIDE + column] ?? 0);
      context.fillRect(x + edge(column), y + edge(row), edge(column + 1) - edge(column), edge(row + 1) - edge(row));
    }
  }
}

/** Grey values from 0, paper, to 1, ink. */
export function drawPixels(context: CanvasRenderingContext2D, values: ArrayLike<number>, place: Place, palette: Palette): void {
  context.fillStyle = palette.bg;
  context.fillRect(place.x, place.y, place.size, place.size);
  drawCells(context, values, place, (value) => {
    context.globalAlpha = Math.min(1, Math.max(0, value));
    return palette.ink;
  });
  context.globalAlpha = 1;
  frame(context, place, palette);
}

/** Weights on the diverging scale, ±`limit` at its ends. */
export function drawWeightPixels(context: CanvasRenderingContext2D, weights: ArrayLike<number>, limit: number, place: Place, palette: Palette): void {
  drawCells(context, weights, place, (weight) => palette.divergingColours[divergingIndex(weight, limit)] ?? palette.bg);
  frame(context, place, palette);
}

function frame(context: CanvasRenderingContext2D, { x, y, size }: Place, palette: Palette): void {
  context.strokeStyle = palette.ink2;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
}
