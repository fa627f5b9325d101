/** The heads of the ledger's columns; each sorts by its column: largest first, smallest first, as it was. */
import type { ReactNode } from 'react';
import { MathText } from '../../components/MathText.tsx';
import type { Trace } from '../../explain/trace.ts';
import { formatCount } from '../../viz/format.ts';
import type { GradientKind, LedgerColumn, LedgerSort } from './StepLedgerRows.ts';
import { say } from '../../words/say.ts';

export type StepLedgerHeadProps = {
  readonly trace: Trace;
  readonly kind: GradientKind;
  /** Whose own gradient the column shows, if it is an example's. */
  readonly example: number;
  readonly sort: LedgerSort;
  readonly checked: boolean;
  readonly onSort: (column: LedgerColumn) => void;
};

export function StepLedgerHead({ trace, kind, example, sort, checked, onSort }: StepLedgerHeadProps) {
  const { l1, l2, clipNorm } = trace.config.regularization;
  const count = trace.examples.length;
  const changed = kind === 'gradient' && (l1 > 0 || l2 > 0 || clipNorm > 0);
  const whose = kind === 'exampleGradient'
    ? (count > 1 ? say('of this example') : '')
    : [count > 1 ? say('mean of {count}', { count: formatCount(count) }) : '', l1 > 0 || l2 > 0 ? say('with penalty') : '', clipNorm > 0 ? 'clipped' : ''].filter((word) => word !== '').slice(-2).join(', ');
  const plain = trace.config.optimizer.name === 'sgd';
  const heads: readonly { readonly column: LedgerColumn; readonly name: string; readonly shown: ReactNode; readonly sorts: string; readonly under?: string }[] = [
    { column: 'name', name: 'name', shown: <MathText>θ</MathText>, sorts: say('the order of the parameters') },
    { column: 'value', name: say('value'), shown: say('value'), sorts: say('value') },
    { column: 'gradient', name: `${say('gradient')}${whose === '' ? '' : `, ${whose}`}`, shown: <MathText>{changed ? 'g' : kind === 'exampleGradient' && count > 1 ? `∂L^{[${example + 1}]}/∂θ` : '∂L/∂θ'}</MathText>, sorts: say('the size of the gradient'), under: whose },
    { column: 'update', name: say('update'), shown: <MathText>{!plain ? say('Δθ') : changed || trace.config.regularization.clipNorm > 0 ? '−η g' : '−η ∂L/∂θ'}</MathText>, sorts: say('the size of the update') },
    { column: 'newValue', name: say('new value'), shown: say('new value'), sorts: say('new value') },
  ];
  return (
    <thead>
      <tr aria-rowindex={1}>
        {heads.map(({ column, name, shown, sorts, under = '' }) => {
          const direction = sort?.column === column ? (sort.ascending ? 'ascending' : 'descending') : 'none';
          return (
            <th key={column} scope="col" aria-sort={direction} className={`step-ledger-${column}`}>
              <button type="button" aria-label={name} title={say('Sort by {sorts}', { sorts })} data-sorted={direction} onClick={() => onSort(column)}>
                <span className="step-ledger-head">{shown}</span>
                {under === '' ? null : <span className="step-ledger-under">{under}</span>}
              </button>
            </th>
          );
        })}
        {checked ? <th scope="col" className="step-ledger-check"><span className="step-ledger-head" title={say('Digits to which backpropagation and the central difference agree')}>{say('agrees to')}</span></th> : null}
      </tr>
    </thead>
  );
}
