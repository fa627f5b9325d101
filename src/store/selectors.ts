/** Named, narrow selectors for `useNabla`. */
import type { NablaState } from './slices.ts';

export const selectExperiment = (state: NablaState) => state.experiment;
export const selectDataSpec = (state: NablaState) => state.experiment.data;
export const selectLearningRate = (state: NablaState) => state.experiment.learningRate;
export const selectRun = (state: NablaState) => state.run;
export const selectData = (state: NablaState) => state.data;
export const selectLog = (state: NablaState) => state.log;
export const selectStatus = (state: NablaState) => state.status;
export const selectVerdict = (state: NablaState) => state.verdict;
export const selectSeeking = (state: NablaState) => state.seeking;
export const selectPlaying = (state: NablaState) => state.playing;
export const selectStepUnit = (state: NablaState) => state.stepUnit;
export const selectSpeed = (state: NablaState) => state.speed;
export const selectView = (state: NablaState) => state.view;
export const selectEdges = (state: NablaState) => state.edges;
export const selectSelection = (state: NablaState) => state.selection;
export const selectHovered = (state: NablaState) => state.hovered;
export const selectProbe = (state: NablaState) => state.probe;
export const selectTheme = (state: NablaState) => state.theme;
export const selectPresenting = (state: NablaState) => state.presenting;
export const selectSingleKeys = (state: NablaState) => state.singleKeys;
export const selectPauseWhenHidden = (state: NablaState) => state.pauseWhenHidden;
export const selectNotice = (state: NablaState) => state.notice;
export const selectCanUndo = (state: NablaState) => state.canUndo;
export const selectCanRedo = (state: NablaState) => state.canRedo;
export const selectUndoLabel = (state: NablaState) => state.undoLabel;
export const selectRedoLabel = (state: NablaState) => state.redoLabel;
