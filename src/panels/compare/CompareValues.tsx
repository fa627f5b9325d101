/** The values of what is varied: each a word with a cross, and a place to add one. */
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { Icon } from '../../components/Icons.tsx';
import { readNumber } from '../../components/NumberField.tsx';
import { sweepVariables, type SweepAxis, type SweepValue } from '../../config/sweep.ts';
import { withoutValue, withValue } from '../../store/compare.ts';
import { useNabla } from '../../store/nabla.ts';
import { valueLabel, valueText } from './CompareText.ts';
import { asNoun } from '../../words/noun.ts';
import { say } from '../../words/say.ts';

export type CompareValuesProps = { readonly axis: SweepAxis; readonly onChange: (axis: SweepAxis) => void };

export function CompareValues({ axis, onChange }: CompareValuesProps) {
  const info = sweepVariables[axis.variable];
  const list = useRef<HTMLUListElement>(null);

  const remove = (value: SweepValue, at: number): void => {
    onChange(withoutValue(axis, value));
    // The focus goes to the cross that takes its place.
    requestAnimationFrame(() => {
      const crosses = list.current?.querySelectorAll('button');
      (crosses?.[Math.min(at, (crosses.length ?? 1) - 1)])?.focus();
    });
  };

  return (
    <ul ref={list} className="compare-values" aria-label={say('Values of {name}', { name: asNoun(info.label) })}>
      {axis.values.map((value, at) => (
        <li key={value} className="compare-chip">
          <span>{valueText(axis.variable, value)}</span>
          <button
            type="button" aria-label={say('Leave out {valueLabel}', { valueLabel: valueLabel(axis.variable, value) })} title={say('Leave out {valueLabel}', { valueLabel: valueLabel(axis.variable, value) })}
            disabled={axis.values.length <= 1} onClick={() => remove(value, at)}
          >
            <Icon name="close" size={8} />
          </button>
        </li>
      ))}
      <li>{info.kind === 'number' ? <AddNumber axis={axis} onChange={onChange} /> : <AddChoice axis={axis} onChange={onChange} />}</li>
    </ul>
  );
}

function AddChoice({ axis, onChange }: CompareValuesProps) {
  const experiment = useNabla((state) => state.experiment);
  const info = sweepVariables[axis.variable];
  const left = info.values(experiment).filter((value) => !axis.values.includes(value));
  if (left.length === 0) return null;
  return (
    <Choice
      label={say('Add {name}', { name: asNoun(info.label) })} compact value="" shown={say('add')}
      options={[{ value: '', label: say('add') }, ...left.map((value) => ({ value: String(value), label: info.labelOf(value) }))]}
      onChange={(value) => { if (value !== '') onChange(withValue(axis, value)); }}
    />
  );
}

function AddNumber({ axis, onChange }: CompareValuesProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const info = sweepVariables[axis.variable];
  const { min = 0, max = 1, step } = info.limit ?? {};
  const label = say('Add {name}', { name: asNoun(info.label) });

  const add = (): void => {
    if (text.trim() === '') {
      setProblem(null);
      return;
    }
    const read = readNumber(text, { label: info.label, min, max, integer: step === 1 });
    setProblem('problem' in read ? read.problem : null);
    if ('problem' in read) return;
    setText('');
    onChange(withValue(axis, read.value));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') add();
    else if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      setText('');
      setProblem(null);
    }
  };
  return (
    <span className="number-field compare-add">
      <input
        type="text" inputMode="decimal" autoComplete="off" placeholder={say('add')} aria-label={label} value={text}
        aria-invalid={problem !== null} aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown} onBlur={add}
      />
      <span className="compare-problem" id={`${id}-problem`} role="alert">{problem}</span>
    </span>
  );
}
