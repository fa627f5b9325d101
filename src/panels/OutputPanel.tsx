/**
 * The output over the plane, with the data on it: what the whole network computes. For one input the fitted curve. In its place its
 * answers against the targets: a confusion matrix, for values a scatter plot.
 */
import { lazy, Suspense } from 'react';
import { Choice } from '../components/Choice.tsx';
import { MathText } from '../components/MathText.tsx';
import { SegmentedChoice } from '../components/SegmentedChoice.tsx';
import { taskOf } from '../config/tasks.ts';
import { activationNames, outputActivationTexts, type OutputActivationName } from '../engine/activations.ts';
import { changeExperiment, setOutputShows } from '../store/actions.ts';
import { useNabla } from '../store/nabla.ts';
import { OutputPanelLegend, SplitLegend } from './OutputPanelLegend.tsx';
import { OutputPanelPicture } from './OutputPanelPicture.tsx';
import './OutputPanel.css';

/** Fetched when it is first shown. */
const OutputPanelAgainst = lazy(async () => ({ default: (await import('./OutputPanelAgainst.tsx')).OutputPanelAgainst }));

export function OutputPanel() {
  const activation = useNabla((state) => state.experiment.outputActivation);
  const { classes, task, targets = 1 } = taskOf(useNabla((state) => state.experiment.data));
  const shows = useNabla((state) => state.outputShows);
  const names: readonly OutputActivationName[] = classes > 2 || activation === 'softmax' ? [...activationNames, 'softmax'] : activationNames;

  return (
    <section className="output-panel" aria-label="Output">
      <div className="output-panel-head">
        <div className="output-panel-title">
          <h2>Output <MathText>{targets > 1 && shows === 'picture' ? 'ŷ_1' : 'ŷ'}</MathText></h2>
          <SegmentedChoice
            label="The output is shown as"
            hideLabel
            value={shows}
            options={[{ value: 'picture', label: 'picture' }, { value: 'answers', label: task === 'classification' ? 'confusion matrix' : 'against target' }]}
            onChange={setOutputShows}
          />
        </div>
        <div className="output-panel-row">
          <Choice
            label="Output activation"
            compact
            value={activation}
            options={names.map((value) => ({ value, label: outputActivationTexts[value].label }))}
            onChange={(outputActivation) => changeExperiment((experiment) => ({ ...experiment, outputActivation }))}
          />
          {shows === 'picture' ? <OutputPanelLegend /> : task === 'regression' && <SplitLegend />}
        </div>
      </div>
      {shows === 'picture' ? <OutputPanelPicture /> : <Suspense fallback={<div className="output-panel-figure"><div className="output-panel-plane" aria-busy="true" /></div>}><OutputPanelAgainst /></Suspense>}
    </section>
  );
}
