import type { Page } from '@playwright/test';
import { expect, test } from './playground.ts';

const LESSONS = ['neuron', 'learning-rate', 'initialization', 'loss', 'chain-rule', 'optimizers', 'vanishing-gradients', 'over-fitting', 'digits', 'landscape'];

/** What of a presented page cannot be seen, each in a few words. */
async function unseen(page: Page): Promise<readonly string[]> {
  return await page.evaluate(async () => {
    const found: string[] = [];
    const lights = (document.documentElement.dataset['lights'] ?? '').split(' ');
    const rings = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.lesson-ring')];
    const inWindow = ({ left, top, right, bottom }: DOMRect): boolean => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    if (rings().length !== lights.length) found.push(`${rings().length} of ${lights.join(', ')} lit`);
    for (const ring of rings()) if (!inWindow(ring.getBoundingClientRect())) found.push('a ring is not in the window');
    // Each name in the text lights what it names.
    for (const name of document.querySelectorAll<HTMLElement>('.lesson-name')) {
      name.focus();
      await new Promise((done) => { setTimeout(done, 50); });
      const lit = rings().filter((ring) => ring.dataset['lit'] === 'true');
      if (lit.length !== 1 || !lit.every((ring) => inWindow(ring.getBoundingClientRect()))) found.push(`“${name.textContent}” lights nothing`);
      name.blur();
    }
    // A tree, a matrix and the loss are lit whole.
    const cut = (inside: string, of: string): void => {
      const box = document.querySelector(of)?.getBoundingClientRect();
      for (const each of document.querySelectorAll(`${of} ${inside}`)) {
        const { width, left, right, top, bottom } = each.getBoundingClientRect();
        if (box !== undefined && width > 0 && (left < box.left - 2 || right > box.right + 2 || top < box.top - 2 || bottom > box.bottom + 2)) found.push(`“${each.textContent}” is cut off`);
      }
    };
    if (lights.includes('path-tree')) cut('.step-factor, .step-gradient, .step-paths-sum button', '.area-step-paths');
    if (lights.includes('confusion')) cut('td, th', '.area-output');
    if (lights.includes('loss')) cut('output, .loss-panel-axis', '.area-loss');
    if (lights.includes('inspector') && document.querySelector('.area-inspector, .area-step-inspector')?.textContent.trim() === '') found.push('the inspector is empty');
    // In two lines of large type the verdict would lie over what stands under it.
    cut('.verdict-text', '.area-verdict');
    const accuracy = document.querySelector('.transport-accuracy[data-task="classification"] .transport-label');
    if (accuracy !== null && accuracy.getBoundingClientRect().width === 0) found.push('the accuracy has no name');
    return found;
  });
}

for (const lesson of LESSONS) {
  test(`presented on a projector, every page of ${lesson} has in sight what it lights and names`, { tag: '@chromium' }, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.goto(`./#lesson=${lesson}&page=1&present=on`);
    const where = page.locator('.lesson-where');
    await expect(where).toHaveText(/^page 1 of \d+$/);
    const count = Number(/\d+$/.exec((await where.textContent()) ?? '')?.[0]);
    expect(count).toBeGreaterThanOrEqual(5);
    for (let number = 1; number <= count; number += 1) {
      await expect(where).toHaveText(`page ${number} of ${count}`);
      await expect(page.locator('.lesson-parts')).toBeAttached();
      await expect.poll(() => unseen(page), { message: `page ${number}`, timeout: 10_000 }).toEqual([]);
      if (number < count) await playground.button('Next page').click();
    }
  });
}
