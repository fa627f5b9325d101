/**
 * The state of the page in four slices: the experiment (what the user wants), the run (what the worker told of it),
 * playback, and the view. Live numbers are not here: they pass at 60 a second through frameStore.ts.
 */
import type { Language } from '../words/language.ts';
import type { Experiment } from '../config/experiment.ts';
import { initialExperiment } from '../config/defaults.ts';
import type { EmbedOptions } from '../share/embedAddress.ts';
import type { RunData } from '../datasets/runData.ts';
import type { Slice } from '../datasets/slice.ts';
import type { Address } from '../explain/address.ts';
import type { CheckTable } from '../explain/check.ts';
import type { Stride } from '../explain/script.ts';
import type { Trace } from '../explain/trace.ts';
import type { RunEvent, RunId, StepUnit, TrainingStatus } from '../worker/protocol.ts';
import { initialAccuracyView, type AccuracyViewSlice } from './accuracyView.ts';
import { initialCompare, type CompareSlice } from './compareSlice.ts';
import { initialDigitPad, type DigitPadSlice } from './digitPadSlice.ts';
import type { Divergence } from './divergenceReason.ts';
import { initialLandscape, type LandscapeSlice } from './landscape.ts';
import { initialLayers, type LayersSlice } from './layers.ts';
import { initialLesson, type LessonSlice } from './lessonSlice.ts';
import { initialLossSheet, type LossSheetSlice } from './lossSheetSlice.ts';
import { initialRateLane, type RateLaneSlice } from './rateLane.ts';
import { initialRateSearch, type RateSearchSlice } from './rateLaneSearchState.ts';
import { initialRunList, type RunListSlice } from './runListSlice.ts';
import type { Selection } from './selection.ts';
import type { Verdict } from './verdict.ts';
import { say } from '../words/say.ts';

type ExperimentSlice = {
  readonly experiment: Experiment;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What Undo and Redo would take back or do again, e.g. "η 0.03 → 0.1"; empty when they can do nothing. */
  readonly undoLabel: string;
  readonly redoLabel: string;
};

type RunSlice = {
  /** The worker is there and the first run has been asked for. */
  readonly booted: boolean;
  readonly run: RunId;
  /** The points of the run; null until the worker has made them. */
  readonly data: RunData | null;
  /** θ before the first step; null until the worker has drawn it. */
  readonly initialParameters: Float64Array | null;
  /** The settings the run began with, before every event of its log; null until it is open. */
  readonly firstExperiment: Experiment | null;
  readonly log: readonly RunEvent[];
  readonly status: TrainingStatus;
  readonly verdict: Verdict;
  /** Where the run became non-finite; null while it is finite. */
  readonly divergence: Divergence | null;
  /** How far a long seek is, 0 to 1; null when none is under way. */
  readonly seeking: number | null;
};

type PlaybackSlice = {
  readonly playing: boolean;
  readonly stepUnit: StepUnit;
  /** Updates a second, 1 to Infinity (as fast as it goes). */
  readonly speed: number;
  /** Where this run stops by itself the first time it comes there, or null. */
  readonly stopsAt: { readonly run: RunId } & ({ readonly epoch: number } | { readonly step: number }) | null;
  /** Training pauses while the tab is hidden, rather than going on. */
  readonly pauseWhenHidden: boolean;
};

/** The Step view and the explanations: one update of the run, and where in it one is. */
type SteppingSlice = {
  /** The next update of the present run, computed but not made; null until the worker has sent it. */
  readonly trace: Trace | null;
  /** Number of the validation example that the Step view shows in the next update's place; null: the update. */
  readonly guest: number | null;
  /** Beats of the script that are done (explain/script.ts): 0 to its count. */
  readonly position: number;
  readonly stride: Stride;
  /** Steps follow one another by themselves. */
  readonly walking: boolean;
  /** Place in the batch of the example shown where the present beat has none. */
  readonly focus: number;
  /** Entry of θ whose paths are shown; null: the one of the present beat. */
  readonly chosen: number | null;
  /** Quantities opened one from another, the last one is shown; empty: that of the present beat. */
  readonly trail: readonly Address[];
  /** Key of the quantity under the pointer or the focus, lit wherever it appears. */
  readonly lit: string | null;
  /** Keys of all that the path under the pointer or the focus goes through, from the loss to its parameter. */
  readonly litPath: readonly string[] | null;
  /** The next number is asked for before it is shown. */
  readonly predicting: boolean;
  /** Position at which the next number was asked for: while one stands there, stepping waits for the answer. */
  readonly askedAt: number | null;
  readonly check: CheckState;
};

/** `wanted`: entries of θ being checked, null for all. The table stays until θ or the batch changes. */
type CheckState =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly wanted: readonly number[] | null; readonly progress: number }
  | { readonly state: 'done'; readonly wanted: readonly number[] | null; readonly table: CheckTable };

export type ViewName = 'play' | 'step' | 'compare' | 'landscape' | 'learn';
export type EdgeQuantity = 'weights' | 'gradients' | 'update';
export type Theme = 'system' | 'light' | 'dark';
export type NoticeAction = 'goBackBefore' | 'halveEta' | 'reload' | 'undo';
export type NoticeMessage = { readonly text: string; readonly tone: 'info' | 'warning'; readonly actions?: readonly NoticeAction[] };

type ViewSlice = {
  readonly view: ViewName;
  /** What the edges of the network picture show. */
  readonly edges: EdgeQuantity;
  readonly selection: Selection | null;
  readonly hovered: Selection | null;
  /** Raw input at which every z and a is shown, or null. */
  readonly probe: readonly number[] | null;
  /** Of more than two inputs: the two that pictures show and where the others are held; null: as the data propose. */
  readonly slice: Slice | null;
  readonly lossAxis: 'log' | 'linear';
  /** Validation points are drawn over the output picture. */
  readonly theme: Theme;
  /** What the next load of the page speaks; 'system': as the browser does. */
  readonly language: Language | 'system';
  readonly presenting: boolean;
  /** While presenting: a light follows the pointer and the focus. */
  readonly spotlight: boolean;
  /** Shortcuts of a single letter or sign are on (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  /** While it trains a tone is heard that falls with the training loss. */
  readonly sound: boolean;
  /** Another data set keeps the present settings rather than taking its own defaults. */
  readonly keepSettings: boolean;
  readonly notice: NoticeMessage | null;
  /** The page stands inside another one, and shows only this of itself; null: it is whole. */
  readonly embed: EmbedOptions | null;
};

export type NablaState = ExperimentSlice & RunSlice & PlaybackSlice & ViewSlice & SteppingSlice & RateLaneSlice & RateSearchSlice & RunListSlice & LayersSlice & LossSheetSlice & LandscapeSlice & CompareSlice & AccuracyViewSlice & DigitPadSlice & LessonSlice;

export const initialState: NablaState = {
  experiment: initialExperiment, canUndo: false, canRedo: false, undoLabel: '', redoLabel: '',

  booted: false, run: 1, data: null, initialParameters: null, firstExperiment: null, log: [], status: 'ready',
  verdict: { word: 'Ready', sentence: say('Ready: press Play and watch the network learn.') },
  divergence: null, seeking: null,

  playing: false, stepUnit: 'epoch', speed: 500, stopsAt: null, pauseWhenHidden: false,

  view: 'play', edges: 'weights', selection: null, hovered: null, probe: null, slice: null, lossAxis: 'log',
  theme: 'system', language: 'system', presenting: false, spotlight: false, singleKeys: true, sound: false, keepSettings: false, notice: null, embed: null,

  trace: null, guest: null, position: 0, stride: 'gradient', walking: false, focus: 0, chosen: null, trail: [], lit: null, litPath: null, predicting: false, askedAt: null,
  check: { state: 'none' },

  ...initialRateLane, ...initialRateSearch,
  ...initialRunList,
  ...initialLayers,
  ...initialLossSheet,
  ...initialLandscape,
  ...initialCompare,
  ...initialAccuracyView,
  ...initialDigitPad,
  ...initialLesson,
};
