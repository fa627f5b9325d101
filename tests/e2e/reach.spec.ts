import { AxeBuilder } from '@axe-core/playwright';
import { expect, readNumber, test } from './playground.ts';

// Every state of the page is looked at in access.spec.ts, with one browser; this much with every one.
for (const [screen, colorScheme] of [[{ width: 1440, height: 900 }, 'light'], [{ width: 390, height: 844 }, 'dark']] as const) {
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

for (const width of [320, 360, 390, 720, 1024, 1280, 1440]) {
  test(`nothing overflows sideways at ${width} px`, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize({ width, height: 800 });
    // The pictures are laid out anew when their size is known.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
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

for (const screen of [{ width: 1440, height: 900 }, { width: 1024, height: 768 }, { width: 390, height: 844 }]) {
  test(`a notice covers no control at ${screen.width}×${screen.height}, and Escape puts it away`, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize(screen);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('situation over-fitting');
    await page.keyboard.press('Enter');
    const notice = page.getByRole('group', { name: 'Notice' });
    await expect(notice).toBeInViewport();
    const covered = () => notice.evaluate((element) => {
      const box = element.getBoundingClientRect();
      return [...document.querySelectorAll('button, input, select, [tabindex="0"]')].filter((control) => {
        const at = control.getBoundingClientRect();
        return !element.contains(control) && at.width > 0 && at.left < box.right - 0.5 && at.right > box.left + 0.5 && at.top < box.bottom - 0.5 && at.bottom > box.top + 0.5;
      }).map((control) => control.outerHTML.slice(0, 80));
    });
    // The stage makes room for it when its size is known.
    await expect.poll(covered).toEqual([]);
    if (screen.width >= 720) await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await expect(notice).toBeHidden();
  });
}

test('a phone has every view in sight, and undo in the menu', async ({ playground }) => {
  const { page } = playground;
  await page.setViewportSize({ width: 390, height: 844 });
  for (const tab of await page.getByRole('tab').all()) {
    await expect(tab).toBeInViewport({ ratio: 1 });
    const isOnTop = await tab.evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return [left + 2, right - 2].every((x) => element.contains(document.elementFromPoint(x, (top + bottom) / 2)));
    });
    expect(isOnTop).toBe(true);
  }
  await playground.chooseDataset(/moons/i);
  await playground.button('More').click();
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(playground.combobox('Data set')).toHaveValue('spiral');
});

for (const screen of [{ width: 1024, height: 600 }, { width: 390, height: 844 }]) {
  test(`what is opened over the page keeps its head and says that there is more, at ${screen.width}×${screen.height}`, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize(screen);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('loss function over');
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Loss function' });
    await expect(sheet).toHaveAttribute('data-more', '');
    await sheet.evaluate((element) => { element.scrollTop = element.scrollHeight; });
    await expect(sheet).not.toHaveAttribute('data-more', '');
    for (const part of [sheet.getByRole('heading', { name: 'Loss function', exact: true }), sheet.getByRole('button', { name: 'Close' }), sheet.getByText('Errors that cancel')]) await expect(part).toBeInViewport();
    await sheet.getByRole('button', { name: 'Close' }).click();
    await expect(sheet).toBeHidden();
  });
}

test('on a lying phone the menus of the learning rate and the inspector stand beside one another', async ({ playground }) => {
  const { page } = playground;
  await page.setViewportSize({ width: 844, height: 390 });
  const box = await page.getByRole('region', { name: 'Inspector' }).locator('p').first().boundingBox();
  for (const name of ['no clipping', 'find η']) {
    const menu = await page.getByRole('region', { name: 'Learning', exact: true }).getByText(name).first().boundingBox();
    expect(menu!.y).toBeGreaterThanOrEqual(box!.y + box!.height);
  }
});
