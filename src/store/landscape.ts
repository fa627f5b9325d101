/** What the landscape shows: the directions, the window and the look that were chosen, and the slice that was taken. */
import type { RunId } from '../worker/protocol.ts';
import type { LossGrid } from '../viz/lossSlice.ts';
import type { SurfaceTurn } from '../viz/surfaceProjection.ts';
import type { LandscapeDirections, SlicePlane } from './landscapePlane.ts';
import type { ChosenWindow } from './landscapeWindow.ts';

export type LandscapeLook = 'contours' | 'surface';

/** What the user wants to see. */
export type LandscapeWish = {
  readonly directions: LandscapeDirections;
  /** Entries of θ; null: the two weights with the largest gradient. */
  readonly pair: readonly [number, number] | null;
  /** Of the random directions. */
  readonly seed: number;
  /** Null: whatever holds the path and room around the network. */
  readonly window: ChosenWindow | null;
  readonly look: LandscapeLook;
  readonly turn: SurfaceTurn;
};

/** A slice through the loss, as fine as it is by now. */
export type LossSlice = LossGrid & {
  readonly plane: SlicePlane;
  readonly directions: LandscapeDirections;
  readonly run: RunId;
  /** Updates made when it was taken. */
  readonly step: number;
  /** A first look at so many of the training examples; null: at all of them. */
  readonly sample: number | null;
  /** How far the finest grid is, 0 to 1. */
  readonly progress: number;
};

export type LandscapeSlice = {
  readonly landscape: LandscapeWish;
  readonly lossSlice: LossSlice | null;
  /** The ball is in the user's hand. */
  readonly isBallHeld: boolean;
};

export const initialLandscape: LandscapeSlice = {
  landscape: { directions: 'weights', pair: null, seed: 1, window: null, look: 'contours', turn: { yaw: 0.6, pitch: 1 } },
  lossSlice: null,
  isBallHeld: false,
};
