/**
 * What is known of one quantity: its name and value, its formula in symbols and in numbers, why it is so, what it is made of
 * (each again to be opened), and the trail that led here.
 */
import { useMemo, useState } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Prose } from '../../components/Prose.tsx';
import { Tex } from '../../components/Tex.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { limits } from '../../config/limits.ts';
import { addressKey, parseAddress, type Address } from '../../explain/address.ts';
import { explain, type Explanation } from '../../explain/explanation.ts';
import { partsOf } from '../../explain/formula.ts';
import { formulaTex, texNumber } from '../../explain/formulaTex.ts';
import { givesValueAsShown } from '../../explain/rounding.ts';
import type { Study } from '../../explain/study.ts';
import { toneOf } from '../../explain/tone.ts';
import { light, setParameter } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectLit, selectPosition, selectView } from '../../store/selectors.ts';
import { useScript, useShownAddress } from '../../store/beats.ts';
import { goToQuantity, openQuantity } from '../../store/steppingActions.ts';
import { useStudy } from '../../store/study.ts';
import { formatCount, formatExact, formatNumber } from '../../viz/format.ts';
import { ExplanationLink } from './ExplanationLink.tsx';
import { ExplanationParts } from './ExplanationParts.tsx';
import { ExplanationTerms } from './ExplanationTerms.tsx';
import { longSumIn } from '../../explain/longSum.ts';
import { inInk, NOT_YET, valueText } from '../../explain/numberText.ts';
import { ExplanationTrail } from './ExplanationTrail.tsx';
import './ExplanationView.css';
import { say } from '../../words/say.ts';

/** As many parts have buttons here; of a sum that has a list of all its terms only the first. */
const MOST_PARTS = 12;
const FIRST_PARTS = 6;
/** Beside the formula, where there are few lines. */
const COMPACT_PARTS = { most: 6, first: 3 } as const;

export type ExplanationViewProps = {
  /** Without the formula, which stands beside it, and in few lines. */
  readonly compact?: boolean;
};

export function ExplanationView({ compact = false }: ExplanationViewProps) {
  const study = useStudy();
  const address = useShownAddress();
  return (
    <div className="explanation" data-compact={compact}>
      <ExplanationTrail><ExplanationLink /></ExplanationTrail>
      {study === null || address === null
        ? <p className="explanation-note">{say('Working out the next update …')}</p>
        : <Shown key={addressKey(address)} study={study} address={address} compact={compact} />}
    </div>
  );
}

/** In the Step view a number is shown once its step is done; in Play the whole update is there. */
function useIsKnown(): (address: Address) => boolean {
  const isStep = useNabla(selectView) === 'step';
  const script = useScript();
  const position = useNabla(selectPosition);
  return (address) => !isStep || script === null || script.isKnown(address, position);
}

function Shown({ study, address, compact }: { readonly study: Study; readonly address: Address; readonly compact: boolean }) {
  const explanation = useMemo(() => explain(study, address), [study, address]);
  const { formula, title, prose } = explanation;
  const [isOpen, setOpen] = useState(false);
  const knows = useIsKnown();
  const isKnown = knows(address);
  const related = useMemo(() => (study.trace.guest === true ? [] : relatedTo(address)), [study, address]);
  const terms = useMemo(() => (formula === null ? null : longSumIn(formula)), [formula]);
  const most = terms === null ? (compact ? COMPACT_PARTS.most : MOST_PARTS) : compact ? COMPACT_PARTS.first : FIRST_PARTS;
  const parts = useMemo(() => beginningOf(address) ?? (formula === null ? [] : partsOf(formula, most)), [address, formula, most]);
  const open = terms === null ? null : () => { setOpen(true); };
  return (
    <>
      <h2 tabIndex={-1} data-heading>
        <span>{title}</span>
        <Value explanation={explanation} isKnown={isKnown} />
        {isKnown ? null : <TextButton onClick={() => { goToQuantity(address); }}>{say('Go to its step')}</TextButton>}
      </h2>
      {compact || formula === null ? null : <Rows study={study} explanation={explanation} isKnown={isKnown} onUnfold={open} />}
      {isKnown ? <p className="explanation-prose"><Prose>{prose}</Prose></p> : null}
      <div className="explanation-made-of">
        {parts.length === 0 ? null : <ExplanationParts label={address.kind === 'parameter' ? say('Began as') : say('Made of')} study={study} parts={parts} isKnown={knows} />}
        {related.length === 0 ? null : <ExplanationParts label={say('Leads to')} study={study} parts={related} isKnown={knows} />}
        {open === null ? null : <TextButton onClick={open}>{say('All {count} terms', { count: formatCount(terms?.length ?? 0) })}</TextButton>}
      </div>
      {compact ? null : <p className="explanation-foot">{whereOf(study, address)}</p>}
      {isOpen && terms !== null ? <ExplanationTerms study={study} title={title} terms={terms} known={isKnown ? terms.length : 0} onClose={() => { setOpen(false); }} /> : null}
    </>
  );
}

/** Of a parameter: where it began. */
function beginningOf(address: Address): readonly Address[] | null {
  return address.kind === 'parameter' ? [{ kind: 'draw', index: address.index }] : null;
}

/** Of a parameter: what the update makes of it. */
function relatedTo(address: Address): readonly Address[] {
  if (address.kind !== 'parameter') return [];
  const { index } = address;
  return [{ kind: 'gradient', index }, { kind: 'newParameter', index }];
}

/** "= 0.0635"; a weight or a bias can be changed. */
function Value({ explanation: { address, symbol, title, value }, isKnown }: { readonly explanation: Explanation; readonly isKnown: boolean }) {
  const tone = toneOf(address, value);
  const name = <MathText>{symbol.markup}</MathText>;
  if (address.kind === 'parameter') {
    return (
      <span className="explanation-value" data-tone={tone}>
        {name} =
        <NumberField
          label={title}
          value={value}
          min={limits.weight.min}
          max={limits.weight.max}
          format={(number) => formatNumber(number)}
          width={9}
          onCommit={(next) => { setParameter(address.index, next); }}
        />
      </span>
    );
  }
  return (
    <span className="explanation-value">
      <span className="unseen">{say('{spoken} is {value}', { spoken: symbol.spoken, value: isKnown ? valueText(address, value) : say('not computed yet') })}</span>
      <span aria-hidden="true">
        {name} = <b data-tone={isKnown ? tone : undefined} title={isKnown ? formatExact(value) : say('not computed yet')}>{isKnown ? valueText(address, value) : NOT_YET}</b>
      </span>
    </span>
  );
}

/** Three lines, aligned at their equals signs: symbols, numbers, value. */
function Rows({ study, explanation: { address, formula, symbol, value }, isKnown, onUnfold }: {
  readonly study: Study; readonly explanation: Explanation; readonly isKnown: boolean; readonly onUnfold: (() => void) | null;
}) {
  const lit = useNabla(selectLit);
  const tex = useMemo(() => {
    if (formula === null) return '';
    const own = toneOf(address, value);
    const tone = isKnown || own === 'grad' ? own : undefined;
    const coloured = (text: string): string => (tone === undefined ? text : `\\htmlClass{${tone}}{${text}}`);
    const symbols = formulaTex(study, formula, { show: 'symbols' });
    const numbers = isKnown ? `${formulaTex(study, formula, { show: 'numbers' })} \\\\ &${givesValueAsShown(study, formula, value) ? '=' : '\\approx'} ${coloured(texNumber(value))}` : '\\text{–}';
    return `\\begin{aligned} ${coloured(symbol.tex)} &= ${isKnown ? symbols : inInk(symbols)} \\\\ &= ${numbers} \\end{aligned}`;
  }, [study, address, formula, symbol, value, isKnown]);
  const openKey = (key: string): void => {
    const part = parseAddress(key);
    if (part !== null) openQuantity(part);
  };
  return (
    <div className="explanation-rows">
      <Tex display tex={tex} lit={lit} onQuantity={openKey} onHover={light} {...(onUnfold === null ? {} : { onUnfold })} />
    </div>
  );
}

/** Which update and which example the number is of. */
function whereOf({ trace }: Study, address: Address): string {
  if (trace.guest === true) return say('Of validation example {examples}, with the weights before update {step}.', { examples: formatCount((trace.examples[0] ?? 0) + 1), step: formatCount(trace.step + 1) });
  const update = say('Of the next update, number {step}', { step: formatCount(trace.step + 1) });
  if (!('example' in address)) return `${update}.`;
  const number = (trace.examples[address.example] ?? 0) + 1;
  const place = trace.examples.length === 1 ? '' : say(', {example} of the {count} in the mini-batch', { example: address.example + 1, count: formatCount(trace.examples.length) });
  return say('{update}, for training example {number}{place}.', { update, number: formatCount(number), place });
}
