/** A table dropped anywhere on the page opens the import; every other file goes its own way (fileDrop.ts). */
import { importDialog, openImport } from '../store/importDialog.ts';

const TABLE_NAME = /\.(?:csv|tsv|tab|txt|data|dat)$/i;
const TABLE_TYPE = /^text\/(?:csv|tab-separated-values)$/;

/** @param onDropped called before the dialog opens: another one makes room. Returns what ends it. */
export function installTableDrop(target: Window, onDropped: () => void): () => void {
  const onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    // Over the open dialog any file is meant for it.
    const isTable = file !== undefined && (importDialog.getState().isOpen || TABLE_NAME.test(file.name) || TABLE_TYPE.test(file.type));
    if (event.defaultPrevented || !isTable) return;
    event.preventDefault();
    onDropped();
    openImport(file);
  };
  // Before the listeners of the window that wait for the event to come up again.
  target.addEventListener('drop', onDrop, { capture: true });
  return () => { target.removeEventListener('drop', onDrop, { capture: true }); };
}
