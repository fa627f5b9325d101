import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Playground } from './playground.ts';

type Place = readonly [across: number, down: number];

/** The sheet "Draw data", drawn in as a hand does; places are shares of the plane. */
class Drawing {
  readonly page: Page;
  readonly sheet: Locator;
  readonly plane: Locator;

  constructor(page: Page) {
    this.page = page;
    this.sheet = page.getByRole('dialog', { name: 'Draw data', exact: true });
    this.plane = this.sheet.getByRole('application', { name: /^Plane with/ });
  }

  async begin(label: string) {
    await this.sheet.getByRole('combobox', { name: 'Begin from empty' }).selectOption({ label });
    await this.expectPoints(0);
  }

  async expectPoints(count: number) {
    await expect(this.plane).toHaveAccessibleName(`Plane with ${count} ${count === 1 ? 'point' : 'points'}`);
  }

  async points(): Promise<number> {
    return Number(/\d+/.exec((await this.plane.getAttribute('aria-label')) ?? '')?.[0]);
  }

  async choose(name: string | RegExp) {
    await this.sheet.getByRole('radio', { name, exact: true }).check({ force: true });
  }

  async drag(...[first, ...way]: readonly Place[]) {
    const { x, y, width, height } = (await this.plane.boundingBox())!;
    await this.page.mouse.move(x + first![0] * width, y + first![1] * height);
    await this.page.mouse.down();
    for (const [across, down] of way) await this.page.mouse.move(x + across * width, y + down * height, { steps: 8 });
    await this.page.mouse.up();
  }

  async say(text: string | RegExp) {
    await expect(this.sheet.getByRole('status')).toHaveText(text);
  }
}

async function openDrawing(playground: Playground): Promise<Drawing> {
  await playground.button('Draw').click();
  const drawing = new Drawing(playground.page);
  await expect(drawing.plane).toBeVisible();
  return drawing;
}

test('two classes drawn by mouse are learned while they are drawn; points are moved, erased and taken back', async ({ playground }) => {
  const { page } = playground;
  const drawing = await openDrawing(playground);
  await drawing.begin('two classes');
  await drawing.sheet.getByRole('button', { name: 'Play', exact: true }).click();
  await drawing.choose('Brush');
  await drawing.choose('Class +1');
  await drawing.drag([0.15, 0.3], [0.5, 0.15], [0.85, 0.3]);
  await drawing.choose('Class −1');
  await drawing.drag([0.15, 0.75], [0.5, 0.6], [0.85, 0.75]);
  const brushed = await drawing.points();
  expect(brushed).toBeGreaterThan(40);
  await drawing.choose('Point');
  await drawing.drag([0.02, 0.98], [0.02, 0.98]);
  await drawing.say(/^Point added: x₁ −1\.15, x₂ −1\.15, class −1\.$/);
  await drawing.plane.click({ position: { x: 20, y: 60 }, modifiers: ['Shift'] });
  await drawing.say(/class \+1\.$/);
  await drawing.expectPoints(brushed + 2);

  // Moved beyond the edge it stays at the edge, and the sentence says so.
  await drawing.drag([0.02, 0.98], [0.3, 0.9], [-0.1, 0.9]);
  await drawing.say(/^Point moved: x₁ −1\.20, x₂ −0\.96\d?, class −1\. That was outside of the plane/);
  await drawing.expectPoints(brushed + 2);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await drawing.expectPoints(brushed + 1);
  await page.keyboard.press('Control+Shift+z');
  await drawing.expectPoints(brushed + 2);

  await drawing.choose('Eraser');
  await drawing.drag([0.15, 0.3], [0.2, 0.9]);
  const left = await drawing.points();
  expect(left).toBeLessThan(brushed);
  await drawing.sheet.getByRole('button', { name: /^Undo/ }).click();
  await drawing.expectPoints(brushed + 2);
  const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
  expect(violations).toEqual([]);

  await drawing.sheet.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(playground.button('Draw')).toBeFocused();
  await playground.asFastAsItGoes();
  await expect.poll(() => playground.number('Training accuracy')).toBeGreaterThanOrEqual(95);
  expect(await playground.combobox('Data set').locator('option:checked').textContent()).toBe('drawn, 2 classes');
});

// Firefox's driver types past the page.
test('drawing in a set keeps its run; a function splits the points, and a wrong one is refused with its place', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  await playground.chooseDataset('circle');
  await playground.play();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(20);
  const drawing = await openDrawing(playground);
  await drawing.expectPoints(280);
  await drawing.drag([0.05, 0.05], [0.05, 0.05]);
  await drawing.expectPoints(281);
  const field = drawing.sheet.getByRole('textbox', { name: 'Split by a function' });
  await field.fill('y > sinn(3x)');
  await field.press('Enter');
  await expect(drawing.sheet.getByRole('alert')).toHaveText(/^“sinn” at place 5 is not known\. There are x, y, pi, e, sin/);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  expect(await field.evaluate((input: HTMLInputElement) => input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0))).toBe('sinn');
  await field.fill('sin(3x)');
  await field.press('Enter');
  await expect(drawing.sheet.getByRole('alert')).toHaveText('This gives a number; a split needs a comparison, as in y > sin(3x).');
  await field.fill('y > sin(3x) / 2');
  await drawing.sheet.getByRole('button', { name: 'Label the points' }).click();
  await drawing.say('281 points labelled.');
  await expect(drawing.sheet.getByRole('alert')).toHaveCount(0);
  await drawing.sheet.getByRole('button', { name: 'Fill the plane' }).click();
  await drawing.say('The plane is filled with 300 points.');
  await drawing.expectPoints(300);
  expect(await drawing.sheet.getByRole('slider', { name: 'Training share' }).getAttribute('aria-valuetext')).toContain('210 train, 90 validate');
  await drawing.sheet.getByRole('button', { name: 'Close', exact: true }).click();
  expect(await playground.number('Step count'), 'the run has not begun again').toBeGreaterThan(20);
  await playground.button('Undo').click();
  await playground.button('Undo').click();
  await playground.button('Undo').click();
  await expect(playground.region('Data').getByText(/^Drawn points, from/)).toHaveCount(0);
  await expect.poll(() => page.url()).not.toContain('examples=');
});

test('all of it by keys alone', async ({ playground }) => {
  const { page } = playground;
  await playground.button('Draw').focus();
  await page.keyboard.press('Enter');
  const drawing = new Drawing(page);
  await expect(drawing.plane).toBeFocused();
  const menu = drawing.sheet.getByRole('combobox', { name: 'Begin from empty' });
  await menu.focus();
  await menu.selectOption({ label: 'three classes' });
  await drawing.plane.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await drawing.say('Point added: x₁ 0.120, x₂ 0.0600, class B.');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+Enter');
  await drawing.say('Point added: x₁ 0.0600, x₂ 0.0600, class C.');
  await drawing.expectPoints(2);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await drawing.say(/x₂ −0\.006/);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Delete');
  await drawing.say(/^Removed: .* 1 left\.$/);
  await drawing.expectPoints(1);
  await drawing.sheet.getByRole('radio', { name: 'Point' }).focus();
  await page.keyboard.press('ArrowRight');
  await drawing.plane.focus();
  await page.keyboard.press('Enter');
  await drawing.say(/^\d+ points added; \d+ in all\.$/);
  await drawing.sheet.getByRole('radio', { name: 'Brush' }).focus();
  await page.keyboard.press('ArrowRight');
  await drawing.plane.focus();
  await page.keyboard.press('Enter');
  await drawing.say(/erased/);
  await page.keyboard.press('Escape');
  await expect(drawing.sheet).toBeHidden();
  await expect(playground.button('Draw')).toBeFocused();
});

test('a link carries the points to another page, and a reload keeps them', async ({ playground, context }) => {
  const { page } = playground;
  const drawing = await openDrawing(playground);
  await drawing.begin('a curve');
  for (const place of [[0.2, 0.3], [0.4, 0.6], [0.6, 0.4], [0.8, 0.7]] as const) await drawing.drag(place, place);
  await drawing.expectPoints(4);
  await drawing.say(/^Point added: x 0\.7\d+, y −0\.\d+\.$/);
  await drawing.sheet.getByRole('button', { name: 'Close', exact: true }).click();
  let written = '';
  await expect(async () => {
    const before = written;
    written = page.url();
    expect(written).toContain('examples=p.');
    expect(written).toBe(before);
  }).toPass({ intervals: [600] });
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Draw', exact: true }).click();
  await expect(other.getByRole('application', { name: 'Plane with 4 points' })).toBeVisible();
  await other.close();
  await page.reload();
  await playground.button('Draw').click();
  await drawing.expectPoints(4);
});

// Firefox's driver has no fingers.
test('on a phone a finger draws, and every button is large enough for it', { tag: '@chromium' }, async ({ browser, baseURL }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, ...(baseURL === undefined ? {} : { baseURL }) });
  const page = await context.newPage();
  await page.goto('./');
  await page.getByRole('button', { name: /^(Settings|Noise)/ }).click();
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  const drawing = new Drawing(page);
  await drawing.begin('two classes');
  const { x, y, width, height } = (await drawing.plane.boundingBox())!;
  await page.touchscreen.tap(x + width / 4, y + height / 4);
  await drawing.expectPoints(1);
  await drawing.say('Point added: x₁ −0.600, x₂ 0.600, class +1.');
  for (const control of await drawing.sheet.locator('button:visible, .segment:visible, .draw-class:visible').all()) {
    const box = (await control.boundingBox())!;
    expect(Math.round(Math.min(box.width, box.height)), (await control.textContent()) ?? '').toBeGreaterThanOrEqual(44);
  }
  await drawing.sheet.getByRole('button', { name: 'Remove the chosen point' }).tap();
  await drawing.expectPoints(0);
  await context.close();
});
