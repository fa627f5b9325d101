import { expect, test } from './playground.ts';

test('the lane tries every learning rate from this moment, names what it does, marks the edge of stability and suggests a rate', async ({ playground }) => {
  const { page } = playground;
  const lane = playground.region('Learning');
  const slider = playground.slider('Learning rate');

  // The curve is there by itself, with its ranges in order.
  const curve = lane.getByRole('img', { name: /^Loss after 40 epochs at each learning rate/ });
  await expect(curve).toHaveAccessibleName(/crawling below .*, converging below .*diverging above$/);
  const words = lane.locator('.learning-lane-words span');
  await expect(words.first()).toHaveText('crawling');
  const order = ['crawling', 'converging', 'oscillating', 'diverging'];
  const shown = await words.allTextContents();
  expect(shown).toEqual(order.filter((word) => shown.includes(word)));
  expect(shown).toEqual(expect.arrayContaining(['crawling', 'converging', 'diverging']));
  const places = await words.evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().x));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  await expect(slider).toHaveAttribute('aria-valuetext', '0.1');
  await expect(slider).toHaveAccessibleDescription(/^η 0\.1: loss \S+ after 40 epochs, converging$/);

  // Another η changes what is said of it.
  await slider.press('PageUp');
  await slider.press('PageUp');
  await expect(slider).toHaveAttribute('aria-valuetext', '10');
  await expect(slider).toHaveAccessibleDescription(/^η 10: diverges within 40 epochs$/);
  await expect(lane.locator('.learning-lane-caption')).toContainText('diverges within 40 epochs');

  // The range test suggests a rate between the limits, and it can be taken.
  await playground.button('Find a learning rate').click();
  const use = page.getByRole('region', { name: 'Range test' }).getByRole('button', { name: /^Use η = / });
  await expect(use).toBeVisible();
  const suggested = Number(((await use.textContent()) ?? '').replace('Use η = ', ''));
  expect(suggested).toBeGreaterThan(1e-6);
  expect(suggested).toBeLessThan(1);
  await use.click();
  await expect(page.getByRole('textbox', { name: 'Learning rate value' })).toHaveValue(String(suggested));
  await page.getByRole('button', { name: 'Try 0.1, 0.01, 0.001 …' }).click();
  await expect(page.getByRole('region', { name: 'The usual rates' }).getByRole('status')).toContainText('η = 0.1 lowers the loss most.');
  await page.getByRole('region', { name: 'The usual rates' }).getByRole('button', { name: 'Use η = 0.1' }).click();
  await page.keyboard.press('Escape');

  // In full batches the mark is the edge, and the verdict speaks of it.
  await playground.slider('Batch size').press('End');
  const mark = lane.getByRole('button', { name: 'Edge of stability' });
  await expect(mark).toHaveText(/^2\/λmax = \d/);
  await expect(lane.locator('.learning-lane-edge')).toHaveAttribute('data-exact', 'true');
  await playground.play();
  await expect(playground.verdict).toContainText(/η is \S+ × 2\/λmax/);
  await mark.click();
  await expect(page.getByRole('dialog', { name: 'Edge of stability' })).toContainText('plain gradient descent on all examples');
});
