import { expect, test } from './playground.ts';

test('a weight typed by hand changes the loss at once and undo takes it back', async ({ playground }) => {
  const { page } = playground;
  const before = await playground.settled('Training loss');
  await page.getByRole('button', { name: /^Hidden 1, neuron 1:/ }).click();
  const weight = playground.region('Inspector').getByRole('textbox').nth(1);
  const old = await weight.inputValue();
  await weight.fill('5');
  await weight.press('Enter');
  await expect.poll(() => playground.output('Training loss').textContent()).not.toBe(before);
  await expect(weight).toHaveValue(/^5/);
  await playground.button('Undo').click();
  await expect.poll(() => playground.output('Training loss').textContent()).toBe(before);
  await expect(weight).toHaveValue(old);
});

test('what can change in mid-run does not start again, and what cannot comes back by undo', async ({ playground }) => {
  const { page } = playground;
  await playground.play();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(50);
  await playground.pause();
  const step = await playground.settled('Step count');
  const loss = await playground.settled('Training loss');

  await playground.combobox(/^Activation, hidden layer 1/).selectOption('relu');
  await expect.poll(() => playground.output('Training loss').textContent()).not.toBe(loss);
  expect(await playground.output('Step count').textContent()).toBe(step);
  await playground.button('Undo').click();
  await expect.poll(() => playground.output('Training loss').textContent()).toBe(loss);

  await page.getByRole('button', { name: 'More neurons in hidden layer 1' }).click();
  await expect.poll(() => playground.number('Step count')).toBe(0);
  await expect(page.getByRole('button', { name: /^Hidden 1, neuron 7:/ })).toBeVisible();
  await playground.button('Undo').click();
  await expect.poll(() => playground.output('Step count').textContent()).toBe(step);
  await expect.poll(() => playground.output('Training loss').textContent()).toBe(loss);
  await playground.button('Redo').click();
  await expect.poll(() => playground.number('Step count')).toBe(0);
});

test('the same initial weights return, and another seed gives others', async ({ playground }) => {
  const start = await playground.settled('Training loss');
  await playground.button('Step').click();
  await expect.poll(() => playground.output('Training loss').textContent()).not.toBe(start);
  await playground.button('Back to start').click();
  await expect.poll(() => playground.output('Training loss').textContent()).toBe(start);
  await playground.combobox('Initialization').selectOption('zero');
  await playground.button('Step').click();
  await expect(playground.verdict).toContainText('identical');
});

test('edges show gradients and the last update once a step has been made', async ({ playground }) => {
  const { page } = playground;
  await playground.button('Step').click();
  for (const name of ['gradients', 'last update', 'weights']) {
    const choice = page.getByRole('radio', { name });
    await choice.check({ force: true });
    await expect(choice).toBeChecked();
  }
});
