import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { initialState, type NablaState } from './slices.ts';

export type { Selection } from './selection.ts';
export type { EdgeQuantity, NablaState, NoticeAction, Theme, ViewName } from './slices.ts';

/** The one store of the page. Read it here or with `useNabla`; change it only through the actions of this folder. */
export const nabla = createStore<NablaState>(() => initialState);

/** A narrow piece of the state; the component renders again only when that piece changes. */
export function useNabla<T>(selector: (state: NablaState) => T): T {
  return useStore(nabla, selector);
}
