import { expect, test } from './playground.ts';

/** The main job: with its own settings each set trains to a good fit. */
const classification = [
  { set: /circle/i, accuracy: 95 },
  { set: /xor|exclusive/i, accuracy: 95 },
  { set: /spiral/i, accuracy: 95 },
  { set: /(3|three).*blobs|blobs.*(3|three)/i, accuracy: 95 },
  { set: /iris/i, accuracy: 93 },
];

for (const { set, accuracy } of classification) {
  test(`${set.source} trains to ${accuracy} %`, async ({ playground }) => {
    await playground.chooseDataset(set);
    await playground.asFastAsItGoes();
    await playground.play();
    await expect.poll(() => playground.number('Training accuracy'), { timeout: 60_000 }).toBeGreaterThanOrEqual(accuracy);
    await expect(playground.verdict).not.toContainText(/NaN|Infinity|∞/);
  });
}

test('a 1-D sine is fitted', async ({ playground }) => {
  await playground.chooseDataset(/sine/i);
  await playground.asFastAsItGoes();
  await expect.poll(() => playground.number('Training loss')).toBeGreaterThan(0);
  const before = await playground.number('Training loss');
  await playground.play();
  await expect.poll(() => playground.number('Training loss'), { timeout: 60_000 }).toBeLessThan(before / 10);
});

test('a far too large learning rate diverges, says so, and the way back leads to a run that trains', async ({ playground }) => {
  await playground.chooseDataset(/sine/i);
  const field = playground.page.getByRole('textbox', { name: 'Learning rate value' }).or(playground.page.getByRole('spinbutton', { name: 'Learning rate value' }));
  await field.fill('100');
  await field.press('Enter');
  await playground.asFastAsItGoes();
  await playground.button('Play').click();
  await expect(playground.verdict).toContainText('Diverged');
  await expect(playground.page.locator('body')).not.toContainText(/NaN|Infinity|∞/);
  await playground.page.getByRole('button', { name: /go back to before/i }).click();
  await field.fill('0.01');
  await field.press('Enter');
  await playground.play();
  await expect.poll(() => playground.number('Epoch')).toBeGreaterThan(5);
  await expect(playground.verdict).not.toContainText('Diverged');
});

test('changing the learning rate in mid-run does not start again', async ({ playground }) => {
  await playground.play();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(20);
  const before = await playground.number('Step count');
  await playground.slider('Learning rate').press('ArrowRight');
  await expect(playground.button('Pause')).toBeVisible();
  expect(await playground.number('Step count')).toBeGreaterThanOrEqual(before);
});

test('stepping back and forward again gives the same loss', async ({ playground }) => {
  for (let i = 0; i < 3; i++) {
    await playground.button('Step').click();
    await expect.poll(() => playground.number('Step count')).toBeGreaterThan(i);
  }
  const loss = await playground.settled('Training loss');
  const exact = await playground.output('Training loss').getAttribute('title');
  await playground.button('Step back').click();
  await expect.poll(() => playground.output('Training loss').textContent()).not.toBe(loss);
  await playground.button('Step').click();
  await expect.poll(() => playground.output('Training loss').textContent()).toBe(loss);
  expect(await playground.output('Training loss').getAttribute('title')).toBe(exact);
  await playground.button('Back to start').click();
  await expect.poll(() => playground.number('Step count')).toBe(0);
});

test('a reload goes on where the run was, and undo brings back the run before a change of data', async ({ playground }) => {
  await playground.asFastAsItGoes();
  await playground.play();
  await expect.poll(() => playground.number('Epoch')).toBeGreaterThan(50);
  await playground.pause();
  const step = await playground.settled('Step count');
  const loss = await playground.settled('Training loss');
  await playground.chooseDataset(/iris/i);
  await expect.poll(() => playground.number('Step count')).toBe(0);
  await playground.button('Undo').click();
  await expect.poll(() => playground.output('Step count').textContent()).toBe(step);
  await expect.poll(() => playground.output('Training loss').textContent()).toBe(loss);
  await playground.page.waitForTimeout(1500);
  await playground.page.reload();
  await expect.poll(() => playground.output('Step count').textContent()).toBe(step);
  await expect.poll(() => playground.output('Training loss').textContent()).toBe(loss);
});
