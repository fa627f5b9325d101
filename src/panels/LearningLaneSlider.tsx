/** The learning rate on its logarithmic track, which is a piece of the gradient's wire. A native range underneath. */
import { useMemo, useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { MathText } from '../components/MathText.tsx';
import type { OptimizerName } from '../engine/optimizers.ts';
import { changeExperiment } from '../store/actions.ts';
import { useSlowFrame } from '../store/frameStore.ts';
import { useNabla } from '../store/nabla.ts';
import { formatSetting } from '../viz/format.ts';
import { nextRate, rateAt, rateRange, rateTicks, trackShare } from './LearningLaneTrack.ts';
import { useElementSize } from './useElementSize.ts';

/** Narrower tracks than this show the three decades that matter. */
const NARROW_PX = 560;

/** What one step does, in a line: the rule, and what its letters mean; all of it stands in the optimizer's settings. */
const STEP_RULES: Readonly<Record<OptimizerName, readonly [rule: string, letters: string]>> = {
  sgd: ['θ ← θ − η∇L', ''],
  momentum: ['θ ← θ − ηv', 'v ← μv + ∇L'],
  nesterov: ['θ ← θ − η(∇L + μv)', 'v ← μv + ∇L'],
  adagrad: ['θ ← θ − η∇L / √s', 's ← s + ∇L²'],
  rmsprop: ['θ ← θ − η∇L / √v', 'v ← αv + (1 − α)∇L²'],
  adam: ['θ ← θ − ηm / √v', 'm and v the running means of ∇L and ∇L², bias-corrected'],
  adamw: ['θ ← (1 − ηλ)θ − ηm / √v', 'm and v the running means of ∇L and ∇L², bias-corrected'],
};

function setRate(learningRate: number): void {
  changeExperiment((experiment) => ({ ...experiment, learningRate }), { coalesce: 'learningRate' });
}

export function LearningLaneSlider() {
  const rate = useNabla((state) => state.experiment.learningRate);
  const [rule, letters] = STEP_RULES[useNabla((state) => state.experiment.optimizer.name)];
  const holder = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(holder);
  const range = rateRange(width > 0 && width < NARROW_PX, rate);
  const ticks = useMemo(() => rateTicks(range, width / (range.high - range.low)), [range, width]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1 }[event.key];
    if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // The page's own arrow keys step the training; on the slider they belong to the slider.
    event.stopPropagation();
    setRate(nextRate(rate, direction > 0 ? 1 : -1, event.key.startsWith('Page'), range));
  };

  return (
    <div className="learning-lane-track" ref={holder} style={{ '--share': trackShare(rate, range) } as CSSProperties}>
      <p className="learning-lane-rule">each step: <MathText>{rule}</MathText>{letters !== '' && <> with <MathText>{letters}</MathText></>}</p>
      <div className="learning-lane-ticks" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick.value} data-kind={tick.kind} style={{ left: `${trackShare(tick.value, range) * 100}%` }}>{tick.label}</span>
        ))}
      </div>
      <ScheduledMark low={range.low} high={range.high} />
      <input
        type="range"
        aria-label="Learning rate"
        aria-valuetext={formatSetting(rate)}
        min={range.low}
        max={range.high}
        step="any"
        value={Math.log10(rate)}
        onChange={(event) => setRate(rateAt(Number(event.target.value)))}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

/** Where the schedule has taken η by now: a small mark on the track, apart from the handle of the base rate. */
function ScheduledMark({ low, high }: { low: number; high: number }) {
  const scheduled = useNabla((state) => state.experiment.schedule.name !== 'constant');
  const share = useSlowFrame((frame) => (frame === null || !(frame.learningRate > 0) ? null : trackShare(frame.learningRate, { low, high })));
  if (!scheduled || share === null) return null;
  return <span className="learning-lane-mark" aria-hidden="true" style={{ left: `${share * 100}%` }}>now</span>;
}
