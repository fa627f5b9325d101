import { expect, test } from './playground.ts';

test('what zero weights leave stuck is seen beforehand, used, and taken back', async ({ playground }) => {
  const { page } = playground;
  await playground.button('Layers…').click();
  const layers = page.getByRole('dialog', { name: 'Layers' });
  await expect(layers.getByRole('img', { name: /^Histograms of the weights\. Hidden 1: / })).toBeVisible();
  await expect(layers.getByRole('img', { name: /^Size of the gradients .* Hidden 1: median / })).toBeVisible();

  await layers.getByRole('radio', { name: 'What if' }).check({ force: true });
  await expect(layers.getByRole('row', { name: /^Zero identical/ })).toBeVisible();
  await expect(layers.getByText(/^The gradient of every weight is exactly 0 \(all \d+\); only the output bias learns\. Identical neurons stay identical\.$/)).toBeVisible();

  await layers.getByRole('button', { name: 'Use it: Zero' }).click();
  await expect(playground.combobox('Initialization')).toHaveValue('zero');
  await expect(page.getByText(/^A new run has begun: Zero\./)).toBeVisible();
  await expect(playground.verdict).toHaveText(/identical/);
  await layers.getByRole('radio', { name: 'Initial weights' }).check({ force: true });
  await expect(layers.getByText(/all neurons are identical and will stay so\.$/)).toBeVisible();

  // It stays open beside training, and what it said holds.
  await playground.play();
  await layers.getByRole('radio', { name: 'Now' }).check({ force: true });
  await expect(layers.getByText(/^Epoch .*: one pass over /)).toBeVisible();
  await expect(layers.getByText(/^Identical\./)).toBeVisible();
  await playground.pause();

  await page.keyboard.press('Escape');
  await expect(layers).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(playground.combobox('Initialization')).not.toHaveValue('zero');
});

test('a command opens the layers, a key closes them and gives the focus back', async ({ playground }) => {
  const { page } = playground;
  await expect(playground.button('Layers…')).toBeEnabled();
  await playground.button('Layers…').focus();
  await page.keyboard.press('Enter');
  const layers = page.getByRole('dialog', { name: 'Layers' });
  await expect(layers).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(playground.button('Layers…')).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('layers');
  await page.keyboard.press('Enter');
  await expect(layers).toBeVisible();
});
