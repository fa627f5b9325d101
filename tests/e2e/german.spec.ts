/** The page in German: what is fetched, and that nothing is lost while its words are on their way. */
import { expect, test, type Page } from '@playwright/test';
import { notGerman } from './germanWords.ts';

const lessonFiles = (urls: readonly string[]): readonly string[] => urls.map((url) => /\/assets\/((?:de-)?neuron)-[^/]*\.js$/.exec(url)?.[1]).filter((name) => name !== undefined);

for (const { locale, fetched, heading } of [
  { locale: 'de-DE', fetched: 'de-neuron', heading: 'AND von Hand' },
  { locale: 'en-US', fetched: 'neuron', heading: 'AND by hand' },
]) {
  test.describe(locale, () => {
    test.use({ locale });

    test('the same link opens the lesson’s page in the language of the page, and fetches no other', async ({ page }) => {
      const urls: string[] = [];
      page.on('request', (request) => { urls.push(request.url()); });
      await page.goto('./#lesson=neuron&page=3');
      await expect(page.getByRole('heading', { level: 2, name: heading })).toBeVisible();
      expect(new Set(lessonFiles(urls))).toEqual(new Set([fetched]));
    });
  });
}

test.describe('numbers', () => {
  test.use({ locale: 'de-DE' });

  test('have a decimal comma in a formula of Step, and no mark of TeX', async ({ page }) => {
    await page.goto('./#lesson=neuron&page=1');
    await expect(page.locator('.transport-buttons .icon-button-primary, .step-transport .icon-button-primary').first()).toBeEnabled();
    await page.keyboard.press('ArrowRight');
    const numbers = page.locator('.step-formula-number');
    await expect(numbers.filter({ hasText: '0,400' })).toHaveCount(1);
    expect((await numbers.allTextContents()).join(' ')).not.toMatch(/[{}.]/);
  });
});

test.describe('words that come late', () => {
  test.use({ locale: 'de-DE' });

  test('the network is there all the same: no command to a worker is lost', async ({ page }) => {
    await page.route(/\/assets\/de-[^/]*\.js$/, async (route) => {
      await new Promise((resolve) => { setTimeout(resolve, 400); });
      await route.continue();
    });
    await page.goto('./');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.locator('.transport-buttons .icon-button-primary')).toBeEnabled();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('.transport').getByRole('status').first()).toHaveText(/^[1-9]/);
  });
});

test.describe('every word', () => {
  test.use({ locale: 'de-DE' });

  const begin = async (page: Page, hash = ''): Promise<void> => {
    await page.goto(`./${hash}`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  };
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first();
  const isGerman = async (page: Page, where: string): Promise<void> => { expect.soft(await notGerman(page), where).toEqual([]); };

  test('is German in Play, and numbers have a decimal comma', async ({ page }) => {
    await begin(page);
    await expect(button(page, 'Start')).toBeEnabled();
    await button(page, 'Schritt').click();
    const loss = page.getByRole('status', { name: 'Trainingsverlust', exact: true });
    await expect(loss).toHaveText(/^\d,\d+$/);
    await isGerman(page, 'Play');
    await button(page, /^Verborgene Schicht 1, Neuron 2|^Verborgen 1, Neuron 2/).click();
    await isGerman(page, 'a neuron selected');
    await button(page, 'Start').click();
    await expect(button(page, 'Pause')).toBeVisible();
    await button(page, 'Pause').click();
    await isGerman(page, 'trained');
  });

  test('is German along ten steps of Step', { tag: '@chromium' }, async ({ page }) => {
    await begin(page, '#view=step&preset=workedNetwork');
    const forth = page.locator('.step-transport .icon-button-primary').first();
    await expect(forth).toBeEnabled();
    await isGerman(page, 'Step');
    for (let step = 1; step <= 10; step++) {
      await page.keyboard.press('ArrowRight');
      await isGerman(page, `Step, ${step}`);
    }
  });

  test('is German in a lesson whose question is answered', { tag: '@chromium' }, async ({ page }) => {
    await begin(page, '#lesson=chain-rule&page=1');
    const lesson = page.getByRole('region', { name: /^Lektion/ });
    await lesson.getByRole('radio').first().check({ force: true });
    await isGerman(page, 'the question');
    await lesson.locator('.lesson-predict .lesson-main').click();
    await expect(lesson.locator('.lesson-came')).toBeVisible();
    await isGerman(page, 'the answer');
  });

  test('is German in what is opened over the page', { tag: '@chromium' }, async ({ page }) => {
    await begin(page);
    await expect(button(page, 'Start')).toBeEnabled();
    await button(page, 'Teilen').click();
    await expect(page.getByRole('dialog', { name: 'Teilen' }).getByRole('textbox', { name: 'Link' })).toBeVisible();
    await isGerman(page, 'Share');
    await page.keyboard.press('Escape');
    await button(page, 'CSV importieren').click();
    await page.getByRole('textbox', { name: 'CSV einfügen' }).fill(`Größe;Sorte\n${Array.from({ length: 30 }, (_, row) => `${row},5;${'ab'[row % 2]!}`).join('\n')}\n;a\n`);
    await expect(button(page, 'Diese Daten verwenden')).toBeEnabled();
    await isGerman(page, 'Import');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Tasten' })).toBeVisible();
    await isGerman(page, 'Keys');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Befehl suchen' }).fill('lern');
    await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
    await isGerman(page, 'Commands');
  });

  test('is German in Compare and Landscape', { tag: '@chromium' }, async ({ page }) => {
    await begin(page, '#view=compare&data=moons');
    await expect(button(page, 'Vergleichen')).toBeEnabled();
    await isGerman(page, 'Compare');
    await begin(page, '#view=landscape&data=moons');
    await page.reload();
    await expect(page.getByRole('img', { name: /landschaft/i }).or(page.getByRole('application', { name: /landschaft/i })).first()).toBeVisible();
    await isGerman(page, 'Landscape');
  });

  test('another language, chosen in the header, goes on with the run, and back', { tag: '@chromium' }, async ({ page }) => {
    await begin(page, '#data=moons');
    await expect(button(page, 'Start')).toBeEnabled();
    for (let step = 0; step < 3; step++) await button(page, 'Schritt').click();
    const epochs = (name: string) => page.getByRole('status', { name, exact: true });
    await expect(epochs('Epoche')).toHaveText('3');
    const loss = await page.getByRole('status', { name: 'Trainingsverlust', exact: true }).textContent();
    await button(page, 'English').click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(epochs('Epoch')).toHaveText('3');
    await expect(page.getByRole('status', { name: 'Training loss', exact: true })).toHaveText(loss!.replace(',', '.'));
    await button(page, 'Step').click();
    await expect(epochs('Epoch')).toHaveText('4');
    await button(page, 'Deutsch').click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(epochs('Epoche')).toHaveText('4');
  });
});
