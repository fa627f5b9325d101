/** One parameter in the ledger. */
import { memo } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { limits } from '../../config/limits.ts';
import { addressKey } from '../../explain/address.ts';
import type { CheckTable } from '../../explain/check.ts';
import type { Names } from '../../explain/names.ts';
import { chooseParameter, setParameter } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatExact, formatNumber, formatSigned } from '../../viz/format.ts';
import { agreementOf } from './StepCheckWords.ts';
import { cellAddress, type GradientKind, type LedgerColumn } from './StepLedgerRows.ts';
import { say } from '../../words/say.ts';

/** They lead on to another row. */
const FIELD_KEYS = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'];

export type StepLedgerRowProps = {
  readonly row: number;
  /** Entry of θ. */
  readonly index: number;
  readonly names: Names;
  readonly kind: GradientKind;
  readonly example: number;
  readonly value: number;
  /** null: not yet computed. */
  readonly gradient: number | null;
  readonly update: number | null;
  readonly newValue: number | null;
  /** On the marker: the chosen parameter, else the present one. */
  readonly marked: boolean;
  /** The present step is about it, alone or with the others of its weighted sum. */
  readonly present: boolean;
  /** Of those, the one that was added last. */
  readonly current: boolean;
  readonly chosen: boolean;
  readonly inTabOrder: boolean;
  /** The cell lit here or elsewhere. */
  readonly lit: LedgerColumn | null;
  /** All gradients checked, or null. */
  readonly check: CheckTable | null;
};

export const StepLedgerRow = memo(function StepLedgerRow(props: StepLedgerRowProps) {
  const { row, index, names, value, marked, present, current, chosen, inTabOrder, lit, check } = props;
  const symbol = names.symbol({ kind: 'parameter', index });
  const tabIndex = inTabOrder ? 0 : -1;
  return (
    <tr aria-rowindex={row + 2} data-row={row} data-marked={marked} data-present={present} data-part={addressKey({ kind: 'parameter', index })} aria-current={current ? 'step' : undefined}>
      <th scope="row" className="step-ledger-name" data-lit={lit !== null}>
        <button
          type="button"
          tabIndex={tabIndex}
          data-column="name"
          data-quantity={addressKey({ kind: 'parameter', index })}
          aria-label={symbol.spoken}
          aria-pressed={chosen}
          title={say('{title}: show its paths', { title: names.title({ kind: 'parameter', index }) })}
          onClick={() => chooseParameter(chosen ? null : index)}
        >
          <MathText>{symbol.markup}</MathText>
        </button>
      </th>
      <td className="step-ledger-value" data-column="value" data-quantity={addressKey({ kind: 'parameter', index })} data-sign={signOf(value)} data-lit={lit === 'value'} title={formatExact(value)}>
        <ValueField index={index} spoken={symbol.spoken} value={value} />
      </td>
      <NumberCell {...props} column="gradient" number={props.gradient} />
      <NumberCell {...props} column="update" number={props.update} />
      <NumberCell {...props} column="newValue" number={props.newValue} />
      {check === null ? null : <Agreement check={check} index={index} />}
    </tr>
  );
});

/** It stays as it is while the row is marked or lit. */
const ValueField = memo(function ValueField({ index, spoken, value }: { readonly index: number; readonly spoken: string; readonly value: number }) {
  const presenting = useNabla((state) => state.presenting);
  if (presenting) return formatNumber(value);
  return (
    <NumberField
      of={index}
      label={say('Value of {spoken}', { spoken })}
      value={value}
      min={limits.weight.min}
      max={limits.weight.max}
      format={formatNumber}
      onCommit={(next) => setParameter(index, next)}
      commitKeys={FIELD_KEYS}
    />
  );
});

type NumberProps = Pick<StepLedgerRowProps, 'index' | 'names' | 'kind' | 'example' | 'inTabOrder' | 'lit'> & {
  readonly column: 'gradient' | 'update' | 'newValue';
  readonly number: number | null;
};

function NumberCell({ column, number, index, names, kind, example, inTabOrder, lit }: NumberProps) {
  const address = cellAddress(column, index, kind, example);
  const sign = column === 'newValue' && number !== null ? signOf(number) : undefined;
  if (number === null) return <td className={`step-ledger-${column}`} data-unknown title={say('Not yet computed')}>–</td>;
  const text = column === 'newValue' ? formatNumber(number) : formatSigned(number);
  return (
    <td className={`step-ledger-${column}`} data-sign={sign} data-lit={lit === column}>
      <button
        type="button"
        tabIndex={inTabOrder ? 0 : -1}
        data-column={column}
        data-opens
        data-quantity={addressKey(address)}
        aria-label={`${names.symbol(address).spoken}: ${text}`}
        title={formatExact(number)}
      >
        {text}
      </button>
    </td>
  );
}

function Agreement({ check, index }: { readonly check: CheckTable; readonly index: number }) {
  const place = check.indices[index] === index ? index : check.indices.indexOf(index);
  const agreement = place < 0 ? null : agreementOf(check, place);
  if (agreement === null) return <td className="step-ledger-check" data-unknown>–</td>;
  return <td className="step-ledger-check" data-heat={agreement.heat} title={say('{sentence}: relative error {relativeError}', { sentence: agreement.sentence, relativeError: formatExact(check.relativeError[place] ?? Number.NaN) })}>{agreement.short}</td>;
}

const signOf = (value: number): 'neg' | 'pos' => (value < 0 ? 'neg' : 'pos');
