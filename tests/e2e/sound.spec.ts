import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './playground.ts';

type Heard = { contexts: number; waves: OscillatorType[]; pitches: number[]; volumes: number[] };
const heard = (page: Page): Promise<Heard> => page.evaluate(() => (globalThis as unknown as { heard: Heard }).heard);
const volume = async (page: Page): Promise<number> => (await heard(page)).volumes.at(-1) ?? 0;

/** Writes down what the page asks the browser's own sound to do. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const told: Heard = { contexts: 0, waves: [], pitches: [], volumes: [] };
    Object.assign(globalThis, { heard: told });
    const note = (param: AudioParam, values: number[]): void => {
      const own = param.setTargetAtTime.bind(param);
      param.setTargetAtTime = (value, at, constant) => {
        values.push(value);
        return own(value, at, constant);
      };
    };
    globalThis.AudioContext = class extends AudioContext {
      constructor() {
        super();
        told.contexts += 1;
      }
      override createOscillator() {
        const node = super.createOscillator();
        note(node.frequency, told.pitches);
        const start = node.start.bind(node);
        node.start = (when) => {
          told.waves.push(node.type);
          start(when);
        };
        return node;
      }
      override createGain() {
        const node = super.createGain();
        note(node.gain, told.volumes);
        return node;
      }
    };
  });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
}

test('the loss is heard as a tone that falls with it, once that is wanted, and never at rest', async ({ playground }) => {
  const { page } = playground;
  await listen(page);
  await playground.play();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(20);
  expect((await heard(page)).contexts).toBe(0);
  await playground.button('Back to start').click();

  await page.keyboard.press('?');
  const off = page.getByRole('checkbox', { name: /^Sound:/ });
  await expect(off).not.toBeChecked();
  await off.check();
  await page.keyboard.press('Escape');
  expect((await heard(page)).contexts).toBe(0);
  await playground.play();
  await expect.poll(() => volume(page)).toBeGreaterThan(0);
  const loss = await playground.number('Training loss');
  expect(loss).toBeGreaterThan(0);
  await expect.poll(async () => (await heard(page)).pitches.at(-1)! / (await heard(page)).pitches[0]!).toBeLessThan(0.7);
  await playground.pause();
  await expect.poll(() => volume(page)).toBe(0);
  // What was heard last is the loss that is read, but for the steps made while it was being paused.
  const { pitches } = await heard(page);
  const ratio = pitches.at(-1)! / (880 * 2 ** Math.log10(await playground.number('Training loss')));
  expect(ratio).toBeGreaterThan(0.8);
  expect(ratio).toBeLessThan(1.25);

  await page.keyboard.press('s');
  await expect(page.getByText('Sound is off.')).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.getByText(/^Sound is on: while it trains/)).toBeVisible();
  // The choice is kept, and a reload is silent by itself.
  await page.reload();
  await expect(playground.button('Play')).toBeEnabled();
  await page.keyboard.press('?');
  await expect(page.getByRole('checkbox', { name: /^Sound:/ })).toBeChecked();
  expect((await heard(page)).contexts).toBe(0);
});

test('a run that diverges sounds otherwise, and then nothing does', async ({ playground }) => {
  const { page } = playground;
  await listen(page);
  await page.keyboard.press('s');
  await page.getByRole('textbox', { name: 'Learning rate value' }).fill('100');
  await page.keyboard.press('Enter');
  await playground.chooseDataset(/^plane/);
  await page.getByRole('textbox', { name: 'Learning rate value' }).fill('100');
  await page.keyboard.press('Enter');
  await playground.button('Play').click();
  await expect(playground.verdict).toContainText(/diverged/i);
  await expect.poll(async () => (await heard(page)).waves).toEqual(['triangle', 'square']);
  expect((await heard(page)).volumes.slice(-1)).toEqual([0]);
});

test('a browser without sound says so in a sentence', async ({ playground }) => {
  const { page } = playground;
  await page.addInitScript(() => { Reflect.deleteProperty(globalThis, 'AudioContext'); });
  await page.reload();
  await expect(playground.button('Play')).toBeEnabled();
  await page.keyboard.press('s');
  await expect(page.getByText('This browser has no sound to give: the loss cannot be heard here.')).toBeVisible();
  await playground.play();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(5);
});

test('the switch has a name and no axe violation', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  await page.keyboard.press('?');
  await expect(page.getByRole('checkbox', { name: /^Sound:/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
