import type { ViewTab } from '../panels/header/Header.tsx';

/** The views there are, in the order of their number keys; a new view is one entry here and one case in App. */
export const views: readonly ViewTab[] = [{ name: 'play', label: 'Play' }, { name: 'step', label: 'Step' }, { name: 'compare', label: 'Compare' }, { name: 'landscape', label: 'Landscape' }, { name: 'learn', label: 'Learn' }];
