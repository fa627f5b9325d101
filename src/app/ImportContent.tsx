/** What the dialog "Import CSV" holds, and the worker that reads for it. */
import { useEffect } from 'react';
import { focusWhenThere } from './focusWhenThere.ts';
import { ImportPanel } from '../panels/import/ImportPanel.tsx';
import { forgetImport, offerCsvWorker, readSource } from '../store/csvImport.ts';
import { openTable } from '../store/actions.ts';
import { language } from '../words/language.ts';

offerCsvWorker(() => new Worker(new URL('../worker/csv.worker.ts', import.meta.url), { type: 'module', name: `csv ${language}` }));

export function ImportContent({ file, onClose }: { readonly file: File | null; readonly onClose: () => void }) {
  useEffect(() => { if (file !== null) readSource(file, file.name); }, [file]);
  // Closed, it keeps nothing: neither the worker nor the rows.
  useEffect(() => forgetImport, []);
  return (
    <ImportPanel
      onCancel={onClose}
      onTake={(table) => {
        openTable(table);
        onClose();
        // The data are there now: one goes on by training with them.
        focusWhenThere('button[data-plays]');
      }}
    />
  );
}
