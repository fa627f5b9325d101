/** Whether the dialog "Import CSV" is open, and the file it was opened with. What it does is fetched when it first opens. */
import { createStore, useStore } from 'zustand';

export type ImportDialog = { readonly isOpen: boolean; /** Dropped on the page, to be read at once. */ readonly file: File | null };

export const importDialog = createStore<ImportDialog>(() => ({ isOpen: false, file: null }));

export function useImportDialog(): ImportDialog {
  return useStore(importDialog);
}

export function openImport(file: File | null = null): void {
  importDialog.setState({ isOpen: true, file });
}

export function closeImport(): void {
  importDialog.setState({ isOpen: false, file: null });
}
