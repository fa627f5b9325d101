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

export function TransportSpeed() {
  const speed = useNabla(selectSpeed);
  // Rounded to two digits, so that the text does not flicker.
  const measured = useSlowFrame((frame) => (frame === null ? 0 : Number(frame.stepsPerSecond.toPrecision(2))));
  const wished = speed === Infinity ? 'as fast as it goes' : `${formatCount(speed)} ${speed === 1 ? 'step' : 'steps'} a second`;
  return (
    <div className="transport-speed" title={wished}>
      <span className="transport-label" aria-hidden="true">Speed</span>
      <Slider
        label="Speed" hideLabel value={speedPosition(speed)} min={0} max={SPEEDS.length - 1} step={1} valueText={wished}
        onChange={(position) => { setSpeed(SPEEDS[Math.round(position)] ?? 1); }}
      />
      <span className="transport-rate" aria-hidden="true">
        {speed === Infinity ? (measured > 0 ? `${formatCount(measured)}/s` : 'fastest') : `${formatCount(speed)}/s`}
      </span>
    </div>
  );
}
