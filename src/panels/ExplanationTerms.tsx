/** All terms of a long sum, one a row, a hundred at a time; opened on request. */
import { useMemo, useState } from 'react';
import { MathText } from '../components/MathText.tsx';
import { Tex } from '../components/Tex.tsx';
import { Sheet } from '../components/Sheet.tsx';
import { TextButton } from '../components/TextButton.tsx';
import { parseAddress } from '../explain/address.ts';
import { evaluateFormula, partsOf, type Formula } from '../explain/formula.ts';
import { formulaTex } from '../explain/formulaTex.ts';
import type { Study } from '../explain/study.ts';
import { valueOf } from '../explain/value.ts';
import { openQuantity } from '../store/actions.ts';
import { formatCount, formatSigned } from '../viz/format.ts';

const ROWS = 100;

export function ExplanationTerms({ study, title, terms, onClose }: {
  readonly study: Study; readonly title: string; readonly terms: readonly Formula[]; readonly onClose: () => void;
}) {
  const [rows, setRows] = useState(ROWS);
  const shown = useMemo(() => terms.slice(0, rows), [terms, rows]);
  const left = terms.length - shown.length;
  return (
    <Sheet label={`${title}: all ${formatCount(terms.length)} terms`} open onClose={onClose}>
      <ol className="explanation-terms">
        {shown.map((term, i) => <Term key={`${i}`} study={study} term={term} onOpen={onClose} />)}
      </ol>
      {left > 0 ? <TextButton onClick={() => { setRows(rows + ROWS); }}>{`Show ${Math.min(ROWS, left)} more of ${formatCount(left)}`}</TextButton> : null}
    </Sheet>
  );
}

function Term({ study, term, onOpen }: { readonly study: Study; readonly term: Formula; readonly onOpen: () => void }) {
  const open = (key: string): void => {
    const address = parseAddress(key);
    if (address === null) return;
    onOpen();
    openQuantity(address);
  };
  const value = evaluateFormula(term, (address) => valueOf(study, address));
  const first = partsOf(term, 1)[0];
  const names = partsOf(term).map((part) => study.names.symbol(part, study.trace.examples.length > 1).spoken).join(' and ');
  return (
    <li>
      {term.kind === 'quantity'
        ? <MathText>{study.names.symbol(term.of, study.trace.examples.length > 1).markup}</MathText>
        : <Tex tex={formulaTex(study, term, { show: 'symbols' })} onQuantity={open} />}
      {term.kind === 'quantity' ? <span /> : <Tex tex={formulaTex(study, term, { show: 'numbers' })} onQuantity={open} />}
      <b>{formatSigned(value)}</b>
      {first === undefined ? null : (
        <TextButton look="plain" label={`Explain ${names}`} onClick={() => { onOpen(); openQuantity(first); }}>open</TextButton>
      )}
    </li>
  );
}
