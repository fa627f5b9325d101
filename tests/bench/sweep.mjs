/**
 * `npm run bench:sweep`: what side work takes and costs. Prints the time of 200 runs of the default experiment over 200 epochs in
 * Compare (8 learning rates, 25 seeds), how many times a reference loop timed in the same page that is, and the page's longest task
 * meanwhile; then how many steps a second training makes at full speed with the learning lane's trials and without them, in
 * alternating pairs, on the default experiment and on the largest network.
 */
import { createServer } from 'vite';
import { median } from './measure.mjs';
import { reference, root, withPage } from './page.mjs';

const SEEDS = 25;
const EPOCHS = 200;
const RUNS = 200;
const PAIRS = 9;
/** Longer than the lane waits between two rounds of trials. */
const TURN_MS = 4000;

async function largestNetwork() {
  const server = await createServer({ root, logLevel: 'error', server: { middlewareMode: true }, appType: 'custom' });
  try {
    const { defaultExperiment } = await server.ssrLoadModule('/src/config/defaults.ts');
    const { encodeExperiment } = await server.ssrLoadModule('/src/share/experimentText.ts');
    const hidden = Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' }));
    return `#experiment=${encodeExperiment({ ...defaultExperiment('spiral'), hidden })}`;
  } finally {
    await server.close();
  }
}

async function open(browser, url, withoutTrials = false) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  // Trials are made by side workers; these take tasks and do nothing.
  if (withoutTrials) {
    await page.addInitScript(() => {
      class IdleWorker extends EventTarget {
        postMessage() { /* Never answers. */ }
        terminate() { /* There is nothing to end. */ }
      }
      globalThis.Worker = new Proxy(Worker, {
        construct: (target, [script, options]) => (String(script).includes('side.worker') ? new IdleWorker() : new target(script, options)),
      });
    });
  }
  await page.goto(url);
  await page.getByRole('button', { name: 'Play', exact: true }).and(page.locator(':enabled')).waitFor();
  return page;
}

async function sweep(browser, address) {
  const page = await open(browser, address);
  const loop = await reference(page);
  await page.getByRole('tab', { name: 'Compare', exact: true }).click();
  for (const [name, value] of [['Seeds', SEEDS], ['Epochs', EPOCHS]]) {
    const field = page.getByRole('textbox', { name, exact: true });
    await field.fill(String(value));
    await field.press('Enter');
  }
  await page.getByText(`${RUNS} runs`, { exact: true }).waitFor();
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ type: 'longtask' });
    globalThis.begin = performance.now();
  });
  await page.getByRole('button', { name: 'Run comparison' }).click();
  const bar = 'progress[aria-label="Runs of the comparison"]';
  await page.locator(bar).waitFor();
  const time = await (await page.waitForFunction((selector) => document.querySelector(selector) === null && performance.now() - globalThis.begin, bar, { polling: 20 })).jsonValue();
  // What is drawn when the last run has come counts, too.
  await page.waitForTimeout(1000);
  const longest = await page.evaluate(() => globalThis.longest);
  const task = longest === 0 ? 'none of 50 ms or more' : `${longest.toFixed(0)} ms`;
  process.stdout.write(`${RUNS} runs over ${EPOCHS} epochs: ${(time / 1000).toFixed(2)} s, ${(time / loop).toFixed(0)} × reference (${loop.toFixed(1)} ms); longest task of the page: ${task}\n`);
  await page.context().close();
}

/** Steps a second of a new page at full speed; no other one is open then. */
async function stepsASecond(browser, url, withoutTrials) {
  const page = await open(browser, url, withoutTrials);
  const now = () => page.evaluate(() => ({
    at: performance.now(), step: Number(document.querySelector('[aria-label="Step count"]').textContent.replaceAll(/\D/g, '')),
  }));
  await page.getByRole('slider', { name: 'Speed', exact: true }).press('End');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  // The pace has to settle.
  await page.waitForTimeout(500);
  const from = await now();
  await page.waitForTimeout(TURN_MS);
  const to = await now();
  await page.context().close();
  return (1000 * (to.step - from.step)) / (to.at - from.at);
}

async function slowdown(browser, url, name) {
  const rates = { with: [], without: [] };
  for (let pair = 0; pair < PAIRS; pair++) {
    for (const kind of pair % 2 === 0 ? ['with', 'without'] : ['without', 'with']) rates[kind].push(await stepsASecond(browser, url, kind === 'without'));
  }
  const shares = rates.with.map((rate, i) => 100 * (1 - rate / rates.without[i])).toSorted((a, b) => a - b);
  const steps = (kind) => median(rates[kind]).toPrecision(3);
  process.stdout.write(`${name}: ${steps('with')} steps/s with the lane's trials, ${steps('without')} without; slower by ${median(shares).toFixed(1)} % (median of ${PAIRS} pairs from ${shares[0].toFixed(0)} to ${shares.at(-1).toFixed(0)} %)\n`);
}

const largest = await largestNetwork();
await withPage(async (browser, address) => {
  await sweep(browser, address);
  await slowdown(browser, address, 'default experiment');
  await slowdown(browser, address + largest, 'largest network');
});
