/**
 * `npm run bench:browser`: the built page in Chromium against its goals: what is fetched, the time until it trains, frames, long tasks
 * and answers to input while the default and the largest network (8 × 64) train, at full speed of the processor and at a quarter, steps
 * a second against the same engine in Node, what memory grows by (`-- --minutes 10`), and going back in a long run
 * (`-- --steps 1000000`).
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildEngine } from './buildEngine.mjs';
import { median } from './measure.mjs';
import { reference, withPage } from './page.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, steps: { type: 'string', default: '100000' } } });
const minutes = Number(values.minutes);
const longRun = Number(values.steps);
const TRAINING_MS = 10_000;
const INPUTS = 40;
const RATE_CHANGES = 12;

/** @param goal [most or least, number], or null where there is none */
function row(what, figure, goal, show = (number) => number.toPrecision(3)) {
  const isMet = goal !== null && (goal[0] === 'most' ? figure <= goal[1] : figure >= goal[1]);
  const told = goal === null ? ['', ''] : [`${goal[0] === 'most' ? '≤' : '≥'} ${goal[1]}`, isMet ? 'met' : 'missed'];
  process.stdout.write(`${what.padEnd(66)}${show(figure).padStart(12)}${told[0].padStart(12)}  ${told[1]}\n`);
}

/** Notes in the page what the training worker says, and when. */
function listen() {
  globalThis.heard = { frames: [], sought: [], long: [], inputs: [] };
  globalThis.Worker = new Proxy(Worker, {
    construct(target, [script, options]) {
      const worker = new target(script, options);
      if (String(script).includes('training.worker')) {
        worker.addEventListener('message', ({ data }) => {
          const at = performance.now();
          if (data.type === 'framed') globalThis.heard.frames.push({ at, step: data.frame.step, epoch: data.frame.epoch, rate: data.frame.learningRate });
          if (data.type === 'sought') globalThis.heard.sought.push({ at, progress: data.progress, step: data.step });
          if (globalThis.heard.frames.length > 5000) globalThis.heard.frames.splice(0, 4000);
        });
      }
      return worker;
    },
  });
  new PerformanceObserver((list) => { for (const { startTime, duration } of list.getEntries()) globalThis.heard.long.push({ startTime, duration }); }).observe({ type: 'longtask' });
  // From the event to the next picture: of those below 16 ms nothing is said.
  new PerformanceObserver((list) => { for (const { name, duration } of list.getEntries()) if (name === 'keydown' || name === 'pointerdown') globalThis.heard.inputs.push(duration); }).observe({ type: 'event', durationThreshold: 16 });
}

async function open(browser, url, { rate = 1, whenReady = null } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await page.addInitScript(listen);
  if (whenReady !== null) await page.addInitScript(whenReady);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  await page.goto(url);
  await page.getByRole('button', { name: /^(Play|Pause)$/ }).and(page.locator(':enabled')).waitFor();
  return { page, session, close: () => context.close() };
}

const play = (page) => page.getByRole('button', { name: 'Play', exact: true }).click();
const fastest = (page) => page.getByRole('slider', { name: 'Speed', exact: true }).press('End');
const steps = (page) => page.evaluate(() => ({ at: performance.now(), step: globalThis.heard.frames.at(-1)?.step ?? 0 }));

async function firstStep(browser, address) {
  const ready = [];
  const trained = [];
  for (let trial = 0; trial < 3; trial += 1) {
    const { page, close } = await open(browser, address, {
      rate: 4,
      whenReady: () => {
        const look = () => {
          const button = document.querySelector('button[aria-label="Play"]:enabled');
          if (button === null) requestAnimationFrame(look);
          else {
            globalThis.readyAt = performance.now();
            button.click();
          }
        };
        requestAnimationFrame(look);
      },
    });
    await page.waitForFunction(() => globalThis.heard.frames.some(({ epoch }) => epoch > 0));
    const [readyAt, trainedAt] = await page.evaluate(() => [globalThis.readyAt, globalThis.heard.frames.find(({ epoch }) => epoch > 0).at]);
    ready.push(readyAt);
    trained.push(trainedAt - readyAt);
    await close();
  }
  row('time to interactive, 4× throttled, ms', median(ready), ['most', 800]);
  row('Play to the first epoch shown, 4× throttled, ms', median(trained), ['most', 1000]);
}

async function training(browser, url, name, rate, inputGoal) {
  const { page, close } = await open(browser, url, { rate });
  await page.waitForTimeout(3000);
  await play(page);
  await page.waitForTimeout(2000);
  const { frames, long } = await page.evaluate(async (ms) => {
    globalThis.heard.long.length = 0;
    let shown = 0;
    const began = performance.now();
    await new Promise((done) => {
      const tick = () => {
        shown += 1;
        if (performance.now() - began < ms) requestAnimationFrame(tick);
        else done();
      };
      requestAnimationFrame(tick);
    });
    const took = performance.now() - began;
    return { frames: (1000 * shown) / took, long: globalThis.heard.long.map(({ duration }) => duration) };
  }, TRAINING_MS);
  row(`${name}, ${rate}×: frames a second`, frames, ['least', 59]);
  row(`${name}, ${rate}×: tasks > 50 ms in 10 s`, long.length, ['most', 0], String);
  if (long.length > 0) row(`${name}, ${rate}×: the longest of them, ms`, Math.max(...long), null);

  // Keys and clicks, as fast as a person's.
  const slider = page.getByRole('slider', { name: 'Learning rate', exact: true });
  await slider.focus();
  await page.evaluate(() => { globalThis.heard.inputs.length = 0; });
  for (let i = 0; i < INPUTS; i += 1) {
    await page.keyboard.press(i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
    await page.waitForTimeout(80);
  }
  const inputs = await page.evaluate(() => globalThis.heard.inputs);
  const all = [...Array.from({ length: Math.max(0, INPUTS - inputs.length) }, () => 16), ...inputs].toSorted((a, b) => a - b);
  row(`${name}, ${rate}×: input to next paint, p95, ms (16: or less)`, all[Math.ceil(0.95 * all.length) - 1], inputGoal);

  const waits = [];
  for (let i = 0; i < RATE_CHANGES; i += 1) {
    // From the key to the first frame with another η that has been trained with it.
    await page.evaluate(() => {
      globalThis.before = globalThis.heard.frames.at(-1);
      addEventListener('keydown', ({ timeStamp }) => { globalThis.pressedAt = timeStamp; }, { once: true, capture: true });
    });
    await page.keyboard.press(i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
    waits.push(await (await page.waitForFunction(() => {
      const { before, pressedAt, heard } = globalThis;
      const first = heard.frames.findLast(({ rate }) => rate === before.rate) ?? before;
      const found = heard.frames.find(({ at, rate, step }) => at > pressedAt && rate !== before.rate && step > first.step);
      return found === undefined ? false : found.at - pressedAt;
    })).jsonValue());
    await page.waitForTimeout(150);
  }
  row(`${name}, ${rate}×: η moved to the first frame trained with it, ms`, median(waits), ['most', 50]);
  await close();
}

/** Steps a second of the run's own trainer in this process. */
function inNode(Run, experiment) {
  const { trainer } = new Run(1, experiment, 1e6);
  const makeFor = (ms) => {
    const began = performance.now();
    let made = 0;
    while (performance.now() - began < ms) for (let i = 0; i < 50; i += 1) if (trainer.advance()) made += 1;
    return (1000 * made) / (performance.now() - began);
  };
  makeFor(1500);
  return makeFor(2000);
}

async function stepsASecond(browser, url, name, Run, experiment) {
  const ratios = [];
  const rates = [];
  for (let pair = 0; pair < 3; pair += 1) {
    const node = inNode(Run, experiment);
    const { page, close } = await open(browser, url);
    await fastest(page);
    await play(page);
    await page.waitForTimeout(2500);
    const from = await steps(page);
    await page.waitForTimeout(3000);
    const to = await steps(page);
    await close();
    rates.push((1000 * (to.step - from.step)) / (to.at - from.at));
    ratios.push(rates.at(-1) / node);
  }
  row(`${name}: steps a second in the page`, median(rates), null, (number) => number.toFixed(0));
  row(`${name}: of those of the same engine in Node`, median(ratios), ['least', 0.8]);
}

async function heap(browser, url) {
  const { page, session, close } = await open(browser, url);
  await session.send('Performance.enable');
  await fastest(page);
  await play(page);
  const used = async () => {
    for (let i = 0; i < 3; i += 1) await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize').value / 1e6;
  };
  // The curve reaches its constant size, and what comes late has come.
  await page.waitForTimeout(20_000);
  const before = await used();
  await page.waitForTimeout(minutes * 60_000);
  const after = await used();
  row(`heap after ${minutes} min of training, MB`, after, null);
  row('  growth, MB a minute', (after - before) / minutes, ['most', 0.05], (number) => number.toFixed(3));
  await close();
}

async function scrub(browser, url) {
  const { page, close } = await open(browser, url);
  await fastest(page);
  await play(page);
  await page.waitForFunction((wanted) => globalThis.heard.frames.at(-1)?.step >= wanted, longRun, { polling: 200 });
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.waitForTimeout(1500);
  const playhead = page.getByRole('slider', { name: 'Playhead', exact: true });
  const nearest = [];
  const exact = [];
  let from = 0;
  for (const share of [0.37, 0.83, 0.11, 0.59, 0.71, 0.23]) {
    const box = await playhead.boundingBox();
    await page.evaluate(() => {
      globalThis.heard.frames.splice(0, globalThis.heard.frames.length - 1);
      globalThis.heard.sought.length = 0;
      addEventListener('pointerdown', ({ timeStamp }) => { globalThis.pressedAt = timeStamp; }, { once: true, capture: true });
    });
    await page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
    await page.waitForFunction(() => globalThis.heard.sought.some(({ progress }) => progress >= 1));
    const times = await page.evaluate(() => {
      const { frames: [start, ...frames], sought } = globalThis.heard;
      const arrived = sought.find(({ progress }) => progress >= 1);
      const moved = frames.find(({ step }) => step !== start.step);
      return { nearest: (moved ?? arrived).at - globalThis.pressedAt, exact: arrived.at - globalThis.pressedAt, step: arrived.step };
    });
    nearest.push(times.nearest);
    exact.push(times.exact);
    from = Math.max(from, times.step);
    await page.waitForTimeout(300);
  }
  row(`scrub in a run of ${longRun} steps: nearest kept moment, worst of 6, ms`, Math.max(...nearest), ['most', 100]);
  row(`scrub in a run of ${longRun} steps: exact moment, worst of 6, ms`, Math.max(...exact), null);
  await close();
}

const { Run, initialExperiment, defaultExperiment, encodeExperiment } = await buildEngine('./pageRun.ts');
const linkTo = (experiment) => `#experiment=${encodeExperiment(experiment)}`;
// With the set's own η it would diverge within the measurement.
const largest = { ...defaultExperiment('spiral'), learningRate: 0.001, hidden: Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' })) };
const small = { ...defaultExperiment('circle'), hidden: [{ units: 3, activation: 'tanh' }] };

await withPage(async (browser, address, folder) => {
  const weight = fileURLToPath(new URL('../e2e/weight.mjs', import.meta.url));
  process.stdout.write(execFileSync(process.execPath, [weight, folder], { encoding: 'utf8' }));
  const { page, close } = await open(browser, address);
  process.stdout.write(`\nreference loop ${(await reference(page)).toFixed(1)} ms\n${'the built page in Chromium'.padEnd(66)}${'is'.padStart(12)}${'goal'.padStart(12)}\n`);
  await close();
  await firstStep(browser, address);
  await training(browser, address, 'default', 1, ['most', 16]);
  await training(browser, address, 'default', 4, ['most', 33]);
  await training(browser, address + linkTo(largest), 'largest', 1, null);
  await training(browser, address + linkTo(largest), 'largest', 4, ['most', 50]);
  await stepsASecond(browser, address, 'default', Run, initialExperiment);
  await stepsASecond(browser, address + linkTo(largest), 'largest', Run, largest);
  await scrub(browser, address + linkTo(small));
  await heap(browser, address);
});
