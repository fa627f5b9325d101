/** The pictures on the page that can be taken away, by view. */
import type { ViewName } from '../store/nabla.ts';

export type SharedPicture = { readonly label: string; readonly element: HTMLElement };

type Place = { readonly label: string; readonly selector: string };

/** What each view shows, in reading order. */
const places: Readonly<Record<ViewName, readonly Place[]>> = {
  play: [
    { label: 'Network', selector: '.network-panel' }, { label: 'Output', selector: '.output-panel' }, { label: 'Loss curves', selector: '.timeline-curves' },
    { label: 'Learning rate', selector: '.learning-lane' }, { label: 'Data', selector: '.data-panel-plot' },
  ],
  step: [
    { label: 'Network', selector: '.step-network' }, { label: 'Formula', selector: '.step-formula' }, { label: 'Path tree', selector: '.step-paths' },
    { label: 'Ledger', selector: '.step-ledger' },
  ],
  compare: [{ label: 'Pictures', selector: '.compare-multiples' }, { label: 'Left run', selector: '.compare-side[data-side="left"]' }, { label: 'Right run', selector: '.compare-side[data-side="right"]' }, { label: 'Loss curves', selector: '.compare-curves' }, { label: 'Table', selector: '.compare-table' }],
  landscape: [{ label: 'Landscape', selector: '.landscape-figure' }, { label: 'Facts', selector: '.landscape-facts' }],
  learn: [],
};

/** The pictures of a view that are on the page now; the whole view is the last. */
export function picturesOf(view: ViewName): readonly SharedPicture[] {
  return [...places[view], { label: 'Whole view', selector: '.app-view' }].flatMap(({ label, selector }) => {
    const element = document.querySelector<HTMLElement>(selector);
    return element === null || element.offsetWidth === 0 ? [] : [{ label, element }];
  });
}
