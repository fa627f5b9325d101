/** All inputs of an example, a line each: as they were measured, and what the network is given for them. */
import type { ReactNode } from 'react';
import './InputList.css';
import { say } from '../words/say.ts';

export type InputRow = {
  /** "x₃". */
  readonly label: string;
  /** "bill length". */
  readonly name: string;
  /** "39.1 mm"; null where it is given as it was measured. */
  readonly measured: string | null;
  readonly given: ReactNode;
  /** The same number as a quantity that can be lit, and whether it is. */
  readonly quantity?: string | undefined;
  readonly isLit?: boolean;
};

export function InputList({ rows }: { readonly rows: readonly InputRow[] }) {
  const isMeasured = rows.some(({ measured }) => measured !== null);
  return (
    <table className="input-list">
      <thead>
        <tr><th scope="col">{say('input')}</th>{isMeasured && <th scope="col">{say('measured')}</th>}<th scope="col">{isMeasured ? say('standardised') : say('value')}</th></tr>
      </thead>
      <tbody>
        {rows.map(({ label, name, measured, given, quantity, isLit = false }) => (
          <tr key={label} data-quantity={quantity} data-lit={isLit}>
            <th scope="row">{label} {name}</th>
            {isMeasured && <td>{measured}</td>}
            <td>{given}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
