/** The sheet "Loss function": what it shows, or that it is closed. */
import { closeLayers } from './layersWork.ts';
import { nabla } from './nabla.ts';
import type { LossSheetShown } from './lossSheetSlice.ts';
import { setView } from './viewActions.ts';

/** Opens the sheet where it belongs, in Play, in the place of another one; once open it turns to what is asked for. */
export function openLossSheet(lossSheet: LossSheetShown = 'curve'): void {
  if (nabla.getState().view !== 'play') setView('play');
  closeLayers();
  nabla.setState({ lossSheet });
}

export function closeLossSheet(): void {
  if (nabla.getState().lossSheet !== null) nabla.setState({ lossSheet: null });
}
