/** The page as `vite build` makes it, served to Chromium: that of CHROMIUM_PATH, of the system, or Playwright's own. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds and serves the page, and calls `measure(browser, address, folder of the built site)`. */
export async function withPage(measure) {
  // Else a vite server of before would have the page built as for development, several times as slow.
  process.env.NODE_ENV = 'production';
  const folder = await mkdtemp(join(tmpdir(), 'nabla-bench-'));
  await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const server = await preview({ root, logLevel: 'error', build: { outDir: folder }, preview: { host: '127.0.0.1', port: 0 } });
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await measure(browser, server.resolvedUrls.local[0], folder);
  } finally {
    await browser.close();
    await new Promise((done) => { server.httpServer.close(done); });
    await rm(folder, { recursive: true });
  }
}

/** Milliseconds of a loop that has nothing to do with the page, to compare machines by. */
export function reference(page) {
  return page.evaluate(() => {
    const times = Array.from({ length: 9 }, () => {
      const begin = performance.now();
      let sum = 0;
      for (let i = 0; i < 2e6; i++) sum += Math.sqrt(i) * (i & 3);
      return performance.now() - begin + (Number.isNaN(sum) ? 1 : 0);
    });
    return times.toSorted((a, b) => a - b)[4];
  });
}
