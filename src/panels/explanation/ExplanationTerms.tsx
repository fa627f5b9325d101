/** All terms of a long sum, one a row, a hundred at a time; opened on request. */
import { useMemo, useState } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { Tex } from '../../components/Tex.tsx';
import { Sheet } from '../../components/Sheet.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { parseAddress } from '../../explain/address.ts';
import { evaluateFormula, partsOf, type Formula } from '../../explain/formula.ts';
import { formulaTex } from '../../explain/formulaTex.ts';
import type { Study } from '../../explain/study.ts';
import { valueOf } from '../../explain/value.ts';
import { formatCount, formatSigned } from '../../viz/format.ts';
import { inInk, NOT_YET } from '../../explain/numberText.ts';
import { openQuantity } from '../../store/steppingActions.ts';
import { say } from '../../words/say.ts';

const ROWS = 100;

export type ExplanationTermsProps = {
  readonly study: Study;
  readonly title: string;
  readonly terms: readonly Formula[];
  /** So many of the terms are computed: the others show no number and no sign. */
  readonly known: number;
  readonly onClose: () => void;
};

export function ExplanationTerms({ study, title, terms, known, onClose }: ExplanationTermsProps) {
  const [rows, setRows] = useState(ROWS);
  const shown = useMemo(() => terms.slice(0, rows), [terms, rows]);
  const left = terms.length - shown.length;
  return (
    <Sheet label={say('{title}: all {count} terms', { title, count: formatCount(terms.length) })} open onClose={onClose}>
      <ol className="explanation-terms">
        {shown.map((term, i) => <Term key={`${i}`} study={study} term={term} isKnown={i < known} onOpen={onClose} />)}
      </ol>
      {left > 0 ? <TextButton onClick={() => { setRows(rows + ROWS); }}>{say('Show {min} more of {left}', { min: Math.min(ROWS, left), left: formatCount(left) })}</TextButton> : null}
    </Sheet>
  );
}

type TermProps = { readonly study: Study; readonly term: Formula; readonly isKnown: boolean; readonly onOpen: () => void };

function Term({ study, term, isKnown, onOpen }: TermProps) {
  const open = (key: string): void => {
    const address = parseAddress(key);
    if (address === null) return;
    onOpen();
    openQuantity(address);
  };
  const symbols = formulaTex(study, term, { show: 'symbols' });
  const first = partsOf(term, 1)[0];
  const names = partsOf(term).map((part) => study.names.symbol(part, study.trace.examples.length > 1).spoken).join(' and ');
  return (
    <li>
      {term.kind === 'quantity'
        ? <MathText>{study.names.symbol(term.of, study.trace.examples.length > 1).markup}</MathText>
        : <Tex tex={isKnown ? symbols : inInk(symbols)} onQuantity={open} />}
      {term.kind === 'quantity' || !isKnown ? <span /> : <Tex tex={formulaTex(study, term, { show: 'numbers' })} onQuantity={open} />}
      {isKnown ? <b>{formatSigned(evaluateFormula(term, (address) => valueOf(study, address)))}</b> : <b title={say('not computed yet')}>{NOT_YET}</b>}
      {first === undefined ? null : (
        <TextButton look="plain" label={say('Explain {names}', { names })} onClick={() => { onOpen(); openQuantity(first); }}>{say('open')}</TextButton>
      )}
    </li>
  );
}
