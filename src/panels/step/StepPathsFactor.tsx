/** The label of an edge: the local derivative in symbols and in numbers. A click opens the quantity it is, or the gradient it is part of. */
import { memo } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { addressKey } from '../../explain/address.ts';
import type { Factor } from '../../explain/paths.ts';
import type { Names } from '../../explain/names.ts';
import { formatExact, formatNumber } from '../../viz/format.ts';
import { factorMarkup, factorParameter, factorQuantity, spokenFactor } from './StepPathsText.ts';
import { say } from '../../words/say.ts';

/** How much a label says: "w₃₁₁ = −0.437", "w₃₁₁ −0.437", "−0.437", "−0.44", or where not even that has room, of a weight its symbol, else a dot. */
export type FactorDetail = 'equation' | 'pair' | 'number' | 'short' | 'none';

export type StepPathsFactorProps = {
  readonly factor: Factor;
  readonly names: Names;
  readonly detail: FactorDetail;
  /** Its number can be shown. */
  readonly hasNumber: boolean;
  /** The gradient that it is a factor of is computed. */
  readonly isDone: boolean;
  readonly isLit: boolean;
  readonly inTabOrder: boolean;
};

export const StepPathsFactor = memo(function StepPathsFactor({ factor, names, detail, hasNumber, isDone, isLit, inTabOrder }: StepPathsFactorProps) {
  const markup = factorMarkup(factor, names);
  const weight = factorParameter(factor);
  // A weight without room for its number has its symbol.
  const isBare = detail === 'none' && weight !== null;
  const number = detail === 'none' ? (isBare ? '' : '·') : hasNumber ? formatNumber(factor.value, detail === 'short' ? 2 : 3) : '–';
  const isOne = factor.formula.kind === 'number' && markup === '1';
  const tone = !isDone ? 'unknown' : weight === null ? undefined : factor.value < 0 ? 'neg' : 'pos';
  return (
    <button
      type="button"
      className="step-factor"
      tabIndex={inTabOrder ? 0 : -1}
      data-quantity={addressKey(factorQuantity(factor))}
      data-tone={tone}
      data-lit={isLit}
      aria-label={`${spokenFactor(factor, names)}: ${hasNumber ? formatNumber(factor.value) : say('not yet computed')}`}
      title={hasNumber ? formatExact(factor.value) : say('Not yet computed')}
    >
      {isOne && hasNumber ? <MathText>1</MathText> : (
        <>
          {!isOne && (detail === 'equation' || detail === 'pair') ? <MathText>{markup}</MathText> : null}
          {isOne ? '' : detail === 'equation' ? ' = ' : detail === 'pair' ? ' ' : ''}
          <span>{number}</span>
        </>
      )}
    </button>
  );
});
