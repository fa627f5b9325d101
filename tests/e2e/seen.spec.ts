import type { Page } from '@playwright/test';
import { expect, test } from './playground.ts';

/** How many colours the picture of the output has. */
const coloursOf = (page: Page): Promise<number> => page.evaluate(() => {
  const canvas = document.querySelector<HTMLCanvasElement>('.output-panel-plane canvas')!;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const found = new Set<number>();
  for (let i = 0; i < data.length; i += 4) found.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
  return found.size;
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`in forced colours pictures, focus, what is chosen and what is on the marker are seen, ${colorScheme}`, { tag: '@chromium' }, async ({ playground }) => {
    const { page } = playground;
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    await page.reload();
    await expect(playground.button('Play')).toBeEnabled();
    await expect.poll(() => coloursOf(page)).toBeGreaterThan(20);
    const look = await page.evaluate(() => {
      const border = (radio: string): string => getComputedStyle(document.querySelector(`.output-panel .segment:has(input${radio}) .segment-word`)!).borderBottomColor;
      return {
        chosen: border(':checked'), other: border(':not(:checked)'), ground: getComputedStyle(document.body).backgroundColor,
        tab: getComputedStyle(document.querySelector('.header-tab[aria-selected="true"]')!, '::after').backgroundColor,
        track: getComputedStyle(document.querySelector('.learning-lane-track input')!).forcedColorAdjust,
      };
    });
    expect(look.chosen).not.toBe(look.other);
    expect(look.other).toBe(look.ground);
    expect(look.tab).not.toBe(look.ground);
    expect(look.track).toBe('none');
    for (let count = 0; count < 25; count += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        for (let at = document.activeElement; at !== null; at = at.parentElement) if (getComputedStyle(at).outlineStyle !== 'none' && Number.parseFloat(getComputedStyle(at).outlineWidth) >= 2) return '';
        const range = document.activeElement;
        return range?.matches('[type="range"]') === true ? '' : (range?.outerHTML.slice(0, 120) ?? 'nothing');
      });
      expect(focused, 'focused without an outline').toBe('');
    }
    await page.evaluate(() => { location.hash = 'view=step&preset=workedNetwork'; });
    await expect(page.getByRole('table', { name: 'Ledger' })).toBeVisible();
    await page.keyboard.press('ArrowRight');
    for (const place of ['.step-formula .mark', '.step-ledger tr[data-present="true"]']) {
      await expect.poll(() => page.locator(place).first().evaluate((element) => getComputedStyle(element).outlineStyle), { message: place }).toBe('solid');
    }
  });
}

/** Movements under way that CSS makes: training is none, it is drawn. */
const movements = (page: Page): Promise<readonly string[]> => page.evaluate(() => document.getAnimations().flatMap((animation) => {
  const { effect, playState } = animation;
  if (playState !== 'running' || !(effect instanceof KeyframeEffect)) return [];
  const moved = effect.getKeyframes().flatMap((frame) => Object.keys(frame)).filter((key) => /^(?:transform|translate|rotate|scale|offsetPath|offsetDistance|left|right|top|bottom|inset|width|height|margin|d|cx|cy|x|y|strokeDashoffset)/.test(key) && key !== 'offset');
  return moved.length === 0 ? [] : [`${effect.target?.outerHTML.slice(0, 80) ?? ''}: ${moved.join(' ')}`];
}));

// The system's Firefox is not told by its driver that less motion is asked for.
test('with less motion asked for nothing moves but what is trained', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found = new Set<string>();
  const watch = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      for (const each of await movements(page)) found.add(each);
      await page.waitForTimeout(40);
    }
  };
  await playground.play();
  await watch(10);
  await playground.pause();
  for (const key of ['2', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Space', '3', '4', '5', '1', 'P', 'P', 'Escape']) {
    await page.keyboard.press(key);
    await watch(4);
  }
  expect([...found]).toEqual([]);
});

/** Gathers what a screen reader is told from now on: the texts of live regions, each time they change. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const region = (node: Node): Element | null => {
      const at = (node instanceof Element ? node : node.parentElement)?.closest('[aria-live], [role="status"], [role="alert"], output') ?? null;
      return at?.getAttribute('aria-live') === 'off' ? null : at;
    };
    new MutationObserver((records) => {
      for (const found of new Set(records.flatMap(({ target, addedNodes }) => [region(target), ...[...addedNodes].map(region)]))) {
        const text = found === null ? '' : found.textContent.trim();
        if (text !== '') said.push(text);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said.splice(0));
}

test('a screen reader hears little while the network trains, and all that matters', async ({ playground }) => {
  const { page } = playground;
  await playground.chooseDataset(/moons/);
  await playground.settled('Training loss');
  const heard = await listen(page);
  await playground.button('Play').click();
  await page.waitForTimeout(10_000);
  const training = await heard();
  expect(training.length, training.join(' | ')).toBeLessThanOrEqual(5);
  expect(training.join(' ')).toContain('Training.');
  await playground.pause();
  await expect.poll(async () => (await heard()).join(' ')).toMatch(/Paused at epoch \d+, step [\d\s]+: training loss 0\.\d+\.$/);
  for (let count = 0; count < 3; count += 1) await playground.button('Step').click();
  const stepped: string[] = [];
  await expect.poll(async () => {
    stepped.push(...await heard());
    return stepped.filter((text) => text.startsWith('Epoch')).length;
  }).toBe(1);
  await playground.chooseDataset(/^plane/);
  await page.getByRole('textbox', { name: 'Learning rate value' }).fill('100');
  await page.keyboard.press('Enter');
  await heard();
  await playground.button('Play').click();
  await expect(playground.verdict).toContainText(/diverged/i);
  const told: string[] = [];
  const toldSoFar = async (): Promise<string> => {
    told.push(...await heard());
    return told.join(' ');
  };
  await expect.poll(toldSoFar).toMatch(/diverged/i);
  await page.evaluate(() => { location.hash = 'view=step&preset=workedNetwork'; });
  await expect(page.getByRole('table', { name: 'Ledger' })).toBeVisible();
  await heard();
  await page.keyboard.press('ArrowRight');
  await expect.poll(toldSoFar).toMatch(/Forward\. /);
});
