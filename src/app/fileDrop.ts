/** A file dropped anywhere on the page is opened, never followed as an address; nothing of that is fetched before. */

/** @param onDropped called before the file is read: what stands over the page makes room for what is said. Returns what ends it. */
export function installFileDrop(target: Window, onDropped: () => void): () => void {
  const onDragOver = (event: DragEvent): void => {
    if (hasFiles(event)) event.preventDefault();
  };
  const onDrop = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    // Whoever stands under the pointer may have taken it already: a table for the data, say.
    const isTaken = event.defaultPrevented;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (isTaken || file === undefined) return;
    onDropped();
    void import('../store/shareOpening.ts').then(({ openGivenFile }) => openGivenFile(file));
  };
  target.addEventListener('dragover', onDragOver);
  target.addEventListener('drop', onDrop);
  return () => {
    target.removeEventListener('dragover', onDragOver);
    target.removeEventListener('drop', onDrop);
  };
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}
