/** The rule by which a gradient becomes a step, and its numbers. */
import type { ReactNode } from 'react';
import { NumberField } from '../../components/NumberField.tsx';
import { Tex } from '../../components/Tex.tsx';
import type { ParameterField } from './LearningLaneFields.ts';

export type LearningLaneParametersProps = {
  readonly tex: string;
  /** Stands under the rule. */
  readonly note: ReactNode;
  readonly fields: readonly ParameterField[];
  readonly onCommit: (key: string, value: number) => void;
};

export function LearningLaneParameters({ tex, note, fields, onCommit }: LearningLaneParametersProps) {
  return (
    <div className="learning-lane-parameters">
      <Tex tex={tex} display />
      {note !== undefined && <div className="learning-lane-note">{note}</div>}
      {fields.map((field) => (
        <NumberField
          key={field.key}
          label={`${field.label} ${field.symbol}`}
          value={field.value}
          min={field.min}
          max={field.max}
          showLabel
          integer={field.whole}
          width={8}
          onCommit={(value) => onCommit(field.key, value)}
        />
      ))}
    </div>
  );
}
