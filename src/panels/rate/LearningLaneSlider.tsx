/** The learning rate on its logarithmic track, which is a piece of the gradient's wire. A native range underneath. */
import { useId, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { changeExperiment } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectPresenting } from '../../store/selectors.ts';
import { formatSetting } from '../../viz/format.ts';
import { NARROW_PX, rateNear, readingText } from './LearningLaneCurve.ts';
import { LearningLaneEdge } from './LearningLaneEdge.tsx';
import { useRateTrials } from './LearningLaneFresh.ts';
import { canBeTried } from '../../store/rateLane.ts';
import { nextRate, rateAt, rateRange, rateTicks, trackShare } from './LearningLaneTrack.ts';
import { LearningLaneTrials } from './LearningLaneTrials.tsx';
import { useElementSize } from '../../components/useElementSize.ts';
import { say } from '../../words/say.ts';

function setRate(learningRate: number): void {
  changeExperiment((experiment) => ({ ...experiment, learningRate }), { coalesce: 'learningRate' });
}

export function LearningLaneSlider() {
  const rate = useNabla((state) => state.experiment.learningRate);
  const isScheduled = useNabla((state) => state.experiment.schedule.name !== 'constant');
  const scheduled = useSlowFrame((frame) => frame?.learningRate ?? null);
  const presenting = useNabla(selectPresenting);
  const hasDiverged = useNabla(({ status }) => status === 'diverged');
  const isTried = useNabla(({ experiment }) => canBeTried(experiment));
  const { trials, isFresh } = useRateTrials();
  const [pointed, setPointed] = useState<number | null>(null);
  const [isFocused, setFocused] = useState(false);
  const reading = useId();
  const holder = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(holder);
  const range = rateRange(width > 0 && width < NARROW_PX, rate);
  const ticks = useMemo(() => rateTicks(range, width / (range.high - range.low)), [range, width]);

  const next = isScheduled && scheduled !== null && scheduled > 0 ? scheduled : rate;

  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (trials === null || width === 0) return;
    const share = (event.clientX - event.currentTarget.getBoundingClientRect().left) / width;
    setPointed(rateNear(trials, range, Math.min(1, Math.max(0, share))));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1 }[event.key];
    if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // The page's own arrow keys step the training; on the slider they belong to the slider.
    event.stopPropagation();
    setPointed(null);
    setRate(nextRate(rate, direction > 0 ? 1 : -1, event.key.startsWith('Page'), range));
  };

  return (
    <div
      className="learning-lane-track"
      ref={holder}
      style={{ '--share': trackShare(rate, range) } as CSSProperties}
      onPointerMove={onPointerMove}
      // A tap over the track reads what that rate would do; it is read until the next.
      onPointerDown={onPointerMove}
      onPointerLeave={({ pointerType }) => { if (pointerType === 'mouse') setPointed(null); }}
    >
      {trials === null && (hasDiverged || !isTried) && <p className="learning-lane-caption">{hasDiverged ? say('No trials: the run has diverged.') : say('No trials: this loss can be negative.')}</p>}
      {trials !== null && (
        <LearningLaneTrials
          trials={trials}
          isFresh={isFresh}
          range={range}
          rate={next}
          read={pointed ?? (isFocused ? rate : null)}
          isScheduled={isScheduled}
          presenting={presenting}
        />
      )}
      <div className="learning-lane-ticks" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick.value} data-kind={tick.kind} style={{ left: `${trackShare(tick.value, range) * 100}%` }}>{tick.label}</span>
        ))}
      </div>
      <ScheduledMark low={range.low} high={range.high} />
      <input
        type="range"
        aria-label={say('Learning rate')}
        aria-valuetext={formatSetting(rate)}
        {...(trials !== null && isFresh ? { 'aria-describedby': reading } : {})}
        min={range.low}
        max={range.high}
        step="any"
        value={Math.log10(rate)}
        onChange={(event) => setRate(rateAt(Number(event.target.value)))}
        onKeyDown={onKeyDown}
        onFocus={(event) => { setFocused(event.currentTarget.matches(':focus-visible')); }}
        onBlur={() => { setFocused(false); }}
      />
      {trials !== null && isFresh && <p id={reading} hidden>{readingText(trials, rate)}</p>}
      <LearningLaneEdge range={range} width={width} />
    </div>
  );
}

/** Where the schedule has taken η by now: a small mark on the track, apart from the handle of the base rate. */
function ScheduledMark({ low, high }: { low: number; high: number }) {
  const scheduled = useNabla((state) => state.experiment.schedule.name !== 'constant');
  const share = useSlowFrame((frame) => (frame === null || !(frame.learningRate > 0) ? null : trackShare(frame.learningRate, { low, high })));
  if (!scheduled || share === null) return null;
  return <span className="learning-lane-mark" aria-hidden="true" style={{ left: `${share * 100}%` }}>{say('now')}</span>;
}
