/** The way to data of one's own. */
import { TextButton } from '../../components/TextButton.tsx';
import { openImport } from '../../store/importDialog.ts';
import './DataPanelImport.css';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

export function DataPanelImport() {
  return (
    <TextButton className="data-panel-import" label={say('Import CSV')} aria-haspopup="dialog" title={say('A table of your own: a file, or pasted')} onClick={() => { openImport(); }}>
      {told('{part}CSV', { part: <span className="data-panel-import-long">{say('Import')}{' '}</span> })}
    </TextButton>
  );
}
