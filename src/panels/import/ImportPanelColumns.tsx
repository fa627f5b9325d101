/** Every column: whether it is an input, what it is taken for, and what it holds. */
import { memo, useId } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import type { CsvColumnChoice } from '../../datasets/csvChoices.ts';
import { changeColumn, takeAllColumns, useCsvImport } from '../../store/csvImport.ts';
import type { CsvColumnFacts, CsvFacts } from '../../worker/csvWork.ts';
import { contentSentence } from '../../worker/csvWords.ts';
import { say } from '../../words/say.ts';

const KINDS = [{ value: 'number', label: say('numbers') }, { value: 'category', label: say('categories') }] as const;
/** So few are quickly ticked one by one. */
const FEW = 6;

export function ImportPanelColumns({ facts: { columns, rows } }: { readonly facts: CsvFacts }) {
  const id = useId();
  const choices = useCsvImport((state) => state.choices);
  return (
    <section className="import-columns" aria-labelledby={id}>
      <div className="import-columns-head">
        <h3 id={id}>{say('Columns as inputs')}</h3>
        {columns.length > FEW && (
          <span>
            <TextButton label={say('Use all columns')} onClick={() => { takeAllColumns(true); }}>{say('all')}</TextButton>
            <TextButton label={say('Use no columns')} onClick={() => { takeAllColumns(false); }}>{say('none')}</TextButton>
          </span>
        )}
      </div>
      <ul>
        {columns.map((column, index) => {
          const choice = choices?.columns[index];
          return choice === undefined ? null : <ColumnLine key={column.name} column={column} choice={choice} index={index} rows={rows} />;
        })}
      </ul>
    </section>
  );
}

type ColumnLineProps = { readonly column: CsvColumnFacts; readonly choice: CsvColumnChoice; readonly index: number; readonly rows: number };

/** There may be 256 of them: only those that change are drawn anew. */
const ColumnLine = memo(function ColumnLine({ column, choice: { use, kind }, index, rows }: ColumnLineProps) {
  const { name, unit, categories } = column;
  const isTarget = use === 'target';
  const canBeNumber = column.numeric > 0;
  return (
    <li className="import-column" data-use={use}>
      <label>
        <input type="checkbox" checked={use === 'input'} disabled={isTarget} onChange={(event) => { changeColumn(index, { use: event.currentTarget.checked ? 'input' : 'unused' }); }} />
        <span className="import-column-name">{name}</span>
        {unit !== '' && <span className="import-column-unit">{unit}</span>}
        {isTarget && <span className="import-column-target">{say('predicted')}</span>}
      </label>
      {canBeNumber && categories.length > 0 && !isTarget
        ? <Choice compact label={say('{name} taken for', { name })} value={kind} options={KINDS} onChange={(next) => { changeColumn(index, { kind: next }); }} />
        : <span className="import-column-kind">{kind === 'number' ? say('numbers') : say('categories')}</span>}
      <span className="import-column-content">{contentSentence(column, kind, rows)}</span>
    </li>
  );
});
