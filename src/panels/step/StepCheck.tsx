/** Check it: the central difference beside backpropagation's gradient, for one weight or for all of them at once. */
import { useLayoutEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react';
import { Popover } from '../../components/Popover.tsx';
import { Prose } from '../../components/Prose.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { MathText } from '../../components/MathText.tsx';
import { differenceStep } from '../../engine/checkGradient.ts';
import type { Script } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { chooseParameter } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { useBeat, useScript } from '../../store/beats.ts';
import { checkGradients } from '../../store/steppingActions.ts';
import { useStudy } from '../../store/study.ts';
import { formatCount, formatExact, formatNumber, formatPercent } from '../../viz/format.ts';
import { agreementOf, kinkSentence, restSentence, summarize, summarySentence, whyEpsilon, type CheckSummary } from './StepCheckWords.ts';
import { nearestParameter, parameterOf } from './StepLedgerRows.ts';
import './StepCheck.css';
import { say } from '../../words/say.ts';

const DIGITS = 9;

export function StepCheck() {
  const study = useStudy();
  const script = useScript();
  if (study === null || script === null) return <section className="step-check" aria-label={say('Check')} aria-busy="true" />;
  // Where there is no gradient there is none to check.
  if (study.trace.guest === true) return null;
  return <Check study={study} script={script} />;
}

function Check({ study, script }: { readonly study: Study; readonly script: Script }) {
  const { network, names, trace } = study;
  const beat = useBeat();
  const chosen = useNabla((state) => state.chosen);
  const check = useNabla((state) => state.check);
  const position = useNabla((state) => state.position);
  const isRunning = check.state === 'running';
  const head = useRef<HTMLHeadingElement>(null);
  const table = check.state === 'done' ? check.table : null;
  // Of thousands of entries: once a table, not once a step.
  const summary = useMemo(() => (table !== null && table.indices.length > 1 ? summarize(table) : null), [table]);
  const index = Math.min(chosen ?? parameterOf(network, beat) ?? nearestParameter(network, beat), network.parameterCount - 1);
  const place = table === null ? -1 : table.indices[index] === index ? index : table.indices.indexOf(index);
  const symbol = names.symbol({ kind: 'parameter', index });
  const checked = table !== null && place >= 0;
  const numeric = checked ? (table.numeric[place] ?? Number.NaN) : null;
  const isKnown = checked || position >= script.knownAt({ kind: 'dataGradient', index });
  const analytic = isKnown ? (checked ? table.analytic[place] : trace.dataGradient[index]) ?? Number.NaN : null;
  const agreement = checked ? agreementOf(table, place) : null;
  const kink = checked && (agreement?.digits ?? 0) < 6 ? table.kinks.find((each) => each.index === index) : undefined;
  const epsilon = checked ? (table.epsilon[place] ?? Number.NaN) : differenceStep(trace.theta[index] ?? 0);
  const mean = trace.examples.length > 1 ? say(', mean of {count}', { count: formatCount(trace.examples.length) }) : '';

  return (
    <section className="step-check" aria-label={say('Check')}>
      <h2 className="step-check-head" ref={head}>
        <TextButton onClick={() => { if (!isRunning) checkGradients([index]); }} aria-disabled={isRunning} title={say('Compare the gradient of {spoken} with a difference quotient of the loss. {whyEpsilon}', { spoken: symbol.spoken, whyEpsilon: whyEpsilon(epsilon) })}>{say('Check it')}</TextButton>
        <TextButton look="plain" onClick={() => { if (!isRunning) checkGradients(null); }} aria-disabled={isRunning} title={say('Check the gradients of all {parameterCount} parameters', { parameterCount: formatCount(network.parameterCount) })}>{say('Check all')}</TextButton>
      </h2>
      <div className="step-check-verdict">
        <p role="status">{check.state === 'running' ? <Running progress={check.progress} all={check.wanted === null} head={head} /> : summary === null ? agreement?.sentence ?? '' : <Summary summary={summary} />}</p>
        {summary === null ? null : <Rest summary={summary} />}
      </div>
      <dl>
        <Row name={<>{say('central difference for')}{' '}<MathText>{symbol.markup}</MathText></>} value={numeric} />
        <Row name={<>{say('backpropagation{mean}', { mean })}</>} value={analytic} tone="grad" />
        <div>
          <dt>{say('relative error')}</dt>
          <dd title={checked ? formatExact(table.relativeError[place] ?? Number.NaN) : say('Not yet computed')} data-unknown={checked ? undefined : true}>
            {checked ? formatNumber(table.relativeError[place] ?? Number.NaN) : '–'}
          </dd>
        </div>
      </dl>
      {kink === undefined ? <Why epsilon={epsilon} summary={summary} study={study} /> : <p className="step-check-why" data-kink><Prose>{kinkSentence(kink, network, names, trace.examples.length)}</Prose></p>}
    </section>
  );
}

/** @param head has the button that takes the focus from Cancel, which goes with the check */
function Running({ progress, all, head }: { readonly progress: number; readonly all: boolean; readonly head: RefObject<HTMLElement | null> }) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const [cancel, next] = [place.current, head.current];
    return () => { if (cancel?.contains(document.activeElement) === true) next?.querySelector('button')?.focus(); };
  }, [head]);
  return (
    <>
      <span>{say('checking{progress}', { progress: all ? ` ${formatPercent(Math.round(progress * 100) / 100)}` : '' })}</span>
      {' '}
      <span ref={place}><TextButton onClick={() => checkGradients([])} label={say('Cancel the check')}>{say('Cancel')}</TextButton></span>
    </>
  );
}

function Row({ name, value, tone }: { readonly name: ReactNode; readonly value: number | null; readonly tone?: 'grad' }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-tone={tone} data-unknown={value === null ? true : undefined} title={value === null ? say('Not yet computed') : formatExact(value)}>
        {value === null ? '–' : formatNumber(value, DIGITS)}
      </dd>
    </div>
  );
}

/** How many agree; how well stands in the answer to why, where there is one, for want of room. */
function Summary({ summary }: { readonly summary: CheckSummary }) {
  const [many, rest = ''] = summarySentence(summary).split(/(?= to )/);
  return <>{many}<span className="step-check-more">{rest}</span></>;
}

/** Why some do not agree, one tap away; nothing where all do. */
function Rest({ summary }: { readonly summary: CheckSummary }) {
  const sentence = restSentence(summary);
  if (sentence === '') return null;
  return (
    <Popover label={say('Why not all agree')} trigger={say('why?')} side="above">
      <div className="step-check-rest">
        <p>{summarySentence(summary)}.</p>
        <p><Prose>{sentence.replaceAll(/\bL\b|±ε|2ε/g, '$$$&$$')}</Prose></p>
      </div>
    </Popover>
  );
}

/** How ε was chosen; with all checked, where they agree least. */
function Why({ epsilon, summary, study }: { readonly epsilon: number; readonly summary: CheckSummary | null; readonly study: Study }) {
  if (summary !== null) {
    const { largest, median, worst } = summary;
    return (
      <p className="step-check-why">
        {say('Relative error: largest {largest}, for', { largest: formatNumber(largest, 2) })}{' '}
        <TextButton onClick={() => chooseParameter(worst)}><MathText>{study.names.symbol({ kind: 'parameter', index: worst }).markup}</MathText></TextButton>
        {say(', median {median}.', { median: formatNumber(median, 2) })}
      </p>
    );
  }
  return (
    <p className="step-check-why">
      <Prose>{`ε = ${formatNumber(epsilon)}`}</Prose><span className="step-check-reason"><Prose>{whyEpsilon(epsilon).replace(/^[^:]*/, '')}</Prose></span>
    </p>
  );
}
