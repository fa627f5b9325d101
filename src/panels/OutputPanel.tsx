/** The output over the plane, with the data on it: what the whole network computes. For one input the fitted curve. */
import { Choice } from '../components/Choice.tsx';
import { MathText } from '../components/MathText.tsx';
import { datasetTasks } from '../config/tasks.ts';
import { activationNames, outputActivationTexts, type OutputActivationName } from '../engine/activations.ts';
import { changeExperiment } from '../store/actions.ts';
import { useNabla } from '../store/nabla.ts';
import { OutputPanelLegend } from './OutputPanelLegend.tsx';
import { OutputPanelPicture } from './OutputPanelPicture.tsx';
import './OutputPanel.css';

export function OutputPanel() {
  const activation = useNabla((state) => state.experiment.outputActivation);
  const { classes, targets = 1 } = datasetTasks[useNabla((state) => state.experiment.data.set)];
  const names: readonly OutputActivationName[] = classes > 2 || activation === 'softmax' ? [...activationNames, 'softmax'] : activationNames;

  return (
    <section className="output-panel" aria-label="Output">
      <div className="output-panel-head">
        <h2>Output <MathText>{targets > 1 ? 'ŷ_1' : 'ŷ'}</MathText></h2>
        <div className="output-panel-row">
          <Choice
            label="Output activation"
            compact
            value={activation}
            options={names.map((value) => ({ value, label: outputActivationTexts[value].label }))}
            onChange={(outputActivation) => changeExperiment((experiment) => ({ ...experiment, outputActivation }))}
          />
          <OutputPanelLegend />
        </div>
      </div>
      <OutputPanelPicture />
    </section>
  );
}
