/** The quantities another is made of, as buttons with their values: the way in for the keyboard, and at a glance. */
import { MathText } from '../../components/MathText.tsx';
import { placeKey } from '../../components/placeKey.ts';
import { addressKey, type Address } from '../../explain/address.ts';
import type { Study } from '../../explain/study.ts';
import { valueOf } from '../../explain/value.ts';
import { toneOf } from '../../explain/tone.ts';
import { light } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectLit } from '../../store/selectors.ts';
import { openQuantity } from '../../store/steppingActions.ts';
import { formatExact } from '../../viz/format.ts';
import { NOT_YET, valueText } from '../../explain/numberText.ts';
import { say } from '../../words/say.ts';

export function ExplanationParts({ label, study, parts, isKnown }: {
  readonly label: string;
  readonly study: Study;
  readonly parts: readonly Address[];
  /** Whether the number may be shown already. */
  readonly isKnown: (address: Address) => boolean;
}) {
  return (
    <ul className="explanation-parts" aria-label={label}>
      {parts.map((address, i) => <li key={placeKey(i)}><Part study={study} address={address} isKnown={isKnown(address)} /></li>)}
    </ul>
  );
}

function Part({ study, address, isKnown }: { readonly study: Study; readonly address: Address; readonly isKnown: boolean }) {
  const key = addressKey(address);
  const isLit = useNabla((state) => selectLit(state) === key);
  const { markup, spoken } = study.names.symbol(address, study.trace.examples.length > 1);
  const value = valueOf(study, address);
  const text = isKnown ? valueText(address, value) : NOT_YET;
  return (
    <button
      type="button"
      className="explanation-part"
      data-lit={isLit}
      aria-label={say('Explain {spoken}, {text}', { spoken, text: isKnown ? text : say('not computed yet') })}
      title={`${study.names.title(address)}${isKnown ? `: ${formatExact(value)}` : ''}`}
      onClick={() => { openQuantity(address); }}
      onPointerEnter={() => { light(key); }}
      onPointerLeave={() => { light(null); }}
      onFocus={() => { light(key); }}
      onBlur={() => { light(null); }}
    >
      <MathText>{markup}</MathText> <b data-tone={isKnown ? toneOf(address, value) : undefined}>{text}</b>
    </button>
  );
}
