/**
 * `npm run bench:step`: what one → costs the page on the largest network it allows (7 features, 8 × 64 hidden units), in every phase
 * of an update of the whole set, and again after all gradients have been checked. Prints for each phase the median and the most
 * milliseconds of script and of all main-thread work a step, and how many times a reference loop timed in the same page that is.
 * Takes the page as `vite build` makes it, and Chromium: that of CHROMIUM_PATH, of the system, or Playwright's own.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, createServer, preview } from 'vite';
import { median } from './measure.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const STEPS = 12;
const FEATURES = ['x', 'y', 'x2', 'y2', 'xy', 'sinX', 'sinY'];

/** The largest network with this batch, as a link to the Step view. */
async function links() {
  const server = await createServer({ root, logLevel: 'error', server: { middlewareMode: true }, appType: 'custom' });
  try {
    const { defaultExperiment } = await server.ssrLoadModule('/src/config/defaults.ts');
    const { encodeExperiment } = await server.ssrLoadModule('/src/share/experimentText.ts');
    const largest = {
      ...defaultExperiment('spiral'), features: FEATURES, hidden: Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' })),
    };
    return Object.fromEntries([10_000, 2].map((batchSize) => [batchSize, `#view=step&experiment=${encodeExperiment({ ...largest, batchSize })}`]));
  } finally {
    await server.close();
  }
}

/** Milliseconds of a loop that has nothing to do with the page, to compare machines by. */
function reference(page) {
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

async function main() {
  // Else the server that reads the links would have the page built as for development, several times as slow.
  process.env.NODE_ENV = 'production';
  const folder = await mkdtemp(join(tmpdir(), 'nabla-step-'));
  const hashes = await links();
  await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const server = await preview({ root, logLevel: 'error', build: { outDir: folder }, preview: { host: '127.0.0.1', port: 0 } });
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const address = server.resolvedUrls.local[0];
    process.stdout.write('phase                     script ms (most)      main thread ms (most)   × reference\n');
    await measure(browser, address + hashes[10_000], false);
    await measure(browser, address + hashes[2], true);
  } finally {
    await browser.close();
    await new Promise((done) => { server.httpServer.close(done); });
    await rm(folder, { recursive: true });
  }
}

async function measure(browser, url, withCheck) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(600_000);
  await page.goto(url);
  const slider = page.getByRole('slider', { name: 'Position', exact: true });
  await page.locator('.step-position-range:not([disabled])').waitFor();
  const batch = (await page.getByRole('region', { name: 'Example' }).getByRole('heading').innerText()).replaceAll(/\s+/g, ' ');
  // A link's weights and example come one after another; a check begun before the last of them is called off.
  await page.waitForTimeout(2000);
  if (withCheck) {
    await page.getByRole('button', { name: 'Check all' }).click();
    await page.locator('td.step-ledger-check').first().waitFor();
  }
  const loop = await reference(page);
  process.stdout.write(`${batch}${withCheck ? ', all gradients checked' : ''}; reference loop ${loop.toFixed(1)} ms\n`);
  const session = await page.context().newCDPSession(page);
  // Of this thread's own time: what else the machine does is not counted.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const used = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name) => 1000 * (metrics.find((each) => each.name === name)?.value ?? Number.NaN);
    return { script: of('ScriptDuration'), task: of('TaskDuration') };
  };
  // Until two frames have been drawn and what was put off has been done.
  const settle = () => page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))); }));
  const ways = {
    forward: ['Home'], loss: ['Home', 'PageUp'], backward: ['Home', 'PageUp', 'PageUp'], mean: ['End', 'PageDown', 'PageDown'], update: ['End', 'PageDown'],
  };
  for (const [phase, keys] of Object.entries(ways)) {
    for (const key of keys) await slider.press(key);
    await settle();
    const costs = [];
    for (let step = 0; step < STEPS; step++) {
      const before = await used();
      // Not by the slider's name: to look for it costs the page more than the step.
      await page.keyboard.press('ArrowRight');
      await settle();
      const after = await used();
      costs.push({ script: after.script - before.script, task: after.task - before.task });
    }
    // The first step may set up what the others only change.
    const [script, task] = ['script', 'task'].map((name) => costs.map((cost) => cost[name]));
    const told = [script, task].map((all) => `${median(all).toFixed(1).padStart(8)} (${Math.max(...all).toFixed(1)})`.padEnd(22));
    process.stdout.write(`  ${phase.padEnd(22)} ${told.join(' ')}  ${(median(script) / loop).toFixed(1)}\n`);
  }
  await page.close();
}

await main();
