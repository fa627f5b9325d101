/** Named, narrow selectors for `useNabla`. */
import { arePixels } from '../viz/pixels.ts';
import type { NablaState } from './slices.ts';

export const selectBooted = (state: NablaState) => state.booted;
export const selectDivergence = (state: NablaState) => state.divergence;
export const selectVerdict = (state: NablaState) => state.verdict;
export const selectSeeking = (state: NablaState) => state.seeking;
export const selectPlaying = (state: NablaState) => state.playing;
export const selectStepUnit = (state: NablaState) => state.stepUnit;
export const selectSpeed = (state: NablaState) => state.speed;
export const selectView = (state: NablaState) => state.view;
/** The tab that is chosen: a lesson stands beside a view, and has a tab of its own. */
export const selectTab = (state: NablaState) => (state.learning === null ? state.view : 'learn');
export const selectLearning = (state: NablaState) => state.learning;
export const selectTheme = (state: NablaState) => state.theme;
export const selectPresenting = (state: NablaState) => state.presenting;
export const selectSpotlight = ({ presenting, spotlight }: NablaState): boolean => presenting && spotlight;
export const selectSound = (state: NablaState) => state.sound;
export const selectSingleKeys = (state: NablaState) => state.singleKeys;
/** Digits can be drawn: the data are pictures of classes. */
export const selectHasPad = ({ data }: NablaState): boolean => data !== null && data.classes.length > 0 && arePixels(data.inputNames);
/** Two live runs are what is shown. */
export const selectSideBySide = (state: NablaState) => state.view === 'compare' && state.compareMode === 'sides';
export const selectNotice = (state: NablaState) => state.notice;
export const selectCanUndo = (state: NablaState) => state.canUndo;
export const selectCanRedo = (state: NablaState) => state.canRedo;
export const selectUndoLabel = (state: NablaState) => state.undoLabel;
export const selectRedoLabel = (state: NablaState) => state.redoLabel;
export const selectPosition = (state: NablaState) => state.position;
export const selectStride = (state: NablaState) => state.stride;
export const selectFocus = (state: NablaState) => state.focus;
export const selectTrail = (state: NablaState) => state.trail;
export const selectLit = (state: NablaState) => state.lit;

/** Whether the page stands inside another one that shows the network and its loss without letting them be changed by hand. */
export const selectFixed = ({ embed }: NablaState): boolean => embed !== null && !embed.parts.includes('editing');
