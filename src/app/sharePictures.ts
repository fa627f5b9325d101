/** The pictures on the page that can be taken away, by view. */
import type { ViewName } from '../store/nabla.ts';
import { say } from '../words/say.ts';

export type SharedPicture = { readonly label: string; readonly element: HTMLElement; /** A selector of CSS: controls that say nothing in a picture. */ readonly without: string | null };

type Place = { readonly label: string; readonly selector: string; readonly without?: string | null };

/** What each view shows, in reading order. */
const places: Readonly<Record<ViewName, readonly Place[]>> = {
  play: [
    { label: say('Network'), selector: '.network-panel' }, { label: say('Output'), selector: '.output-panel', without: '.segments, .output-panel-row > .choice' }, { label: say('Loss curves'), selector: '.timeline-curves' },
    { label: say('Learning rate'), selector: '.learning-lane' }, { label: say('Data'), selector: '.data-panel-plot' },
  ],
  step: [
    { label: say('Network'), selector: '.step-network' }, { label: say('Formula'), selector: '.step-formula' }, { label: say('Path tree'), selector: '.step-paths' },
    { label: say('Ledger'), selector: '.step-ledger' },
  ],
  compare: [{ label: say('Pictures'), selector: '.compare-multiples' }, { label: say('Left run'), selector: '.compare-side[data-side="left"]' }, { label: say('Right run'), selector: '.compare-side[data-side="right"]' }, { label: say('Loss curves'), selector: '.compare-curves' }, { label: say('Table'), selector: '.compare-table' }],
  landscape: [{ label: say('Landscape'), selector: '.landscape-figure' }, { label: say('Facts'), selector: '.landscape-facts' }],
  learn: [],
};

/** The pictures of a view that are on the page now; the whole view is the last. */
export function picturesOf(view: ViewName): readonly SharedPicture[] {
  return [...places[view], { label: say('Whole view'), selector: '.app-view' }].flatMap(({ label, selector, without = null }: Place) => {
    const element = document.querySelector<HTMLElement>(selector);
    return element === null || element.offsetWidth === 0 ? [] : [{ label, element, without }];
  });
}
