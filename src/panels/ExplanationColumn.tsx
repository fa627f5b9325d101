/** Beside the formula of a step: which step it is and why it is so, or what was opened from it. */
import { useMemo, useRef, useState } from 'react';
import { MathText } from '../components/MathText.tsx';
import { Prose } from '../components/Prose.tsx';
import { Tex } from '../components/Tex.tsx';
import { TextButton } from '../components/TextButton.tsx';
import { useScrollRegion } from '../components/useScrollRegion.ts';
import { addressKey, type Address } from '../explain/address.ts';
import { explain } from '../explain/explanation.ts';
import { partsOf } from '../explain/formula.ts';
import { formulaTex } from '../explain/formulaTex.ts';
import type { Script } from '../explain/script.ts';
import type { Study } from '../explain/study.ts';
import { useNabla } from '../store/nabla.ts';
import { selectFocus, selectPosition, selectTrail } from '../store/selectors.ts';
import { useBeat, useScript, useShownAddress, useStudy } from '../store/study.ts';
import { formatCount } from '../viz/format.ts';
import { useHeadingFocus } from './ExplanationFocus.ts';
import { ExplanationParts } from './ExplanationParts.tsx';
import { longSumIn } from './ExplanationSum.ts';
import { ExplanationTerms } from './ExplanationTerms.tsx';
import { ExplanationView } from './ExplanationView.tsx';
import { useStepQuantity } from './StepFormulaQuantity.ts';
import './ExplanationView.css';

const MOST_PARTS = 6;

export function ExplanationColumn() {
  const study = useStudy();
  const script = useScript();
  const shown = useShownAddress();
  const isOpened = useNabla((state) => selectTrail(state).length > 0);
  const place = useRef<HTMLElement>(null);
  const press = useHeadingFocus(place, isOpened && shown !== null ? addressKey(shown) : '');
  useScrollRegion(place, 'Inspector');
  return (
    <section className="explanation-column" aria-label="Inspector" ref={place} {...press}>
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
      <LossRule study={study} example={beat?.example ?? focus} />
      <h2 tabIndex={-1} data-heading><span>{`Step ${formatCount(step)} of ${formatCount(script.gradientCount)}${term === null ? '' : `, term ${term + 1}`}`}</span></h2>
      {beat === null ? <p className="explanation-prose">Nothing of this update is computed yet. The inputs go in first; each step works out one number.</p>
        : <Sentences key={addressKey(beat.address)} study={study} address={beat.address} isKnown={(address) => script.isKnown(address, position)} />}
    </div>
  );
}

/** Without the colours that would tell a sign before it is computed. */
const inInk = (tex: string): string => tex.replaceAll(/\\htmlClass\{(?:neg|pos)\}/g, '');

function LossRule({ study, example }: { readonly study: Study; readonly example: number }) {
  const tex = useMemo(() => {
    const { formula, symbol } = explain(study, { kind: 'exampleLoss', example });
    if (formula === null) return null;
    const whole = `${symbol.tex}=${formulaTex(study, formula, { show: 'symbols' })}`;
    const [first] = partsOf(formula, 1);
    if (first?.kind !== 'outputLoss') return whole;
    const ofOne = explain(study, first);
    return ofOne.formula === null ? whole : `${whole},\\; ${ofOne.symbol.tex}=${formulaTex(study, ofOne.formula, { show: 'symbols' })}`;
  }, [study, example]);
  if (tex === null) return null;
  return <p className="explanation-loss">Loss of one example: <Tex tex={inInk(tex)} fallback={<MathText>L</MathText>} /></p>;
}

function Sentences({ study, address, isKnown }: { readonly study: Study; readonly address: Address; readonly isKnown: (address: Address) => boolean }) {
  const { prose, formula, title } = useMemo(() => explain(study, address), [study, address]);
  const terms = useMemo(() => (formula === null ? null : longSumIn(formula)), [formula]);
  const [isListed, setListed] = useState(false);
  const parts = useMemo(() => (formula === null ? [] : partsOf(formula, MOST_PARTS)), [formula]);
  return (
    <>
      <p className="explanation-prose"><Prose>{prose}</Prose></p>
      <div className="explanation-made-of">
        {parts.length === 0 ? null : <ExplanationParts label="Made of" study={study} parts={parts} isKnown={isKnown} />}
        {terms === null ? null : <TextButton onClick={() => { setListed(true); }}>{`All ${formatCount(terms.length)} terms`}</TextButton>}
      </div>
      {isListed && terms !== null ? <ExplanationTerms study={study} title={title} terms={terms} onClose={() => { setListed(false); }} /> : null}
    </>
  );
}
