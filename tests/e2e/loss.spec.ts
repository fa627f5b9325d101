import { expect, readNumber, test } from './playground.ts';

test('the loss is seen over the answer while the network trains, and another one is chosen by its picture', async ({ playground }) => {
  const { page } = playground;
  await playground.button('Loss function…').click();
  const sheet = page.getByRole('dialog', { name: 'Loss function' });
  const picture = sheet.getByRole('slider', { name: 'Example on the loss' });
  await expect(picture).toHaveAttribute('aria-valuetext', /^Example \d+, training: target [+−]1, answer /);

  // It stands beside the output and the loss, and everything that training needs is free.
  const box = (await sheet.boundingBox())!;
  expect(box.x + box.width).toBeLessThan((await playground.region('Output').boundingBox())!.x);
  expect(box.y + box.height).toBeLessThanOrEqual((await playground.region('Timeline').boundingBox())!.y + 1);

  const said = await picture.getAttribute('aria-valuetext');
  await playground.play();
  await expect(picture).not.toHaveAttribute('aria-valuetext', said ?? '');
  await sheet.getByRole('radio', { name: /^binary cross-entropy/ }).check({ force: true });
  await expect(playground.combobox('Loss')).toHaveValue('binary_cross_entropy');
  await expect(playground.combobox('Output activation')).toHaveValue('sigmoid');
  await expect(sheet.getByText(/^∂f\/∂z = ŷ − y = .* goes back: the error itself\.$/)).toBeVisible();
  await playground.pause();

  // From example to example by the keys, without a step of the training.
  const step = await playground.settled('Step count');
  await picture.focus();
  await page.keyboard.press('End');
  await expect(picture).toHaveAttribute('aria-valuenow', '280');
  await page.keyboard.press('ArrowLeft');
  await expect(picture).toHaveAttribute('aria-valuenow', '279');
  expect(await playground.settled('Step count')).toBe(step);

  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(playground.button('Loss function…')).toBeFocused();
});

test('a bad model looks perfect to the signed difference, training with it makes matters worse, and without the signs it is repaired', async ({ playground }) => {
  const { page } = playground;
  await playground.button('Loss function…').click();
  const sheet = page.getByRole('dialog', { name: 'Loss function' });
  await sheet.getByRole('radio', { name: 'Errors that cancel' }).check({ force: true });
  await sheet.getByRole('button', { name: 'Show a bad model that looks perfect' }).click();
  const cell = (row: RegExp) => sheet.getByRole('row', { name: row }).getByRole('cell').first();
  await expect(cell(/what is left/)).toHaveText('−0.00381');
  await expect(cell(/nothing cancels/)).toHaveText('57.9');
  await expect(sheet.getByText('Judged by it the model is all but perfect. It is not: on average an answer is 0.689 off.')).toBeVisible();

  await playground.play();
  await expect.poll(() => playground.number('Training loss')).toBeLessThan(-1);
  await playground.pause();
  await expect.poll(async () => readNumber((await cell(/nothing cancels/).textContent()) ?? '')).toBeGreaterThan(80);
  await sheet.getByRole('button', { name: 'Take the absolute error instead' }).click();
  await playground.play();
  await expect.poll(() => playground.number('Training loss')).toBeLessThan(0.1);
  await playground.pause();
});

test('data loss and penalty stand apart, in the panel and in the sheet', async ({ playground }) => {
  const { page } = playground;
  await expect(playground.output('Penalty')).toHaveCount(0);
  await playground.combobox('Regularization').selectOption('l2');
  await expect.poll(() => playground.number('Penalty')).toBeGreaterThan(0);
  const [data, penalty, both] = [await playground.number('Training loss'), await playground.number('Penalty'), await playground.number('Data loss and penalty')];
  expect(both).toBeCloseTo(data + penalty, 2);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('loss function over');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Loss function' }).getByText(/^Data [\d.]+ \+ penalty [\d.]+ = [\d.]+ is what training lowers\.$/)).toBeVisible();
});
