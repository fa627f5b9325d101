/** The way to points of one's own, and the sheet in which they are drawn. What it holds is fetched when it is first opened. */
import { Sheet } from '../../components/Sheet.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { later } from '../../components/later.tsx';
import { closeDrawing, openDrawing, useDrawing } from '../../store/drawing.ts';
import './DataPanelDraw.css';
import { say } from '../../words/say.ts';

const DataPanelDrawContent = later(async () => (await import('./DataPanelDrawContent.tsx')).DataPanelDrawContent, { name: say('The drawing sheet'), waiting: <div aria-busy="true" style={{ height: '60dvh' }} /> });

export function DataPanelDrawButton() {
  return <TextButton className="data-panel-draw-open" aria-haspopup="dialog" title={say('Points of your own: by hand, or by a function')} onClick={openDrawing}>{say('Draw')}</TextButton>;
}

/** Stands with the page's dialogs, not in the panel: where the panel is hidden, as when presenting, the sheet would be too. */
export function DataPanelDrawSheet() {
  return (
    <Sheet label={say('Draw data')} open={useDrawing()} onClose={closeDrawing} className="draw-sheet">
      <DataPanelDrawContent />
    </Sheet>
  );
}
