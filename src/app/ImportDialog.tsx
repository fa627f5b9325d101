/** The dialog "Import CSV". Fetched when it is first opened; whoever closes it has changed nothing. */
import { Sheet } from '../components/Sheet.tsx';
import { later } from '../components/later.tsx';
import { closeImport, useImportDialog } from '../store/importDialog.ts';
import './import.css';
import { say } from '../words/say.ts';

const ImportContent = later(async () => (await import('./ImportContent.tsx')).ImportContent, { name: say('The import'), waiting: <div aria-busy="true" style={{ height: '40dvh' }} /> });

export function ImportDialog() {
  const { isOpen, file } = useImportDialog();
  return (
    <Sheet label={say('Import CSV')} open={isOpen} onClose={closeImport} className="import-sheet">
      <ImportContent file={file} onClose={closeImport} />
    </Sheet>
  );
}
