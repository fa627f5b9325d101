/** A set of many inputs in the menu: before its file is fetched there are no points to show, so its columns are, or a first pixel picture. */
import type { Palette } from '../../viz/palette.ts';

const ROWS = 8;
/** Of 64 inputs that are an 8 × 8 picture: the first 0 of the digits, in tenths of full ink. */
const ZERO = ['00386100', '00896930', '02910750', '03700550', '03500560', '03701750', '02936810', '00486000'];

type Size = { readonly width: number; readonly height: number; readonly palette: Palette };

/** @param inputs 3 or more */
export function tableDrawing(inputs: number): (context: CanvasRenderingContext2D, size: Size) => void {
  return (context, { width, height, palette }) => {
    const side = Math.min(width, height) - 16;
    const [left, top] = [Math.round((width - side) / 2), Math.round((height - side) / 2)];
    context.fillStyle = palette.ink2;
    if (inputs === 64) {
      const cell = side / ROWS;
      ZERO.forEach((row, y) => Array.from(row).forEach((ink, x) => {
        context.globalAlpha = Number(ink) / 9;
        context.fillRect(left + x * cell, top + y * cell, cell, cell);
      }));
      context.globalAlpha = 1;
      return;
    }
    // A column an input, and one apart for what is to be told.
    const pitch = side / (inputs + 2);
    const rowPitch = side / ROWS;
    for (let column = 0; column <= inputs; column += 1) {
      context.globalAlpha = column === inputs ? 1 : 0.45;
      const x = left + (column === inputs ? column + 1 : column) * pitch;
      for (let row = 0; row < ROWS; row += 1) context.fillRect(x, top + row * rowPitch, Math.max(1, pitch * 0.72), row === 0 ? 3 : 1.5);
    }
    context.globalAlpha = 1;
  };
}
