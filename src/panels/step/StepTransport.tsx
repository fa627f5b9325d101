/** Moving through an update: one quantity at a time or by larger strides, walking by itself, guessing first; and η. */
import { Choice } from '../../components/Choice.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { MathText } from '../../components/MathText.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Output } from '../../components/Output.tsx';
import { Popover } from '../../components/Popover.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { useFlowsDown } from '../../components/useFlowsDown.ts';
import { limits } from '../../config/limits.ts';
import { exerciseRates } from '../../config/presets.ts';
import { changeExperiment, setStride, toggleWalking } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectBooted, selectStride } from '../../store/selectors.ts';
import { goToStart, setPredicting, stepBackward, stepForward } from '../../store/steppingActions.ts';
import { formatCount, formatSetting } from '../../viz/format.ts';
import { useStepSelect } from '../../store/stepSelect.ts';
import { strides } from './StepStrides.ts';
import './StepTransport.css';
import { say } from '../../words/say.ts';

export function StepTransport() {
  return (
    <div className="transport step-transport" role="group" aria-label={say('Transport')}>
      <StepButtons />
      {useFlowsDown() ? <StepPlace /> : (
        <>
          <StepStride />
          <PredictButton />
          <StepRate />
        </>
      )}
    </div>
  );
}

/** On a phone: what one step is stands beside the buttons, and behind it the rest. */
function StepPlace() {
  const stride = useNabla(selectStride);
  return (
    <div className="step-transport-place">
      <PredictButton />
      <Popover label={say('Stride and learning rate')} trigger={strides.find(({ value }) => value === stride)?.label ?? stride}>
        <div className="transport-more">
          <StepStride />
          <StepRate />
          <StepCounts />
        </div>
      </Popover>
    </div>
  );
}

function StepButtons() {
  const walking = useNabla((state) => state.walking);
  const booted = useNabla(selectBooted);
  const isFirstUpdate = useSlowFrame((frame) => frame === null || frame.step === 0);
  const isAtStart = useNabla((state) => state.position === 0);
  return (
    <div className="transport-buttons">
      <IconButton label={say('Back to start')} icon="toStart" shortcut={say('Home')} aria-disabled={isAtStart && isFirstUpdate} onClick={goToStart} />
      <IconButton label={say('Step back')} icon="stepBack" shortcut="←" aria-disabled={isAtStart && isFirstUpdate} onClick={stepBackward} />
      <IconButton label={walking ? say('Pause') : say('Play')} icon={walking ? 'pause' : 'play'} shortcut={say('Space')} primary disabled={!booted} onClick={toggleWalking} />
      <IconButton data-steps data-arrival label={say('Step')} icon="step" shortcut="→" disabled={!booted} onClick={stepForward} />
    </div>
  );
}

function StepStride() {
  const stride = useNabla(selectStride);
  return (
    <span className="transport-unit">
      <span aria-hidden="true">{say('by')}{' '}</span>
      <Choice label={say('One step is one')} compact value={stride} options={strides} {...useStepSelect(setStride)} />
    </span>
  );
}

function PredictButton() {
  const predicting = useNabla((state) => state.predicting);
  return (
    <TextButton data-predicts className="step-transport-predict" aria-pressed={predicting} title={say('Asks for the next number before it is shown')} onClick={() => { setPredicting(!predicting); }}>
      {say('Predict')}
    </TextButton>
  );
}

function setRate(learningRate: number): void {
  changeExperiment((experiment) => ({ ...experiment, learningRate }), { coalesce: 'learningRate' });
}

/** η as a number to type, with the rates of the exercise behind its caret. */
function StepRate() {
  const rate = useNabla((state) => state.experiment.learningRate);
  const rates = exerciseRates.includes(rate) ? exerciseRates : [...exerciseRates, rate].toSorted((a, b) => a - b);
  return (
    <span className="step-transport-rate">
      <span aria-hidden="true"><MathText>η =</MathText></span>
      <NumberField label={say('Learning rate value')} value={rate} min={limits.learningRate.min} max={limits.learningRate.max} width={formatSetting(rate).length + 0.5} onCommit={setRate} />
      <Choice
        label={say('Learning rates to try')} compact shown="" value={String(rate)} className="step-transport-rates"
        options={rates.map((value) => ({ value: String(value), label: formatSetting(value) }))} {...useStepSelect((value) => { setRate(Number(value)); })}
      />
    </span>
  );
}

/** How far the run is; the update that is walked through is the next one. */
export function StepCounts() {
  const epoch = useSlowFrame((frame) => (frame === null ? '–' : formatCount(frame.epoch)));
  const steps = useSlowFrame((frame) => (frame === null ? '–' : formatCount(frame.step)));
  return (
    <span className="step-transport-counts" title={say('Epochs and updates made so far')}>
      <span><span aria-hidden="true">{say('epoch')}{' '}</span><Output name={say('Epoch')}>{epoch}</Output></span>
      <span><span aria-hidden="true">{say('updates')}{' '}</span><Output name={say('Step count')}>{steps}</Output></span>
    </span>
  );
}
