/** The way to data of one's own. */
import { TextButton } from '../components/TextButton.tsx';
import { openImport } from '../store/importDialog.ts';
import './DataPanelImport.css';

export function DataPanelImport() {
  return (
    <TextButton className="data-panel-import" aria-haspopup="dialog" title="A table of your own: a file, or pasted" onClick={() => { openImport(); }}>
      Import CSV
    </TextButton>
  );
}
