/** Everything the page can do to its state, as plain functions. Panels, shortcuts, the palette and lessons share them. */
export {
  backToStart, pause, play, setSpeed, setStepUnit, step, stepBack, togglePlay, visitStep,
} from './playbackActions.ts';
export { beginSituation, bestMomentNow, bestStepSentence, goToBestStep, listExamples, setAnswersOf, setOutputShows, setTimelineShows } from './accuracyActions.ts';
export { beginStroke, clearPad, drawStroke, showPad, takeExample } from './digitPad.ts';
export { escapeDivergence } from './divergence.ts';
export {
  changeExperiment, chooseDataset, choosePreset, newDataSeed, newSeed, openTable, redo, resetExperiment, setParameter, undo, willRestart,
} from './experimentActions.ts';
export { openListed, removeRun, renameRun, showRun } from './runListActions.ts';
export {
  dismissNotice, hover, select, setEdges, setKeepSettings, setLossAxis, setPauseWhenHidden, setPresenting, setProbe, setSpotlight,
  setSingleKeys, setTheme, setView, showNotice,
} from './viewActions.ts';
export {
  backTo, checkGradients, chooseParameter, closeQuantity, closeTrail, goToPosition, goToQuantity, goToStart, leaveGuest, light, lightPath, openGuest, openInStep, openQuantity, presentExample,
  setFocus, setPredicting, setStride, showAsked, stepBackward, stepForward, toggleWalking, updateExample,
} from './steppingActions.ts';
export { stopSearch, testRates, tryUsualRates } from './rateLaneSearch.ts';
export { holdInput, setAxis, setPrincipal, setSlice } from './shownSlice.ts';
export { closeLossSheet, openLossSheet } from './lossSheet.ts';
export { canTurn, chooseView, openLesson, turnPage } from './lessonActions.ts';
export { closeLayers, openLayers, showLayers, takeScheme } from './layersWork.ts';
