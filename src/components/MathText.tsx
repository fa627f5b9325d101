/** A symbol or two without KaTeX: "x_1", "∇L", "w_{12}^{(2)}" in KaTeX's letters. For anything more there is Tex. */
import { Fragment } from 'react';
import { readMath } from '../viz/mathText.ts';
import './MathText.css';

/** @param children letters are set italic, digits and signs upright, `_x`, `_{…}` below and `^x`, `^{…}` above. */
export function MathText({ children, className = '' }: { readonly children: string; readonly className?: string }) {
  return (
    <span className={`math-text ${className}`}>
      {readMath(children).map((run, i) => {
        const text = run.italic ? <i>{run.text}</i> : run.text;
        const key = `${i}${run.text}`;
        if (run.level === 'below') return <sub key={key}>{text}</sub>;
        if (run.level === 'above') return <sup key={key}>{text}</sup>;
        return <Fragment key={key}>{text}</Fragment>;
      })}
    </span>
  );
}
