/** How fast training goes: from one step a second to as fast as it can. */
import { Slider } from '../components/Slider.tsx';
import { setSpeed } from '../store/actions.ts';
import { useSlowFrame } from '../store/frameStore.ts';
import { useNabla } from '../store/nabla.ts';
import { selectSpeed } from '../store/selectors.ts';
import { formatCount } from '../viz/format.ts';

/** Steps a second at each position of the slider. */
export const SPEEDS: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, Infinity];

/** The position whose speed is nearest to `speed`, by ratio. */
export function speedPosition(speed: number): number {
  if (speed === Infinity) return SPEEDS.length - 1;
  let best = 0;
  for (let i = 1; i < SPEEDS.length - 1; i++) {
    if (Math.abs(Math.log((SPEEDS[i] ?? 1) / speed)) < Math.abs(Math.log((SPEEDS[best] ?? 1) / speed))) best = i;
  }
  return best;
}

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
