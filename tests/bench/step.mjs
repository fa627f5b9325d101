/**
 * `npm run bench:step`: what a step costs the page on the largest network it allows (7 features, 8 × 64 hidden units), forwards and
 * backwards, in every phase of an update of the whole set, and again after all gradients have been checked. Prints for each phase the
 * median and the 95th percentile of milliseconds of all main-thread work a step, the medians of what they went to (the rest is paint,
 * compositing, events and the collection of garbage), and how many times a reference loop timed in the same page that is.
 */
import { createServer } from 'vite';
import { median } from './measure.mjs';
import { reference, root, withPage } from './page.mjs';

const STEPS = 15;
/** From one press to the next, about as fast as one can follow. */
const PACE_MS = 120;
const FEATURES = ['x', 'y', 'x2', 'y2', 'xy', 'sinX', 'sinY'];
const COSTS = ['task', 'script', 'style', 'layout', 'rest'];
const METRICS = { script: 'ScriptDuration', style: 'RecalcStyleDuration', layout: 'LayoutDuration', task: 'TaskDuration' };
const WAYS = {
  forward: ['Home'], loss: ['Home', 'PageUp'], backward: ['Home', 'PageUp', 'PageUp'], mean: ['End', 'PageDown', 'PageDown'], update: ['End', 'PageDown'],
};

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

const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
const high = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)];

function print(name, costs, loop) {
  const of = (kind) => costs.map((cost) => cost[kind]);
  const told = COSTS.map((kind) => median(of(kind)).toFixed(1).padStart(7));
  process.stdout.write(`  ${name.padEnd(20)} ${told[0]} ${high(of('task')).toFixed(1).padStart(7)}  ${told.slice(1).join(' ')}  ${(median(of('task')) / loop).toFixed(1).padStart(6)}\n`);
}

async function measure(browser, url, withCheck) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(600_000);
  await page.goto(url);
  const slider = page.getByRole('slider', { name: 'Position', exact: true });
  await page.locator('.step-position-range:not([disabled])').waitFor();
  const batch = (await page.getByRole('region', { name: 'Example' }).getByRole('heading').innerText()).replaceAll(/\s+/g, ' ');
  // A link's weights and example come one after another; a check begun before the last of them is called off.
  await wait(2000);
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
    return Object.fromEntries(Object.entries(METRICS).map(([kind, name]) => [kind, 1000 * (metrics.find((each) => each.name === name)?.value ?? Number.NaN)]));
  };
  /** One step; nothing is asked of the page before the next, as that would be work of its own. */
  const step = async (key) => {
    const before = await used();
    // Not by the slider's name: to look for it costs the page more than the step.
    await page.keyboard.press(key);
    await wait(PACE_MS);
    const after = await used();
    const cost = Object.fromEntries(Object.keys(METRICS).map((kind) => [kind, after[kind] - before[kind]]));
    return { ...cost, rest: cost.task - cost.script - cost.style - cost.layout };
  };
  const all = { ArrowRight: [], ArrowLeft: [] };
  for (const [phase, keys] of Object.entries(WAYS)) {
    for (const key of keys) {
      await slider.press(key);
      await wait(300);
    }
    // The first steps may set up what the others only change.
    await step('ArrowRight');
    await step('ArrowRight');
    for (const [key, costs] of Object.entries(all)) {
      const own = [];
      for (let i = 0; i < STEPS; i++) own.push(await step(key));
      costs.push(...own);
      print(`${phase} ${key === 'ArrowRight' ? '→' : '←'}`, own, loop);
    }
  }
  print('all →', all.ArrowRight, loop);
  print('all ←', all.ArrowLeft, loop);
  print('all', [...all.ArrowRight, ...all.ArrowLeft], loop);
  await page.close();
}

const hashes = await links();
await withPage(async (browser, address) => {
  process.stdout.write(`ms a step                 main     95 %   script   style  layout    rest  × reference\n`);
  await measure(browser, address + hashes[10_000], false);
  await measure(browser, address + hashes[2], true);
});
