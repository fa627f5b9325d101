/** The way to data of one's own. */
import { TextButton } from '../../components/TextButton.tsx';
import { openImport } from '../../store/importDialog.ts';
import './DataPanelImport.css';

export function DataPanelImport() {
  return (
    <TextButton className="data-panel-import" label="Import CSV" aria-haspopup="dialog" title="A table of your own: a file, or pasted" onClick={() => { openImport(); }}>
      <span className="data-panel-import-long">Import </span>CSV
    </TextButton>
  );
}
