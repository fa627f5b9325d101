/** What a browser may refuse or do to a page: storage that is full, blocked or of another version, two tabs, clocks, sleep, no canvas. */
import type { Page } from '@playwright/test';
import { expect, test, Playground } from './playground.ts';

const KEEPS_NOTHING = 'This browser keeps nothing for this page, so a reload will start again.';

async function expectTraining(playground: Playground): Promise<void> {
  await expect.poll(() => playground.number('Step count')).not.toBeNaN();
  const from = await playground.number('Step count');
  await playground.play();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(from);
  await playground.pause();
}

const refusals: readonly [string, () => void][] = [
  ['blocked', () => { IDBFactory.prototype.open = () => { throw new DOMException('Denied', 'SecurityError'); }; }],
  ['absent', () => { Object.defineProperty(globalThis, 'indexedDB', { value: undefined }); }],
  ['full', () => { IDBObjectStore.prototype.put = () => { throw new DOMException('Full', 'QuotaExceededError'); }; }],
];
for (const [how, refuse] of refusals) {
  test(`storage that is ${how} costs only what would have been kept, and that is said`, async ({ playground }) => {
    const { page } = playground;
    await page.addInitScript(refuse);
    await page.addInitScript(() => {
      for (const method of ['getItem', 'setItem', 'removeItem'] as const) Storage.prototype[method] = () => { throw new DOMException('Denied', 'SecurityError'); };
    });
    await page.reload();
    await expectTraining(playground);
    await expect(page.getByText(KEEPS_NOTHING)).toBeVisible();
  });
}

/** Opens the database of this version, with a store for runs or without, and puts a record into it. */
async function database(page: Page, version: number, hasStore: boolean, record: unknown): Promise<void> {
  await page.evaluate(([wanted, withStore, kept]) => new Promise<void>((done, fail) => {
    const opening = indexedDB.open('nabla', wanted);
    opening.addEventListener('upgradeneeded', () => {
      const { result } = opening;
      if (withStore && !result.objectStoreNames.contains('runs')) result.createObjectStore('runs');
      if (!withStore && result.objectStoreNames.contains('runs')) result.deleteObjectStore('runs');
    });
    opening.addEventListener('error', () => { fail(new Error(opening.error?.message)); });
    opening.addEventListener('success', () => {
      const { result } = opening;
      const end = (): void => {
        result.close();
        done();
      };
      if (!withStore) {
        end();
        return;
      }
      const writing = result.transaction('runs', 'readwrite');
      writing.addEventListener('complete', end);
      writing.objectStore('runs').put(kept, 'run 0');
    });
  }), [version, hasStore, record] as const);
}

test('what a newer or an older version has kept is not trusted, and nothing breaks', async ({ playground }) => {
  const { page } = playground;
  // A page within another keeps nothing: nobody writes into it meanwhile.
  const elsewhere = './?elsewhere#embed=v1,transport';
  const records = [{ version: 99, playing: true, future: { theta: [1, 2] } }, { version: 0, playing: true, saved: { experiment: { data: { set: 'moons' } } } }, 'no record', null];
  for (const [i, record] of records.entries()) {
    await page.goto(elsewhere);
    await database(page, i + 2, true, record);
    await page.goto('./');
    await expect(page.getByText(/^The kept run could not be used/)).toBeVisible();
    await expectTraining(playground);
  }
  await page.goto(elsewhere);
  await database(page, 90, false, null);
  await page.goto('./');
  await expectTraining(playground);
  await expect(page.getByText(KEEPS_NOTHING)).toBeVisible();
});

test('two tabs keep a run each', async ({ playground, context }) => {
  const other = new Playground(await context.newPage());
  await other.page.goto('./');
  await expect(other.button('Play')).toBeEnabled();
  await playground.chooseDataset(/Moons|moons/);
  const sets: string[] = [];
  for (const each of [playground, other]) {
    await each.page.bringToFront();
    await expectTraining(each);
    sets.push(await each.combobox('Data set').inputValue());
  }
  expect(sets[0]).not.toBe(sets[1]);
  for (const [i, each] of [playground, other].entries()) {
    await each.page.bringToFront();
    const step = await each.number('Step count');
    // Kept a second after the pause at the latest.
    await each.page.waitForTimeout(2500);
    await each.page.reload();
    await expect.poll(() => each.number('Step count')).toBe(step);
    expect(await each.combobox('Data set').inputValue()).toBe(sets[i]);
  }
});

test('clocks that jump by hours stop nothing', async ({ playground }) => {
  const { page } = playground;
  await page.addInitScript(() => {
    let ahead = 0;
    let slept = 0;
    const [date, now] = [Date.now.bind(Date), performance.now.bind(performance)];
    Date.now = () => date() + ahead;
    // This one never goes back; after a sleep it may be far ahead.
    performance.now = () => now() + slept;
    Object.assign(globalThis, { jump: (hours: number) => { ahead += hours * 3_600_000; slept += Math.max(0, hours) * 3_600_000; } });
  });
  await page.reload();
  await playground.play();
  for (const hours of [5, -9, 48, -48]) {
    await page.evaluate((by) => { (globalThis as unknown as { jump: (hours: number) => void }).jump(by); }, hours);
    const from = await playground.number('Step count');
    await expect.poll(() => playground.number('Step count')).toBeGreaterThan(from);
    await page.waitForTimeout(1500);
  }
  await expect(page.getByText(/was started again/)).toHaveCount(0);
  await playground.pause();
});

// Only Chromium's driver freezes a page.
test('a page that was frozen goes on where it was', { tag: '@chromium' }, async ({ playground, context }) => {
  const { page } = playground;
  await playground.play();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(0);
  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((done) => { setTimeout(done, 8000); });
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  const from = await playground.number('Step count');
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(from);
  await expect(page.getByText(/was started again/)).toHaveCount(0);
  await playground.pause();
});

test('without a drawing context the numbers and the controls are there', async ({ playground }) => {
  const { page } = playground;
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
    OffscreenCanvas.prototype.getContext = () => null;
  });
  await page.reload();
  await expectTraining(playground);
  for (const view of ['Step', 'Compare', 'Landscape', 'Play']) {
    await page.getByRole('tab', { name: view, exact: true }).click();
    await page.waitForTimeout(500);
  }
  await expect(page.getByText(/could not be shown:/)).toHaveCount(0);
  await expectTraining(playground);
});
