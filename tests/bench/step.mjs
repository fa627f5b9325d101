/**
 * `npm run bench:step`: what one → costs the page on the largest network it allows (7 features, 8 × 64 hidden units), in every phase
 * of an update of the whole set, and again after all gradients have been checked. Prints for each phase the median and the most
 * milliseconds of script and of all main-thread work a step, and how many times a reference loop timed in the same page that is.
 */
import { createServer } from 'vite';
import { median } from './measure.mjs';
import { reference, root, withPage } from './page.mjs';

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

const hashes = await links();
await withPage(async (browser, address) => {
  process.stdout.write('phase                     script ms (most)      main thread ms (most)   × reference\n');
  await measure(browser, address + hashes[10_000], false);
  await measure(browser, address + hashes[2], true);
});
