/** Everything the page can do to its state, as plain functions. Panels, shortcuts, the palette and lessons share them. Those of what comes later are in files of their own. */
export {
  backToStart, pause, play, setSpeed, setStepUnit, step, stepBack, togglePlay, visitStep,
} from './playbackActions.ts';
export { beginSituation, bestMomentNow, bestStepSentence, goToBestStep, listExamples, setAnswersOf, setOutputShows, setTimelineShows } from './accuracyActions.ts';
export { escapeDivergence } from './divergence.ts';
export {
  changeExperiment, chooseDataset, choosePreset, newDataSeed, newSeed, openTable, redo, resetExperiment, setParameter, undo, willRestart,
} from './experimentActions.ts';
export { openListed, removeRun, renameRun, showRun } from './runListActions.ts';
export {
  dismissNotice, hover, select, setEdges, setKeepSettings, setLossAxis, setPauseWhenHidden, setPresenting, setProbe, setSound, setSpotlight,
  setSingleKeys, setTheme, setView, showNotice,
} from './viewActions.ts';
export { backTo, chooseParameter, closeQuantity, closeTrail, light, lightPath, setStride, toggleWalking } from './trailActions.ts';
export { stopSearch, testRates, tryUsualRates } from './rateLaneSearch.ts';
export { holdInput, setAxis, setPrincipal, setSlice } from './shownSlice.ts';
export { closeLossSheet, openLossSheet } from './lossSheet.ts';
export { canTurn, chooseView, openLesson, turnPage } from './lessonActions.ts';
export { closeLayers, openLayers, showLayers, takeScheme } from './layersWork.ts';
