/** Moving through training: where it is, how fast it goes, one step at a time or on and on. */
import { Choice } from '../../components/Choice.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { Output } from '../../components/Output.tsx';
import { Popover } from '../../components/Popover.tsx';
import { useFlowsDown } from '../../components/useFlowsDown.ts';
import { backToStart, setStepUnit, step, stepBack, togglePlay } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectBooted, selectPlaying, selectSeeking, selectStepUnit } from '../../store/selectors.ts';
import { formatCount, formatPercent } from '../../viz/format.ts';
import type { StepUnit, TrainingFrame } from '../../worker/protocol.ts';
import { TransportSaid } from './TransportSaid.tsx';
import { TransportSpeed, useSpeedText } from './TransportSpeed.tsx';
import './Transport.css';
import { say } from '../../words/say.ts';

const stepUnits: readonly { readonly value: StepUnit; readonly label: string }[] = [
  { value: 'batch', label: say('mini-batch') },
  { value: 'epoch', label: say('epoch') },
];

export function Transport() {
  return (
    <div className="transport" role="group" aria-label={say('Transport')}>
      <TransportButtons />
      {useFlowsDown() ? <><TransportAccuracy /><TransportPlace /></> : (
        <>
          <TransportStepUnit />
          <TransportSpeed />
          <TransportCounts />
          <TransportAccuracy />
        </>
      )}
      <TransportSaid />
    </div>
  );
}

/** On a phone the accuracy, the epoch and the pace stand beside the buttons; behind the pace is all that belongs to it. */
function TransportPlace() {
  const pace = useSpeedText();
  return (
    <div className="transport-place">
      <TransportCounts />
      <Popover label={say('Pace')} trigger={pace}>
        <div className="transport-more">
          <TransportSpeed />
          <TransportStepUnit />
        </div>
      </Popover>
    </div>
  );
}

function TransportButtons() {
  const playing = useNabla(selectPlaying);
  const booted = useNabla(selectBooted);
  const isAtStart = useSlowFrame((frame) => frame === null || frame.step === 0);
  return (
    <div className="transport-buttons">
      <IconButton label={say('Back to start')} icon="toStart" shortcut={say('Home')} aria-disabled={isAtStart} onClick={backToStart} />
      <IconButton label={say('Step back')} icon="stepBack" shortcut="←" aria-disabled={isAtStart} onClick={stepBack} />
      <IconButton data-plays label={playing ? say('Pause') : say('Play')} icon={playing ? 'pause' : 'play'} shortcut={say('Space')} primary disabled={!booted} onClick={togglePlay} />
      <IconButton label={say('Step')} icon="step" shortcut="→" disabled={!booted} onClick={step} />
    </div>
  );
}

function TransportStepUnit() {
  const stepUnit = useNabla(selectStepUnit);
  return (
    <span className="transport-unit">
      <span aria-hidden="true">{say('by')}{' '}</span>
      <Choice label={say('One step is one')} compact value={stepUnit} options={stepUnits} onChange={setStepUnit} />
    </span>
  );
}

function TransportCounts() {
  const seeking = useNabla(selectSeeking);
  const epoch = useSlowFrame((frame) => (frame === null ? '–' : formatCount(frame.epoch)));
  const steps = useSlowFrame((frame) => (frame === null ? '–' : formatCount(frame.step)));
  const place = useSlowFrame((frame) => (frame === null ? '' : say('Step {stepInEpoch} of {stepsPerEpoch} of this epoch', { stepInEpoch: formatCount(frame.stepInEpoch), stepsPerEpoch: formatCount(frame.stepsPerEpoch) })));
  return (
    <div className="transport-counts">
      <span className="transport-pair">
        <span className="transport-label" aria-hidden="true">{say('Epoch')}</span>
        <Output name={say('Epoch')} className="transport-value">{epoch}</Output>
      </span>
      <span className="transport-pair" title={place}>
        <span className="transport-label" aria-hidden="true">{say('Step')}</span>
        <Output name={say('Step count')} className="transport-value">{steps}</Output>
      </span>
      {seeking !== null && <progress className="transport-seek" aria-label={say('Going to that step')} value={seeking} max={1} />}
    </div>
  );
}

function TransportAccuracy() {
  const task = useNabla((state) => state.data?.task ?? null);
  const hasDiverged = useSlowFrame((frame) => frame?.status === 'diverged');
  const training = useSlowFrame((frame) => shareText(frame, frame?.trainAccuracy));
  const validation = useSlowFrame((frame) => (frame?.status === 'diverged' ? '' : shareText(frame, frame?.validationAccuracy)));
  const why = task === 'regression' ? say('Accuracy counts right classes; here a value is fitted.') : hasDiverged ? say('The run has diverged: its answers mean nothing any more.') : undefined;
  return (
    <div className="transport-pair transport-accuracy" data-task={task} title={why}>
      <span className="transport-label" aria-hidden="true">{say('Accuracy')}</span>
      <Output name={say('Training accuracy')} className="transport-value">{training}</Output>
      <Output name={say('Validation accuracy')} className="transport-value transport-validation">{validation}</Output>
    </div>
  );
}

/** A dash where there is no accuracy: in regression, without examples, before the first frame. */
function shareText(frame: TrainingFrame | null, share = Number.NaN): string {
  return Number.isNaN(share) ? '–' : frame?.status === 'diverged' ? say('diverged') : formatPercent(share);
}
