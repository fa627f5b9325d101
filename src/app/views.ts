import type { ViewTab } from '../panels/header/Header.tsx';
import { say } from '../words/say.ts';

/** The views there are, in the order of their number keys; a new view is one entry here and one case in App. */
export const views: readonly ViewTab[] = [{ name: 'play', label: say('Play@@view') }, { name: 'step', label: say('Step') }, { name: 'compare', label: say('Compare') }, { name: 'landscape', label: say('Landscape') }, { name: 'learn', label: say('Learn') }];
