/** A sentence with parts of the page in its places: a key, a symbol, a link. */
import { Fragment, type ReactNode } from 'react';
import { pieces, type Places, type Sentence } from '../words/say.ts';

/** @example told('Press {pressed} to go on.', { pressed: <kbd>P</kbd> }) */
export function told<S extends Sentence>(sentence: S, values: Readonly<Record<Places<S>, ReactNode>>): ReactNode {
  return pieces(sentence).map((piece, index) => (
    // The pieces of one sentence never change their order.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>{typeof piece === 'string' ? piece : values[piece.place as Places<S>]}</Fragment>
  ));
}
