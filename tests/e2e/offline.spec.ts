/** The built site under a folder of a plain server of its own, which is then taken away, changed, or left without a service worker. */
import { spawnSync } from 'node:child_process';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';

const FOLDER = '/courses/nabla/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.csv': 'text/csv',
  '.webmanifest': 'application/manifest+json',
};

/** A static host: any folder, which can be changed for another; a file can be replaced (null: it is gone). */
class Host {
  root: string;
  readonly replaced = new Map<string, string | null>();
  readonly #server: Server;

  constructor(root: string) {
    this.root = root;
    this.#server = createServer((request, response) => { void this.#answer(request.url ?? '', response); });
  }

  async #answer(url: string, response: { writeHead(status: number, headers?: Record<string, string>): unknown; end(body?: string | Buffer): unknown }): Promise<void> {
    const path = new URL(url, 'http://host').pathname;
    const name = path === FOLDER ? 'index.html' : path.slice(FOLDER.length);
    const own = this.replaced.get(name);
    const body = own === undefined && path.startsWith(FOLDER) ? await readFile(join(this.root, name)).catch(() => null) : (own ?? null);
    if (body === null) response.writeHead(404);
    else response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream', 'Cache-Control': 'max-age=600' });
    response.end(body ?? 'Not here');
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${FOLDER}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => { this.#server.close(resolve); });
  }
}

/** Two builds of different names and bytes, as after a change of the program. */
let builds: { readonly folder: string; readonly first: string; readonly second: string };

const test = base.extend<{ host: Host; address: string; failures: readonly string[] }>({
  // oxlint-disable-next-line no-empty-pattern -- what a test is given has to be taken apart
  host: async ({}, use) => {
    const host = new Host(builds.first);
    await use(host);
    await host.close();
  },
  address: async ({ host }, use) => { await use(await host.open()); },
  /** Whatever a page of this test could not have, or says that went wrong. */
  failures: async ({ context }, use) => {
    const failures: string[] = [];
    context.on('page', (page) => {
      page.on('pageerror', (error) => failures.push(String(error)));
      page.on('requestfailed', (request) => {
        const why = request.failure()?.errorText ?? '';
        // What the page itself gives up (a worker that is not needed any more) is no failure.
        if (!request.url().endsWith('/sw.js') && !why.includes('ABORTED')) failures.push(`${request.url()} ${why}`);
      });
      page.on('response', (response) => { if (response.status() >= 400 && !response.url().endsWith('/sw.js')) failures.push(`${response.url()} ${response.status()}`); });
    });
    await use(failures);
  },
});

test.use({ serviceWorkers: 'allow' });
test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nabla-builds-'));
  const make = (name: string, ...more: string[]): string => {
    const outDir = join(folder, name);
    const { status, stderr } = spawnSync('npx', ['vite', 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error', ...more], { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } });
    expect(status, stderr).toBe(0);
    return outDir;
  };
  builds = { folder, first: make('first'), second: make('second', '--minify', 'false') };
});
test.afterAll(async () => { await rm(builds.folder, { recursive: true, force: true }); });

const isReady = (page: Page) => expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
const openView = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('tab', { name, exact: true }).click();
  await expect(page.getByRole('tab', { name, exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.view-waiting')).toBeHidden();
};
const trainABit = async (page: Page): Promise<string> => {
  const count = page.getByRole('status', { name: 'Step count', exact: true });
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  let last = '';
  // An epoch is several steps.
  await expect(async () => {
    const [before, now] = [last, (await count.textContent()) ?? ''];
    last = now;
    expect(now).toMatch(/[1-9]/);
    expect(now).toBe(before);
  }).toPass({ intervals: [300] });
  return last;
};
const perform = async (page: Page, command: string): Promise<void> => {
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
  await page.keyboard.type(command);
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('option').first()).toContainText(command);
  await page.keyboard.press('Enter');
};
const scriptOf = (page: Page) => page.locator('script[type=module]').getAttribute('src');
const cacheNames = (page: Page) => page.evaluate(() => caches.keys());
const newVersion = (page: Page) => page.getByRole('group', { name: 'Notice' }).filter({ hasText: 'A new version of this page is ready.' });

/** A first visit, long enough for the site to be kept. */
async function visit(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await isReady(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null) await new Promise((resolve) => { setTimeout(resolve, 50); });
  });
  return page;
}

test('after one visit everything works without a network', async ({ context, host, address, failures, browserName }) => {
  const first = await visit(context, address);
  await expect(newVersion(first)).toBeHidden();
  await first.close();
  await host.close();
  if (browserName === 'chromium') await context.setOffline(true);
  const page = await context.newPage();
  await page.goto(`${address}#preset=workedNetwork`);
  await isReady(page);
  await page.reload();
  await isReady(page);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await openView(page, 'Step');
  await expect(page.getByRole('region', { name: 'Formula', exact: true }).locator('.katex').first()).toBeVisible();
  await openView(page, 'Compare');
  await expect(page.getByRole('combobox', { name: 'Vary', exact: true })).toBeVisible();
  await openView(page, 'Landscape');
  await expect(page.getByRole('img', { name: 'Loss landscape' })).toBeVisible();
  await openView(page, 'Play');
  for (const set of ['iris4', 'penguins', 'wine', 'diabetes', 'digits']) {
    await page.getByRole('combobox', { name: 'Data set', exact: true }).selectOption(set);
    await expect(page.getByRole('combobox', { name: 'Data set', exact: true })).toHaveValue(set);
  }
  await trainABit(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const share = page.getByRole('dialog', { name: 'Share', exact: true });
  await share.getByRole('button', { name: 'NumPy', exact: true }).click();
  await expect(share.getByRole('region', { name: 'NumPy program' })).toContainText('import numpy as np');
  for (const [button, ending] of browserName === 'chromium' ? [['Run history (CSV)', 'csv'], ['ONNX', 'onnx'], ['Output (PNG)', 'png']] as const : []) {
    const [download] = await Promise.all([page.waitForEvent('download'), share.getByRole('button', { name: button, exact: true }).click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${ending}$`));
  }
  await page.keyboard.press('Escape');
  for (const [command, dialog] of [['Layers', 'Layers'], ['Loss function: over', 'Loss function'], ['Import CSV', 'Import CSV']] as const) {
    await perform(page, command);
    await expect(page.getByRole('dialog', { name: dialog }).getByRole('heading').first()).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await context.setOffline(false).catch(() => {});
  expect(failures).toEqual([]);
});

test('a new version is fetched behind the page and said; a page of the old one goes on with its own files', async ({ context, host, address, failures }) => {
  const old = await visit(context, address);
  const oldScript = await scriptOf(old);
  host.root = builds.second;
  const page = await context.newPage();
  await page.goto(address);
  await isReady(page);
  expect(await scriptOf(page), 'the kept version answers at once').toBe(oldScript);
  await expect(newVersion(page)).toBeVisible({ timeout: 60_000 });
  await expect(newVersion(old)).toBeVisible();
  const steps = await trainABit(page);
  await page.getByRole('button', { name: 'Reload', exact: true }).click();
  await expect.poll(() => scriptOf(page)).not.toBe(oldScript);
  await isReady(page);
  await expect(page.getByRole('status', { name: 'Step count', exact: true }), 'a reload keeps the run').toHaveText(steps);
  // The host has none of the old files any more.
  expect((await context.request.get(new URL(oldScript!, address).href)).status()).toBe(404);
  await openView(old, 'Step');
  await openView(old, 'Landscape');
  await openView(old, 'Play');
  expect(await cacheNames(page)).toHaveLength(2);
  await old.close();
  await page.reload();
  await isReady(page);
  await expect.poll(async () => {
    const names = await cacheNames(page);
    if (names.length > 1) await page.reload();
    return names.length;
  }).toBe(1);
  await openView(page, 'Step');
  expect(failures).toEqual([]);
});

test('half a new version is none: the old one stays', async ({ context, host, address, failures }) => {
  await (await visit(context, address)).close();
  const html = await readFile(join(builds.first, 'index.html'), 'utf8');
  host.root = builds.second;
  host.replaced.set('index.html', html);
  const page = await context.newPage();
  await page.goto(address);
  await isReady(page);
  // The update ends as one that failed.
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    while (registration.installing !== null) await new Promise((resolve) => { setTimeout(resolve, 50); });
  });
  await page.reload();
  await isReady(page);
  await openView(page, 'Step');
  await expect(newVersion(page)).toBeHidden();
  expect(failures).toEqual([]);
});

for (const [how, script] of [
  ['a service worker that takes itself away', "addEventListener('install', () => skipWaiting()); addEventListener('activate', (event) => event.waitUntil(registration.unregister()));"],
  ['no service worker', null],
] as const) {
  test(`a host with ${how} is rid of the old one`, async ({ context, host, address }) => {
    const page = await visit(context, address);
    host.replaced.set('sw.js', script);
    await page.reload();
    await isReady(page);
    // One that takes itself away may stay, with nothing to answer, where the page asks for it in that moment.
    await expect.poll(() => page.evaluate(async () => {
      const { controller } = navigator.serviceWorker;
      return (await navigator.serviceWorker.getRegistrations()).every(({ active }) => active !== null && active !== controller);
    })).toBe(true);
    host.root = builds.second;
    host.replaced.set('sw.js', null);
    await page.reload();
    await expect.poll(() => scriptOf(page)).toBe(/src="(\.\/assets\/index[^"]*)"/.exec(await readFile(join(builds.second, 'index.html'), 'utf8'))![1]);
    await isReady(page);
  });
}

test('within another page nothing is kept', async ({ context, host, address, failures }) => {
  host.replaced.set('frame.html', '<!doctype html><title>A course</title><iframe src="./" width="1200" height="800"></iframe>');
  const page = await context.newPage();
  await page.goto(`${address}frame.html`);
  await expect(page.frameLocator('iframe').getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  // Asked for later than the page would have asked to be kept, and idle as then.
  await page.frames()[1]!.evaluate(() => new Promise<void>((resolve) => { requestIdleCallback(() => { requestIdleCallback(() => { resolve(); }); }, { timeout: 5000 }); }));
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(failures).toEqual([]);
});

test('the manifest is whole, and installing is offered where the browser offers it', async ({ context, address }) => {
  const page = await context.newPage();
  await page.goto(address);
  await isReady(page);
  const href = await page.locator('link[rel=manifest]').evaluate((link: HTMLLinkElement) => link.href);
  const manifest = (await (await context.request.get(href)).json()) as { start_url: string; scope: string; icons: { src: string; sizes: string; purpose?: string }[] };
  expect(new URL(manifest.start_url, href).href).toBe(address);
  expect(new URL(manifest.scope, href).href).toBe(address);
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose ?? ''}`.trim())).toEqual(['any', '192x192', '512x512', '512x512 maskable']);
  for (const { src, sizes } of manifest.icons.slice(1)) {
    const size = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, new URL(src, href).href);
    expect(size).toBe(sizes);
  }
  await page.evaluate(() => {
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt: () => { document.title = 'asked'; return Promise.resolve(); } });
    window.dispatchEvent(offer);
  });
  await perform(page, 'Install');
  await expect(page).toHaveTitle('asked');
});
