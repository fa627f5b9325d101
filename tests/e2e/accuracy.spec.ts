import { expect, readNumber, test, type Playground } from './playground.ts';

/** Begins a situation from the list over the timeline. */
async function begin(playground: Playground, label: string): Promise<void> {
  await playground.button('Situations').click();
  await playground.page.getByRole('dialog', { name: 'Situations' }).getByRole('button', { name: label }).click();
}

test('loss and accuracy part before one’s eyes, in two actions', async ({ playground }) => {
  const { page } = playground;
  await begin(playground, 'Loss falls, accuracy falls with it');
  await expect(page.getByText(/^The loss falls from 0\.671 to 0\.211 and accuracy with it, from 100 % to 75 %/)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'both' })).toBeChecked();
  await expect.poll(() => playground.number('Training accuracy'), { timeout: 20_000 }).toBe(75);
  await expect.poll(() => playground.number('Training loss')).toBeLessThan(0.25);
  await playground.pause();
  // The beginning of the same run, read on the playhead.
  const playhead = playground.slider('Playhead');
  await playhead.press('Home');
  await expect(playhead).toHaveAttribute('aria-valuetext', /training 0\.671, accuracy 100\s%/);
  await page.getByRole('radio', { name: 'accuracy', exact: true }).check({ force: true });
  await expect(page.getByRole('radio', { name: 'log' })).toBeDisabled();
  await expect(playhead).toHaveAttribute('aria-valuetext', /step 0: accuracy 100\s%$/);
  await playground.button('Undo').click();
  await expect(playground.combobox('Data set')).toHaveValue('spiral');
});

test('a run that over-fits goes back to its best step, exactly, and on again', async ({ playground }) => {
  const { page } = playground;
  await begin(playground, 'Over-fitting');
  await playground.asFastAsItGoes();
  await expect(playground.button('Go to the best step')).toBeVisible({ timeout: 90_000 });
  // It stops by itself where its sentence ends.
  await expect.poll(() => playground.number('Epoch'), { timeout: 90_000 }).toBe(400);
  await expect(playground.button('Play')).toBeVisible();
  await expect(playground.verdict).toHaveText(/^Over-fitting: validation loss is .* above its lowest \(epoch \d+\) while training loss fell on\.$/);
  const epoch = readNumber(/epoch (\d+)/.exec((await playground.verdict.textContent()) ?? '')?.[1] ?? '');
  const late = await playground.number('Validation loss');
  await playground.button('Go to the best step').click();
  await expect.poll(() => playground.number('Epoch')).toBe(epoch);
  await expect.poll(() => playground.number('Validation loss')).toBeLessThan(0.9 * late);
  const best = await playground.settled('Validation loss');
  // There and back again: the same numbers.
  await playground.slider('Playhead').press('End');
  await expect.poll(() => playground.number('Validation loss')).toBe(late);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('best step');
  await page.keyboard.press('Enter');
  await expect(playground.output('Validation loss')).toHaveText(best);
});

test('the confusion matrix stands in the picture’s place, live, for two classes and more', async ({ playground }) => {
  const { page } = playground;
  const output = playground.region('Output');
  await output.getByRole('radio', { name: 'confusion matrix' }).check({ force: true });
  const matrix = output.getByRole('table', { name: 'Confusion matrix of the training examples' });
  await expect(matrix).toBeVisible();
  const counted = async (): Promise<number> => (await matrix.locator('tbody td.output-panel-confusion-cell').allTextContents()).reduce((sum, text) => sum + readNumber(text), 0);
  expect(await counted()).toBe(196);
  const before = await matrix.textContent();
  await playground.play();
  await expect.poll(() => matrix.textContent()).not.toBe(before);
  await expect.poll(() => playground.number('Training accuracy'), { timeout: 20_000 }).toBeGreaterThan(90);
  await playground.pause();
  // Its own sum agrees with the accuracy of the transport.
  const accuracy = await playground.settled('Training accuracy');
  await expect(output.getByText(/^\d+ of 196 right: /)).toHaveText(new RegExp(`: ${accuracy.replace(/\s/g, '.')}$`));
  await output.getByRole('radio', { name: 'validation' }).check({ force: true });
  await expect(output.getByRole('table', { name: 'Confusion matrix of the validation examples' })).toBeVisible();

  await playground.chooseDataset(/iris/i);
  await expect(output.getByRole('rowheader', { name: 'virginica' })).toBeVisible();
  await expect(output.getByRole('row', { name: /^precision/ })).toBeVisible();
  // What is kept outlasts a reload.
  await page.reload();
  await expect(output.getByRole('radio', { name: 'confusion matrix' })).toBeChecked();
});

test('a regression shows its answers against the targets, walked by keys', async ({ playground }) => {
  const { page } = playground;
  await playground.chooseDataset(/sine/i);
  const output = playground.region('Output');
  await output.getByRole('radio', { name: 'against target' }).check({ force: true });
  const scatter = output.getByRole('slider', { name: /^Predicted against target/ });
  await scatter.press('ArrowRight');
  await expect(scatter).toHaveAttribute('aria-valuetext', /^example \d+: target −?[\d.]+, answer −?[\d.]+, .* off$/);
  await scatter.press('Enter');
  await expect(playground.region('Inspector').getByText(/example/i).first()).toBeVisible();
  await expect(page.getByRole('radio', { name: 'accuracy', exact: true })).toHaveCount(0);
});
