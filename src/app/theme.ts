import { nabla, type NablaState } from '../store/nabla.ts';

/** Keeps `data-theme` and `data-mode` of the page in step with the store; every colour and size hangs on them. */
export function applyThemeTo(root: HTMLElement): () => void {
  const apply = ({ theme, presenting }: NablaState): void => {
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    if (presenting) root.dataset['mode'] = 'present';
    else delete root.dataset['mode'];
  };
  apply(nabla.getState());
  return nabla.subscribe((state, before) => {
    if (state.theme !== before.theme || state.presenting !== before.presenting) apply(state);
  });
}
