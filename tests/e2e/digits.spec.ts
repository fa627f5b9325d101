import type { Locator } from '@playwright/test';
import { handwriting } from '../datasets/handwriting.ts';
import { expect, test, type Playground } from './playground.ts';

/** The handwritten digits, trained until hardly any is taken for another. */
async function train(playground: Playground): Promise<Locator> {
  await playground.chooseDataset(/^digits/);
  const accuracy = playground.output('Validation accuracy');
  await playground.play();
  await expect(async () => { expect(Number.parseFloat((await accuracy.textContent()) ?? '')).toBeGreaterThan(96); }).toPass({ timeout: 60_000 });
  await playground.pause();
  return playground.region('Output');
}

async function show(output: Locator, name: string): Promise<void> {
  await output.getByRole('radio', { name, exact: true }).check({ force: true });
}

test('a mistake is found in the list or by its cell of the matrix, selected, and followed in Step', async ({ playground }) => {
  const { page } = playground;
  const output = await train(playground);
  await show(output, 'mistakes');
  await output.getByRole('radio', { name: 'validation' }).check({ force: true });
  const items = output.getByRole('button', { name: /^validation example \d+: target \d, answered \d with probability/ });
  await expect(items.first()).toBeVisible();
  const figures = await items.evaluateAll((all) => all.map((each) => Number(/probability (\S+)$/.exec(each.getAttribute('aria-label') ?? '')?.[1])));
  expect(figures).toEqual(figures.toSorted((a, b) => b - a));
  await items.first().click();
  const [, number] = /example (\d+)/.exec((await items.first().getAttribute('aria-label')) ?? '') ?? [];
  await expect(playground.region('Inspector')).toContainText(`Validation example ${number}`);

  // Followed in Step it is only looked at, up to its loss, and leads back to the update.
  const updates = await playground.output('Step count').textContent();
  await output.getByRole('button', { name: 'Open in Step' }).press('Enter');
  // One goes on at the button that steps.
  await expect(playground.button('Step')).toBeFocused();
  const shown = playground.region('Example').getByRole('heading');
  await expect(shown).toHaveText(new RegExp(`^Validation example ${number} of \\d+$`));
  await expect(page.getByText(`Validation example ${number}: it is only looked at; no update is made from it.`).first()).toBeVisible();
  await playground.slider('Position').press('End');
  await expect(page.getByText('No update is made from it: → goes back to the next update.')).toBeVisible();
  await page.reload();
  await expect(shown).toHaveText(new RegExp(`^Validation example ${number} of \\d+$`));
  await playground.button('Back to the next update').click();
  await expect(shown).toHaveText(/^Example 1 of 32/);
  await expect(playground.output('Step count')).toHaveText(updates ?? '');
  await page.getByRole('tab', { name: 'Play', exact: true }).click();

  await show(output, 'confusion matrix');
  await output.getByRole('radio', { name: 'training' }).check({ force: true });
  // The first wrong cell of the training examples, or a right one where there is none.
  const cells = output.getByRole('button', { name: /^\d+ examples? of \d answered \d: (wrong|right)/ });
  const names = await cells.evaluateAll((all) => all.filter((each) => !(each as HTMLButtonElement).disabled).map((each) => each.getAttribute('aria-label') ?? ''));
  const cell = names.find((each) => each.includes(': wrong')) ?? names[0]!;
  await output.getByRole('button', { name: cell, exact: true }).click();
  const [, count, target, answer] = /^(\d+) examples? of (\d) answered (\d)/.exec(cell) ?? [];
  const listed = output.getByRole('button', { name: new RegExp(`^training example \\d+: target ${target}, answered ${answer} `) });
  await expect(listed).toHaveCount(Math.min(60, Number(count)));
  const [, index] = /example (\d+)/.exec((await listed.first().getAttribute('aria-label')) ?? '') ?? [];
  await listed.first().click();
  await output.getByRole('button', { name: 'Open in Step' }).click();
  await expect(page.getByText(new RegExp(`^Training example ${(index ?? '').replaceAll(/(?<=\d)(?=\d)/g, '\\s?')} is the first of the next mini-batch`))).toBeVisible();
  const example = playground.region('Example');
  await expect(example.getByRole('heading')).toContainText('Example 1 of 32');
  await expect(example.getByRole('combobox', { name: /^Target/ }).or(example.getByText(`= ${target}`)).first()).toBeVisible();
});

test('digits that are drawn are recognised, by pointer and by keys, while the network trains too', async ({ playground }) => {
  const { page } = playground;
  const output = await train(playground);
  await show(output, 'draw');
  const pad = output.getByRole('application', { name: /^Pad to draw a digit/ });
  const answer = output.getByRole('status', { name: 'Recognised as' });
  await expect(answer).toHaveText('–');
  const bounds = (await pad.boundingBox())!;
  for (const [digit, strokes] of handwriting.entries()) {
    for (const stroke of strokes) {
      for (const [i, [x, y]] of stroke.entries()) {
        await page.mouse.move(bounds.x + x * bounds.width, bounds.y + y * bounds.height);
        if (i === 0) await page.mouse.down();
      }
      await page.mouse.up();
    }
    await expect(answer, `the ${digit}`).toHaveText(String(digit));
    await output.getByRole('button', { name: 'Clear' }).click();
    await expect(answer).toHaveText('–');
  }

  // A 1 by keys, with the network training.
  await page.keyboard.press('Tab');
  await pad.focus();
  await playground.button('Play').click();
  await pad.focus();
  for (let i = 0; i < 6; i += 1) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  for (let i = 0; i < 12; i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(answer).toHaveText('1');
  await expect(playground.button('Pause')).toBeVisible();
  await playground.pause();
  await output.getByRole('button', { name: 'Take an example' }).click();
  await expect(playground.region('Inspector')).toContainText(/Validation example \d+/);
});

test('many inputs are seen along their principal components, or two of them', async ({ playground }) => {
  await playground.chooseDataset(/^digits/);
  const axes = playground.combobox('Axes of the pictures');
  await expect(axes).toHaveValue('components');
  await expect(playground.region('Output')).toContainText(/PC 1 \(14\.9\s?% of the variance\)/);
  await axes.selectOption('inputs');
  await expect(playground.region('Output')).toContainText('row 5, column 2');
  await expect(playground.page).toHaveURL(/axes=x\d+,x\d+/);
  const chosen = new URL(playground.page.url()).hash;
  await playground.page.reload();
  await expect(axes).toHaveValue('inputs');
  await expect(playground.region('Output')).toContainText('row 5, column 2');
  expect(new URL(playground.page.url()).hash).toBe(chosen);
  await playground.chooseDataset(/^wine/);
  await expect(axes).toHaveValue('inputs');
  await axes.selectOption('components');
  await playground.button('Principal components').click();
  await expect(playground.page.getByText(/^The points lie off this plane/)).toBeVisible();
});
