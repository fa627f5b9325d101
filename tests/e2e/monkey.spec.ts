/** `npm run monkey -- --seed 7 --minutes 10 --browser firefox`; half a minute of it in every `npm test`. */
import { expect, test as base } from '@playwright/test';
import { blankPicturesOn, comeHome, Monkey, nonsenseOn } from './monkey.ts';
import { Playground } from './playground.ts';

const seed = Number(process.env.NABLA_SEED ?? 7);
const minutes = Number(process.env.NABLA_MINUTES ?? 0.4);

/** What a browser says by itself of files it cannot have without a network; Firefox says it of fonts as of an error. */
const OFFLINE = /ERR_INTERNET_DISCONNECTED|NetworkError|downloadable font: download failed|Failed to load resource|dynamically imported module|Loading module from/;

base('random use breaks nothing', async ({ page, browserName }) => {
  base.skip(process.env.NABLA_MINUTES === undefined && browserName !== 'chromium', 'half a minute in one browser is enough; the command runs it in both');
  base.setTimeout(240_000 + minutes * 60_000);
  page.setDefaultTimeout(45_000);
  const monkey = new Monkey(page, seed);
  const errors: string[] = [];
  const note = (what: string): void => {
    if (Date.now() < monkey.offlineUntil && OFFLINE.test(what)) return;
    errors.push(`after action ${monkey.count}: ${what}`);
  };
  page.on('pageerror', (error) => { note(`uncaught ${error.name} ${error.message} ${error.stack ?? ''}`); });
  page.on('console', (message) => { if (message.type() === 'error') note(message.text()); });
  page.on('crash', () => { note('the page crashed'); });
  page.on('filechooser', () => { /* No file is chosen. */ });
  page.on('dialog', (dialog) => { void dialog.dismiss(); });
  page.context().on('page', (other) => { void other.close(); });
  const sound = async (): Promise<void> => {
    await monkey.comeBack();
    expect(errors, 'errors').toEqual([]);
    expect(await nonsenseOn(page), 'on the page').toEqual([]);
    expect(await page.getByText(/could not be shown:/).allTextContents(), 'parts that failed').toEqual([]);
  };
  try {
    await page.goto('./');
    const playground = new Playground(page);
    await expect(playground.button('Play')).toBeEnabled();
    await monkey.play(minutes * 60_000, sound);
    await comeHome(playground);
    await sound();
    // At the start already, it says that it has nothing to do.
    await playground.button('Back to start').click({ force: true });
    await expect.poll(() => playground.number('Step count')).toBe(0);
    // Without points, or with first weights beyond all numbers, nothing can train: a preset is the page's way out.
    if (/no .*(?:example|point)|diverged/i.test((await playground.verdict.textContent()) ?? '')) {
      await playground.combobox('Preset').selectOption({ index: 1 });
    }
    await playground.button('Play').click();
    await expect.poll(() => playground.number('Step count')).toBeGreaterThan(0);
    await expect.poll(() => blankPicturesOn(page)).toEqual([]);
    await sound();
    console.log(`Seed ${seed}: ${monkey.count} actions.`);
  } catch (error) {
    console.log(`Seed ${seed}, the last of ${monkey.count} actions:\n${monkey.told}`);
    throw error;
  }
});
