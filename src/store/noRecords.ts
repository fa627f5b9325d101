/** Keeps nothing, and has nothing: for a page inside another one, which leaves alone what is kept for the whole page. */
import type { RecordStore } from './runStorage.ts';

export const noRecords: RecordStore = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
