/** Beside the formula of a step: which step it is and why it is so, or what was opened from it. */
import { useMemo, useRef, useState } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { Prose } from '../../components/Prose.tsx';
import { Tex } from '../../components/Tex.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { useScrollRegion } from '../../components/useScrollRegion.ts';
import { addressKey, type Address } from '../../explain/address.ts';
import { explain } from '../../explain/explanation.ts';
import { partsOf } from '../../explain/formula.ts';
import { formulaTex } from '../../explain/formulaTex.ts';
import type { Script } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectFocus, selectPosition, selectTrail } from '../../store/selectors.ts';
import { useBeat, useScript, useShownAddress } from '../../store/beats.ts';
import { useStudy } from '../../store/study.ts';
import { formatCount } from '../../viz/format.ts';
import { useHeadingFocus } from '../../components/useHeadingFocus.ts';
import { ExplanationParts } from './ExplanationParts.tsx';
import { longSumIn } from '../../explain/longSum.ts';
import { ExplanationTerms } from './ExplanationTerms.tsx';
import { inInk } from '../../explain/numberText.ts';
import { ExplanationView } from './ExplanationView.tsx';
import { useStepQuantity } from '../../store/formulaQuantity.ts';
import './ExplanationView.css';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

const MOST_PARTS = 6;
/** Of a sum that has a list of all its terms: as many as leave that in sight. */
const FIRST_PARTS = 3;

export function ExplanationColumn() {
  const study = useStudy();
  const script = useScript();
  const shown = useShownAddress();
  const isOpened = useNabla((state) => selectTrail(state).length > 0);
  const place = useRef<HTMLElement>(null);
  const press = useHeadingFocus(place, isOpened && shown !== null ? addressKey(shown) : '');
  useScrollRegion(place, say('Inspector'));
  return (
    <section className="explanation-column" aria-label={say('Inspector')} ref={place} {...press}>
      {isOpened ? <ExplanationView compact /> : study === null || script === null ? null : <Present study={study} script={script} />}
    </section>
  );
}

/** "Step 17 of 31" and its sentences. */
function Present({ study, script }: { readonly study: Study; readonly script: Script }) {
  const position = useNabla(selectPosition);
  const focus = useNabla(selectFocus);
  const beat = useBeat();
  const { term } = useStepQuantity();
  // A sum that is being added up is the step one is in.
  const step = script.gradientsDone(position) + (term === null ? 0 : 1);
  return (
    <div className="explanation" data-compact="true">
      <LossRule study={study} example={beat?.example ?? focus} isPresent={beat?.address.kind === 'exampleLoss'} />
      <h2 tabIndex={-1} data-heading><span>{say('Step {step} of {gradientCount}{term}', { step: formatCount(step), gradientCount: formatCount(script.gradientCount), term: term === null ? '' : say(', term {term}', { term: term + 1 }) })}</span></h2>
      {beat === null ? <p className="explanation-prose">{say('Nothing of this {whole} is computed yet. The inputs go in first; each step works out one number.', { whole: study.trace.guest === true ? say('example') : say('update') })}</p>
        : <Sentences study={study} address={beat.address} term={term} isKnown={(address) => script.isKnown(address, position)} />}
    </div>
  );
}

function LossRule({ study, example, isPresent }: { readonly study: Study; readonly example: number; readonly isPresent: boolean }) {
  const tex = useMemo(() => {
    const { formula, symbol } = explain(study, { kind: 'exampleLoss', example });
    if (formula === null) return null;
    const whole = `${symbol.tex}=${formulaTex(study, formula, { show: 'symbols', isTight: true })}`;
    const [first] = partsOf(formula, 1);
    if (first?.kind !== 'outputLoss') return whole;
    const ofOne = explain(study, first);
    return ofOne.formula === null ? whole : `${whole},\\; ${ofOne.symbol.tex}=${formulaTex(study, ofOne.formula, { show: 'symbols', isTight: true })}`;
  }, [study, example]);
  if (tex === null) return null;
  return <p className="explanation-loss" data-lit={isPresent} data-part={addressKey({ kind: 'exampleLoss', example })}>{told('Loss of one example: {tex}', { tex: <Tex tex={inInk(tex)} fallback={<MathText>L</MathText>} /> })}</p>;
}

type SentencesProps = {
  readonly study: Study;
  readonly address: Address;
  /** The term of a sum that is being added up; null when it is complete. */
  readonly term: number | null;
  readonly isKnown: (address: Address) => boolean;
};

function Sentences({ study, address, term, isKnown }: SentencesProps) {
  const { prose, formula, title } = useMemo(() => explain(study, address), [study, address]);
  const terms = useMemo(() => (formula === null ? null : longSumIn(formula)), [formula]);
  const [listed, setListed] = useState<string | null>(null);
  const key = addressKey(address);
  const parts = useMemo(() => (formula === null ? [] : partsOf(formula, terms === null ? MOST_PARTS : FIRST_PARTS)), [formula, terms]);
  return (
    <>
      <p className="explanation-prose">{isKnown(address) ? <Prose>{prose}</Prose> : `${title}.`}</p>
      <div className="explanation-made-of">
        {parts.length === 0 ? null : <ExplanationParts label={say('Made of')} study={study} parts={parts} isKnown={isKnown} />}
        {terms === null ? null : <TextButton onClick={() => { setListed(key); }}>{say('All {count} terms', { count: formatCount(terms.length) })}</TextButton>}
      </div>
      {listed === key && terms !== null ? <ExplanationTerms study={study} title={title} terms={terms} known={isKnown(address) ? terms.length : (term ?? -1) + 1} onClose={() => { setListed(null); }} /> : null}
    </>
  );
}
