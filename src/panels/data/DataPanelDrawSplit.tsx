/** Classes or values by a function of the place, typed as an expression: for the points there are, or for a plane full of new ones. */
import { useId, useRef, useState } from 'react';
import { NumberField } from '../../components/NumberField.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import type { Experiment, GivenExample } from '../../config/experiment.ts';
import { filled, labelled, MOST_DRAWN, pointOf, type Labelled } from '../../datasets/drawing.ts';
import { infoOf } from '../../datasets/index.ts';
import { expressionNames, readPlaneExpression, type ExpressionProblem, type PlaneExpression } from '../../datasets/planeExpression.ts';
import { drawExamples } from '../../store/drawing.ts';
import { formatCount } from '../../viz/format.ts';
import { meaningText, otherMeaning } from './DataPanelDrawWords.ts';
import { say } from '../../words/say.ts';

const FEWEST = 10;
const USUAL = 300;

type Kind = 'condition' | 'surface' | 'curve';
const firstTexts: Readonly<Record<Kind, string>> = { condition: 'y > sin(3x) / 2', surface: 'sin(3x) * y', curve: 'sin(3x) / 2' };
const labels: Readonly<Record<Kind, string>> = { condition: say('Split by a function'), surface: say('Values by a function'), curve: say('Heights by a function') };

export type DrawSplitProps = { readonly experiment: Experiment; readonly examples: readonly GivenExample[]; readonly meaning: number; readonly onSay: (sentence: string) => void };

export function DataPanelDrawSplit({ experiment, examples, meaning, onSay }: DrawSplitProps) {
  const { task, inputs } = infoOf(experiment.data);
  const kind: Kind = task === 'classification' ? 'condition' : inputs === 1 ? 'curve' : 'surface';
  const [typed, setTyped] = useState<Partial<Record<Kind, string>>>({});
  const [problem, setProblem] = useState<ExpressionProblem | null>(null);
  const [count, setCount] = useState(USUAL);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const text = typed[kind] ?? firstTexts[kind];
  const other = otherMeaning(experiment, meaning);

  /** What is typed, if it is what this set takes; what is wrong with it is said and marked. */
  const expression = (): PlaneExpression | null => {
    const read = readPlaneExpression(text, inputs === 1 ? ['x'] : ['x', 'y']);
    const wrong = 'problem' in read ? read.problem : wrongKind(read.expression, kind, text);
    setProblem(wrong);
    if (wrong === null) return 'expression' in read ? read.expression : null;
    onSay('');
    field.current?.focus();
    field.current?.setSelectionRange(wrong.from, wrong.from + wrong.length);
    return null;
  };
  const apply = (make: (expression: PlaneExpression) => Labelled, done: (points: number) => string): void => {
    const read = expression();
    if (read === null) return;
    const { examples: next, unsaid, unsaidAre } = make(read);
    drawExamples(() => next);
    onSay(`${done(next.length)}${oneClass(experiment, next)}${unsaid === 0 ? '' : ` ${say('At {unsaid} places the function is not a number; {outcome}.', { unsaid: formatCount(unsaid), outcome: unsaidAre === 'kept' ? say('these points stay as they were') : say('no point is there') })}`}`);
  };
  const label = (): void => apply((read) => labelled(experiment, examples, read, meaning, other), (points) => say('{points} points labelled.', { points: formatCount(points) }));
  const fill = (): void => apply((read) => filled(experiment, read, count, meaning, other), (points) => (kind === 'curve' ? say('The curve has {points} points.', { points: formatCount(points) }) : say('The plane is filled with {points} points.', { points: formatCount(points) })));

  return (
    <div className="draw-split">
      <label htmlFor={id}>{labels[kind]}</label>
      <div className="draw-split-line">
        {kind === 'condition' ? null : <span aria-hidden="true">{kind === 'curve' ? 'y =' : say('value =')}</span>}
        <input
          ref={field}
          id={id}
          type="text"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={text}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-about`}
          aria-errormessage={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => {
            setTyped({ ...typed, [kind]: event.target.value });
            setProblem(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            if (examples.length > 0) label();
            else fill();
          }}
        />
      </div>
      {problem !== null && <p id={`${id}-problem`} className="draw-problem" role="alert">{problem.sentence}</p>}
      <p id={`${id}-about`} className="draw-hint" title={say('There are {expressionNames}.', { expressionNames })}>
        {kind === 'condition' ? say('Where it holds {held}, elsewhere {elsewhere}; x is x₁, y is x₂.', { held: meaningText(experiment, meaning), elsewhere: meaningText(experiment, other) })
          : kind === 'curve' ? say('Of x; sin, cos, exp, sqrt, abs, pi … can be used.') : say('x is x₁, y is x₂; sin, cos, exp, sqrt, abs, pi … can be used.')}
        {examples.length === 0 ? '' : kind === 'curve' ? ` ${say('Drawing the curve replaces the points there are.')}` : ` ${say('Filling replaces the points there are.')}`}
      </p>
      <div className="draw-row">
        <TextButton disabled={examples.length === 0} onClick={label}>{kind === 'condition' ? say('Label the points') : say('Set the points’ values')}</TextButton>
        <span className="draw-fill">
          <TextButton onClick={fill}>{kind === 'curve' ? say('Draw the curve') : say('Fill the plane')}</TextButton>{' '}{say('with')}
          <NumberField label={say('Number of new points')} value={count} min={FEWEST} max={MOST_DRAWN} integer format={formatCount} onCommit={setCount} />
        </span>
      </div>
    </div>
  );
}

/** A function that parts nothing is said to do so. */
function oneClass(experiment: Experiment, examples: readonly GivenExample[]): string {
  const meanings = new Set(examples.map((example) => pointOf(experiment, example).meaning));
  const [only] = meanings;
  return examples.length > 1 && meanings.size === 1 && only !== undefined ? ` ${say('All of them are {meaning}: the function parts nothing here.', { meaning: meaningText(experiment, only) })}` : '';
}

/** A split takes a comparison, a value a number. */
export function wrongKind({ kind }: PlaneExpression, wanted: Kind, text: string): ExpressionProblem | null {
  if ((wanted === 'condition') === (kind === 'condition')) return null;
  const sentence = wanted === 'condition' ? say('This gives a number; a split needs a comparison, as in y > sin(3x).') : say('This is a comparison; a value is a number, as in sin(3x).');
  return { sentence, from: 0, length: text.length };
}
