/** One transport for both runs: they make the same number of steps. */
import { Choice } from '../../components/Choice.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { Output } from '../../components/Output.tsx';
import { Slider } from '../../components/Slider.tsx';
import { setSpeed, setStepUnit } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectSpeed, selectStepUnit } from '../../store/selectors.ts';
import { sidesToStart, stepSides, stepSidesBack, toggleSides } from '../../store/sideBySideActions.ts';
import { useSideFrames } from '../../store/sideBySideFrames.ts';
import { paceText, speedPosition, SPEEDS, wishedText } from '../../store/speeds.ts';
import { formatCount } from '../../viz/format.ts';
import type { StepUnit } from '../../worker/protocol.ts';
import { say } from '../../words/say.ts';

const stepUnits: readonly { readonly value: StepUnit; readonly label: string }[] = [
  { value: 'batch', label: say('mini-batch') },
  { value: 'epoch', label: say('epoch') },
];

export function CompareSidesTransport() {
  const playing = useNabla(({ sides }) => sides?.playing === true);
  const isReady = useNabla(({ sides }) => sides !== null && sides.runs.left.data !== null);
  const stepUnit = useNabla(selectStepUnit);
  const isAtStart = useSideFrames((frames) => frames === null || Math.max(frames.left.step, frames.right.step) === 0);
  const steps = useSideFrames((frames) => (frames === null ? '–' : formatCount(Math.max(frames.left.step, frames.right.step))));
  return (
    <div className="compare-sides-transport" role="group" aria-label={say('Transport of both runs')}>
      <div className="compare-sides-buttons">
        <IconButton label={say('Back to start')} icon="toStart" shortcut={say('Home')} aria-disabled={isAtStart} onClick={sidesToStart} />
        <IconButton label={say('Step back')} icon="stepBack" shortcut="←" aria-disabled={isAtStart} onClick={stepSidesBack} />
        <IconButton label={playing ? say('Pause') : say('Play')} icon={playing ? 'pause' : 'play'} shortcut={say('Space')} primary disabled={!isReady} onClick={toggleSides} />
        <IconButton label={say('Step')} icon="step" shortcut="→" disabled={!isReady} onClick={stepSides} />
      </div>
      <span className="compare-sides-unit">
        <span aria-hidden="true">{say('by')}{' '}</span>
        <Choice label={say('One step is one')} compact value={stepUnit} options={stepUnits} onChange={setStepUnit} />
      </span>
      <Pace />
      <span className="compare-sides-count">
        <span aria-hidden="true">{say('Step')}</span>
        <Output name={say('Step count')}>{steps}</Output>
        <span className="compare-sides-of">{say('of each')}</span>
      </span>
    </div>
  );
}

function Pace() {
  const speed = useNabla(selectSpeed);
  const pace = useSideFrames((frames) => paceText(speed, frames?.left.stepsPerSecond ?? 0));
  const wished = wishedText(speed);
  return (
    <div className="compare-sides-pace" title={wished}>
      <span aria-hidden="true">{say('Speed')}</span>
      <Slider
        label={say('Speed')} hideLabel value={speedPosition(speed)} min={0} max={SPEEDS.length - 1} step={1} valueText={wished}
        onChange={(position) => { setSpeed(SPEEDS[Math.round(position)] ?? 1); }}
      />
      <span className="compare-sides-shown" aria-hidden="true">{pace}</span>
    </div>
  );
}
