/** `npm run kill -- --times 50 --seed 7`: the training worker ends at any moment, unasked and without a word; three times in every `npm test`. */
import type { Page } from '@playwright/test';
import { seeded } from './monkey.ts';
import { expect, test } from './playground.ts';

const seed = Number(process.env.NABLA_SEED ?? 7);
const times = Number(process.env.NABLA_TIMES ?? 3);
/** The page asks for the state once a second while it trains; a busy machine answers later. */
const INTERVAL_MS = 1500;

type Hooks = {
  /** Ends the worker, and says the last step it had told, and the one the page may fall back to. */
  kill(): { readonly step: number; readonly safe: number };
  /** Workers started. */
  started(): number;
};

/** The page's training workers, as they are started, and where they have come to. */
async function watchWorkers(page: Page): Promise<void> {
  await page.addInitScript((interval) => {
    let training: Worker | null = null;
    let started = 0;
    let marks: { readonly at: number; readonly step: number }[] = [];
    globalThis.Worker = new Proxy(Worker, {
      construct(target, [script, options]: [URL, WorkerOptions]) {
        const worker = new target(script, options);
        if (!String(script).includes('training.worker')) return worker;
        training = worker;
        started += 1;
        marks = [];
        worker.addEventListener('message', ({ data }: MessageEvent<{ readonly type: string; readonly frame: { readonly step: number } }>) => {
          if (data.type === 'framed') marks.push({ at: performance.now(), step: data.frame.step });
        });
        return worker;
      },
    });
    const hooks: Hooks = {
      kill() {
        training?.terminate();
        const now = performance.now();
        return { step: marks.at(-1)?.step ?? 0, safe: marks.findLast(({ at }) => at <= now - interval)?.step ?? 0 };
      },
      started: () => started,
    };
    Object.assign(globalThis, { hooks });
  }, INTERVAL_MS);
}

const hooked = (page: Page) => ({
  kill: () => page.evaluate(() => (globalThis as unknown as { readonly hooks: Hooks }).hooks.kill()),
  started: () => page.evaluate(() => (globalThis as unknown as { readonly hooks: Hooks }).hooks.started()),
});

test('a worker that ends unasked costs at most what was trained since the last save', async ({ playground, browserName }) => {
  test.skip(browserName !== 'chromium' && process.env.NABLA_TIMES === undefined, 'three deaths in one browser are enough; the command runs in both');
  test.setTimeout(120_000 + times * 40_000);
  const { page } = playground;
  await watchWorkers(page);
  await page.reload();
  const workers = hooked(page);
  const random = seeded(seed);
  await playground.play();
  for (let death = 1; death <= times; death += 1) {
    await expect.poll(() => playground.number('Step count'), { timeout: 30_000 }).toBeGreaterThan(death);
    await page.waitForTimeout(1500 + 2500 * random());
    const { step, safe } = await workers.kill();
    await expect(page.getByText(/The training worker .* was started again/)).toBeVisible({ timeout: 30_000 });
    expect(await workers.started()).toBe(death + 1);
    const said = (await page.getByText(/The training worker .* was started again/).textContent()) ?? '';
    const from = Number(/from step (\d+)/.exec(said)?.[1] ?? 0);
    expect(from, `death ${death} of seed ${seed}: the last step shown was ${step}; it said: ${said}`).toBeGreaterThanOrEqual(safe);
    // And it goes on by itself.
    await expect(playground.button('Pause')).toBeVisible();
    await expect.poll(() => playground.number('Step count'), { timeout: 30_000 }).toBeGreaterThan(from);
    await playground.button('Dismiss').click();
  }
});
