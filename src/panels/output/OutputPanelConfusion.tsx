/**
 * Which class is answered for which: a row a class of the targets, a column a class answered; the right answers are framed, the share
 * of each row tints its cells. Recall ends a row, precision and F₁ stand under their column. Counted by the worker over all examples.
 */
import { useMemo, useRef, type CSSProperties } from 'react';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { useScrollRegion } from '../../components/useScrollRegion.ts';
import type { RunData } from '../../datasets/runData.ts';
import type { Split } from '../../store/accuracyView.ts';
import { listExamples, setAnswersOf } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount } from '../../viz/format.ts';
import { accuracySentence, answersOf, cellText, figureText, splitWords, worstSentence, type Answers } from './OutputPanelAnswers.ts';
import { ClassMark } from './OutputPanelLegend.tsx';
import './OutputPanelConfusion.css';
import { say } from '../../words/say.ts';
import { decimal } from '../../words/decimal.ts';

const SPLITS = [{ value: 'train', label: say('training') }, { value: 'validation', label: say('validation') }] as const;
/** Names no longer than this have room even in a narrow column. */
const SHORT = 2;
/** More classes than this stand close, so that the whole of them is in sight; counts of four digits have no room there. */
const MANY = 6;
const CLOSE_COUNT = 999;

export function OutputPanelConfusion({ data }: { readonly data: RunData }) {
  const split = useNabla((state) => state.answersOf);
  const place = useRef<HTMLDivElement>(null);
  useScrollRegion(place, say('Confusion matrix'));
  const key = useSlowFrame((frame) => (frame === null ? '' : (split === 'train' ? frame.trainConfusion : frame.validationConfusion).join(' ')));
  const hasDiverged = useSlowFrame((frame) => frame?.status === 'diverged');
  const { classes } = data;
  const answers = useMemo(() => (key === '' ? null : answersOf(key.split(' ').map(Number), classes.length)), [key, classes]);
  const areShort = classes.every((name) => name.length <= SHORT);
  const isClose = classes.length > MANY && areShort && answers !== null && !answers.hasUnanswered && answers.counts.every((row) => Math.max(...row) <= CLOSE_COUNT);
  return (
    <div ref={place} className="output-panel-confusion" data-classes={Math.min(4, classes.length)} data-short={areShort} data-close={isClose}>
      <div className="output-panel-confusion-top">
        <p>{hasDiverged ? say('The run has diverged: its answers mean nothing any more.') : answers === null ? say('Not counted yet.') : accuracySentence(answers)}</p>
        <SegmentedChoice label={say('Examples counted')} hideLabel value={split} options={SPLITS} onChange={setAnswersOf} />
      </div>
      <ul className="output-panel-confusion-full" aria-hidden="true">{classes.map((name, index) => <li key={name}><ClassMark index={index} count={classes.length} /><span>{name}</span></li>)}</ul>
      {answers === null ? null : answers.count === 0 ? <p>{say('There are no {splitWords} examples.', { splitWords: splitWords[split] })}</p> : <Matrix answers={answers} classes={classes} split={split} isClose={isClose} />}
    </div>
  );
}

function Matrix({ answers, classes, split, isClose }: { readonly answers: Answers; readonly classes: readonly string[]; readonly split: Split; readonly isClose: boolean }) {
  return (
    <>
      <table style={{ '--classes': classes.length } as CSSProperties}>
        <caption>{say('Confusion matrix of the {splitWords} examples: each cell counts those of the row’s class that are answered with the column’s', { splitWords: splitWords[split] })}</caption>
        <colgroup><col className="output-panel-confusion-names" /><col span={classes.length + (answers.hasUnanswered ? 1 : 0)} /><col className="output-panel-confusion-last" /></colgroup>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className="output-panel-confusion-corner">{say('target')}</th>
            <th scope="colgroup" colSpan={classes.length + (answers.hasUnanswered ? 1 : 0)} className="output-panel-confusion-axis">{say('answered')}</th>
            <th scope="col" rowSpan={2} className="output-panel-confusion-head">{say('recall')}</th>
          </tr>
          <tr>
            {classes.map((name, index) => <th key={name} scope="col"><ClassName name={name} index={index} count={classes.length} /></th>)}
            {answers.hasUnanswered && <th scope="col">{say('none')}</th>}
          </tr>
        </thead>
        <tbody>
          {classes.map((name, target) => <Row key={name} answers={answers} classes={classes} target={target} isClose={isClose} />)}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('precision')}</th>
            {answers.figures.map(({ correct, answered, precision }, index) => <Figure key={classes[index]} figure={precision} part={correct} whole={answered} none={say('never answered')} isClose={isClose} />)}
          </tr>
          <tr>
            <th scope="row">F₁</th>
            {answers.figures.map(({ correct, count, answered, f1 }, index) => <Figure key={classes[index]} figure={f1} part={2 * correct} whole={count + answered} none={say('no example and no answer')} isClose={isClose} />)}
          </tr>
        </tfoot>
      </table>
      <p>{worstSentence(answers, classes)}</p>
      <p className="output-panel-confusion-key">{say('Cell: row’s class answered as the column’s; framed: right; a click lists its examples. Recall: share of a class found. Precision: share of its answers right. F₁: harmonic mean.')}</p>
    </>
  );
}

function Row({ answers, classes, target, isClose }: { readonly answers: Answers; readonly classes: readonly string[]; readonly target: number; readonly isClose: boolean }) {
  const name = classes[target] ?? '';
  const { count = 0, correct = 0, recall = NaN, shares = [] } = answers.figures[target] ?? {};
  const cells = answers.counts[target]?.slice(0, classes.length + (answers.hasUnanswered ? 1 : 0)) ?? [];
  return (
    <tr>
      <th scope="row"><ClassName name={name} index={target} count={classes.length} /></th>
      {cells.map((n, answer) => (
        <td
          key={classes[answer] ?? 'none'}
          className="output-panel-confusion-cell"
          data-right={answer === target || undefined}
          title={cellText(answers, classes, target, answer)}
          style={{ '--share': count === 0 ? 0 : shares[answer] } as CSSProperties}
        >
          <button type="button" disabled={n === 0} aria-label={cellText(answers, classes, target, answer)} onClick={() => { listExamples({ target, answer }); }}>{formatCount(n)}</button>
        </td>
      ))}
      <Figure figure={recall} part={correct} whole={count} none={say('no example of it')} isClose={isClose} />
    </tr>
  );
}

/** The figure, and under it the two counts it comes from; between close cells two decimals of it, the whole of it in its title. */
function Figure({ figure, part, whole, none, isClose }: { readonly figure: number; readonly part: number; readonly whole: number; readonly none: string; readonly isClose: boolean }) {
  const { value, fraction } = figureText(figure, part, whole);
  return (
    <td className="output-panel-confusion-figure" title={whole === 0 ? none : isClose ? `${value} = ${fraction}` : undefined}>
      <span>{isClose && whole > 0 ? closeFigure(figure) : value}</span>
      <span>{whole === 0 ? none : fraction}</span>
    </td>
  );
}

/** A share in two decimals, rounded down, so that only a whole is 1. */
function closeFigure(figure: number): string {
  return Number.isNaN(figure) ? '–' : Number.isInteger(figure) ? `${figure}` : decimal((Math.floor(figure * 100) / 100).toFixed(2));
}

function ClassName({ name, index, count }: { readonly name: string; readonly index: number; readonly count: number }) {
  return <span className="output-panel-confusion-class" title={name}><ClassMark index={index} count={count} /><span>{name}</span></span>;
}
