import type { Page } from '@playwright/test';
import { expect, test } from './playground.ts';

/** Presses Tab until what is named so has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let count = 0; count < 160; count += 1) {
    const at = await page.evaluate(() => {
      const focused = document.activeElement;
      // A view may be called as a button is.
      if (focused?.getAttribute('role') === 'tab') return '';
      return focused?.getAttribute('aria-label') ?? (focused as HTMLInputElement | null)?.labels?.[0]?.textContent ?? focused?.textContent ?? '';
    });
    if (name.test(at)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(name)}`);
}

const type = async (page: Page, field: RegExp, value: string): Promise<void> => {
  await tabTo(page, field);
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
};
/** The neuron's own fields stand in the inspector once it is selected. */
const selectOutput = async (page: Page): Promise<void> => {
  await tabTo(page, /^(?:Feature x|Hidden \d, neuron|Output:)/);
  for (let column = 0; column < 4; column += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
};
const press = (name: RegExp) => async (page: Page): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};
/** A menu takes the letters of what it is to hold. */
const menu = async (page: Page, name: RegExp, choice: string): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.type(choice);
};
const command = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
};
const fastest = (page: Page): Promise<void> => command(page, 'Train as fast as it goes');
/** A key over and over, until the task says that it is solved. */
const until = (key: string) => async (page: Page): Promise<void> => {
  for (let count = 0; count < 40 && await page.getByText('✓ Solved.').count() === 0; count += 1) {
    await page.keyboard.press(key);
    await page.waitForTimeout(350);
  }
};
/** A key over and over, until what is named so has the focus. */
const untilNamed = (pressed: string, name: RegExp) => async (page: Page): Promise<void> => {
  for (let count = 0; count < 12 && !name.test(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')); count += 1) await page.keyboard.press(pressed);
};
const fields = (values: Readonly<Record<string, string>>, selects = false) => async (page: Page): Promise<void> => {
  if (selects) await selectOutput(page);
  for (const [field, value] of Object.entries(values)) await type(page, new RegExp(field), value);
};
/** From the network's one stop of Tab along a weight that leads into the neuron, to its number, and another in its place. */
const setWeight = (value: string) => async (page: Page): Promise<void> => {
  await tabTo(page, /^Hidden 1, neuron 1/);
  await page.keyboard.press(']');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Change the value' }).getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Hidden 1, neuron 1/ })).toBeFocused();
};
const key = (name: string) => (page: Page): Promise<void> => page.keyboard.press(name);
const then = (...parts: readonly ((page: Page) => Promise<void>)[]) => async (page: Page): Promise<void> => { for (const part of parts) await part(page); };

const TASKS: readonly (readonly [lesson: string, page: number, solve: (page: Page) => Promise<void>])[] = [
  ['What is a neuron?', 1, until('ArrowRight')],
  ['What is a neuron?', 3, fields({ '^Bias': '-1.5', '^Weight from x₁': '1', '^Weight from x₂': '1' })],
  ['What is a neuron?', 6, fields({ '^Bias': '-0.5', '^Weight from x₁': '1', '^Weight from x₂': '1' })],
  ['What is a neuron?', 8, then(press(/^Fewer neurons in hidden layer 1/), press(/^Fewer neurons in hidden layer 1/), press(/^Play$/))],
  ['What is the loss?', 1, fields({ '^Bias': '0.1', '^Weight from x': '0.75' }, true)],
  ['What is the loss?', 3, fields({ '^Bias': '0.375', '^Weight from x': '-5' }, true)],
  ['What is the loss?', 6, then((page) => menu(page, /^Loss$/, 'hinge'), fastest, press(/^Play$/))],
  ['What is the loss?', 8, then(fields({ '^Learning rate value': '0.025' }), (page) => command(page, 'Step by epoch'), (page) => tabTo(page, /^Step$/), until('Enter'))],
  ['How are weights initialized?', 2, then(setWeight('0.5'), press(/^Run 5 epochs/))],
  ['How are weights initialized?', 5, then(setWeight('0.51'), press(/^Run 200 epochs/))],
  ['How are weights initialized?', 8, then(press(/^Layers$/), (page) => tabTo(page, /^Initial weights$/), key('ArrowRight'), key('ArrowRight'), press(/^Use .*Xavier/), press(/^Run 100 epochs/))],
  ['What does the learning rate do?', 6, then(fields({ '^Learning rate value': '0.3' }), press(/^Run 30 epochs/))],
  ['What is the chain rule in gradient flow?', 3, until('ArrowRight')],
  ['What is the chain rule in gradient flow?', 5, fields({ '^Value of w 3 1 1': '0' })],
  ['What is the chain rule in gradient flow?', 6, until('ArrowRight')],
  ['What is the chain rule in gradient flow?', 7, press(/^Check all$/)],
  ['What is the chain rule in gradient flow?', 9, then((page) => menu(page, /^One step is one$/, 'mini'), press(/^Step$/), (page) => tabTo(page, /^(?:w|b) \d/), untilNamed('ArrowDown', /^w 2 1 1$/), key('Enter'))],
];

test('tasks of the lessons are done by keyboard alone', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  page.setDefaultTimeout(10_000);
  for (const [lesson, number, solve] of TASKS) {
    const column = page.getByRole('region', { name: `Lesson: ${lesson}`, exact: true });
    if (!await column.isVisible()) {
      await command(page, `Lesson: ${lesson}`);
      await expect(column.getByText('page 1 of')).toBeVisible();
    }
    for (;;) {
      const at = Number(/page (\d+) of/.exec((await column.textContent()) ?? '')?.[1]);
      if (at === number) break;
      await command(page, at < number ? 'Next page of the lesson' : 'Previous page of the lesson');
      await expect(column.getByText(`page ${at < number ? at + 1 : at - 1} of`)).toBeVisible();
    }
    await solve(page);
    await expect(page.getByText('✓ Solved.'), `${lesson}, page ${number}`).toBeVisible();
  }
});

test('who presents leaves no lesson by a slip on a digit; a page that the list of commands turns has the focus', async ({ playground }) => {
  const { page } = playground;
  await playground.follow('#lesson=neuron&page=2&present=on');
  const title = (name: string) => page.getByRole('heading', { level: 2, name, exact: true });
  await expect(title('What the activation is for')).toBeVisible();
  await page.keyboard.press('4');
  await expect(title('What the activation is for')).toBeVisible();
  await command(page, 'Next page');
  await expect(title('AND by hand')).toBeFocused();
  await command(page, 'Previous page');
  await expect(title('What the activation is for')).toBeFocused();
});

test('a sheet that a page brings along takes neither the focus from its title nor the keys of the page', async ({ playground }) => {
  const { page } = playground;
  await playground.follow('#lesson=initialization&page=8');
  await expect(page.getByRole('dialog', { name: 'Layers' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'As much out as in', exact: true })).toBeFocused();
  await page.keyboard.press(' ');
  await expect(playground.button('Pause')).toBeVisible();
  await page.keyboard.press(' ');
  await command(page, 'Previous page');
  await expect(page.getByRole('heading', { level: 2, name: 'Too near to 0, too far from it', exact: true })).toBeFocused();
});
