/** A file of separated values on its way in: given, read, chosen from, and what will be done in sentences before anything is. */
import { TextButton } from '../../components/TextButton.tsx';
import type { Table } from '../../datasets/table.ts';
import { PASTED, readSource, useCsvImport } from '../../store/csvImport.ts';
import { ImportPanelColumns } from './ImportPanelColumns.tsx';
import { ImportPanelFormat } from './ImportPanelFormat.tsx';
import { ImportPanelPlan } from './ImportPanelPlan.tsx';
import { ImportPanelRows } from './ImportPanelRows.tsx';
import { ImportPanelSource } from './ImportPanelSource.tsx';
import './ImportPanel.css';
import { say } from '../../words/say.ts';

export type ImportPanelProps = {
  /** Takes the table: the dialog has done its work. */
  readonly onTake: (table: Table) => void;
  readonly onCancel: () => void;
};

export function ImportPanel({ onTake, onCancel }: ImportPanelProps) {
  const facts = useCsvImport((state) => state.facts);
  const problem = useCsvImport((state) => state.problem);
  return (
    <div
      className="import"
      onPaste={(event) => {
        // Pasting means the data, wherever the focus is but in a field.
        if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
        const text = event.clipboardData.getData('text');
        if (text.trim() !== '') readSource(text, PASTED);
      }}
    >
      <ImportPanelSource />
      {problem !== '' && <p className="import-problem" role="alert">{problem}</p>}
      {facts !== null && (
        <>
          <ImportPanelFormat facts={facts} />
          <div className="import-parts">
            <ImportPanelRows facts={facts} />
            <ImportPanelPlan facts={facts} />
            <ImportPanelColumns facts={facts} />
          </div>
        </>
      )}
      <ImportFoot onTake={onTake} onCancel={onCancel} />
    </div>
  );
}

/** The way out of the dialog, with the table or without it. */
function ImportFoot({ onTake, onCancel }: ImportPanelProps) {
  const outcome = useCsvImport((state) => state.outcome);
  const isReading = useCsvImport((state) => state.isReading);
  const table = outcome?.table ?? null;
  return (
    <div className="import-foot">
      {table !== null && !isReading && <TextButton className="import-take" look="framed" onClick={() => { onTake(table); }}>{say('Use these data')}</TextButton>}
      <TextButton onClick={onCancel}>{say('Cancel')}</TextButton>
      <p>
        {table === null || isReading
          ? say('Nothing leaves this machine, and nothing changes before you say so.')
          : say('Training starts again; undo brings this run back.')}
      </p>
    </div>
  );
}
