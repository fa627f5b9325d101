import { expect, test } from './playground.ts';

test('the palette runs a command that is typed', async ({ playground }) => {
  const { page } = playground;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('iris');
  await page.keyboard.press('Enter');
  await expect(playground.combobox('Data set')).toHaveValue('iris');
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
