/** A number that can be typed. What cannot be used is refused in one sentence, and the number stays as it was. */
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { formatSetting, parseNumber } from '../viz/format.ts';
import './NumberField.css';
import { say } from '../words/say.ts';

export type NumberFieldProps = {
  readonly label: string;
  readonly value: number;
  /** What it is the value of, in a field that goes on to another: what was typed for the one before is no value of this one. */
  readonly of?: number;
  readonly min: number;
  readonly max: number;
  /** Whole numbers only. */
  readonly integer?: boolean;
  /** Called with a number within [min, max], on Enter or when the field is left, and only when it differs from `value`. */
  readonly onCommit: (value: number) => void;
  readonly format?: (value: number) => string;
  /** Arrow up and down add and take away this much. */
  readonly step?: number;
  /** In characters; default as wide as its text, at least 4. */
  readonly width?: number;
  /** The label as visible words before the field; otherwise it is the accessible name alone. */
  readonly showLabel?: boolean;
  readonly disabled?: boolean;
  readonly className?: string;
  /** Keys beside Enter that take what was typed, such as those that lead on to another field. */
  readonly commitKeys?: readonly string[];
};

/** The typed text as a number, or the sentence that says why it cannot be used. */
export function readNumber(
  text: string,
  field: { readonly label: string; readonly min: number; readonly max: number; readonly integer?: boolean },
  format: (value: number) => string = formatSetting,
): { readonly value: number } | { readonly problem: string } {
  const range = say('{min} to {max}', { min: format(field.min), max: format(field.max) });
  const value = parseNumber(text);
  if (value === null) return { problem: say('{label}: “{typed}” is not a number. Allowed: {range}.', { label: field.label, typed: text.trim(), range }) };
  if (value < field.min) return { problem: say('{label}: {typed} is too small. Allowed: {range}.', { label: field.label, typed: text.trim(), range }) };
  if (value > field.max) return { problem: say('{label}: {typed} is too large. Allowed: {range}.', { label: field.label, typed: text.trim(), range }) };
  if (field.integer === true && !Number.isInteger(value)) {
    return { problem: say('{label}: {typed} is not a whole number. Allowed: {range}.', { label: field.label, typed: text.trim(), range }) };
  }
  return { value };
}

/** Puts the sentence under its field and within the screen, whatever around it is cut off or scrolls. */
function placeBelow(sentence: HTMLElement | null): void {
  // Without a sentence nothing is measured: that would lay out the page for every field.
  if (sentence === null || sentence.textContent === '') return;
  const field = sentence.parentElement?.querySelector('input')?.getBoundingClientRect();
  if (field === undefined) return;
  const { width, height } = sentence.getBoundingClientRect();
  const below = field.bottom + 4;
  sentence.style.left = `${Math.max(8, Math.min(field.left, window.innerWidth - width - 8))}px`;
  sentence.style.top = `${below + height > window.innerHeight - 8 ? Math.max(8, field.top - height - 4) : below}px`;
}

export function NumberField(props: NumberFieldProps) {
  const { label, value, of, min, max, onCommit, format = formatSetting, showLabel = false, disabled = false } = props;
  const id = useId();
  const shown = format(value);
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [lastValue, setLastValue] = useState(value);

  const place = useRef<HTMLInputElement>(null);
  const [lastOf, setLastOf] = useState(of);
  if (of !== lastOf) {
    setLastOf(of);
    setDraft(null);
    setProblem(null);
  }
  useLayoutEffect(() => {
    if (document.activeElement === place.current) place.current?.blur();
  }, [of]);

  // A new value from outside (undo, another control) makes an old complaint pointless.
  if (value !== lastValue) {
    setLastValue(value);
    setProblem(null);
  }

  /** Takes what stands in the field itself: a tool that fills it in may have told React nothing. False if it was refused. */
  const commit = (field: HTMLInputElement): boolean => {
    const text = field.value.trim();
    setDraft(null);
    if (text === shown || text === '') {
      field.value = shown;
      if (draft !== null) setProblem(null);
      return true;
    }
    const read = readNumber(text, props, format);
    setProblem('problem' in read ? read.problem : null);
    if ('problem' in read || read.value === value) field.value = shown;
    else onCommit(read.value);
    return !('problem' in read);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' || (props.commitKeys?.includes(event.key) ?? false)) {
      // Refused: nobody goes on to another field.
      if (!commit(event.currentTarget)) event.preventDefault();
    } else if (event.key === 'Escape' && (event.currentTarget.value !== shown || problem !== null)) {
      event.preventDefault();
      event.currentTarget.value = shown;
      setDraft(null);
      setProblem(null);
    } else if (props.step !== undefined && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      const next = value + (event.key === 'ArrowUp' ? props.step : -props.step);
      setDraft(null);
      const allowed = Math.min(max, Math.max(min, Number(next.toPrecision(12))));
      if (allowed !== value) onCommit(allowed);
    }
  };

  return (
    <span className={`number-field ${props.className ?? ''}`}>
      {showLabel ? <label htmlFor={id}>{label}</label> : null}
      <input
        ref={place}
        id={id}
        type="text"
        inputMode={min < 0 ? 'text' : 'decimal'}
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-invalid={problem !== null}
        data-settled={shown}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        disabled={disabled}
        value={draft ?? shown}
        style={{ width: `${props.width ?? Math.max(4, (draft ?? shown).length + 1)}ch` }}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={(event) => commit(event.currentTarget)}
        onKeyDown={onKeyDown}
      />
      <span className="number-field-problem" id={`${id}-problem`} role="alert" key={problem} ref={placeBelow}>{problem}</span>
    </span>
  );
}
