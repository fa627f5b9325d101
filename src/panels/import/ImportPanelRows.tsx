/** The first rows as they stand in the file. */
import { useId } from 'react';
import { formatCount } from '../../viz/format.ts';
import type { CsvFacts } from '../../worker/csvWork.ts';
import { say } from '../../words/say.ts';

/** More columns than can be looked at side by side. */
const MOST_SHOWN = 24;

export function ImportPanelRows({ facts: { columns, preview } }: { readonly facts: CsvFacts }) {
  const id = useId();
  const shown = columns.slice(0, MOST_SHOWN);
  return (
    <div className="import-rows">
      <h3 id={id}>{shown.length < columns.length ? say('First rows, {mostShown} of {count} columns', { mostShown: MOST_SHOWN, count: columns.length }) : say('First rows')}</h3>
      {/* A wide table scrolls by itself; the keyboard gets there, too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="import-scroll" role="region" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead><tr><th scope="col">{say('row')}</th>{shown.map(({ name }) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>
            {preview.map(({ row, cells }) => (
              <tr key={row}>
                <th scope="row">{formatCount(row)}</th>
                {shown.map(({ name }, column) => <td key={name}>{cells[column] === '' ? <span className="import-none">{say('empty')}</span> : cells[column]}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
