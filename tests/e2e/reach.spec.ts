import { AxeBuilder } from '@axe-core/playwright';
import { expect, readNumber, test } from './playground.ts';

const screens = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

for (const screen of screens) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`no axe violation at ${screen.width}×${screen.height}, ${colorScheme}`, async ({ playground }) => {
      const { page } = playground;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(screen);
      for (const set of [/spiral/i, /iris/i, /sine/i]) {
        await playground.chooseDataset(set);
        await playground.button('Step').click();
        await expect.poll(() => playground.number('Step count')).toBeGreaterThan(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
      }
    });
  }
}

for (const width of [320, 360, 390, 720, 1024, 1280, 1440]) {
  test(`nothing overflows sideways at ${width} px`, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
  });
}

for (const screen of [{ width: 1440, height: 900 }, { width: 1366, height: 768 }, { width: 1280, height: 720 }]) {
  test(`all of Play is on one screen at ${screen.width}×${screen.height}`, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize(screen);
    const over = await page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
    expect(over).toBeLessThanOrEqual(0);
    for (const name of ['Data', 'Network', 'Learning', 'Output', 'Inspector', 'Timeline']) {
      await expect(playground.region(name)).toBeInViewport();
    }
  });
}

test('the main job by keyboard alone', async ({ playground }) => {
  const { page } = playground;
  await page.keyboard.press('Space');
  await expect(playground.button('Pause')).toBeVisible();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(5);
  await page.keyboard.press('Space');
  await expect(playground.button('Play')).toBeVisible();
  await playground.settled('Step count');
  // A step is an epoch: the first one ends the epoch that was under way.
  await page.keyboard.press('ArrowRight');
  const paused = readNumber(await playground.settled('Step count'));
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(paused);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => playground.number('Step count')).toBe(paused);
  await page.keyboard.press('Home');
  await expect.poll(() => playground.number('Step count')).toBe(0);
  await playground.slider('Learning rate').focus();
  const before = await playground.slider('Learning rate').getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowRight');
  await expect(playground.slider('Learning rate')).not.toHaveAttribute('aria-valuetext', before ?? '');
  await page.keyboard.press('Control+z');
  await expect(playground.slider('Learning rate')).toHaveAttribute('aria-valuetext', before ?? '');
});

test('Space never leaves a focused button', async ({ playground }) => {
  await playground.button('Step').focus();
  await playground.page.keyboard.press('Space');
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(0);
  await expect(playground.button('Play')).toBeVisible();
});

test('a number out of range is refused in a sentence with the value and the range, and nothing is lost', async ({ playground }) => {
  const { page } = playground;
  const field = page.getByRole('textbox', { name: 'Learning rate value' }).or(page.getByRole('spinbutton', { name: 'Learning rate value' }));
  const before = await field.inputValue();
  await field.fill('5000');
  await field.press('Enter');
  await expect(page.getByText(/5\s?000.*100/).first()).toBeVisible();
  await field.press('Escape');
  await expect(field).toHaveValue(before);
});
