/** A symbol or two without KaTeX: "x_1", "∇L", "w_{12}^{(2)}" in KaTeX's letters. For anything more there is Tex. */
import { Fragment, memo } from 'react';
import { groupScripts, readMath, type MathRun } from '../viz/mathText.ts';
import { placeKey } from './placeKey.ts';
import './MathText.css';

/** @param children letters are set italic, digits and signs upright, `_x`, `_{…}` below and `^x`, `^{…}` above. */
export const MathText = memo(function MathText({ children, className = '' }: { readonly children: string; readonly className?: string }) {
  return (
    <span className={`math-text ${className}`}>
      {groupScripts(readMath(children)).map((group, i) => {
        const key = placeKey(i);
        const [run] = group;
        if (run === undefined || run.level === 'base') return <Fragment key={key}>{run === undefined ? null : letters(run)}</Fragment>;
        if (!isStacked(group)) return <Fragment key={key}>{group.map((each, place) => <Fragment key={placeKey(place)}>{script(each)}</Fragment>)}</Fragment>;
        return (
          <span key={key} className="math-text-stack">
            <sup>{scripts(group, 'above')}</sup>
            <sub>{scripts(group, 'below')}</sub>
          </span>
        );
      })}
    </span>
  );
});

const letters = (run: MathRun) => (run.italic ? <i>{run.text}</i> : run.text);

const script = (run: MathRun) =>
  (run.level === 'below' ? <sub>{letters(run)}</sub> : <sup>{letters(run)}</sup>);

/** All pieces of one level, as "(1), " and "new" above a letter. */
const scripts = (group: readonly MathRun[], level: MathRun['level']) =>
  group.filter((run) => run.level === level).map((run, i) => <Fragment key={placeKey(i)}>{letters(run)}</Fragment>);

/** An index above and one below stand over one another. */
function isStacked(group: readonly MathRun[]): boolean {
  return group.some(({ level }) => level === 'above') && group.some(({ level }) => level === 'below');
}
