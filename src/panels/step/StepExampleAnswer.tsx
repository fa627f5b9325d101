/** What the network answers for the present example, as far as it is computed: a number, a few, or a list to be opened. */
import type { ReactNode } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { Popover } from '../../components/Popover.tsx';
import { addressKey, parseAddress, type Address } from '../../explain/address.ts';
import type { Study } from '../../explain/study.ts';
import { useScript } from '../../store/beats.ts';
import { useNabla } from '../../store/nabla.ts';
import { openQuantity } from '../../store/steppingActions.ts';
import { formatExact, formatNumber } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

/** More answers than this are a list. */
const FEW = 4;

type AnswerProps = { readonly study: Study; readonly classes: readonly string[]; readonly example: number; readonly isLit: (key: string) => boolean };

export function StepExampleAnswer({ study, classes, example, isLit }: AnswerProps) {
  const script = useScript();
  const position = useNabla((state) => state.position);
  const layer = study.network.layers.length - 1;
  const answers = Array.from(study.pass(example).a[layer] ?? []);
  const addressOf = (unit: number): Address => ({ kind: 'a', example, layer, unit });
  const number = (value: number, unit: number): ReactNode => {
    const address = addressOf(unit);
    const key = addressKey(address);
    const known = script?.isKnown(address, position) ?? false;
    return (
      <button
        type="button" className="step-example-answer" data-quantity={key} data-lit={isLit(key)} data-known={known} title={known ? formatExact(value) : undefined}
        aria-label={`${study.names.symbol(address).spoken}: ${known ? formatNumber(value) : say('not yet computed')}`}
        onClick={() => { const parsed = parseAddress(key); if (parsed !== null) openQuantity(parsed); }}
      >
        {known ? formatNumber(value) : '–'}
      </button>
    );
  };
  if (answers.length > FEW) {
    const lit = answers.some((_, unit) => isLit(addressKey(addressOf(unit))));
    return (
      <div className="step-example-line step-example-many">
        <span data-lit={lit}>{say('answer')}{' '}<MathText>ŷ</MathText> =</span>
        <Popover label={say('Answers of the network')} trigger={say('{count} outputs', { count: answers.length })}>
          <dl className="step-example-list">
            {answers.map((value, unit) => (
              <div key={addressKey(addressOf(unit))}>
                <dt><MathText>{study.names.symbol(addressOf(unit)).markup}</MathText> {classes[unit]}</dt>
                <dd>{number(value, unit)}</dd>
              </div>
            ))}
          </dl>
        </Popover>
      </div>
    );
  }
  const several = answers.length > 1;
  return (
    <p className={`step-example-line ${several ? 'step-example-answers' : ''}`}>
      {say('answer')}{' '}<MathText>ŷ</MathText> ={several && ' '}
      <span>
      {answers.map((value, unit) => (
        <span key={addressKey(addressOf(unit))}>
          {unit > 0 ? '' : several ? '(' : ' '}
          {number(value, unit)}
          {unit < answers.length - 1 ? ', ' : several && ')'}
        </span>
      ))}
      </span>
    </p>
  );
}
