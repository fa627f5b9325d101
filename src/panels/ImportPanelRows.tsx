/** The first rows as they stand in the file. */
import { useId } from 'react';
import type { CsvFacts } from '../worker/csvWork.ts';

/** More columns than can be looked at side by side. */
const MOST_SHOWN = 24;

export function ImportPanelRows({ facts: { columns, preview } }: { readonly facts: CsvFacts }) {
  const id = useId();
  const shown = columns.slice(0, MOST_SHOWN);
  return (
    <div className="import-rows">
      <h3 id={id}>{shown.length < columns.length ? `First rows, ${MOST_SHOWN} of ${columns.length} columns` : 'First rows'}</h3>
      {/* A wide table scrolls by itself; the keyboard gets there, too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="import-scroll" role="region" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead><tr>{shown.map(({ name }) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>
            {preview.map((row, index) => (
              // Rows have no name but their place.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index}>
                {shown.map(({ name }, column) => <td key={name}>{row[column] === '' ? <span className="import-none">empty</span> : row[column]}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
