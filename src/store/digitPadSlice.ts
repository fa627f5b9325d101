import type { Stroke } from '../datasets/drawnDigit.ts';

export type DigitPadSlice = {
  /** What has been drawn on the pad, and the raw inputs it comes to; null without a stroke. */
  readonly padStrokes: readonly Stroke[];
  readonly padInputs: readonly number[] | null;
};

export const initialDigitPad: DigitPadSlice = { padStrokes: [], padInputs: null };
