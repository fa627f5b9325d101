import { expect, test } from './playground.ts';

test('the palette runs a command that is typed', async ({ playground }) => {
  const { page } = playground;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('iris');
  await page.keyboard.press('Enter');
  await expect(playground.combobox('Data set')).toHaveValue('iris');
});

test('the learning rate is found among the commands, and typed', async ({ playground }) => {
  const { page } = playground;
  for (const view of ['1', '2']) {
    await page.keyboard.press(view);
    await expect(page.getByRole('textbox', { name: 'Learning rate value' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('learning rate');
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'Learning rate value' });
    await expect(field).toBeFocused();
    await field.fill(`0.0${view}`);
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue(`0.0${view}`);
    await page.keyboard.press('Escape');
  }
});

test('the network is walked by arrow keys, and a weight of the focused neuron is reached by bracket keys', async ({ playground }) => {
  const { page } = playground;
  await page.getByRole('button', { name: /^Hidden 1, neuron 1:/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: /^Hidden 1, neuron 2:/ })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: /^Hidden 2, neuron/ }).and(page.locator(':focus'))).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(playground.region('Inspector')).toContainText(/hidden 2, neuron/i);
  await page.keyboard.press(']');
  await page.keyboard.press('Enter');
  await expect(playground.region('Inspector')).toContainText(/weight from/i);
});

test('what has the focus is never under an explanation: that closes', async ({ playground }) => {
  const { page } = playground;
  await page.getByRole('button', { name: /^Hidden 1, neuron 1:/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^z ?: explain/ }).press('Enter');
  const explanation = page.getByRole('group', { name: 'Explanation' });
  await expect(explanation.getByRole('button', { name: 'Copy link' })).toBeVisible();
  const situations = playground.button('Situations');
  const isSeen = (): Promise<boolean> => situations.evaluate((button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
  expect(await isSeen()).toBe(false);
  await situations.focus();
  await expect(explanation).toHaveCount(0);
  await expect(situations).toBeFocused();
  expect(await isSeen()).toBe(true);
});

test('another view is named in the title of the window, and told to those who listen', async ({ playground }) => {
  const { page } = playground;
  await expect(page).toHaveTitle(/^Nabla: /);
  await page.keyboard.press('2');
  await expect(page).toHaveTitle('Step – Nabla');
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: /^Step$/ })).toHaveCount(1);
  await page.keyboard.press('1');
  await expect(page).toHaveTitle(/^Nabla: /);
});

for (const viewport of [{ width: 1280, height: 720 }, { width: 1366, height: 520 }]) {
  test.describe(`Step in a window of ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });
    test('the path that has the focus is in sight, whatever the ledger and the page have scrolled', async ({ playground }) => {
      const { page } = playground;
      await playground.follow('#view=step&preset=workedNetwork');
      const paths = playground.region('Path tree').getByRole('button', { name: /^Path through / });
      await expect(paths).toHaveCount(9);
      await paths.first().focus();
      for (let row = 1; row < 9; row++) await page.keyboard.press('ArrowDown');
      await expect(paths.last()).toBeFocused();
      await expect.poll(() => paths.last().evaluate((path) => {
        const { left, top, right, bottom } = path.getBoundingClientRect();
        const seen = (y: number): boolean => path.contains(document.elementFromPoint((left + right) / 2, y));
        return seen(top + 2) && seen(bottom - 2);
      })).toBe(true);
    });
  });
}

test('a menu of the Step view gives the keys back to the step', async ({ playground, browserName }) => {
  const { page } = playground;
  await playground.follow('#view=step&preset=workedNetwork');
  const [stride, position] = [playground.combobox('One step is one'), playground.slider('Position')];
  await expect(position).toBeEnabled();
  if (browserName === 'firefox') {
    // Firefox opens menus outside of the page, where the test's keys do not reach.
    await stride.selectOption('neuron');
    await playground.button('Step').focus();
  } else {
    await stride.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(stride).toHaveValue('neuron');
    await expect(playground.button('Step')).toBeFocused();
  }
  await page.keyboard.press('ArrowRight');
  await expect(position).toHaveValue('4');
  await stride.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(position).toHaveValue('0');
  await expect(stride).toHaveValue('neuron');
});
