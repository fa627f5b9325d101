/** A native range input drawn as an ink line with a ring; linear or logarithmic. */
import { useId, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { formatSetting } from '../viz/format.ts';
import { nextTidy, roundSignificant } from '../viz/ticks.ts';
import './Slider.css';

export type SliderProps = {
  /** Accessible name, and the words above the track unless `hideLabel`. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Linear scale only; default a hundredth of the range. */
  readonly step?: number;
  /**
   * On a log scale (min > 0) dragging gives two significant digits, arrow keys the next of twenty tidy values to the
   * decade, Page Up and Page Down ten times more or less.
   */
  readonly scale?: 'linear' | 'log';
  readonly format?: (value: number) => string;
  /** What is shown and read out instead of `format(value)`, e.g. "28 of 196". */
  readonly valueText?: string;
  /** What stands in place of the value at the right, e.g. a NumberField. */
  readonly shownValue?: ReactNode;
  readonly onChange: (value: number) => void;
  /** The track alone. */
  readonly hideLabel?: boolean;
  readonly disabled?: boolean;
  /** 'gradient' for the slider on the gradient path. */
  readonly tone?: 'ink' | 'gradient';
  readonly className?: string;
};

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

function tidyKey(key: string, value: number, min: number, max: number): number | null {
  switch (key) {
    case 'ArrowRight': case 'ArrowUp': return nextTidy(value, 1);
    case 'ArrowLeft': case 'ArrowDown': return nextTidy(value, -1);
    case 'PageUp': return roundSignificant(value * 10, 6);
    case 'PageDown': return roundSignificant(value / 10, 6);
    case 'Home': return min;
    case 'End': return max;
    default: return null;
  }
}

export function Slider(props: SliderProps) {
  const { label, value, min, max, scale = 'linear', format = formatSetting, onChange } = props;
  const { hideLabel = false, disabled = false, tone = 'ink', className = '' } = props;
  const id = useId();
  const log = scale === 'log';
  const toTrack = log ? Math.log10 : (v: number) => v;
  const [low, high] = [toTrack(min), toTrack(max)];
  const position = clamp(toTrack(clamp(value, min, max)), low, high);
  const filled = high > low ? (position - low) / (high - low) : 0;
  const text = props.valueText ?? format(value);

  const change = (next: number) => {
    const allowed = clamp(next, min, max);
    if (allowed !== value) onChange(allowed);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (!log || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = tidyKey(event.key, clamp(value, min, max), min, max);
    if (next === null) return;
    event.preventDefault();
    change(next);
  };

  return (
    <div className={`slider slider-${tone} ${className}`}>
      {hideLabel ? null : (
        <div className="slider-head">
          <label htmlFor={id}>{label}</label>
          <span className="slider-value">{props.shownValue ?? text}</span>
        </div>
      )}
      <input
        id={id}
        type="range"
        aria-label={label}
        aria-valuetext={text}
        min={low}
        max={high}
        step={log ? 'any' : (props.step ?? (max - min) / 100)}
        value={position}
        disabled={disabled}
        style={{ '--filled': filled } as CSSProperties}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          const at = event.currentTarget.valueAsNumber;
          change(log ? roundSignificant(10 ** at, 2) : at);
        }}
      />
    </div>
  );
}
