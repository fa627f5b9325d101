import type { Page } from '@playwright/test';
import { expect, test } from './playground.ts';
import { goThrough, states } from './states.ts';

const { Play = [], Output = [], 'what is opened': opened = [], Step = [], 'the other views': others = [] } = states;
const named = (...names: readonly string[]) => [...Play, ...Output, ...opened, ...Step, ...others].filter(({ name }) => names.includes(name));

/** Controls that begin or end beside the window, and lie in nothing that scrolls sideways. */
const beside = (page: Page): Promise<readonly string[]> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [role=status], h1, h2, h3')].flatMap((each) => {
  const { left, right, width } = each.getBoundingClientRect();
  if (width <= 1 || !each.checkVisibility({ visibilityProperty: true }) || (left >= -1 && right <= innerWidth + 1)) return [];
  for (let around = each.parentElement; around !== null; around = around.parentElement) if (getComputedStyle(around).overflowX === 'auto' || getComputedStyle(around).overflowX === 'scroll') return [];
  return [`${each.tagName} ${each.className} “${(each.getAttribute('aria-label') ?? each.textContent).slice(0, 40)}” from ${Math.round(left)} to ${Math.round(right)}`];
}));

/** How much of the window's height is left free by what stays in it while the page scrolls. */
const freeHeight = (page: Page): Promise<number> => page.evaluate(() => {
  const isFixed = (at: Element | null): boolean => {
    for (let each = at; each !== null; each = each.parentElement) {
      const { position, display } = getComputedStyle(each);
      if (['fixed', 'sticky'].includes(position) && display !== 'contents') return true;
    }
    return false;
  };
  let free = 0;
  for (let y = 2; y < innerHeight; y += 4) if (![0.1, 0.5, 0.9].some((share) => isFixed(document.elementFromPoint(share * innerWidth, y)))) free += 4;
  return free / innerHeight;
});

// 1280 × 1024 at 400 % (WCAG 1.4.10)
test('at 400 % everything is there, and the page scrolls one way only', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  await page.setViewportSize({ width: 320, height: 256 });
  // What is dragged most can be dragged with the same fineness as on a phone's screen.
  expect((await playground.slider('Learning rate').boundingBox())?.width).toBeGreaterThan(150);
  const [accuracy, pace] = await Promise.all([page.locator('.transport-accuracy').boundingBox(), page.locator('.transport-place').boundingBox()]);
  expect((accuracy?.x ?? Infinity) + (accuracy?.width ?? 0)).toBeLessThanOrEqual(pace?.x ?? 0);
  const unreached = await goThrough(page, named('Play', 'a neuron selected', 'its explanation', 'classes and their confusion', 'mistakes', 'digits', 'Layers', 'Loss function', 'Draw data', 'Import CSV', 'Keys', 'Share', 'Step', 'Compare', 'Compare, run', 'Compare, side by side', 'Landscape', 'Learn', 'a page of a lesson'), async (name, within) => {
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
    expect.soft(await beside(page), name).toEqual([]);
    if (within === null) expect.soft(await freeHeight(page), `${name}: the share of the window that scrolls`).toBeGreaterThan(0.4);
  });
  expect(unreached).toEqual([]);
});

/** Words that are cut off where they stand; those of a menu or of a button stand whole in what it opens. */
const cutOff = (page: Page): Promise<readonly string[]> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('main *, header *, dialog[open] *, [popover]:popover-open *')].flatMap((each) => {
  if (!each.checkVisibility({ visibilityProperty: true }) || each.matches('.choice-shown, [aria-haspopup] > span') || ![...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '')) return [];
  const range = document.createRange();
  range.selectNodeContents(each);
  const text = range.getBoundingClientRect();
  for (let around: HTMLElement | null = each; around !== null; around = around.parentElement) {
    const style = getComputedStyle(around);
    if (style.position === 'absolute' && style.clipPath !== 'none') return [];
    const box = around.getBoundingClientRect();
    if (['hidden', 'clip'].includes(style.overflowX) && (text.right > box.right + 2 || text.left < box.left - 2)) return [`“${each.textContent.slice(0, 50)}” in ${around.className}`];
    if (['hidden', 'clip'].includes(style.overflowY) && (text.bottom > box.bottom + 4 || text.top < box.top - 4)) return [`“${each.textContent.slice(0, 50)}” in ${around.className}, height`];
    if (['auto', 'scroll'].includes(style.overflowX) || ['auto', 'scroll'].includes(style.overflowY)) return [];
  }
  return [];
}));

// WCAG 1.4.12
for (const width of [1440, 390]) test(`with wider spacing of its text nothing more is cut off, at ${width} px`, { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  await page.setViewportSize({ width, height: 900 });
  const unreached = await goThrough(page, named('Play', 'a neuron selected', 'classes and their confusion', 'mistakes', 'Layers', 'Loss function', 'Share', 'Step', 'Compare', 'Compare, run', 'Landscape', 'Learn', 'a page of a lesson'), async (name) => {
    const before = await cutOff(page);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }');
      document.adoptedStyleSheets = [sheet];
    });
    await page.waitForTimeout(300);
    const after = await cutOff(page);
    expect.soft(after.filter((each) => !before.includes(each)), name).toEqual([]);
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
    await page.evaluate(() => { document.adoptedStyleSheets = []; });
  });
  expect(unreached).toEqual([]);
});
