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
import type { StepUnit } from '../../worker/protocol.ts';
import { TransportSpeed, useSpeedText } from './TransportSpeed.tsx';
import './Transport.css';

const stepUnits: readonly { readonly value: StepUnit; readonly label: string }[] = [
  { value: 'batch', label: 'mini-batch' },
  { value: 'epoch', label: 'epoch' },
];

export function Transport() {
  return (
    <div className="transport" role="group" aria-label="Transport">
      <TransportButtons />
      {useFlowsDown() ? <><TransportAccuracy /><TransportPlace /></> : (
        <>
          <TransportStepUnit />
          <TransportSpeed />
          <TransportCounts />
          <TransportAccuracy />
        </>
      )}
    </div>
  );
}

/** On a phone the accuracy, the epoch and the pace stand beside the buttons; behind the pace is all that belongs to it. */
function TransportPlace() {
  const pace = useSpeedText();
  return (
    <div className="transport-place">
      <TransportCounts />
      <Popover label="Pace" trigger={pace}>
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
      <IconButton label="Back to start" icon="toStart" shortcut="Home" aria-disabled={isAtStart} onClick={backToStart} />
      <IconButton label="Step back" icon="stepBack" shortcut="←" aria-disabled={isAtStart} onClick={stepBack} />
      <IconButton label={playing ? 'Pause' : 'Play'} icon={playing ? 'pause' : 'play'} shortcut="Space" primary disabled={!booted} onClick={togglePlay} />
      <IconButton label="Step" icon="step" shortcut="→" disabled={!booted} onClick={step} />
    </div>
  );
}

function TransportStepUnit() {
  const stepUnit = useNabla(selectStepUnit);
  return (
    <span className="transport-unit">
      <span aria-hidden="true">by </span>
      <Choice label="One step is one" compact value={stepUnit} options={stepUnits} onChange={setStepUnit} />
    </span>
  );
}

function TransportCounts() {
  const seeking = useNabla(selectSeeking);
  const epoch = useSlowFrame((frame) => (frame === null ? '–' : formatCount(frame.epoch)));
  const steps = useSlowFrame((frame) => (frame === null ? '–' : formatCount(frame.step)));
  const place = useSlowFrame((frame) => (frame === null ? '' : `Step ${formatCount(frame.stepInEpoch)} of ${formatCount(frame.stepsPerEpoch)} of this epoch`));
  return (
    <div className="transport-counts">
      <span className="transport-pair">
        <span className="transport-label" aria-hidden="true">Epoch</span>
        <Output name="Epoch" className="transport-value">{epoch}</Output>
      </span>
      <span className="transport-pair" title={place}>
        <span className="transport-label" aria-hidden="true">Step</span>
        <Output name="Step count" className="transport-value">{steps}</Output>
      </span>
      {seeking !== null && <progress className="transport-seek" aria-label="Going to that step" value={seeking} max={1} />}
    </div>
  );
}

function TransportAccuracy() {
  const task = useNabla((state) => state.data?.task ?? null);
  const training = useSlowFrame((frame) => shareText(frame?.trainAccuracy));
  const validation = useSlowFrame((frame) => shareText(frame?.validationAccuracy));
  return (
    <div className="transport-pair transport-accuracy" data-task={task} title={task === 'regression' ? 'Accuracy counts right classes; here a value is fitted.' : undefined}>
      <span className="transport-label" aria-hidden="true">Accuracy</span>
      <Output name="Training accuracy" className="transport-value">{training}</Output>
      <Output name="Validation accuracy" className="transport-value transport-validation">{validation}</Output>
    </div>
  );
}

/** A dash where there is no accuracy: in regression, without examples, before the first frame. */
function shareText(share: number | undefined): string {
  return share === undefined || Number.isNaN(share) ? '–' : formatPercent(share);
}
