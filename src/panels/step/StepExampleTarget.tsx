/** What the network should answer for the present example: a number, several, or one of more than two classes. */
import { Choice } from '../../components/Choice.tsx';
import { MathText } from '../../components/MathText.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import type { GivenExample } from '../../config/experiment.ts';
import { limits } from '../../config/limits.ts';
import type { RunData } from '../../datasets/runData.ts';
import { addressKey } from '../../explain/address.ts';
import { formatExact, formatSetting } from '../../viz/format.ts';
import { updateExample } from '../../store/steppingActions.ts';
import { say } from '../../words/say.ts';

type TargetProps = {
  readonly data: RunData;
  readonly given: GivenExample;
  /** Number in the training set, and place in the batch. */
  readonly index: number;
  readonly example: number;
  /** Only looked at: it cannot be typed over. */
  readonly isGuest: boolean;
  readonly isLit: (key: string) => boolean;
};

const SUBSCRIPTS = '₁₂₃₄₅₆₇₈₉';

export function StepExampleTarget({ data, given, index, example, isGuest, isLit }: TargetProps) {
  const { targets } = given;
  if (data.task === 'classification' && targets.length > 1) {
    const [low, high] = [Math.min(...targets), Math.max(...targets)];
    const chosen = String(targets.indexOf(high));
    return (
      <p className="step-example-line step-example-class" title={data.classes[Number(chosen)]}>
        <span>{say('target')}{' '}<MathText>y</MathText></span>
        {isGuest ? <span className="step-example-named">{data.classes[Number(chosen)]}</span> : <Choice
          compact label={say('Target y')} value={chosen} options={data.classes.map((label, k) => ({ value: String(k), label }))}
          onChange={(next) => updateExample(index, { ...given, targets: targets.map((_, k) => (String(k) === next ? high : low)) })}
        />}
      </p>
    );
  }
  const several = targets.length > 1;
  // Of two classes the sign is what is asked for.
  const formatTarget = (value: number): string => (data.task === 'classification' && value > 0 ? `+${formatSetting(value)}` : formatSetting(value));
  return (
    <p className="step-example-line">
      {say('target')}{' '}<MathText>y</MathText> ={several && ' ('}
      {targets.map((value, output) => {
        const key = addressKey({ kind: 'target', example, output });
        return (
          <span key={key} data-quantity={key} data-lit={isLit(key)}>
            {!several && ' '}
            {isGuest ? <span title={formatExact(value)}>{formatTarget(value)}</span> : <NumberField
              label={several ? say('Target y{subscripts}', { subscripts: SUBSCRIPTS[output] ?? output + 1 }) : say('Target y')} value={value} min={limits.input.min} max={limits.input.max}
              format={formatTarget} width={formatTarget(value).length + (formatTarget(value).includes('.') ? -0.2 : 0.3)}
              onCommit={(next) => updateExample(index, { ...given, targets: targets.with(output, next) })}
            />}
            {output < targets.length - 1 && ', '}
          </span>
        );
      })}
      {several && ')'}
    </p>
  );
}
