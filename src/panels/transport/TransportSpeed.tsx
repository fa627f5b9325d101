/** How fast training goes: from one step a second to as fast as it can. */
import { Slider } from '../../components/Slider.tsx';
import { setSpeed } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectSpeed } from '../../store/selectors.ts';
import { paceText, speedPosition, SPEEDS, wishedText } from '../../store/speeds.ts';
import { say } from '../../words/say.ts';

/** The pace as it is shown. */
export function useSpeedText(): string {
  const speed = useNabla(selectSpeed);
  return useSlowFrame((frame) => paceText(speed, frame?.stepsPerSecond ?? 0));
}

export function TransportSpeed() {
  const speed = useNabla(selectSpeed);
  const text = useSpeedText();
  const wished = wishedText(speed);
  return (
    <div className="transport-speed" title={wished}>
      <span className="transport-label" aria-hidden="true">{say('Speed')}</span>
      <Slider
        label={say('Speed')} hideLabel value={speedPosition(speed)} min={0} max={SPEEDS.length - 1} step={1} valueText={wished}
        onChange={(position) => { setSpeed(SPEEDS[Math.round(position)] ?? 1); }}
      />
      <span className="transport-rate" aria-hidden="true">
        {text}
      </span>
    </div>
  );
}
