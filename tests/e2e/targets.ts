/** How large the targets of the page are for a pointer: measured by what lies under its points, so that unseen room around them counts. */
import type { Page } from '@playwright/test';

/**
 * Things whose place is what the picture, the tree, the formula or the sentence says: they cannot stand farther apart, and each can be
 * reached otherwise, too (arrow keys, the ledger, the inspector). 24 px suffice for them on touch, too.
 */
const DRAWN = '.network-neuron, .network-more, .network-gap, .step-bias-button, .step-formula-cell, .step-value, .step-box-button, .step-factor, .step-gradient, .step-paths-result, .step-paths-product, .step-paths-total button, .step-ledger button, .inspector-open, .lesson-name';
/** Rows of the path tree stand at the rows of the ledger, which open the same gradients. */
const EQUAL = "[data-tight='true'] .step-factor";

/**
 * Buttons, links, fields and the like that are too small to hit, as sentences; what stands over the page alone, if anything does.
 * @param high enough for the pointer, in px, and 24 wide; where it is 24, 24 px from the middle of one to the next are enough (WCAG 2.5.8)
 */
export async function smallTargets(page: Page, high: number): Promise<readonly string[]> {
  return page.evaluate(({ least, drawn, equal }) => {
    const root: ParentNode = [...document.querySelectorAll('dialog[open], [popover]:popover-open')].at(-1) ?? document;
    /** A label is a target for what it names. */
    const target = (each: Element): Element => each.closest('label') ?? each;
    const isShown = (each: HTMLElement): boolean => each.checkVisibility({ visibilityProperty: true }) && !each.matches(':disabled, [inert] *') && getComputedStyle(each).pointerEvents !== 'none';
    const isInSentence = (each: HTMLElement): boolean => getComputedStyle(each).display.startsWith('inline') && [...(each.parentElement?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.nodeValue ?? '').join('').length > 12;
    const found = [...root.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [role=button], [role=slider], [role=link], [role=tab], [role=option], [role=checkbox], [role=radio]')]
      .filter((each) => isShown(each) && !isInSentence(each) && !each.matches(equal));
    const isHit = (place: Element, x: number, y: number): boolean => {
      const at = document.elementFromPoint(x, y);
      return at !== null && (place.contains(at) || target(at) === place);
    };
    /** From the middle to the last point that still hits it. */
    const reach = (place: Element, x: number, y: number, dx: number, dy: number): number => {
      let far = 0;
      while (far <= 24 && isHit(place, x + dx * (far + 0.5), y + dy * (far + 0.5))) far += 0.5;
      return far;
    };
    const middles = found.map((each) => {
      const { left, top, width, height } = target(each).getBoundingClientRect();
      return { x: left + width / 2 + scrollX, y: top + height / 2 + scrollY };
    });
    const isApart = (index: number): boolean => middles.every(({ x, y }, other) => other === index || target(found[other]!) === target(found[index]!) || Math.hypot(x - middles[index]!.x, y - middles[index]!.y) >= 24);
    return found.flatMap((each, index) => {
      const wanted = each.matches(drawn) ? 24 : least;
      const place = target(each);
      let { left, top, width, height } = place.getBoundingClientRect();
      if (width < 1 || height < 1 || (width > 23.5 && height > wanted - 0.5)) return [];
      if (!isHit(place, left + width / 2, top + height / 2)) {
        place.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        ({ left, top, width, height } = place.getBoundingClientRect());
      }
      const [x, y] = [left + width / 2, top + height / 2];
      const wide = Math.max(width, reach(place, x, y, 1, 0) + reach(place, x, y, -1, 0));
      const tall = Math.max(height, reach(place, x, y, 0, 1) + reach(place, x, y, 0, -1));
      if (wide > 23 && tall > wanted - 1.5) return [];
      if (wanted === 24 && isApart(index)) return [];
      return [`${each.tagName.toLowerCase()}.${each.className} “${(each.getAttribute('aria-label') ?? each.textContent).slice(0, 40)}”: ${wide.toFixed(1)} × ${tall.toFixed(1)} px, not ${wanted} high`];
    });
  }, { least: high, drawn: DRAWN, equal: EQUAL });
}
