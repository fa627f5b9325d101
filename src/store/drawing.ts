/** The sheet "Draw data": whether it is open, and what drawing does to the experiment. What the sheet holds is fetched when it first opens. */
import { createStore, useStore } from 'zustand';
import type { DrawnName, Experiment, GivenExample } from '../config/experiment.ts';
import { drawnExamples, divided, isDrawable, withPoints, type DrawnPoint } from '../datasets/drawing.ts';
import { hasItsTable } from './dataTables.ts';
import { changeExperiment, chooseDataset, whenRead } from './experimentActions.ts';
import { closeLayers } from './layersWork.ts';
import { nabla } from './nabla.ts';
import { setView } from './viewActions.ts';

export const drawing = createStore<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

export function useDrawing(): boolean {
  return useStore(drawing, ({ isOpen }) => isOpen);
}

/** Opens the sheet where it belongs, in Play. */
export function openDrawing(): void {
  if (nabla.getState().view !== 'play') setView('play');
  closeLayers();
  drawing.setState({ isOpen: true });
}

export function closeDrawing(): void {
  drawing.setState({ isOpen: false });
}

/**
 * Changes the points: the run goes on with them, and one call is one step of Undo (several with the same key in quick succession are
 * one). A set's own points become drawn ones. Nothing happens for sets that cannot be drawn in.
 */
export function drawExamples(patch: (examples: readonly GivenExample[], experiment: Experiment) => readonly GivenExample[], coalesce?: string): void {
  const { experiment } = nabla.getState();
  if (!isDrawable(experiment.data)) return;
  const before = drawnExamples(experiment);
  const examples = patch(before, experiment);
  if (examples === before) return;
  changeExperiment((each) => ({ ...each, data: { ...each.data, examples } }), coalesce === undefined ? {} : { coalesce });
}

/** One point more, for training or validation as the share decides. */
export function addPoint(point: DrawnPoint): void {
  drawExamples((examples, experiment) => withPoints(experiment, examples, [point]));
}

/** Another share for training: all points are divided anew. */
export function shareDrawn(trainShare: number): void {
  const { experiment } = nabla.getState();
  if (!isDrawable(experiment.data)) return;
  const { seed } = experiment.data;
  changeExperiment((each) => ({ ...each, data: { ...each.data, trainShare, examples: divided(drawnExamples(experiment), trainShare, seed) } }), { coalesce: 'data.trainShare' });
}

/** A set without a point, in a new run; where it is the present one already, its points go and the run stays. */
export function beginDrawing(set: DrawnName): void {
  if (nabla.getState().experiment.data.set === set) drawExamples((examples) => (examples.length === 0 ? examples : []));
  else chooseDataset(set);
}

/** The set's own points in place of the drawn ones. */
export function takeOwnExamples(): void {
  const own = (experiment: Experiment): Experiment => {
    const { examples: _drawn, ...data } = experiment.data;
    return { ...experiment, data };
  };
  const wanted = own(nabla.getState().experiment);
  if (hasItsTable(wanted)) changeExperiment(own);
  else whenRead(wanted, () => { changeExperiment(own); });
}
