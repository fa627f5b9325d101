import { useId, useState } from 'react';
import { parseNumber } from '../viz/format.ts';
import type { Prediction } from './lesson.ts';
import type { PredictProps } from './LessonPredictChoice.tsx';
import { measures } from './measures.ts';
import { say } from '../words/say.ts';

/** A number that is typed; afterwards it is said beside what came. */
export function LessonPredictNumber({ predict, guess, isAsked, onGuess }: PredictProps & { readonly predict: Extract<Prediction, { kind: 'number' }> }) {
  const id = useId();
  const [problem, setProblem] = useState('');
  const { label, show } = measures[predict.of];
  // Shares are typed as they are shown.
  const scale = show(0.5).includes('%') ? 100 : 1;
  return (
    <p className="lesson-number">
      <label htmlFor={id}>{(scale === 100 ? say('{label}: your guess in %', { label }) : say('{label}: your guess', { label }))}</label>
      <input
        id={id} type="text" inputMode="text" autoComplete="off" spellCheck={false} readOnly={!isAsked} aria-invalid={problem !== ''} aria-describedby={`${id}-problem`}
        defaultValue={guess?.kind === 'number' ? String(guess.value * scale) : ''}
        onChange={({ currentTarget: { value: text } }) => {
          const value = parseNumber(text.replace('%', ''));
          setProblem(value === null && text.trim() !== '' ? say('“{typed}” is not a number.', { typed: text.trim() }) : '');
          onGuess(value === null ? null : { kind: 'number', value: value / scale });
        }}
      />
      <span id={`${id}-problem`} className="lesson-problem">{problem}</span>
    </p>
  );
}
