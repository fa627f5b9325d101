/** One setting as a control: the learning rate on its track, other numbers typed, choices from a list. */
import { Choice } from '../../components/Choice.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Slider } from '../../components/Slider.tsx';
import { limits } from '../../config/limits.ts';
import { sweepVariables, type SweepValue, type SweepVariable } from '../../config/sweep.ts';
import type { Experiment } from '../../config/experiment.ts';
import { isOfBeginning, valueWords } from '../../store/sideBySide.ts';
import { say } from '../../words/say.ts';

export type CompareSidesValueProps = {
  readonly variable: SweepVariable;
  readonly experiment: Experiment;
  /** "left": the control is named "Learning rate, left". */
  readonly of: string;
  readonly onChange: (value: SweepValue) => void;
};

export function CompareSidesValue({ variable, experiment, of, onChange }: CompareSidesValueProps) {
  const info = sweepVariables[variable];
  const label = `${info.label}, ${of}`;
  const value = info.valueOf(experiment);
  if (variable === 'learningRate') {
    const rate = experiment.learningRate;
    return (
      <span className="compare-sides-rate">
        <span className="compare-sides-eta" aria-hidden="true">η</span>
        <NumberField label={say('{label}, value', { label })} min={limits.learningRate.min} max={limits.learningRate.max} value={rate} width={6} onCommit={onChange} />
        <Slider
          label={label} hideLabel scale="log" tone="gradient" min={limits.learningRate.min} max={limits.learningRate.max} value={rate} onChange={onChange}
        />
      </span>
    );
  }
  const hint = isOfBeginning(variable) ? { hint: say('starts both again') } : {};
  const name = <span className="compare-sides-name" aria-hidden="true">{info.label}</span>;
  // The experiment's own, which is none of those that can be chosen.
  if (value === null) return <span className="compare-sides-value">{name}<b>{valueWords(experiment, variable)}</b></span>;
  if (info.kind === 'choice') {
    const options = info.values(experiment).map((each) => ({ value: String(each), label: info.labelOf(each), ...(each === value ? {} : hint) }));
    return (
      <span className="compare-sides-value">
        {name}
        <Choice label={label} compact value={String(value)} options={options} onChange={onChange} />
      </span>
    );
  }
  const { min = 0, max = 1, step = 1 } = info.limit ?? {};
  // A batch size beyond the examples is all of them.
  const isAll = variable === 'batchSize' && value === limits.batchSize.max;
  return (
    <span className="compare-sides-value" title={isOfBeginning(variable) ? say('Another value starts both again') : undefined}>
      {name}
      <NumberField label={label} integer={step === 1} min={min} max={max} step={step} value={Number(value)} width={6} onCommit={onChange} {...(isAll ? { format: allOr } : {})} />
    </span>
  );
}

const allOr = (value: number): string => (value === limits.batchSize.max ? 'all' : String(value));
