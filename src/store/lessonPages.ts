/** What the pages of a lesson do with the playground: set it up, and show it again as the reader left it there. */
import type { Experiment } from '../config/experiment.ts';
import type { RunId } from '../worker/protocol.ts';
import { openExperiment } from './experimentActions.ts';
import { getFrame } from './frameStore.ts';
import { keptRun } from './keptRuns.ts';
import type { LessonPlace } from './lessonSlice.ts';
import { nabla } from './nabla.ts';
import { pause } from './playbackActions.ts';
import type { Selection } from './selection.ts';
import type { NablaState, ViewName } from './slices.ts';
import { awaitLink } from './steppingWish.ts';
import { refreshTrace } from './stepping.ts';
import { openRun, requestSave } from './training.ts';
import { remember } from './undo.ts';

/** How a page wants the playground. */
export type PageSetting = {
  /** Begun at step 0; null: the run goes on as it is. */
  readonly experiment: Experiment | null;
  readonly view: ViewName;
  readonly shows: Partial<Pick<NablaState, 'edges' | 'outputShows' | 'timelineShows' | 'lossAxis'>>;
  readonly select: Selection | null;
  /** In Step: the parameter whose paths are shown, and how many beats are done. */
  readonly chosen: number | null;
  readonly position: number | null;
};

type Left = { readonly run: RunId; readonly view: ViewName };

const left = new Map<string, Left>();
let stop: (() => void) | null = null;

const keyOf = ({ lesson, page }: LessonPlace): string => `${lesson}/${page}`;

/** From now on it is noted how each page is left. */
export function watchPages(): void {
  stop ??= nabla.subscribe((now, before) => {
    if (before.learning === null || before.lessonOpening !== null || now.learning === before.learning) return;
    left.set(keyOf(before.learning), { run: before.run, view: before.view });
  });
}

/** Forgets how the pages were left. */
export function forgetPages(): void {
  left.clear();
  stop?.();
  stop = null;
}

/** Forgets how the pages of one lesson were left. */
export function forgetPagesOf(lesson: string): void {
  for (const key of left.keys()) if (key.slice(0, key.lastIndexOf('/')) === lesson) left.delete(key);
}

/** Shows the page as it was left; on the first visit, or where its run is gone, sets it up. @returns whether it has set it up */
export function arriveAt(place: LessonPlace, setting: PageSetting): boolean {
  const was = left.get(keyOf(place));
  const isKept = was !== undefined && reopen(was.run);
  if (isKept) nabla.setState({ view: was.view, lessonOpening: null });
  else setPageUp(setting);
  return !isKept;
}

/** After a reload: the run that was goes on. */
export function stayAt({ view }: PageSetting): void {
  nabla.setState((state) => ({ lessonOpening: null, ...(state.view === 'learn' ? { view } : {}) }));
}

/** The page as it begins. What the reader did before is one Undo away. */
export function setPageUp({ experiment, view, shows, select, chosen, position }: PageSetting): void {
  if (experiment !== null) beginAt(experiment);
  nabla.setState({
    view, ...shows, lessonOpening: null, selection: select, ...(chosen === null ? {} : { chosen }),
    ...(view === 'play' ? {} : { lossSheet: null }), trail: [], notice: null,
  });
  if (position !== null) awaitLink((_, script) => ({ position: Math.min(position, script.count) }));
  refreshTrace();
}

/** Stands at step 0 of the experiment: in the present run, if that is where it is; else in a new one. */
export function beginAt(experiment: Experiment): void {
  pause();
  const state = nabla.getState();
  const isThere = (getFrame()?.step ?? 0) === 0 && state.log.length === 0 && JSON.stringify(state.experiment) === JSON.stringify(experiment);
  if (!isThere) openExperiment(experiment);
}

/** Makes a run the present one that a page was left with; false if it is not kept any more. */
function reopen(run: RunId): boolean {
  const before = nabla.getState();
  if (run === before.run) return true;
  const saved = keptRun(run);
  if (saved === undefined) return false;
  pause();
  remember({ kind: 'experiment', before: { experiment: before.experiment, run: before.run }, after: { experiment: saved.experiment, run } }, null);
  openRun(run, saved.experiment, saved);
  requestSave();
  return true;
}
