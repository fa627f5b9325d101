/**
 * The formula of the present quantity: the network's function with the present part on the marker, and under it, in one set of
 * columns, the chain of a gradient (derivatives, what they are, numbers) or any other rule (symbols, numbers).
 */
import { Fragment, memo, useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { Kept } from '../../components/Kept.tsx';
import { MathText } from '../../components/MathText.tsx';
import { placeKey } from '../../components/placeKey.ts';
import { Tex } from '../../components/Tex.tsx';
import { useScrollRegion } from '../../components/useScrollRegion.ts';
import { addressKey, parseAddress, type Address } from '../../explain/address.ts';
import { explain } from '../../explain/explanation.ts';
import { texNumber } from '../../explain/formulaTex.ts';
import { ROUNDED } from '../../explain/rounding.ts';
import type { Script } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { valueOf } from '../../explain/value.ts';
import { toneOf } from '../../explain/tone.ts';
import { light } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectFocus, selectLit, selectPosition } from '../../store/selectors.ts';
import { useScript } from '../../store/beats.ts';
import { openQuantity } from '../../store/steppingActions.ts';
import { useStudy } from '../../store/study.ts';
import { formatExact, formatNumber, formatSetting, MINUS } from '../../viz/format.ts';
import { longSumIn } from '../../explain/longSum.ts';
import { ExplanationTerms } from '../explanation/ExplanationTerms.tsx';
import { NOT_YET } from '../../explain/numberText.ts';
import { useRovingCells } from './StepFormulaCells.ts';
import { functionSubject, functionTex, markedPart } from './StepFormulaFunction.ts';
import { formulaRows, givesResult, sumSoFar, type FormulaColumn, type SingleNumber } from './StepFormulaRows.ts';
import { useStepQuantity } from '../../store/formulaQuantity.ts';
import './StepFormula.css';
import { say } from '../../words/say.ts';

export function StepFormula() {
  const study = useStudy();
  return (
    <section className="step-formula" aria-label={say('Formula')}>
      {study === null ? null : <Shown study={study} />}
    </section>
  );
}

const open = (key: string): void => {
  const address = parseAddress(key);
  if (address !== null) openQuantity(address);
};

function Shown({ study }: { readonly study: Study }) {
  const { address: shown, term } = useStepQuantity();
  const focus = useNabla(selectFocus);
  const lit = useNabla(selectLit);
  const script = useScript();
  const position = useNabla(selectPosition);
  const example = shown !== null && 'example' in shown ? shown.example : focus;
  const { expands, layer, unit } = functionSubject(study, shown);
  const line = useMemo(() => functionTex(study, { expands, layer, unit }, example), [study, expands, layer, unit, example]);
  const [listed, setListed] = useState<Address | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useScrollRegion(place, say('The function, scrolls sideways'));
  useInSight(place, '.mark', `${line} ${shown === null ? '' : addressKey(shown)} ${term}`);
  return (
    <>
      <div className="step-formula-function" ref={place}>
        <Tex tex={line} lit={lit} marked={shown === null ? null : markedPart(shown, term)} onQuantity={open} onHover={light} onUnfold={() => { setListed({ kind: 'z', example, layer, unit }); }} />
      </div>
      {shown === null ? null : (
        <Kept kind={shown.kind}><Rows study={study} script={script} position={position} address={shown} term={term} lit={lit} onUnfold={() => { setListed(shown); }} /></Kept>
      )}
      {listed === null ? null : <AllTerms study={study} address={listed} term={shown !== null && addressKey(listed) === addressKey(shown) ? term : null} onClose={() => { setListed(null); }} />}
    </>
  );
}

type RowsProps = {
  readonly study: Study;
  readonly script: Script | null;
  readonly position: number;
  readonly address: Address;
  /** The term of a weighted sum that is being added; null when the quantity is there as a whole. */
  readonly term: number | null;
  readonly lit: string | null;
  /** All terms of a folded sum are asked for. */
  readonly onUnfold: () => void;
};

function Rows({ study, script, position, address, term, lit, onUnfold }: RowsProps) {
  const { formula, symbol, value } = useMemo(() => explain(study, address), [study, address]);
  const { columns, isChain } = useMemo(() => formulaRows(study, address, formula, term), [study, address, formula, term]);
  const place = useRef<HTMLDivElement>(null);
  useScrollRegion(place, say('The rows of the formula, they scroll sideways'));
  useInSight(place, '[data-lit="true"]', `${addressKey(address)} ${term}`);
  const roving = useRovingCells(place);

  const isKnown = script !== null && script.isKnown(address, position);
  const isExact = !isKnown || givesResult(study, formula, columns, isChain, value);
  const isAdding = term !== null && formula !== null;
  const isThere = (column: FormulaColumn): boolean => isKnown || (term !== null && column.term <= term);
  // The colour of the others is that of their sign, which is not told beforehand.
  const tone = toneOf(address, value);
  const live = { lit, onQuantity: open, onHover: light, onUnfold };
  const left = (
    <button type="button" className="step-formula-cell" aria-label={say('Explain {spoken}', { spoken: symbol.spoken })} onClick={() => { openQuantity(address); }}>
      <Tex tex={toned(display(symbol.tex), tone === 'grad' || isKnown ? tone : undefined)} />
    </button>
  );
  const numbersRow = isChain ? 3 : 2;
  return (
    <div className="step-formula-rows" role="group" aria-label={say('The present quantity')} ref={place} data-chain={isChain} {...roving}>
      <Place row={1} column={1}>{left}</Place>
      {columns.map((column, i) => (
        <Fragment key={column.key}>
          <Sign row={1} column={2 * i + 2} tex={i === 0 ? '=' : column.sign} />
          <Place row={1} column={2 * i + 3} isLit={column.isLit}>
            {column.isFold === true ? <button type="button" className="step-formula-cell" aria-label={say('All terms')} title={say('All terms')} onClick={onUnfold}><MathText>⋯</MathText></button>
              : column.letters !== null ? <Letters study={study} of={column.letters} lit={lit} />
              : column.opens === null ? <Tex tex={display(column.symbols)} {...live} /> : <OpeningCell study={study} tex={column.symbols} opens={column.opens} name={nameOf(study, column, column.opens, isThere(column))} isNamed={column.derivative === undefined} />}
          </Place>
        </Fragment>
      ))}
      {isChain ? columns.map((column, i) => (
        <Fragment key={column.key}>
          <Sign row={2} column={2 * i + 2} tex={i === 0 ? '=' : column.sign} />
          <Place row={2} column={2 * i + 3} isLit={column.isLit}><Tex tex={column.expression ?? ''} {...live} /></Place>
        </Fragment>
      )) : null}
      {columns.map((column, i) => (
        <Fragment key={column.key}>
          <Sign row={numbersRow} column={2 * i + 2} tex={i === 0 ? '=' : column.sign} />
          <Place row={numbersRow} column={2 * i + 3} isLit={column.isLit} isEnd>
            {column.isFold === true ? '⋯' : !isThere(column) ? <Unknown />
              : column.letters !== null ? <LetterNumbers study={study} of={column.letters} lit={lit} />
              : column.single === null ? <Tex tex={display(column.numbers)} {...live} /> : <Single {...column.single} opens={column.opens} lit={lit} name={nameOf(study, column, column.single.of ?? column.opens, true)} isNamed={column.derivative === undefined} />}
          </Place>
        </Fragment>
      ))}
      {columns.length === 1 && columns[0]?.isNumber === true ? null : (
        <>
          <Sign row={numbersRow} column={2 * columns.length + 2} tex={isAdding ? '' : isExact ? '=' : '≈'} className="step-formula-equals" {...(isAdding || isExact ? {} : { title: ROUNDED })} />
          <Place row={numbersRow} column={2 * columns.length + 3} className="step-formula-result">
            {isAdding
              ? <span className="step-formula-so-far">{say('so far')}{' '}<MathText>{numberMarkup(sumSoFar(study, formula, term))}</MathText></span>
              : isKnown ? <Single value={value} of={address} isFactor={false} opens={null} lit={lit} name={say('Explain {spoken}', { spoken: symbol.spoken })} isNamed /> : <Unknown />}
          </Place>
        </>
      )}
    </div>
  );
}

/** What scrolls shows what is on the marker, whenever that changes. */
function useInSight(place: RefObject<HTMLElement | null>, selector: string, key: string): void {
  useEffect(() => {
    // When the page has been laid out anyway.
    const timer = setTimeout(() => {
      const scroller = place.current;
      if (scroller === null || scroller.scrollWidth <= scroller.clientWidth) return;
      const lit = scroller.querySelector(selector)?.getBoundingClientRect();
      const box = scroller.getBoundingClientRect();
      if (lit === undefined) scroller.scrollLeft = 0;
      else if (lit.left < box.left + AIR) scroller.scrollLeft += lit.left - box.left - AIR;
      else if (lit.right > box.right - AIR) scroller.scrollLeft += Math.min(lit.right - box.right + AIR, lit.left - box.left - AIR);
    }, SOON_MS);
    return () => { clearTimeout(timer); };
  }, [place, selector, key]);
}

/** Kept free beside what is scrolled into sight. */
const AIR = 24;
const SOON_MS = 40;

const display = (tex: string): string => `\\displaystyle ${tex}`;

const toned = (tex: string, tone: string | undefined): string => (tone === undefined ? tex : `\\htmlClass{${tone}}{${tex}}`);

type LettersProps = { readonly study: Study; readonly of: readonly Address[]; readonly lit: string | null };

/** The factors of a term, each a letter in its colour. The keyboard's way to them are the parts in the explanation. */
function Letters({ study, of, lit }: LettersProps) {
  return (
    <span className="step-formula-letters">
      {of.map((address, i) => {
        const key = addressKey(address);
        const { markup, spoken } = study.names.symbol(address);
        return (
          <button
            key={placeKey(i)}
            type="button"
            tabIndex={-1}
            className="step-formula-letter"
            aria-label={say('Explain {spoken}', { spoken })}
            title={study.names.title(address)}
            data-tone={toneOf(address, valueOf(study, address))}
            data-quantity={key}
            data-lit={key === lit}
            onClick={() => { openQuantity(address); }}
            onPointerEnter={() => { light(key); }}
            onPointerLeave={() => { light(null); }}
          >
            <MathText>{markup}</MathText>
          </button>
        );
      })}
    </span>
  );
}

/** Their numbers, with dots between. */
function LetterNumbers({ study, of, lit }: LettersProps) {
  return (
    <span className="step-formula-letters">
      {of.map((address, i) => (
        <Fragment key={placeKey(i)}>
          {i === 0 ? '' : '·'}
          <Single value={valueOf(study, address)} of={address} isFactor opens={null} lit={lit} name={say('Explain {spoken}', { spoken: study.names.symbol(address).spoken })} isNamed />
        </Fragment>
      ))}
    </span>
  );
}

type AllTermsProps = { readonly study: Study; readonly address: Address; readonly term: number | null; readonly onClose: () => void };

function AllTerms({ study, address, term, onClose }: AllTermsProps) {
  const script = useScript();
  const position = useNabla(selectPosition);
  const { formula, title } = useMemo(() => explain(study, address), [study, address]);
  const terms = formula === null ? null : longSumIn(formula);
  const isKnown = script !== null && script.isKnown(address, position);
  return terms === null ? null : <ExplanationTerms study={study} title={title} terms={terms} known={isKnown ? terms.length : (term ?? -1) + 1} onClose={onClose} />;
}

/** A cell of the grid; the marker lies under all cells of the present column. */
function Place({ row, column, isLit = false, isEnd = false, className = '', children }: {
  readonly row: number; readonly column: number; readonly isLit?: boolean; readonly isEnd?: boolean; readonly className?: string; readonly children: ReactNode;
}) {
  return <span className={`step-formula-place ${className}`} data-lit={isLit} data-end={isEnd} style={{ gridRow: row, gridColumn: column }}>{children}</span>;
}

const Sign = memo(function Sign({ row, column, tex, title, className = '' }: { readonly row: number; readonly column: number; readonly tex: string; readonly title?: string; readonly className?: string }) {
  return <Place row={row} column={column} className={className}>{title === undefined ? <MathText>{tex}</MathText> : <span title={title}><MathText>{tex}</MathText></span>}</Place>;
});

/** What a cell shows and what it opens (a quantity that is named, else a local derivative with its number): of a factor the gradient that it is a part of, as a local derivative has no explanation of its own. */
function nameOf({ names }: Study, { derivative, single }: FormulaColumn, opens: Address | null, isKnown: boolean): string {
  const opened = opens === null ? '' : names.symbol(opens).spoken;
  if (derivative === undefined) return say('Explain {opened}', { opened });
  const number = single !== null && isKnown ? formatNumber(single.value) : say('not yet computed');
  return `${derivative}: ${number}${opened === '' ? '' : say('; opens {opened}', { opened })}`;
}

/** A factor or a term that is one quantity: a button that opens it. */
function OpeningCell({ study, tex, opens, name, isNamed }: { readonly study: Study; readonly tex: string; readonly opens: Address; readonly name: string; readonly isNamed: boolean }) {
  const key = addressKey(opens);
  return (
    <button
      type="button"
      className="step-formula-cell"
      aria-label={name}
      title={isNamed ? study.names.title(opens) : say('Opens: {title}', { title: study.names.title(opens) })}
      onClick={() => { openQuantity(opens); }}
      onPointerEnter={() => { light(key); }}
      onPointerLeave={() => { light(null); }}
      onFocus={() => { light(key); }}
      onBlur={() => { light(null); }}
    >
      <Tex tex={display(tex)} />
    </button>
  );
}

/** A number on its own, in its colour; behind a sign a negative one has parentheses. The keyboard's way in is the symbol above it. */
function Single({ value, of, isFactor, opens, lit, name, isNamed }: SingleNumber & { readonly opens: Address | null; readonly lit: string | null; readonly name: string; readonly isNamed: boolean }) {
  const shown = of ?? opens;
  const key = shown === null ? null : addressKey(shown);
  const text = of?.kind === 'learningRate' ? formatSetting(value) : numberMarkup(value);
  return (
    <button
      type="button"
      tabIndex={-1}
      className="step-formula-number"
      aria-label={isNamed ? `${name}: ${formatNumber(value)}` : name}
      data-tone={of === null ? undefined : toneOf(of, value)}
      data-lit={key !== null && key === lit}
      title={formatExact(value)}
      onClick={() => { if (shown !== null) openQuantity(shown); }}
      onPointerEnter={() => { light(key); }}
      onPointerLeave={() => { light(null); }}
    >
      {Number.isFinite(value) ? <MathText>{value < 0 && isFactor ? `(${text})` : text}</MathText> : formatNumber(value)}
    </button>
  );
}

/** "2.13·10⁻⁵" with its exponent as markup, so that it is set in the same letters; a decimal comma needs no braces here. */
function numberMarkup(value: number): string {
  return texNumber(value).replaceAll('-', MINUS).replace('\\cdot', '·').replace('{,}', ',');
}

function Unknown() {
  return <span className="step-formula-unknown" title={say('not computed yet')}>{NOT_YET}</span>;
}
