import type { Page } from '@playwright/test';
import { expect, test, type Playground } from './playground.ts';

async function openLandscape({ page }: Playground): Promise<void> {
  await page.getByRole('tab', { name: 'Landscape', exact: true }).click();
  await expect(picture(page)).toHaveAccessibleName(/^Loss landscape: training loss over .* from .* to .*: lowest .* at .*; the network stands at .*\.$/);
}

const picture = (page: Page) => page.getByRole('img', { name: /^Loss landscape/ });
const ball = (page: Page) => page.getByRole('application', { name: /^Ball/ });

/** How many different colours the picture has: a blank one has one. */
async function coloursOf(page: Page): Promise<number> {
  return picture(page).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4 * 97) seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
    return seen.size;
  });
}

/** Waits until the finest slice is there and λmax with it. */
async function settled(playground: Playground): Promise<void> {
  await expect(playground.output('Sharpness')).not.toHaveText('–');
  await playground.settled('Sharpness');
}

test('the loss as a landscape on which the network walks down', async ({ playground }) => {
  const { page } = playground;
  await openLandscape(playground);
  await settled(playground);
  expect(await coloursOf(page)).toBeGreaterThan(12);
  const sharpness = await playground.number('Sharpness');
  expect(sharpness).toBeGreaterThan(0);
  expect(await playground.number('Edge of stability')).toBeCloseTo(2 / sharpness, 1);
  const before = await playground.number('Training loss');
  await playground.play();
  await expect.poll(() => playground.number('Training loss')).toBeLessThan(before * 0.9);
  await expect(page.getByRole('radio', { name: 'the path' })).toBeEnabled();
  await playground.pause();
  for (const directions of ['random', 'the path']) {
    await page.getByRole('radio', { name: directions }).check({ force: true });
    await expect(picture(page)).toHaveAccessibleName(directions === 'random' ? /over a random direction from/ : /over the path’s first direction from/);
  }
  await page.getByRole('radio', { name: 'surface' }).check({ force: true });
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(40);
});

test('dragging the ball sets the weights, and one Undo takes the whole drag back', async ({ playground }) => {
  const { page } = playground;
  await openLandscape(playground);
  await settled(playground);
  const before = await playground.settled('Training loss');
  const box = (await ball(page).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= 12; i += 1) await page.mouse.move(x + 12 * i, y + 8 * i);
  await expect(playground.output('Training loss')).not.toHaveText(before);
  await page.mouse.up();
  const moved = (await ball(page).boundingBox())!;
  expect(Math.abs(moved.x - box.x - 144)).toBeLessThan(6);
  expect(await playground.settled('Training loss')).not.toBe(before);
  await playground.button('Undo').click();
  await expect(playground.output('Training loss')).toHaveText(before);
  await expect.poll(async () => Math.abs((await ball(page).boundingBox())!.x - box.x)).toBeLessThan(2);
  await expect(playground.button('Undo')).toBeDisabled();
  await playground.button('Redo').click();
  await expect(playground.output('Training loss')).not.toHaveText(before);
});

test('all of it by keyboard', async ({ playground }) => {
  const { page } = playground;
  await openLandscape(playground);
  await settled(playground);
  const before = await playground.settled('Training loss');
  await ball(page).focus();
  for (let i = 0; i < 6; i += 1) await page.keyboard.press('ArrowRight');
  await expect(playground.output('Training loss')).not.toHaveText(before);
  await expect(playground.output('Loss at the ball')).toContainText('L ');
  expect(await playground.settled('Step count')).toBe('0');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(playground.output('Training loss')).toHaveText(before);

  const plane = page.getByRole('application', { name: /^The landscape/ });
  await plane.focus();
  await page.keyboard.press('ArrowUp');
  await expect(playground.output('Loss under the cursor')).toContainText(/L \d/);
  await page.keyboard.press('Escape');
  await expect(playground.output('Loss under the cursor')).toHaveCount(0);
  const half = await page.getByRole('textbox', { name: 'Range up and down' }).inputValue();
  await page.keyboard.press('+');
  await expect(page.getByRole('textbox', { name: 'Range up and down' })).not.toHaveValue(half);
  await page.getByRole('button', { name: 'Fit the path and the network' }).click();
  await expect(page.getByRole('textbox', { name: 'Range up and down' })).toHaveValue(half);
  const across = playground.combobox('Weight across');
  const other = await across.locator('option').last().getAttribute('value');
  await across.selectOption(other);
  await expect(across).toHaveValue(other ?? '');
});

test('a diverged run has a sentence in place of the picture', async ({ playground }) => {
  const { page } = playground;
  await playground.chooseDataset(/^plane/);
  await page.getByRole('textbox', { name: 'Learning rate value' }).fill('100');
  await page.keyboard.press('Enter');
  await playground.button('Play').click();
  await page.getByRole('tab', { name: 'Landscape', exact: true }).click();
  await expect(page.getByText(/^This run diverged after step/)).toBeVisible();
});

test('nothing beyond the edge of a phone', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  await openLandscape(playground);
  await settled(playground);
  for (const width of [1024, 720, 390, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});
