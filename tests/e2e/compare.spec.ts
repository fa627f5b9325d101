import type { Page } from '@playwright/test';
import { expect, readNumber, test, type Playground } from './playground.ts';

async function openCompare(playground: Playground): Promise<void> {
  await playground.page.getByRole('tab', { name: 'Compare', exact: true }).click();
  await expect(playground.combobox('Vary')).toHaveValue('learningRate');
}

async function run(playground: Playground): Promise<void> {
  await playground.button('Run comparison').click();
  await expect(playground.page.getByRole('status', { name: 'Finding' })).toContainText(/lowest|diverged/);
}

const table = ({ page }: Playground) => page.getByRole('table', { name: 'Comparison', exact: true });
const cells = async (playground: Playground, column: number): Promise<readonly string[]> => table(playground).locator(`tbody tr > :nth-child(${column})`).allTextContents();

/** At no width does anything run over the screen's sides, on wide ones nor its foot. */
async function fits(page: Page): Promise<void> {
  for (const screen of [{ width: 1440, height: 900 }, { width: 1024, height: 768 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(screen);
    await expect.poll(() => page.evaluate(() => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
      return { down: clientWidth > 720 ? scrollHeight - clientHeight : 0, aside: scrollWidth - clientWidth };
    }), `${screen.width}×${screen.height}`).toEqual({ down: 0, aside: 0 });
  }
}

test('learning rates compared: eight runs from one press, a table that sorts, and diverged ones said in words', async ({ playground }) => {
  await openCompare(playground);
  await run(playground);
  await expect(table(playground).locator('tbody tr')).toHaveCount(8);
  await expect(playground.page.getByRole('button', { name: /^η 3: diverged at step \d+/ })).toBeVisible();
  await expect(table(playground).getByRole('row').filter({ has: playground.button('Open η 3 in Play') })).toContainText(/\d+$/);
  await expect(playground.page.getByRole('img', { name: /loss over 200 epochs of 8 runs/ })).toBeVisible();

  expect((await cells(playground, 1)).map(readNumber)).toEqual([0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]);
  await playground.button('Training loss').click();
  await expect(table(playground).getByRole('columnheader', { name: 'Training loss' })).toHaveAttribute('aria-sort', 'ascending');
  const losses = (await cells(playground, 2)).map(readNumber).filter((loss) => !Number.isNaN(loss));
  expect(losses.length).toBeGreaterThan(5);
  expect(losses).toEqual(losses.toSorted((a, b) => a - b));
  await playground.button('Training loss').click();
  await expect(table(playground).getByRole('columnheader', { name: 'Training loss' })).toHaveAttribute('aria-sort', 'descending');
});

test('a run opened in Play has the losses of the table and goes on from there; the comparison stays', async ({ playground }) => {
  const { page } = playground;
  await openCompare(playground);
  await run(playground);
  const row = table(playground).getByRole('row').filter({ has: playground.button('Open η 0.1 in Play') });
  const [, train = '', validation = ''] = await row.locator('th, td').allTextContents();
  await row.getByRole('button').click();
  await expect(page.getByRole('tab', { name: 'Play', exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(playground.output('Epoch')).toHaveText('200');
  await expect(playground.output('Training loss')).toHaveText(train);
  await expect(playground.output('Validation loss')).toHaveText(validation);
  await playground.button('Step').click();
  await expect(playground.output('Epoch')).toHaveText('201');
  await page.keyboard.press('3');
  await expect(table(playground).locator('tbody tr')).toHaveCount(8);
});

test('two variables make a grid and a heat map; other settings are said to be others', async ({ playground }) => {
  const { page } = playground;
  await openCompare(playground);
  await playground.combobox('Vary').selectOption('activation');
  await playground.combobox('Vary also').selectOption('optimizer');
  await run(playground);
  await page.getByRole('radio', { name: 'heat map' }).check();
  await playground.combobox('Figure').selectOption('train');
  await expect(page.getByRole('table', { name: 'Heat map' }).getByRole('button').first()).toHaveText(/\d|diverged/);
  await page.getByRole('tab', { name: 'Play', exact: true }).click();
  await playground.chooseDataset(/moons/);
  await page.getByRole('tab', { name: 'Compare', exact: true }).click();
  await expect(playground.region('What varies')).toContainText('has been changed since');
});

test('a comparison is begun, cancelled, walked through and opened with the keyboard alone', async ({ playground }) => {
  const { page } = playground;
  await page.keyboard.press('3');
  const add = page.getByRole('textbox', { name: 'Add learning rate' });
  await add.focus();
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await expect(playground.button('Leave out η 7')).toBeVisible();
  await playground.button('Leave out η 0.001').focus();
  await page.keyboard.press('Enter');
  await expect(playground.button('Leave out η 0.001')).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Epochs' }).fill('5000');
  await page.keyboard.press('Enter');
  await playground.button('Run comparison').focus();
  await page.keyboard.press('Enter');
  await expect(playground.button('Cancel')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(playground.button('Run comparison')).toBeVisible();
  await expect(page.getByRole('status', { name: 'Finding' })).toContainText(/Stopped after \d of 8/);

  await page.getByRole('textbox', { name: 'Epochs' }).fill('20');
  await page.keyboard.press('Enter');
  await playground.button('Run comparison').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status', { name: 'Finding' })).toContainText(/ends with the lowest/);
  await page.getByRole('button', { name: /^η 0.1: training loss .* Open in Play$/ }).focus();
  await expect(table(playground).locator('tr[data-lit="true"]')).toContainText('0.1');
  await page.keyboard.press('Enter');
  await expect(playground.output('Epoch')).toHaveText('20');
});

test('nothing of the comparison runs over the side', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  await openCompare(playground);
  await run(playground);
  await fits(page);
});

test('a set with one input, classes and a surface are compared too', async ({ playground }) => {
  const { page } = playground;
  for (const [set, name] of [[/^sine/, 'Fitted curve'], [/three blobs/, 'Boundary'], [/hills/, 'Output']] as const) {
    await page.getByRole('tab', { name: 'Play', exact: true }).click();
    await playground.chooseDataset(set);
    await page.getByRole('tab', { name: 'Compare', exact: true }).click();
    await run(playground);
    await expect(playground.region('What each run has learned')).toContainText(name);
  }
});

async function openSides(playground: Playground): Promise<void> {
  await openCompare(playground);
  await playground.page.getByRole('radio', { name: 'side by side' }).check();
  for (const side of ['left', 'right']) await expect(playground.output(`Training loss, ${side}`)).toHaveText(/\d/);
}

test('two runs side by side: one transport moves both, the verdict of each is said, what differs is changed as they run', async ({ playground }) => {
  const { page } = playground;
  await openSides(playground);
  const first = await playground.output('Training loss, left').textContent();
  await expect(playground.output('Training loss, right')).toHaveText(first ?? '');
  await playground.slider('Learning rate, right').fill('1');
  await expect(page.getByRole('textbox', { name: 'Learning rate, right, value' })).toHaveValue('10');
  await playground.button('Play').click();
  await expect(playground.output('Training status, right')).toContainText(/Diverged at step \d+: the learning rate \d+ is too high/);
  await expect(playground.output('Training status, left')).toContainText(/Starting|Converging/);
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(300);
  await playground.button('Pause').click();
  await expect(playground.output('Finding')).toContainText('diverged at step');

  await playground.button('Back to start').click();
  await expect(playground.output('Step count')).toHaveText('0');
  await expect(playground.output('Training loss, left')).toHaveText(first ?? '');
  const field = page.getByRole('textbox', { name: 'Learning rate, right, value' });
  await field.fill('0.01');
  await field.press('Enter');
  await playground.combobox('Optimizer, both').selectOption('adam');
  await playground.button('Step').click();
  await playground.button('Step').click();
  await expect(playground.output('Epoch, left')).toHaveText('2');
  await expect(playground.output('Epoch, right')).toHaveText('2');
  await expect(playground.output('Finding')).toContainText(/the training loss is lower|same training loss/);
});

test('both runs are played, stepped and rewound with the keyboard as in Play, and stop when the view is left', async ({ playground }) => {
  const { page } = playground;
  await openSides(playground);
  await page.getByRole('tabpanel').focus();
  await page.keyboard.press('ArrowRight');
  await expect(playground.output('Epoch, left')).toHaveText('1');
  const loss = await playground.settled('Training loss, right');
  await page.keyboard.press('ArrowRight');
  await expect(playground.output('Epoch, right')).toHaveText('2');
  await page.keyboard.press('ArrowLeft');
  await expect(playground.output('Epoch, right')).toHaveText('1');
  await expect(playground.output('Training loss, right')).toHaveText(loss);
  await page.keyboard.press('Space');
  await expect(playground.button('Pause')).toBeVisible();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(60);
  await page.keyboard.press('1');
  await expect(playground.output('Epoch')).toHaveText('0');
  await page.keyboard.press('3');
  await expect(playground.button('Play')).toBeVisible();
  const stood = await playground.settled('Step count');
  expect(Number(stood.replaceAll(/\D/g, ''))).toBeGreaterThan(60);
  await page.getByRole('tabpanel').focus();
  await page.keyboard.press('Home');
  await expect(playground.output('Step count')).toHaveText('0');
});

test('a run of the two goes on in Play; another experiment there is said, and begun anew with', async ({ playground }) => {
  const { page } = playground;
  await openSides(playground);
  await playground.combobox('Differ in').selectOption('initialization');
  await expect(playground.combobox('Initialization, right')).toHaveValue('zero');
  for (let i = 0; i < 3; i += 1) await playground.button('Step').click();
  await expect(playground.output('Epoch, right')).toHaveText('3');
  await expect(playground.output('Training status, right')).toContainText('Stuck: all hidden neurons are identical');
  const loss = await playground.settled('Training loss, right');
  await page.getByRole('button', { name: /^Open the right run, .* in Play$/ }).click();
  await expect(playground.output('Epoch')).toHaveText('3');
  await expect(playground.output('Training loss')).toHaveText(loss);
  await playground.button('Step').click();
  await expect(playground.output('Epoch')).toHaveText('4');
  await page.getByRole('tab', { name: 'Compare', exact: true }).click();
  await expect(playground.region('What varies')).toContainText('The experiment in Play is another one now.');
  await playground.button('Begin anew with it').click();
  await expect(playground.combobox('Initialization, left')).toHaveValue('zero');
  await expect(playground.output('Step count')).toHaveText('0');
});

test('side by side of one input, classes and a surface, in whatever they differ', async ({ playground }) => {
  const { page } = playground;
  for (const set of [/^sine/, /three blobs/, /hills/]) {
    await page.getByRole('tab', { name: 'Play', exact: true }).click();
    await playground.chooseDataset(set);
    await page.getByRole('tab', { name: 'Compare', exact: true }).click();
    await page.getByRole('radio', { name: 'side by side' }).check();
    if (await playground.button('Begin anew with it').isVisible()) await playground.button('Begin anew with it').click();
    for (const variable of ['width', 'depth', 'loss', 'activation', 'batchSize', 'seed', 'schedule']) {
      await playground.combobox('Differ in').selectOption(variable);
      await expect(playground.output('Step count')).toHaveText('0');
      await playground.button('Step').click();
      await expect.poll(() => playground.number('Step count')).toBeGreaterThan(0);
      await expect(playground.output('Training loss, right')).toHaveText(/\d/);
    }
  }
});

test('nothing of two runs side by side runs over the side', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  await openSides(playground);
  await playground.button('Step').click();
  await expect(playground.output('Epoch, left')).toHaveText('1');
  await fits(page);
});

test('the usual rates go from the lane to Compare with one press', async ({ playground }) => {
  const { page } = playground;
  await playground.button('Find a learning rate').click();
  await page.getByRole('button', { name: /^Compare them/ }).click();
  await expect(page.getByRole('tab', { name: 'Compare', exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(table(playground).locator('tbody tr')).toHaveCount(5);
  await expect(page.getByRole('status', { name: 'Finding' })).toContainText(/lowest|diverged/);
});
