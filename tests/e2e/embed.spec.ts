import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Frame, type Page } from '@playwright/test';

/** A page of another origin: what it hears is kept in `heard`, and `ask` sends one message to the frame. */
const HOST = `<!doctype html><title>A course</title><body style="margin:0"><input id="own" aria-label="Own field"><div id="place"></div><script>
  heard = [];
  addEventListener('message', (event) => { if (event.source === document.querySelector('iframe')?.contentWindow) heard.push(event.data); });
  ask = (message) => document.querySelector('iframe').contentWindow.postMessage(message, '*');
</script>`;

/** What browsers say of a message that its receiver does not get, as it is of another origin: just what is wanted. */
const NOT_DELIVERED = /Failed to execute .postMessage. on .*target origin provided/;

type Host = { readonly page: Page; readonly origin: string; embed: (hash: string, width?: number, height?: number) => Promise<Frame> };

/** A server of its own is another origin than the built site's. */
function serveHost(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(HOST);
    }).listen(0, '127.0.0.1', () => { resolve(server); });
  });
}

const test = base.extend<{ host: Host }>({
  host: async ({ page, baseURL }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => { if (!NOT_DELIVERED.test(String(error))) errors.push(String(error)); });
    page.on('console', (message) => { if (message.type() === 'error' && !NOT_DELIVERED.test(message.text())) errors.push(message.text()); });
    const refused: string[] = [];
    await page.exposeFunction('tellRefused', (what: string) => { refused.push(what); });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
        void (globalThis as unknown as { tellRefused: (what: string) => Promise<void> }).tellRefused(`${effectiveDirective} refused ${blockedURI}`);
      });
    });
    const server = await serveHost();
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await page.goto(origin);
    await use({
      page, origin,
      embed: async (hash, width = 800, height = 500) => {
        await page.evaluate(({ source, w, h }) => {
          const frame = document.createElement('iframe');
          Object.assign(frame, { src: source, title: 'Nabla', width: String(w), height: String(h) });
          frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox');
          frame.style.border = '0';
          document.querySelector('#place')!.replaceChildren(frame);
        }, { source: `${baseURL!}/#${hash}`, w: width, h: height });
        await expect(page.frameLocator('iframe').getByRole('link', { name: 'Open in Nabla' })).toBeVisible();
        return page.frames().find((frame) => frame.url().startsWith(baseURL!))!;
      },
    });
    server.close();
    expect(errors, 'errors on the page').toEqual([]);
    expect(refused, 'refused by the Content-Security-Policy').toEqual([]);
  },
});

type Message = { readonly nabla?: number; readonly type?: string; readonly id?: unknown; readonly [key: string]: unknown };

const heard = (page: Page): Promise<readonly Message[]> => page.evaluate(() => (globalThis as unknown as { heard: readonly Message[] }).heard);

async function ask(page: Page, message: Record<string, unknown>): Promise<void> {
  await page.evaluate((data) => { (globalThis as unknown as { ask: (data: unknown) => void }).ask(data); }, message);
}

let last = 0;

/** Sends a message and waits for its answer. */
async function answer(page: Page, message: Record<string, unknown>): Promise<Message> {
  const id = `q${last += 1}`;
  await ask(page, { nabla: 1, id, ...message });
  let found: Message | undefined;
  await expect.poll(async () => {
    found = (await heard(page)).find((each) => each.type === 'reply' && each.id === id);
    return found !== undefined;
  }).toBe(true);
  return found!;
}

const framesOf = async (page: Page): Promise<readonly Message[]> => (await heard(page)).filter(({ type }) => type === 'frame');

test('a page of another origin plays, steps, hears frames, reads and sets the experiment', async ({ host: { page, origin, embed } }) => {
  const frame = await embed(`preset=workedNetwork&embed=v1,network,output,transport,verdict&embedOrigin=${origin}`);
  await expect.poll(async () => (await heard(page)).some(({ type }) => type === 'ready')).toBe(true);
  expect(await answer(page, { type: 'subscribe', rate: 30 })).toMatchObject({ nabla: 1, to: 'subscribe', ok: true, notes: [] });
  expect(await answer(page, { type: 'step', unit: 'batch' })).toMatchObject({ ok: true });
  await expect.poll(async () => (await framesOf(page)).at(-1)?.['step']).toBe(1);
  expect(await answer(page, { type: 'back', unit: 'batch' })).toMatchObject({ ok: true });
  await expect.poll(async () => (await framesOf(page)).at(-1)?.['step']).toBe(0);
  const start = (await framesOf(page)).at(-1)!;
  await answer(page, { type: 'play' });
  await expect.poll(async () => Number((await framesOf(page)).at(-1)?.['step'])).toBeGreaterThan(20);
  await answer(page, { type: 'pause' });
  const trained = (await framesOf(page)).at(-1)!;
  expect(trained['trainLoss']).toEqual(expect.any(Number));
  expect(trained['trainLoss']).not.toBe(start['trainLoss']);
  expect(trained['verdict']).toMatchObject({ word: expect.any(String), sentence: expect.any(String) });
  await answer(page, { type: 'reset' });
  await expect.poll(async () => (await framesOf(page)).at(-1)?.['step']).toBe(0);
  await answer(page, { type: 'unsubscribe' });

  const set = await answer(page, { type: 'setExperiment', experiment: { data: { set: 'moons' }, learningRate: 1e6, hidden: [{ units: 3, activation: 'relu' }] } });
  expect(set['notes']).toHaveLength(1);
  const { experiment } = await answer(page, { type: 'getExperiment' });
  expect(experiment).toMatchObject({ data: { set: 'moons' }, learningRate: 100, hidden: [{ units: 3, activation: 'relu' }] });
  await expect.poll(async () => (await heard(page)).some(({ type }) => type === 'experimentChanged')).toBe(true);
  expect((await heard(page)).some(({ type }) => type === 'verdict')).toBe(true);
  await expect(frame.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
});

test('another origin than the stated one, or any where none is stated, is not heard', async ({ host: { page, embed } }) => {
  for (const stated of ['&embedOrigin=https://school.example', '', '&embedOrigin=*']) {
    const frame = await embed(`embed=v1,output,transport${stated}`);
    await expect(frame.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
    await ask(page, { nabla: 1, id: 'x', type: 'play' });
    await ask(page, { nabla: 1, id: 'y', type: 'getExperiment' });
    // The frame has worked through what came before this.
    await frame.getByRole('button', { name: 'Step', exact: true }).click();
    await expect(frame.getByRole('status', { name: 'Step count', exact: true })).not.toHaveText('0');
    await expect(frame.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    expect((await heard(page)).filter(({ nabla }) => nabla !== undefined)).toEqual([]);
    await page.goto(page.url());
  }
});

test('hostile messages end in a running page and a sentence each', async ({ host: { page, origin, embed } }) => {
  const frame = await embed(`embed=v1,output,transport&embedOrigin=${origin}`);
  await expect.poll(async () => (await heard(page)).some(({ type }) => type === 'ready')).toBe(true);
  const hostile: readonly Record<string, unknown>[] = [
    { type: 'eval', code: 'alert(1)' }, { type: '__proto__' }, { type: 'constructor' }, { type: 'step', unit: 'javascript:alert(1)' }, { type: 'subscribe', rate: '<img src=x onerror=alert(1)>' },
    { type: 'setExperiment', experiment: '<script>alert(1)</script>' }, { type: 'setExperiment', experiment: { format: '<b>x</b>' } }, { type: 'setExperiment', experiment: 'x'.repeat(100_000) }, { type: 'setExperiment', experiment: [] }, { nabla: 1e308, type: 'play' },
  ];
  for (const message of hostile) {
    const said = await answer(page, message);
    expect(said.ok, JSON.stringify(message).slice(0, 80)).toBe(false);
    expect(said['problem']).toMatch(/^The message.*\.$/s);
  }
  const huge = await answer(page, { type: 'setExperiment', experiment: JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "learningRate": 1e308, "batchSize": -1e308, "hidden": [{"units": 1e99, "activation": "<svg onload=alert(1)>"}], "data": {"set": "__proto__", "points": 1e300}}') as object });
  expect(huge.ok).toBe(true);
  expect((huge['notes'] as readonly string[]).length).toBeGreaterThan(3);
  expect(await frame.evaluate(() => 'polluted' in {})).toBe(false);
  await answer(page, { type: 'setExperiment', experiment: { data: { set: 'moons' } } });
  await answer(page, { type: 'play' });
  await expect(frame.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  // A run that has diverged says so, and takes no focus for it.
  await answer(page, { type: 'setExperiment', experiment: { data: { set: 'plane' }, learningRate: 100, hidden: [] } });
  await page.getByLabel('Own field').focus();
  await expect.poll(async () => (await answer(page, { type: 'play' })).ok).toBe(false);
  await expect(page.getByLabel('Own field')).toBeFocused();
});

test('leaves focus, keys, history and storage of the others alone', async ({ host: { page, embed }, baseURL }) => {
  await page.getByLabel('Own field').focus();
  const entries = await page.evaluate(() => history.length);
  await page.addInitScript(() => {
    const keys: string[] = [];
    const get = Object.getOwnPropertyDescriptor(Storage.prototype, 'getItem')!.value as (this: Storage, key: string) => string | null;
    Storage.prototype.getItem = function getItem(key) {
      keys.push(key);
      return get.call(this, key);
    };
    Object.assign(globalThis, { keysRead: keys });
  });
  const frame = await embed('embed=v1,header,share,output,transport,data&embedTheme=dark');
  await expect(frame.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  await page.keyboard.press('Space');
  await expect(page.getByLabel('Own field')).toHaveValue(' ');
  await expect(frame.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await frame.getByRole('tab', { name: 'Step' }).click();
  await frame.getByRole('tab', { name: 'Play' }).click();
  await frame.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(frame.getByRole('status', { name: 'Step count', exact: true })).not.toHaveText('0');
  expect(await page.evaluate(() => history.length)).toBe(entries);
  expect(await frame.evaluate(async () => ({ settings: localStorage.length, session: sessionStorage.length, databases: (await indexedDB.databases()).map(({ name }) => name) }))).toEqual({ settings: 0, session: 0, databases: [] });
  expect(await frame.evaluate(() => (globalThis as unknown as { keysRead: readonly string[] }).keysRead)).toEqual([]);
  expect(await frame.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');

  // The way out is the whole page with the same weights.
  const [whole] = await Promise.all([page.context().waitForEvent('page'), frame.getByRole('link', { name: 'Open in Nabla' }).click()]);
  await expect(whole.getByRole('region', { name: 'Network' })).toBeVisible();
  expect(whole.url().startsWith(`${baseURL!}/`)).toBe(true);
  expect(whole.url()).not.toContain('embed');
  expect(whole.url()).toContain('weights=');
  await whole.close();
});

test('tells its height as learning platforms read it, and comes to rest in a frame that follows', async ({ host: { page, embed } }) => {
  await embed('embed=v1,network,output,loss,transport', 800, 300);
  const heights = async (): Promise<readonly number[]> => (await heard(page)).filter((each) => each['subject'] === 'lti.frameResize').map((each) => Number(each['height']));
  await expect.poll(async () => (await heights()).length).toBeGreaterThan(0);
  const wanted = (await heights()).at(-1)!;
  expect(wanted).toBeGreaterThan(350);
  expect((await heard(page)).some((each) => (each as unknown) === JSON.stringify({ subject: 'lti.frameResize', height: wanted }))).toBe(true);
  await page.evaluate((height) => { document.querySelector('iframe')!.height = String(height); }, wanted);
  // Each answer is given back as the frame's height, until there is none that differs.
  await expect.poll(async () => {
    const latest = (await heights()).at(-1)!;
    const before = await page.evaluate((height) => {
      const frame = document.querySelector('iframe')!;
      const was = Number(frame.height);
      frame.height = String(height);
      return was;
    }, latest);
    return before === latest;
  }).toBe(true);
});

for (const [width, height, parts] of [[800, 500, 'network,output,loss,lane,verdict,transport'], [400, 600, 'output,verdict,transport'], [400, 600, 'network,output,loss,lane,verdict,transport'], [600, 400, 'network,output,loss,lane,verdict,transport'], [640, 440, 'lane,loss,transport'], [1280, 720, 'network,output,loss,timeline,verdict,transport']] as const) {
  test(`fits a frame of ${width} × ${height} with ${parts}`, async ({ host: { page, embed } }) => {
    const frame = await embed(`embed=v1,${parts}`, width, height);
    await expect(frame.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
    await expect.poll(() => frame.evaluate(() => [document.documentElement.scrollWidth <= innerWidth, document.documentElement.scrollHeight - innerHeight])).toEqual([true, 0]);
    for (const name of ['network', 'output', 'loss', 'data', 'timeline'] as const) {
      await expect(frame.locator(`.area-${name}`)).toHaveCount(parts.split(',').includes(name) ? 1 : 0);
    }
    const { violations } = await new AxeBuilder({ page }).include('iframe').disableRules(['page-has-heading-one', 'region', 'landmark-one-main', 'html-has-lang', 'label']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`)).toEqual([]);
  });
}

test('the dialog Share writes the snippet', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share', exact: true });
  const snippet = dialog.getByRole('textbox', { name: 'Snippet' });
  await dialog.getByRole('checkbox', { name: 'Timeline' }).check();
  await dialog.getByRole('checkbox', { name: 'Loss', exact: true }).uncheck();
  // As a hand types: what is filled in at once, the system’s Firefox does not tell the page of.
  const origin = dialog.getByRole('textbox', { name: 'Page it may talk to' });
  await origin.pressSequentially('https://school.example/');
  await expect(snippet).toHaveValue(/embed=v1,network,output,lane,timeline,verdict,transport&amp;embedOrigin=https:\/\/school\.example"/);
  await origin.pressSequentially('course');
  await expect(dialog.getByText('is no origin like https://school.example')).toBeVisible();
  await expect(snippet).not.toHaveValue(/embedOrigin/);
  await dialog.getByRole('combobox', { name: 'View' }).selectOption({ label: 'Step' });
  await expect(dialog.getByRole('checkbox', { name: 'Timeline' })).toBeDisabled();
  await expect(snippet).toHaveValue(/view=step/);
});
