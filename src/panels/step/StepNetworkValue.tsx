/** A number in the picture with its symbol, as a button: hover and focus light it up everywhere, a click opens its explanation. */
import { memo } from 'react';
import { MathText } from '../../components/MathText.tsx';
import type { StepItem } from './StepNetworkItems.ts';
import { isSame } from './StepNetworkLayout.ts';
import { say } from '../../words/say.ts';

/** What is not known yet. */
const UNKNOWN = '–';

export type StepNetworkValueProps = { readonly item: StepItem; readonly known: boolean; readonly lit: boolean };

export const StepNetworkValue = memo(function StepNetworkValue({ item, known, lit }: StepNetworkValueProps) {
  const { markup, sign, spoken, text, exact, tone, x, y, align, size, halo, inside, bare, at, litMarkup, litSide } = item;
  const beside = lit && known ? litMarkup : null;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`step-value step-value-${size} step-value-${align}${halo ? ' step-value-halo' : ''}${inside ? ' step-value-inside' : ''}`}
      data-quantity={item.key}
      data-tone={known ? tone : 'unknown'}
      data-lit={lit}
      data-at={at}
      aria-label={`${spoken}: ${known ? text : say('not yet computed')}`}
      title={known ? exact : undefined}
      style={{ ['--x' as string]: `${x}px`, ['--y' as string]: `${y}px` }}
    >
      <span>
        {markup !== null && <><MathText>{markup}</MathText> </>}
        {!bare && sign !== '' && `${sign} `}
        {beside !== null && litSide !== 'right' && <span className={`step-value-symbol step-value-symbol-${litSide}`}><MathText>{beside}</MathText>{' '}</span>}
        {!bare && (known ? text : UNKNOWN)}
        {beside !== null && litSide === 'right' && <span className="step-value-symbol step-value-symbol-right"> = <MathText>{beside}</MathText></span>}
      </span>
    </button>
  );
}, (before, next) => before.known === next.known && before.lit === next.lit && isSame(before.item, next.item));
