/** Asks for the next number before it is shown. A guess is answered kindly and counted nowhere. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { Prose } from '../../components/Prose.tsx';
import { Tex } from '../../components/Tex.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { addressKey, parseAddress, type Address } from '../../explain/address.ts';
import { explain, valueOf } from '../../explain/explanation.ts';
import { formulaTex } from '../../explain/formulaTex.ts';
import { judgeGuess } from '../../explain/predict.ts';
import type { Study } from '../../explain/study.ts';
import { useNabla } from '../../store/nabla.ts';
import { askedAddressOf } from '../../store/predicting.ts';
import { showAsked, stepForward } from '../../store/steppingActions.ts';
import { useStudy } from '../../store/study.ts';
import { formatExact, formatNumber } from '../../viz/format.ts';
import './StepPredict.css';
import { say } from '../../words/say.ts';

/** What was said to the last guess, and every digit of the number; it stays as it was said, though the update may be another by now. */
type Answer = { readonly text: string; readonly exact: string };

export function StepPredict() {
  const study = useStudy();
  const asked = useNabla((state) => {
    const address = askedAddressOf(state);
    return address === null ? null : addressKey(address);
  });
  const [answer, setAnswer] = useState<Answer | null>(null);
  const address = asked === null ? null : parseAddress(asked);
  return (
    // Escape leads out of the field to the switch, where the arrows step and a second one leaves guessing.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className="step-predict" aria-label={say('Predict')} onKeyDown={leaveField}>
      {study === null || asked === null || address === null
        ? <Answered answer={answer} />
        : <Question key={asked} study={study} address={address} onAnswer={(given) => { setAnswer(given); showAsked(); }} />}
    </section>
  );
}

function leaveField(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  // Else the section goes away, and the focus must not go with it.
  if (event.target instanceof HTMLInputElement) event.preventDefault();
  document.querySelector<HTMLElement>('button[data-predicts]')?.focus();
}

/** A keyboard on the screen would cover the page, so that there the field waits for a touch. */
function takesFocus(): boolean {
  return !matchMedia('(pointer: coarse)').matches;
}

type QuestionProps = { readonly study: Study; readonly address: Address; readonly onAnswer: (answer: Answer) => void };

function Question({ study, address, onAnswer }: QuestionProps) {
  const field = useRef<HTMLInputElement>(null);
  const [reply, setReply] = useState('');
  const [hints, setHints] = useState(0);
  useEffect(() => {
    if (takesFocus()) field.current?.focus({ preventScroll: true });
    field.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const { markup, spoken } = study.names.symbol(address);
  const value = valueOf(study, address);
  const answer = (text: string): void => { onAnswer({ text, exact: formatExact(value) }); };
  const check = (): void => {
    // What stands in the field itself: a tool that fills it in may have told React nothing.
    const { verdict, sentence } = judgeGuess(field.current?.value ?? '', value);
    if (verdict === 'right') answer(sentence);
    else setReply(sentence);
  };
  return (
    <form className="step-predict-question" onSubmit={(event) => { event.preventDefault(); check(); }}>
      <p className="step-predict-ask">{say('What is')}{' '}<MathText>{markup}</MathText>?</p>
      <div className="step-predict-row">
        <input
          ref={field} className="step-predict-field" type="text" inputMode="text" autoComplete="off" spellCheck={false} aria-label={say('Your guess of {spoken}', { spoken })}
        />
        <button type="submit" className="text-button text-button-framed"><span>{say('Check')}</span></button>
        <TextButton aria-disabled={hints === 2} onClick={() => { setHints(Math.min(2, hints + 1)); }}>{say('Hint')}</TextButton>
        <TextButton onClick={() => { answer(`$${markup}$ = ${formatNumber(value)}.`); }}>{say('Show it')}</TextButton>
      </div>
      <Hints study={study} address={address} count={hints} />
      <p className="step-predict-reply" role="status"><Prose>{reply}</Prose></p>
    </form>
  );
}

/** First what it is made of, then the numbers of that. */
function Hints({ study, address, count }: { readonly study: Study; readonly address: Address; readonly count: number }) {
  if (count === 0) return null;
  const { formula, symbol } = explain(study, address);
  if (formula === null) return null;
  return (
    <div className="step-predict-hints" role="group" aria-label={say('Hint')}>
      <Tex tex={`\\displaystyle ${symbol.tex} = ${formulaTex(study, formula, { show: 'symbols' })}`} />
      {count > 1 && <Tex tex={`{} = ${formulaTex(study, formula, { show: 'numbers' })}`} />}
    </div>
  );
}

/** What was said to the guess, with the number; the focus stays here, so that the next question is one key away. */
function Answered({ answer }: { readonly answer: Answer | null }) {
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (answer !== null && takesFocus()) next.current?.focus({ preventScroll: true });
  }, [answer]);
  return (
    <div className="step-predict-answered">
      {answer === null ? null : <p className="step-predict-answer" role="status" title={answer.exact}><Prose>{answer.text}</Prose></p>}
      <p className="step-predict-next">
        <button ref={next} type="button" className="text-button text-button-framed" onClick={stepForward}><span>{say('Next number')}</span></button>
        {' '}<span className="step-predict-key">{say('or →')}</span>
      </p>
    </div>
  );
}
