/** A few alternatives in a row, all in sight: native radio buttons, the chosen one bold over a 2 px bar. */
import { useId } from 'react';
import './SegmentedChoice.css';

export type SegmentedChoiceProps<Value extends string> = {
  /** Name of the group; also visible words before it unless `hideLabel`. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly disabled?: boolean; /** Accessible name, where a narrow place has room for a part of it only. */ readonly name?: string; /** Said of it where it is pointed at, e.g. why it cannot be chosen. */ readonly title?: string }[];
  readonly onChange: (value: Value) => void;
  readonly hideLabel?: boolean;
  readonly disabled?: boolean;
  readonly className?: string;
};

export function SegmentedChoice<Value extends string>(props: SegmentedChoiceProps<Value>) {
  const { label, value, options, onChange, hideLabel = false, disabled = false } = props;
  const name = useId();
  return (
    <div className={`segments ${props.className ?? ''}`} role="radiogroup" aria-label={label}>
      {hideLabel ? null : <span className="segments-label" aria-hidden="true">{label}</span>}
      {options.map((option) => (
        <label key={option.value} className="segment" title={option.title}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            aria-label={option.name}
            disabled={disabled || option.disabled === true}
            onChange={() => onChange(option.value)}
          />
          <span className="segment-word" data-word={option.label}>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
