/** How fast training goes: from one step a second to as fast as it can. */
import { Slider } from '../../components/Slider.tsx';
import { setSpeed } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectSpeed } from '../../store/selectors.ts';
import { speedPosition, SPEEDS } from '../../store/speeds.ts';
import { formatCount } from '../../viz/format.ts';

/** "500 steps/s": the wished pace, and at full speed the measured one, rounded to two digits so that it does not flicker. */
export function useSpeedText(): string {
  const speed = useNabla(selectSpeed);
  const measured = useSlowFrame((frame) => (frame === null ? 0 : Number(frame.stepsPerSecond.toPrecision(2))));
  if (speed === Infinity && measured <= 0) return 'fastest';
  const shown = speed === Infinity ? measured : speed;
  return `${formatCount(shown)} ${shown === 1 ? 'step' : 'steps'}/s`;
}

export function TransportSpeed() {
  const speed = useNabla(selectSpeed);
  const text = useSpeedText();
  const wished = speed === Infinity ? 'as fast as it goes' : `${formatCount(speed)} ${speed === 1 ? 'step' : 'steps'} a second`;
  return (
    <div className="transport-speed" title={wished}>
      <span className="transport-label" aria-hidden="true">Speed</span>
      <Slider
        label="Speed" hideLabel value={speedPosition(speed)} min={0} max={SPEEDS.length - 1} step={1} valueText={wished}
        onChange={(position) => { setSpeed(SPEEDS[Math.round(position)] ?? 1); }}
      />
      <span className="transport-rate" aria-hidden="true">
        {text}
      </span>
    </div>
  );
}
