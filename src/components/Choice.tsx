/** A native select that looks like a word of the sentence it stands in: dotted underline and a caret. */
import { useId, type ComponentProps, type ReactNode } from 'react';
import './Choice.css';

export type ChoiceOption<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  /** Options with the same group stand under its name. */
  readonly group?: string;
  /** Said behind the label in the list, before it is chosen, e.g. "starts again". */
  readonly hint?: string;
  readonly disabled?: boolean;
};

export type ChoiceProps<Value extends string> = {
  /** The accessible name; also visible words before the choice unless `compact`. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly ChoiceOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly compact?: boolean;
  /** What stands on the page in place of the chosen option's label (a set symbol, say). */
  readonly shown?: ReactNode;
  readonly disabled?: boolean;
  readonly className?: string;
  /** What else the select itself is told. */
  readonly native?: Pick<ComponentProps<'select'>, 'onKeyDown' | 'onPointerDown'>;
};

function Option<Value extends string>({ option }: { readonly option: ChoiceOption<Value> }) {
  return (
    <option value={option.value} disabled={option.disabled === true}>
      {option.hint === undefined ? option.label : `${option.label} (${option.hint})`}
    </option>
  );
}

export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChange, compact = false, disabled = false } = props;
  const id = useId();
  const groups = [...new Set(options.map((option) => option.group ?? ''))];
  const chosen = options.find((option) => option.value === value);
  return (
    <span className={`choice ${props.className ?? ''}`}>
      {compact ? null : <label htmlFor={id}>{label}</label>}
      <span className="choice-word">
        <select
          id={id}
          aria-label={label}
          value={value}
          disabled={disabled}
          {...props.native}
          onChange={(event) => {
            const next = options.find((option) => option.value === event.currentTarget.value);
            if (next !== undefined) onChange(next.value);
          }}
        >
          {groups.map((group) => {
            const members = options.filter((option) => (option.group ?? '') === group);
            const list = members.map((option) => <Option key={option.value} option={option} />);
            return group === '' ? list : <optgroup key={group} label={group}>{list}</optgroup>;
          })}
        </select>
        <span className="choice-shown" aria-hidden="true">{props.shown ?? chosen?.label ?? value}</span>
      </span>
    </span>
  );
}
