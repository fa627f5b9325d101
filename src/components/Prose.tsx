/** A sentence with symbols between dollar signs: "so $w_{111}$ will shrink". */
import { Fragment } from 'react';
import { MathText } from './MathText.tsx';
import { placeKey } from './placeKey.ts';
import './Prose.css';

/** @param children the odd pieces between dollar signs are symbols in viz/mathText's markup. */
export function Prose({ children, className = '' }: { readonly children: string; readonly className?: string }) {
  return (
    <span className={`prose ${className}`}>
      {children.split('$').map((piece, i) => {
        const key = placeKey(i);
        return i % 2 === 0 ? <Fragment key={key}>{piece}</Fragment> : <MathText key={key}>{piece}</MathText>;
      })}
    </span>
  );
}
