/** What the run is doing, in a sentence. Its word is announced when it changes; the numbers in it change in silence. */
import { useEffect, useRef, type ReactNode } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { escapeDivergence } from '../../store/actions.ts';
import { losses } from '../../engine/losses.ts';
import { useNabla } from '../../store/nabla.ts';
import { DIVERGED_TEXT } from '../../store/playbackActions.ts';
import { selectDivergence, selectNotice, selectVerdict } from '../../store/selectors.ts';
import { verdictNames } from '../../store/verdict.ts';
import './TransportVerdict.css';
import { say } from '../../words/say.ts';

export function TransportVerdict() {
  const { word, sentence } = useNabla(selectVerdict);
  const colon = sentence.indexOf(':');
  const headline = colon < 0 ? verdictNames[word] : sentence.slice(0, colon);
  return (
    <div className="verdict" data-word={word}>
      <p className="verdict-text" role="status" aria-label={say('Training status')} aria-atomic="true" title={sentence}>
        <strong className="verdict-headline">{headline}:</strong>
        {' '}
        <span className="verdict-rest" aria-live="off">{withSymbols(colon < 0 ? sentence : sentence.slice(colon + 1).trim())}</span>
      </p>
      <WaysOut />
    </div>
  );
}

/** λmax with its index below. */
function withSymbols(sentence: string): ReactNode {
  const [before = '', after] = sentence.split('λmax');
  return after === undefined ? sentence : <>{before}<MathText>λ</MathText><sub className="verdict-index">{say('max')}</sub>{after}</>;
}

/** A diverged run offers the ways out of it. Who presses Play is led to them; who has taken one, back to Play. */
function WaysOut() {
  const divergence = useNabla(selectDivergence);
  const notice = useNabla(selectNotice);
  const trap = useNabla((state) => losses[state.experiment.loss.name].trap === true);
  const ways = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (notice?.text === DIVERGED_TEXT) ways.current?.querySelector('button')?.focus();
  }, [notice]);
  if (divergence === null) return null;
  const take = (way: 'goBackBefore' | 'halveEta'): void => {
    escapeDivergence(way);
    document.querySelector<HTMLElement>('.transport-buttons .icon-button-primary')?.focus();
  };
  return (
    <span className="verdict-ways" ref={ways}>
      <TextButton onClick={() => { take('goBackBefore'); }}>{say('Go back to before')}</TextButton>
      {!trap && <TextButton onClick={() => { take('halveEta'); }}>{say('Halve η')}</TextButton>}
    </span>
  );
}
