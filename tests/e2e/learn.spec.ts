import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { elements } from '../../src/lessons/elements.ts';
import { expect, test } from './playground.ts';

const QUESTIONS = ['What is a neuron?', 'What does the learning rate do?', 'How are weights initialized?', 'What is the loss?', 'What is the chain rule in gradient flow?'];

const LESSON = `---
lesson: tried
title: Tried in a browser
about: Every part of a page.
minutes: 1
---

## Where to look

Move the [learning rate](#learning-rate), and see the [loss](#loss). So $W_\\text{new} = W - \\eta\\,\\nabla L$.

\`\`\`page
view: play
start: data=xor&hidden=4tanh&rate=0.1
run: 5 epochs
lights: [loss, learning-rate]
\`\`\`

## Step by step

\`\`\`page
view: step
start: preset=workedNetwork
lights: [ledger]
\`\`\`

Look.

## Foresee it

Draw.

\`\`\`page
view: play
start: data=line&hidden=none&batch=120&rate=0.1
\`\`\`

\`\`\`predict
ask: How does the loss run?
curve: trainLoss
after: 20 epochs
then: Down.
\`\`\`

## Do it

Now.

\`\`\`page
start: data=line&hidden=none&batch=120&rate=0.001
\`\`\`

\`\`\`task
say: Bring the training loss below 0.2 within 20 epochs by changing only η.
goal: {trainLoss: below 0.2, epoch: at most 20}
only: [rate]
nudge: Go further.
right: [{change: rate=0.5}, {run: 20 epochs}]
wrong: [{run: 20 epochs}]
\`\`\`
`;

async function openOwn(page: Page, text = LESSON): Promise<void> {
  await page.getByRole('tab', { name: 'Learn' }).click();
  await page.getByLabel('Lesson file').setInputFiles({ name: 'tried.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
}

const title = (page: Page, name: string) => page.getByRole('heading', { level: 2, name });

test('each question has its lesson, with pages to turn', async ({ playground }) => {
  const { page } = playground;
  await page.keyboard.press('5');
  await expect(page.getByRole('tab', { name: 'Learn', selected: true })).toBeVisible();
  const links = page.getByRole('region', { name: 'Five questions' }).getByRole('link');
  await expect(links.first()).toBeVisible();
  const names = await links.allTextContents();
  expect(names.length).toBeGreaterThan(0);
  expect(QUESTIONS.filter((question) => names.includes(question))).toEqual(names);
  for (const name of names) {
    await page.getByRole('region', { name: 'Five questions' }).getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('region', { name: `Lesson: ${name}` })).toContainText('page 1 of');
    await playground.button('Next page').click();
    await expect(page.getByRole('region', { name: `Lesson: ${name}` })).toContainText('page 2 of');
    await expect(page.locator('.lesson h2')).toBeFocused();
    await playground.button('Previous page').click();
    await expect(page.getByRole('region', { name: `Lesson: ${name}` })).toContainText('page 1 of');
    await playground.button('All lessons').click();
  }
  await expect(page.getByRole('link', { name: 'Back to the lesson' })).toBeVisible();
});

test('the questions stand over Play until they are put away', async ({ playground }) => {
  const { page } = playground;
  const line = page.getByRole('navigation', { name: 'Questions to begin with' });
  await line.getByRole('link', { name: 'What does the learning rate do?' }).click();
  await expect(page.getByRole('region', { name: 'Lesson: What does the learning rate do?' })).toBeVisible();
  await playground.goBack();
  await playground.button('Put the questions away').click();
  await expect(line).toHaveCount(0);
  await page.reload();
  await expect(playground.region('Network')).toBeVisible();
  await expect(line).toHaveCount(0);
});

test('a file of one’s own: pages, keys, history, reload, the page as it was', async ({ playground }) => {
  const { page } = playground;
  await openOwn(page);
  await expect(title(page, 'Where to look')).toBeFocused();
  await expect(page.locator('.lesson-ring')).toHaveCount(2);
  await expect(page.locator('.lesson .katex').first()).toBeVisible();
  await playground.button('Run 5 epochs').click();
  await expect(playground.output('Epoch')).toHaveText('5');
  await page.keyboard.press('PageDown');
  await expect(title(page, 'Step by step')).toBeFocused();
  await expect(page.getByRole('table', { name: 'Ledger' })).toBeVisible();
  await page.keyboard.press('PageUp');
  await expect(title(page, 'Where to look')).toBeFocused();
  await expect(playground.output('Epoch')).toHaveText('5');
  await playground.goBack();
  await expect(title(page, 'Step by step')).toBeVisible();
  await playground.goForward();
  await expect(title(page, 'Where to look')).toBeVisible();
  await expect(playground.region('Timeline')).toBeVisible();
  await expect(playground.output('Epoch')).toHaveText('5');
  expect(new URL(page.url()).hash).toBe('#lesson=file:tried&page=1');
  await page.reload();
  await expect(title(page, 'Where to look')).toBeVisible();
  await expect(playground.output('Epoch')).toHaveText('5');

  await page.getByRole('tab', { name: 'Play' }).click();
  await expect(page.getByRole('region', { name: /^Lesson/ })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Learn' }).click();
  await page.getByRole('link', { name: 'Back to the lesson' }).click();
  await expect(title(page, 'Where to look')).toBeFocused();
  await expect(playground.output('Epoch')).toHaveText('5');
});

test('foresee, run, solve', async ({ playground }) => {
  const { page } = playground;
  await openOwn(page);
  await expect(title(page, 'Where to look')).toBeVisible();
  await playground.button('Next page').click();
  await playground.button('Next page').click();
  await expect(title(page, 'Foresee it')).toBeVisible();
  const picture = page.getByRole('group', { name: 'The training loss as you think it will run' });
  const box = (await picture.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.7, { steps: 6 });
  await page.mouse.up();
  await playground.button('Run 20 epochs and see').click();
  await expect(page.getByText(/^At the end you drew .* it is 0\.0\d+\.$/)).toBeVisible();

  await playground.button('Next page').click();
  await expect(title(page, 'Do it')).toBeVisible();
  const task = playground.region('Task');
  await expect(task).toContainText('Training loss below 0.2');
  await playground.slider('Learning rate').focus();
  const rate = page.getByLabel('Learning rate value');
  await rate.fill('0.5');
  await rate.press('Enter');
  await playground.button('Play').click();
  await expect(task).toContainText('✓ Solved.');
  // It stood where the time was over.
  await expect(playground.output('Epoch')).toHaveText('20');
  await expect(playground.button('Play')).toBeVisible();
  await playground.button('All lessons').click();
  await expect(page.getByRole('link', { name: 'Back to the lesson' })).toBeVisible();
});

test('what is wrong with a file is said by line', async ({ playground }) => {
  const { page } = playground;
  await openOwn(page, LESSON.replace('run: 5 epochs', 'run: 5 weeks').replace('(#loss)', '(#lost)'));
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('“tried.md” cannot be opened as a lesson:');
  await expect(alert).toContainText('Line 10:');
  await expect(alert).toContainText('Line 15:');
});

test('a link of the same site alone is followed to a lesson', async ({ playground }) => {
  const { page } = playground;
  await page.route('**/course/mine.md', (route) => route.fulfill({ contentType: 'text/markdown', body: LESSON }));
  await playground.follow('#lesson=url:course/mine.md&page=2');
  await expect(title(page, 'Step by step')).toBeVisible();
  await playground.follow('#lesson=url:https://elsewhere.example/mine.md&page=1');
  await expect(page.getByRole('alert')).toContainText('from the site of this page only, not from elsewhere.example');
  await playground.button('All lessons').click();
  await expect(page.getByRole('button', { name: 'Open a lesson file' })).toBeVisible();
});

test('Share in a lesson leads to its page, and the palette to every lesson', async ({ playground }) => {
  const { page } = playground;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('lesson learning rate');
  await expect(page.getByRole('option', { name: 'Lesson: What does the learning rate do?' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Lesson: What does the learning rate do?' })).toBeVisible();
  await playground.button('Next page').click();
  await playground.button('Share').click();
  await expect(page.getByRole('textbox', { name: 'Link' })).toHaveValue(/#lesson=learning-rate&page=2$/);
});

test('presented, a page is turned by a clicker and stays on the screen of a projector', async ({ playground }) => {
  const { page } = playground;
  await page.setViewportSize({ width: 1024, height: 768 });
  await openOwn(page);
  await expect(title(page, 'Where to look')).toBeVisible();
  await page.keyboard.press('p');
  await page.keyboard.press('PageDown');
  await expect(title(page, 'Step by step')).toBeFocused();
  await expect(playground.button('Next page')).toBeInViewport({ ratio: 1 });
  const size = await page.locator('.lesson-text p').first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  expect(size).toBeGreaterThanOrEqual(20);
  expect(await page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight)).toBeLessThanOrEqual(0);
});

test('a link presents; a clicker leads through pages, and what it cannot see of one comes first; the light follows the focus', async ({ playground }) => {
  const { page } = playground;
  await page.setViewportSize({ width: 1024, height: 768 });
  await playground.follow('#lesson=neuron&page=2&present=on');
  await expect(title(page, 'What the activation is for')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Esc to leave' })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#lesson=neuron&page=2&present=on');
  // A slider that has the focus stays as it is.
  const rate = playground.slider('Learning rate');
  await rate.focus();
  const before = await rate.getAttribute('aria-valuetext') ?? await rate.inputValue();
  const scrolled = () => page.locator('.lesson-page').evaluate(({ scrollTop }) => scrollTop);
  await page.keyboard.press('PageDown');
  await expect.poll(scrolled).toBeGreaterThan(100);
  for (let presses = 0; presses < 6 && !await title(page, 'AND by hand').isVisible(); presses += 1) await page.keyboard.press('PageDown');
  await expect(title(page, 'AND by hand')).toBeVisible();
  expect(await rate.getAttribute('aria-valuetext') ?? await rate.inputValue()).toBe(before);
  await page.keyboard.press('PageUp');
  await expect(title(page, 'What the activation is for')).toBeVisible();

  const light = page.locator('.spotlight');
  await page.keyboard.press('l');
  await page.mouse.move(500, 300);
  const middle = () => light.evaluate((element) => { const { x, y, width, height } = element.getBoundingClientRect(); return [x + width / 2, y + height / 2].map(Math.round); });
  expect(await middle()).toEqual([500, 300]);
  await page.keyboard.press('Tab');
  const focused = await page.locator(':focus').evaluate((element) => { const { x, y, width, height } = element.getBoundingClientRect(); return [x + width / 2, y + height / 2].map(Math.round); });
  expect(await middle()).toEqual(focused);
  await page.keyboard.press('Escape');
  await expect(light).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tab', { name: 'Learn' })).toBeVisible();
});

test('the speaker’s notes stand in a window of their own, and turn the pages', async ({ playground }) => {
  const { page } = playground;
  const problems: string[] = [];
  page.context().on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
  await playground.follow('#lesson=neuron&page=3&present=on');
  await expect(title(page, 'AND by hand')).toBeVisible();
  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Notes', exact: true }).click();
  const notes = await opening;
  await expect(notes.getByRole('heading', { name: 'AND by hand' })).toBeVisible();
  await expect(notes.getByText('1, 1 and −1.5 do it')).toBeVisible();
  await expect(notes.getByText('Next: OR: another bias')).toBeVisible();
  await expect(notes.getByRole('timer')).toHaveText(/^0:\d\d$/);
  expect((await new AxeBuilder({ page: notes }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await notes.getByRole('button', { name: 'Next page' }).click();
  await expect(title(page, 'OR: another bias')).toBeVisible();
  await expect(notes.getByRole('heading', { name: 'OR: another bias' })).toBeVisible();
  await notes.keyboard.press('PageUp');
  await expect(title(page, 'AND by hand')).toBeVisible();
  await page.reload();
  await expect(notes.getByRole('heading', { name: 'AND by hand' })).toBeVisible();
  await page.keyboard.press('Escape');
  await playground.button('All lessons').click();
  await expect(notes.getByText('No page of a lesson is shown just now.')).toBeVisible();
  expect(problems).toEqual([]);
});

test('where the browser blocks the window of the notes, that is said', async ({ playground }) => {
  const { page } = playground;
  await playground.follow('#lesson=neuron&page=1');
  await expect(page.locator('.lesson h2')).toBeVisible();
  await page.evaluate(() => { window.open = () => null; });
  await page.keyboard.press('n');
  await expect(page.getByText('The browser has blocked the window of the notes')).toBeVisible();
});

test('a page that is loaded again before it was set up is set up then', async ({ playground }) => {
  const { page } = playground;
  await page.goto('about:blank');
  await page.goto('./#lesson=chain-rule&page=3', { waitUntil: 'domcontentloaded' });
  await page.reload();
  await expect(page.getByText('Step 0 of 11')).toBeVisible();
  // Loaded again it is left as it is.
  await page.getByRole('textbox', { name: 'Learning rate value' }).fill('0.5');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => (history.state as { nablaView?: string } | null)?.nablaView)).toBe('step');
  await page.waitForTimeout(1000);
  await page.reload();
  await expect(page.getByText('Step 0 of 11')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Learning rate value' })).toHaveValue('0.5');
  // The reader goes on where they stood; someone else who follows the address begins with the page.
  await page.locator('body').press('ArrowRight');
  await page.locator('body').press('ArrowRight');
  await expect(page.getByText('Step 2 of 11')).toBeVisible();
  // The address follows a moment later: it is that of this step, not still that of the one before.
  await expect.poll(async () => page.url().endsWith(`page=3&at=${await page.getByRole('slider', { name: 'Position' }).inputValue()}`)).toBe(true);
  await page.reload();
  await expect(page.getByText('Step 2 of 11')).toBeVisible();
  await expect.poll(() => page.url()).toMatch(/page=3&at=\d+$/);
  const other = await page.context().browser()!.newContext();
  const their = await other.newPage();
  await their.goto(page.url());
  await expect(their.getByText('Step 0 of 11')).toBeVisible();
  await other.close();
});

test('a guess and what came of it are there after a reload', async ({ playground }) => {
  const { page } = playground;
  await playground.follow('#lesson=neuron&page=4');
  await page.getByRole('radio', { name: 'It rises' }).check();
  await playground.button('Run 100 epochs and see').click();
  await expect(page.getByText('As you said.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('As you said.')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'It rises' })).toBeChecked();
  await playground.button('Ask me again').click();
  await page.reload();
  await expect(playground.button('Run 100 epochs and see')).toBeVisible();
});

for (const width of [1440, 390]) {
  test(`everything that a lesson can name is on the page at ${width} px`, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize({ width, height: 900 });
    const missing = new Set<string>(Object.keys(elements));
    const look = async (): Promise<readonly string[]> => {
      for (const name of missing) {
        if (await page.locator(elements[name as keyof typeof elements].selector).and(page.locator(':visible')).count() > 0) missing.delete(name);
      }
      return [...missing];
    };
    const only = (...names: readonly string[]) => expect.poll(async () => (await look()).filter((name) => !names.includes(name))).toEqual([]);
    const later = ['formula', 'step-network', 'path-tree', 'ledger', 'position', 'predict', 'check', 'example', 'compare-controls', 'compare-pictures', 'compare-curves', 'compare-table', 'landscape', 'sharpness'];
    await only('confusion', ...later);
    await page.getByRole('radiogroup', { name: 'The output is shown as' }).getByRole('radio', { name: /confusion/i }).check();
    await only(...later);
    await playground.follow('#view=step&preset=workedNetwork');
    await only(...later.slice(8));
    await playground.follow('#view=compare');
    await only('landscape', 'sharpness');
    await playground.follow('#view=landscape');
    await only();
  });
}
