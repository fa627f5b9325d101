/**
 * How far the answers are from the targets: which loss, its two values underlined in the line style of their curves (so they
 * are the legend of the timeline), and a bar for every training example, worst first.
 */
import { Choice } from '../../components/Choice.tsx';
import { MathText } from '../../components/MathText.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Output } from '../../components/Output.tsx';
import { limits } from '../../config/limits.ts';
import { outputCountOf } from '../../config/network.ts';
import { taskOf } from '../../config/tasks.ts';
import { isLossFor, losses, reductions, type LossName, type Reduction } from '../../engine/losses.ts';
import { lowered } from '../../explain/lowered.ts';
import { changeExperiment } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectFixed } from '../../store/selectors.ts';
import { formatNumber } from '../../viz/format.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { LossFunction, LossFunctionButton } from './LossFunction.tsx';
import { LossPanelBars } from './LossPanelBars.tsx';
import './LossPanel.css';
import { say, translated } from '../../words/say.ts';

const REDUCTION_WORDS: Readonly<Record<Reduction, string>> = { mean: say('mean@@reduction'), sum: say('sum'), mean_all: say('mean of all') };

/** Names that the column has room for; the list has them in full. */
const SHORT_NAMES: Readonly<Partial<Record<LossName, string>>> = {
  half_squared: say('half squared'), binary_cross_entropy: say('cross-entropy'), softmax_cross_entropy: say('cross-entropy'), signed_difference: say('difference'),
};

export function LossPanel() {
  const spec = useNabla((state) => state.experiment.loss);
  const { task } = taskOf(useNabla((state) => state.experiment.data));
  const outputs = useNabla((state) => outputCountOf(state.experiment));
  const isFixed = useNabla(selectFixed);
  return (
    <section className="loss-panel" aria-label={say('Loss')}>
      <div className="loss-panel-head">
        <div className="loss-panel-title">
          <h2>{say('Loss')}</h2>
          <Choice
            label={say('Reduction')}
            compact
            disabled={isFixed}
            value={spec.reduction}
            options={reductionOptions(spec.reduction, outputs)}
            shown={REDUCTION_WORDS[spec.reduction]}
            onChange={(reduction) => changeExperiment((experiment) => ({ ...experiment, loss: { ...experiment.loss, reduction } }))}
          />
        </div>
        <div className="loss-panel-row">
          <Choice
            label={say('Loss')}
            compact
            disabled={isFixed}
            value={spec.name}
            options={lossOptions(spec.name, task, outputs)}
            shown={SHORT_NAMES[spec.name] ?? translated(losses[spec.name].label)}
            onChange={(name) => changeExperiment((experiment) => ({ ...experiment, loss: { ...experiment.loss, name } }))}
          />
          {losses[spec.name].trap === true && <span className="loss-panel-trap" title={say('Not bounded below: errors of opposite sign cancel, so a bad model can look perfect.')}>{say('a trap')}</span>}
          {spec.name === 'huber' && (
            <span className="loss-panel-delta"><MathText>δ</MathText> <NumberField
              label={say('Huber δ')}
              disabled={isFixed}
              value={spec.huberDelta}
              min={limits.huberDelta.min}
              max={limits.huberDelta.max}
              width={4}
              onCommit={(huberDelta) => changeExperiment((experiment) => ({ ...experiment, loss: { ...experiment.loss, huberDelta } }))}
            /></span>
          )}
        </div>
      </div>
      <LossFigures />
      <LossFunctionButton />
      <LossPanelBars />
      <LossFunction />
    </section>
  );
}

function reductionOptions(present: Reduction, outputs: number) {
  const shown: Reduction[] = outputs > 1 || present === 'mean_all' ? ['mean', 'sum', 'mean_all'] : ['mean', 'sum'];
  return shown.map((value) => ({ value, label: translated(reductions[value].label) }));
}

/** The losses that suit the task and the number of outputs; the trap says that it is one. */
function lossOptions(present: LossName, task: 'classification' | 'regression', outputs: number) {
  return (Object.keys(losses) as LossName[])
    .filter((name) => name === present || isLossFor(name, task, outputs))
    .map((value) => ({ value, label: losses[value].trap === true ? say('{label} (a trap)', { label: translated(losses[value].label) }) : translated(losses[value].label) }));
}

type Split = 'trainLoss' | 'validationLoss';

/** A large set takes a moment; a run that has diverged will have no number. */
const isUnmeasured = (frame: TrainingFrame, split: Split): boolean => Number.isNaN(frame[split]) && frame.status !== 'diverged';
const figureOf = (frame: TrainingFrame | null, split: Split): string => (frame === null || isUnmeasured(frame, split) ? '–' : formatNumber(frame[split]));

function LossFigures() {
  const train = useSlowFrame((frame) => figureOf(frame, 'trainLoss'));
  const hasValidation = useNabla((state) => state.data === null || state.data.validationTargets.length > 0);
  const validation = useSlowFrame((frame) => figureOf(frame, 'validationLoss'));
  const experiment = useNabla((state) => state.experiment);
  const data = useNabla((state) => state.data);
  const penalized = experiment.regularization.l1 > 0 || experiment.regularization.l2 > 0;
  const parts = useSlowFrame((frame) => {
    const sum = frame === null || data === null || isUnmeasured(frame, 'trainLoss') ? null : lowered(experiment, data, frame.trainLoss, frame.penalty);
    return sum === null ? '–|–||' : `${formatNumber(sum.penalty)}|${formatNumber(sum.total)}|${sum.sentence}|${sum.share === 1 ? '' : formatNumber(sum.data)}`;
  });
  const [penalty = '–', total = '–', sentence = '', share = ''] = parts.split('|');
  return (
    <div className="loss-panel-figures">
      <p data-split="train" data-long={train.length > 6}><span>{say('Training')}</span><Output name={say('Training loss')}>{train}</Output></p>
      <p data-split="validation" data-long={validation.length + say('Validation').length > 16}><span>{say('Validation')}</span><Output name={say('Validation loss')}>{hasValidation ? validation : '–'}</Output></p>
      {penalized && (
        <div className="loss-panel-lowered" title={sentence}>
          {share !== '' && <p><span>{say('a batch’s share')}</span><Output name={say('Data loss of a mini-batch')}>{share}</Output></p>}
          <p><span>{say('+ penalty')}</span><Output name={say('Penalty')}>{penalty}</Output></p>
          <p><span>{say('= lowered')}</span><Output name={say('Data loss and penalty')}>{total}</Output></p>
        </div>
      )}
    </div>
  );
}
