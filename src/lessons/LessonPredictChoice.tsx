import { useId } from 'react';
import type { Came, Guess } from './guesses.ts';
import type { Goal } from './lesson.ts';
import { LessonSentence } from './LessonText.tsx';
import { say } from '../words/say.ts';

export type PredictProps = {
  readonly guess: Guess | null;
  readonly came: Came | null;
  /** It can still be answered. */
  readonly isAsked: boolean;
  /** null: what was answered is no answer any more. */
  readonly onGuess: (guess: Guess | null) => void;
};

/** One of a few things that may happen; afterwards the one that did is marked. */
export function LessonPredictChoice({ choices, guess, came, isAsked, onGuess }: PredictProps & { readonly choices: readonly { readonly text: string; readonly when: Goal }[] }) {
  const name = useId();
  const chosen = guess?.kind === 'choice' ? guess.choice : null;
  return (
    <div className="lesson-choices" role="radiogroup" aria-label={say('What will happen')}>
      {choices.map(({ text }, i) => {
        const hasCome = came?.choices?.includes(i) === true;
        return (
          <label key={text} className="lesson-choice" data-came={hasCome}>
            <input type="radio" name={name} checked={chosen === i} disabled={!isAsked && chosen !== i} onChange={() => { if (isAsked) onGuess({ kind: 'choice', choice: i }); }} />
            <span><LessonSentence text={text} />{hasCome && <strong className="lesson-has-come">{' '}{say('← this came')}</strong>}</span>
          </label>
        );
      })}
    </div>
  );
}
