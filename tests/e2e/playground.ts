import { test as base, expect, type Page } from '@playwright/test';

/** Gathers what the page's own Content-Security-Policy refuses from now on; a test that is about no attack has nothing refused. */
export async function watchPolicy(page: Page): Promise<readonly string[]> {
  const refused: string[] = [];
  await page.exposeFunction('tellRefused', (what: string) => { refused.push(what); });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, sample }) => {
      void (globalThis as unknown as { tellRefused: (what: string) => Promise<void> }).tellRefused(`${effectiveDirective} refused ${blockedURI} of ${sourceFile} ${sample}`);
    });
  });
  return refused;
}

/** What Firefox says of a font that a reload did not let come (NS_BINDING_ABORTED). */
const BROKEN_OFF = 'status=2152398850';

/** A test that fails on any uncaught error, console error or refusal by the page's policy. */
export const test = base.extend<{ playground: Playground }>({
  playground: async ({ page }, use) => {
    const errors: string[] = [];
    const note = (text: string): void => { if (!text.includes(BROKEN_OFF)) errors.push(text); };
    page.on('pageerror', (error) => { note(String(error)); });
    page.on('console', (message) => {
      if (message.type() === 'error') note(message.text());
    });
    const refused = await watchPolicy(page);
    await page.goto('./');
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
    await use(new Playground(page));
    expect(errors, 'errors on the page').toEqual([]);
    expect(refused, 'refused by the Content-Security-Policy').toEqual([]);
  },
});

export { expect };

/** The playground as assistive technology sees it: every control by role and accessible name. */
export class Playground {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  output(name: string) {
    return this.page.getByRole('status', { name, exact: true });
  }

  slider(name: string) {
    return this.page.getByRole('slider', { name, exact: true });
  }

  combobox(name: string | RegExp) {
    return this.page.getByRole('combobox', typeof name === 'string' ? { name, exact: true } : { name });
  }

  region(name: string) {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** As the browser's own Back does; the driver's waits for a navigation, which a change of the hash alone is not to every browser. */
  async goBack() {
    await this.page.evaluate(() => { history.back(); });
  }

  async goForward() {
    await this.page.evaluate(() => { history.forward(); });
  }

  /** Follows a link to another place of this page, for the reason of goBack. */
  async follow(hash: string) {
    await this.page.evaluate((text) => { location.hash = text; }, hash);
  }

  /** Drops a file of text on the page. */
  async dropFile(name: string, text: string) {
    await this.page.evaluate(([called, content]) => {
      const files = new DataTransfer();
      files.items.add(new File([content ?? ''], called ?? '', { type: 'application/json' }));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
    }, [name, text]);
  }

  get verdict() {
    return this.page.getByRole('status', { name: 'Training status', exact: true });
  }

  /** The number an output shows (thin spaces, true minus, per cent and powers of ten read as a person would). */
  async number(name: string): Promise<number> {
    return readNumber((await this.output(name).textContent()) ?? '');
  }

  async chooseDataset(label: string | RegExp) {
    const menu = this.combobox('Data set');
    const value = await menu.locator('option').filter({ hasText: label }).first().getAttribute('value');
    await menu.selectOption(value);
  }

  async asFastAsItGoes() {
    await this.slider('Speed').press('End');
  }

  async play() {
    await this.button('Play').click();
    await expect(this.button('Pause')).toBeVisible();
  }

  async pause() {
    await this.button('Pause').click();
    await expect(this.button('Play')).toBeVisible();
  }

  /** Waits until the text of an output stays the same for a moment, and gives it. */
  async settled(name: string): Promise<string> {
    let last = '';
    await expect(async () => {
      const now = (await this.output(name).textContent()) ?? '';
      const before = last;
      last = now;
      expect(now).toBe(before);
      // What is not measured yet is no value.
      expect(now).not.toBe('–');
    }).toPass({ intervals: [300] });
    return last;
  }
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** "1 498" → 1498, "96.4 %" → 96.4, "−2.13·10⁻⁵" → −2.13e-5. */
export function readNumber(text: string): number {
  const plain = text
    .replaceAll(/[\s\u2009\u202f\u00a0%]/g, '')
    .replaceAll('−', '-')
    .replace(/[·×]10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power: string) =>
      `e${Array.from(power, (c) => (c === '⁻' ? '-' : SUPERSCRIPTS.indexOf(c)).toString()).join('')}`,
    );
  const found = /-?\d+(\.\d+)?(e-?\d+)?/.exec(plain);
  return found ? Number(found[0]) : Number.NaN;
}
