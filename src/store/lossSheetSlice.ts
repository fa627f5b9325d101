/** The loss over the answer with the examples on it, or the signed errors that cancel. */
export type LossSheetShown = 'curve' | 'errors';

export type LossSheetSlice = {
  /** What the sheet "Loss function" shows; null while it is closed. */
  readonly lossSheet: LossSheetShown | null;
};

export const initialLossSheet: LossSheetSlice = { lossSheet: null };
