/** The dialog "Import CSV". Fetched when it is first opened; whoever closes it has changed nothing. */
import { lazy, Suspense } from 'react';
import { Sheet } from '../components/Sheet.tsx';
import { closeImport, useImportDialog } from '../store/importDialog.ts';
import './import.css';

const ImportContent = lazy(async () => ({ default: (await import('./ImportContent.tsx')).ImportContent }));

export function ImportDialog() {
  const { isOpen, file } = useImportDialog();
  return (
    <Sheet label="Import CSV" open={isOpen} onClose={closeImport} className="import-sheet">
      <Suspense fallback={<div aria-busy="true" style={{ height: '40dvh' }} />}><ImportContent file={file} onClose={closeImport} /></Suspense>
    </Sheet>
  );
}
