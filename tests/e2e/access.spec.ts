import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './playground.ts';
import { goThrough, lessonPages, states } from './states.ts';
import { smallTargets } from './targets.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** @param within selects what to look at, null the whole page; `rules` alone, where they are given */
async function violations(page: Page, within: string | null, rules?: readonly string[]): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  // What lies under what stands over the page, or under its lower bar until it is scrolled to, axe takes for covered; smallTargets looks there.
  if (within !== null) axe.include(within);
  axe.disableRules('target-size');
  const result = await (rules === undefined ? axe.withTags(RULES) : axe.withRules([...rules])).analyze();
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any, all, none }) => `${html.slice(0, 160)} (${[...any, ...all, ...none][0]?.message ?? ''})`).join('; ')}`);
}

/** What scrolls can be focused a moment after it has come. */
async function lasting(page: Page, within: string | null): Promise<readonly string[]> {
  const found = await violations(page, within);
  if (found.length === 0) return found;
  await page.waitForTimeout(500);
  return violations(page, within);
}

const sidewards = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const { touch, dark, ...viewport } of [{ width: 1440, height: 900, touch: false, dark: true }, { width: 1024, height: 768, touch: true, dark: false }, { width: 390, height: 844, touch: true, dark: false }]) {
  test.describe(`at ${viewport.width}×${viewport.height}${touch ? ', touched' : ''}`, { tag: '@chromium' }, () => {
    test.use({ viewport, hasTouch: touch, isMobile: touch });

    for (const [part, chosen] of Object.entries(states)) test(`${part}: no violation of WCAG 2.2 AA, no target too small to hit, nothing over the side`, async ({ playground }) => {
      const { page } = playground;
      const unreached = await goThrough(page, chosen, async (name, within) => {
        expect.soft(await lasting(page, within), name).toEqual([]);
        if (dark) {
          await page.emulateMedia({ colorScheme: 'dark' });
          // What is dark differs in its colours only, and those are the same at every width.
          expect.soft(await violations(page, within, ['color-contrast']), `${name}, dark`).toEqual([]);
          await page.emulateMedia({ colorScheme: 'light' });
        }
        expect.soft(await sidewards(page), `${name}: over the side`).toBeLessThanOrEqual(0);
        expect.soft(await smallTargets(page, touch ? (viewport.width < 720 ? 44 : 30) : 24), name).toEqual([]);
      });
      expect(unreached).toEqual([]);
    });
  });
}

for (const [lesson, pages] of Object.entries(lessonPages)) {
  test(`no page of the lesson ${lesson} violates WCAG 2.2 AA`, { tag: '@chromium' }, async ({ playground }) => {
    const unreached = await goThrough(playground.page, pages, async (name) => {
      expect.soft(await lasting(playground.page, '.area-lesson'), name).toEqual([]);
    });
    expect(unreached).toEqual([]);
  });
}

/** WCAG 2.4.11 */
for (const viewport of [{ width: 1024, height: 600 }, { width: 390, height: 844 }]) {
  test(`what has the focus is in sight, at ${viewport.width}×${viewport.height}`, { tag: '@chromium' }, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize(viewport);
    for (const [hash, until] of [['data=moons', '.transport'], ['view=step&preset=workedNetwork', '.step-position-range:not([disabled])'], ['view=compare', '.compare'], ['lesson=neuron&page=3', '.lesson-foot']] as const) {
      await page.evaluate((wanted) => { location.hash = wanted; }, hash);
      await expect(page.locator(until).first()).toBeVisible();
      await page.evaluate(() => { (document.activeElement as HTMLElement | null)?.blur(); scrollTo(0, 0); });
      const covered: string[] = [];
      let count = 0;
      for (; count < 150; count += 1) {
        await page.keyboard.press('Tab');
        const found = await page.evaluate(() => {
          const focused = document.activeElement;
          if (focused === null || focused === document.body) return null;
          const shown = focused.closest('label') ?? (focused.matches('[type="range"]') ? focused.parentElement! : focused);
          const { left, top, width, height } = shown.getBoundingClientRect();
          const isSeen = [[0.5, 0.5], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]].some(([x, y]) => {
            const at = document.elementFromPoint(left + x! * width, top + y! * height);
            return at !== null && (shown.contains(at) || at.closest('label') === shown);
          });
          return isSeen ? '' : `${focused.tagName} ${focused.className} “${(focused.getAttribute('aria-label') ?? focused.textContent).slice(0, 40)}”`;
        });
        if (found === null) break;
        if (found !== '') covered.push(found);
      }
      expect.soft(count, `${hash}: the keys lead through the page`).toBeGreaterThan(10);
      expect.soft(covered, hash).toEqual([]);
    }
  });
}
