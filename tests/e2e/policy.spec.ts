/** The page's Content-Security-Policy, tried by breaking it: by hand in the page, by a link, by a table, by a file. */
import { test as base, type Page } from '@playwright/test';
import { expect, test, watchPolicy } from './playground.ts';

const STRICT = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; font-src 'self'; img-src 'self' data: blob:; "
  + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";
/** Sets a mark where it is run as script. */
const MARK = 'globalThis.broken = true';
const IMG = `<img src=x onerror="${MARK}">`;
const SCRIPT = `</script><script>${MARK}</script>`;

/** A page whose violations are wanted: nothing fails by them. */
const attack = base.extend<{ directives: () => Promise<readonly string[]> }>({
  directives: async ({ page }, use) => {
    await page.addInitScript(() => {
      const refused: string[] = [];
      Object.assign(globalThis, { refused });
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => { refused.push(effectiveDirective); });
    });
    await page.goto('./');
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
    await use(() => page.evaluate(() => (globalThis as unknown as { refused: string[] }).refused));
  },
});

const isBroken = (page: Page) => page.evaluate(() => 'broken' in globalThis);

base('the page carries the whole policy before anything that it rules', async ({ request }) => {
  const html = await (await request.get('./')).text();
  expect(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1]).toBe(STRICT);
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(?:script|link|style)\b/));
  expect(html).not.toMatch(/<style|\son\w+=|javascript:|<script(?![^>]*\bsrc=)|(?:src|href)="(?:https?:)?\/\//);
});

const FOREIGN = 'https://elsewhere.example/x';

/** What each attempt does to the page, and the rule that refuses it. */
const attempts: readonly (readonly [name: string, directive: string, attempt: (page: Page) => Promise<unknown>])[] = [
  ['a script written into the page', 'script-src-elem', (page) => page.evaluate((text) => {
    const script = document.createElement('script');
    script.textContent = text;
    document.body.append(script);
  }, MARK)],
  ['a picture that fails with a script', 'script-src-attr', (page) => page.evaluate((html) => { document.body.insertAdjacentHTML('beforeend', html); }, IMG)],
  ['a link that is a script', 'script-src-elem', (page) => page.evaluate((text) => {
    const link = document.createElement('a');
    link.href = `javascript:void(${text})`;
    document.body.append(link);
    link.click();
  }, MARK)],
  ['text made into a function', 'script-src', (page) => page.evaluate((text) => { Reflect.apply(setTimeout, globalThis, [text, 0]); }, MARK)],
  ['a script of another site', 'script-src-elem', (page) => page.evaluate((url) => {
    const script = document.createElement('script');
    script.src = url;
    document.body.append(script);
  }, FOREIGN)],
  ['a worker made of text', 'worker-src', (page) => page.evaluate((text) => {
    try {
      void new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
    } catch { /* Refused at once, or by an event. */ }
  }, MARK)],
  ['a request to another site', 'connect-src', (page) => page.evaluate((url) => fetch(url).catch(() => null), FOREIGN)],
  ['a beacon to another site', 'connect-src', (page) => page.evaluate((url) => navigator.sendBeacon(url, 'weights'), FOREIGN)],
  ['a socket to another site', 'connect-src', (page) => page.evaluate((url) => {
    try {
      void new WebSocket(url.replace('https', 'wss'));
    } catch { /* Refused at once, or by an event. */ }
  }, FOREIGN)],
  ['a picture of another site', 'img-src', (page) => page.evaluate((url) => { new Image().src = url; }, FOREIGN)],
  ['a page of another site in this one', 'frame-src', (page) => page.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, FOREIGN)],
  ['a style written into the page', 'style-src-elem', (page) => page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { background: red }';
    document.head.append(style);
  })],
  ['another base for all addresses', 'base-uri', (page) => page.evaluate((url) => {
    const element = document.createElement('base');
    element.href = url;
    document.head.append(element);
  }, FOREIGN)],
  // The last: Chromium's page then waits, for the test's clicks, for where the form would lead.
  ['a form sent to another site', 'form-action', (page) => page.evaluate((url) => {
    const form = document.createElement('form');
    form.action = url;
    document.body.append(form);
    // Later: the test would wait for where it leads.
    setTimeout(() => {
      try {
        form.submit();
      } catch { /* Firefox refuses at once. */ }
    });
  }, FOREIGN)],
];

attack('what tries to run or to reach another site is refused, and the page goes on', async ({ page, directives }) => {
  const reached: string[] = [];
  page.on('response', (response) => { if (response.url().startsWith(FOREIGN)) reached.push(response.url()); });
  for (const [name, directive, attempt] of attempts) {
    const before = (await directives()).length;
    if (directive === 'form-action') {
      await page.getByRole('button', { name: 'Step', exact: true }).click();
      await expect(page.getByRole('status', { name: 'Step count', exact: true })).not.toHaveText('0');
    }
    await attempt(page);
    await expect.poll(async () => (await directives()).slice(before), { message: name }).toContain(directive);
    expect(await isBroken(page), name).toBe(false);
  }
  expect(reached).toEqual([]);
});

/** Everything that is said on the page of what a link brought. */
const links = [
  `#view=${encodeURIComponent(SCRIPT)}`, `#preset=${encodeURIComponent(IMG)}`, `#data=${encodeURIComponent(IMG)}&rate=${encodeURIComponent(SCRIPT)}`,
  `#view=step&quantity=${encodeURIComponent(IMG)}`, `#experiment=${encodeURIComponent(`javascript:${MARK}`)}`, `#${encodeURIComponent(IMG)}=1`, `#weights=${encodeURIComponent(SCRIPT)}`,
];

test('a link cannot run script', async ({ playground }) => {
  const { page } = playground;
  for (const link of links) {
    await page.goto('about:blank');
    await page.goto(`./${link}`);
    await expect(playground.button('Play').or(page.getByRole('slider', { name: 'Position' })).first()).toBeVisible();
    expect(await isBroken(page), link).toBe(false);
    expect(await page.locator('img[src="x"]').count(), link).toBe(0);
  }
});

test('a table cannot run script, by its name, its columns or its cells, nor in what is exported of it', async ({ playground }) => {
  const { page } = playground;
  await playground.button('Import CSV').click();
  const dialog = page.getByRole('dialog', { name: 'Import CSV', exact: true });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = Array.from({ length: 30 }, (_, row) => `${row},${(row * 7) % 11},${quoted(row % 2 === 0 ? IMG : SCRIPT)}`);
  await dialog.getByLabel('CSV file').setInputFiles({ name: `${IMG.replaceAll('/', '')}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`${quoted(SCRIPT)},javascript:${MARK},${quoted(IMG)}\n${rows.join('\n')}\n`) });
  await dialog.getByRole('button', { name: 'Use these data', exact: true }).click();
  await expect(dialog).toBeHidden();
  await playground.button('Step').click();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(0);
  for (const view of ['Step', 'Compare', 'Landscape', 'Play']) {
    await page.getByRole('tab', { name: view, exact: true }).click();
    await expect(page.getByRole('tab', { name: view, exact: true })).toHaveAttribute('aria-selected', 'true');
  }
  await playground.button('Share').click();
  const share = page.getByRole('dialog', { name: 'Share', exact: true });
  await share.getByRole('button', { name: 'PyTorch', exact: true }).click();
  await expect(share.getByRole('region', { name: 'PyTorch program' })).toContainText('import torch');
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await isBroken(page)).toBe(false);
});

test('a file cannot run script, nor be followed as an address', async ({ playground }) => {
  const { page } = playground;
  const hostile = { format: 'nabla-experiment', version: 1, experiment: { data: { set: IMG }, features: [SCRIPT], hidden: [{ units: IMG, activation: SCRIPT }], [IMG]: 1, learningRate: 0.1 } };
  await playground.dropFile(`${IMG}.json`, JSON.stringify(hostile));
  await expect(page.getByRole('group', { name: 'Notice' }).or(page.getByRole('alert')).first()).toContainText('<img src=x');
  await playground.dropFile('page.json', `<!doctype html>${SCRIPT}`);
  await expect(page.getByText(/“page\.json”: The file is not JSON/)).toBeVisible();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await isBroken(page)).toBe(false);
});

base('nothing that the page fetches is of another site', async ({ page, baseURL }) => {
  const refused = await watchPolicy(page);
  const foreign: string[] = [];
  page.on('request', (request) => { if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(baseURL ?? '')) foreign.push(request.url()); });
  await page.goto('./');
  for (const view of ['Step', 'Compare', 'Landscape', 'Play']) await page.getByRole('tab', { name: view, exact: true }).click();
  await page.getByRole('combobox', { name: 'Data set', exact: true }).selectOption('penguins');
  await expect(page.getByRole('combobox', { name: 'Data set', exact: true })).toHaveValue('penguins');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Link', exact: true })).toBeVisible();
  expect(foreign).toEqual([]);
  expect(refused).toEqual([]);
});
