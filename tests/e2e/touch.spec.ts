import type { CDPSession, Locator, Page } from '@playwright/test';
import { expect, test } from './playground.ts';

type Place = readonly [x: number, y: number];

/** Fingers on the glass, as the browser gets them from the system. */
class Fingers {
  private readonly session: CDPSession;
  private readonly page: Page;

  private constructor(session: CDPSession, page: Page) {
    this.session = session;
    this.page = page;
  }

  static async on(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page), page);
  }

  /** Every finger from its first place to its last. */
  async drag(from: readonly Place[], to: readonly Place[]): Promise<void> {
    const steps = 10;
    await this.send('touchStart', from);
    for (let i = 1; i <= steps; i += 1) {
      await this.send('touchMove', from.map(([x, y], finger) => [x + ((to[finger]![0] - x) * i) / steps, y + ((to[finger]![1] - y) * i) / steps] as const));
    }
    await this.send('touchEnd', []);
    // The page has drawn what they did.
    await this.page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
  }

  /** One finger that rests on a place, then leaves it. */
  async hold(place: Place, milliseconds: number): Promise<void> {
    await this.send('touchStart', [place]);
    await this.page.waitForTimeout(milliseconds);
    await this.send('touchEnd', []);
  }

  /** Two fingers about a place, from so far beside it to so far. */
  pinch([x, y]: Place, from: number, to: number): Promise<void> {
    return this.drag([[x - from, y - from], [x + from, y + from]], [[x - to, y - to], [x + to, y + to]]);
  }

  private send(type: 'touchStart' | 'touchMove' | 'touchEnd', places: readonly Place[]): Promise<unknown> {
    return this.session.send('Input.dispatchTouchEvent', { type, touchPoints: places.map(([x, y], id) => ({ x, y, id })) });
  }
}

const boxOf = async (thing: Locator) => (await thing.boundingBox())!;
const middleOf = async (thing: Locator): Promise<Place> => {
  const { x, y, width, height } = await boxOf(thing);
  return [x + width / 2, y + height / 2];
};

test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

test('two fingers zoom the network about their middle, one moves it, Fit leads back', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  const fingers = await Fingers.on(page);
  const network = playground.region('Network');
  const neuron = network.getByRole('button', { name: /^Hidden 1, neuron 3:/ });
  const before = await boxOf(neuron);
  const [x, y] = await middleOf(neuron);
  await expect(playground.button('Fit: all of the network')).toHaveCount(0);

  await fingers.pinch([x, y], 14, 35);
  await expect.poll(async () => (await boxOf(neuron)).width / before.width).toBeCloseTo(2.5, 1);
  const larger = await boxOf(neuron);
  const [middleX, middleY] = await middleOf(neuron);
  expect(Math.hypot(middleX - x, middleY - y)).toBeLessThan(4);
  expect(await page.evaluate(() => scrollY)).toBe(0);

  await fingers.drag([[x, y]], [[x - 40, y + 20]]);
  await expect.poll(async () => (await boxOf(neuron)).x - larger.x).toBeCloseTo(-40, 0);
  await expect.poll(async () => (await boxOf(neuron)).y - larger.y).toBeCloseTo(20, 0);

  // Where it is now it is tapped; a tap that comes while the page is still busy with the fingers is made again, as one would.
  await expect(async () => {
    await page.touchscreen.tap(...(await middleOf(neuron)));
    await expect(playground.region('Inspector')).toContainText(/neuron 3/i, { timeout: 2000 });
  }).toPass();
  await playground.button('Fit: all of the network').tap();
  await expect.poll(() => boxOf(neuron)).toEqual(before);
});

test('the page still scrolls by a finger on the network', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  const fingers = await Fingers.on(page);
  const [x, y] = await middleOf(playground.region('Network').getByRole('button', { name: /^Hidden 1, neuron 3:/ }));
  await fingers.drag([[x, y]], [[x, y - 120]]);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(60);
});

test('the page scrolls by a finger from the edge of a network that is seen larger', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  const fingers = await Fingers.on(page);
  const [x, y] = await middleOf(playground.region('Network').getByRole('button', { name: /^Hidden 1, neuron 3:/ }));
  await fingers.pinch([x, y], 14, 28);
  for (let i = 0; i < 4; i += 1) await fingers.drag([[x, y + 60]], [[x, y - 120]]);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(60);
});

test('two taps, + − 0 and the wheel with Ctrl lead closer and back', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  const network = playground.region('Network');
  const neuron = network.getByRole('button', { name: /^Hidden 1, neuron 3:/ });
  const before = await boxOf(neuron);
  const width = async (): Promise<number> => (await boxOf(neuron)).width;
  await neuron.focus();
  await page.keyboard.press('+');
  await expect.poll(width).toBeGreaterThan(before.width * 1.4);
  await page.keyboard.press('+');
  await page.keyboard.press('-');
  await expect.poll(width).toBeLessThan(before.width * 1.6);
  // The neuron that the arrow keys lead to is in sight.
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const focused = await boxOf(page.locator(':focus'));
  expect(focused.x).toBeGreaterThanOrEqual(0);
  expect(focused.x).toBeLessThan(390 - 44);
  await page.keyboard.press('0');
  await expect.poll(width).toBe(before.width);

  const [x, y] = await middleOf(neuron);
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect.poll(width).toBeGreaterThan(before.width * 1.2);
  await page.mouse.dblclick(...(await middleOf(neuron)));
  await expect.poll(width).toBe(before.width);
  await page.mouse.dblclick(x, y);
  await expect.poll(width).toBeGreaterThan(before.width * 2);
});

test('two fingers zoom the network of a step, which then scrolls by one, and Fit leads back', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  const fingers = await Fingers.on(page);
  await page.getByRole('tab', { name: 'Step', exact: true }).click();
  const stage = playground.region('Network').locator('.step-stage');
  await expect(stage).toBeVisible();
  await stage.scrollIntoViewIfNeeded();
  const at = await middleOf(stage);
  const numbers = (): Promise<number> => stage.locator('.step-value').count();
  const before = await numbers();
  await fingers.pinch(at, 14, 35);
  const scrolled = () => stage.evaluate(({ scrollLeft, scrollTop, scrollWidth, clientWidth }) => ({ scrollLeft, scrollTop, larger: scrollWidth / clientWidth }));
  await expect.poll(async () => (await scrolled()).larger).toBeGreaterThan(2.2);
  const { scrollLeft, scrollTop } = await scrolled();
  expect(scrollLeft).toBeGreaterThan(150);
  expect(scrollTop).toBeGreaterThan(60);
  // With more room there is more to read.
  expect(await numbers()).toBeGreaterThan(before);
  await fingers.drag([at], [[at[0] - 60, at[1]]]);
  // It goes on for a while when the finger has left it; a tap before its end would only stop it.
  let last = -1;
  await expect.poll(async () => {
    const earlier = last;
    last = (await scrolled()).scrollLeft;
    return last > scrollLeft + 30 && last === earlier;
  }, { intervals: [250] }).toBe(true);
  await page.getByRole('button', { name: 'Fit: all of the network' }).tap();
  await expect.poll(async () => (await scrolled()).larger).toBeLessThan(1.1);
});

test('two fingers zoom and move the landscape, one moves it then, two taps lead back', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  const fingers = await Fingers.on(page);
  await page.getByRole('tab', { name: 'Landscape', exact: true }).click();
  const plane = page.getByRole('application', { name: /^The landscape/ });
  const ball = page.getByRole('application', { name: /^Ball/ });
  await expect(ball).toBeVisible();
  const half = async (): Promise<number> => Number(await page.getByRole('textbox', { name: 'Range up and down' }).inputValue());
  const whole = await half();
  const [x, y] = await middleOf(ball);

  // One finger reads the loss out, and the window is as it was.
  await page.touchscreen.tap(x + 60, y + 60);
  await expect(playground.output('Loss under the cursor')).toContainText(/L \d/);
  expect(await half()).toBe(whole);
  const at: Place = [x + 50, y + 50];
  await fingers.pinch(at, 14, 28);
  await expect.poll(half).toBeCloseTo(whole / 2, 1);
  const near = await middleOf(ball);
  expect(Math.hypot(near[0] - (at[0] - 100), near[1] - (at[1] - 100))).toBeLessThan(5);
  await fingers.drag([[at[0], at[1]]], [[at[0] + 30, at[1] + 20]]);
  const moved = await middleOf(ball);
  expect(Math.hypot(moved[0] - near[0] - 30, moved[1] - near[1] - 20)).toBeLessThan(4);

  const turn = (): Promise<void> => fingers.drag([[x - 20, y + 60], [x + 40, y + 60]], [[x + 30, y + 90], [x + 90, y + 90]]);
  await plane.dblclick({ position: { x: 200, y: 120 } });
  await expect.poll(half).toBe(whole);
  await page.getByRole('radio', { name: 'surface' }).check({ force: true });
  // In the middle it would stay where it is.
  await ball.focus();
  for (let i = 0; i < 8; i += 1) await page.keyboard.press('ArrowRight');
  await playground.settled('Training loss');
  const before = await middleOf(ball);
  await turn();
  await expect.poll(async () => Math.abs((await middleOf(ball))[1] - before[1])).toBeGreaterThan(5);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('a held finger reads what a mouse reads by resting: the exact value, and opens nothing', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  const fingers = await Fingers.on(page);
  await page.getByRole('tab', { name: 'Step', exact: true }).click();
  const number = page.getByRole('table', { name: 'Ledger' }).locator('td[title]').first();
  await expect(number).toBeVisible();
  await number.scrollIntoViewIfNeeded();
  const exact = (await number.getAttribute('title'))!;
  const formula = await playground.region('Formula').textContent();
  await fingers.hold(await middleOf(number), 800);
  const read = page.locator('.held-title');
  await expect(read).toHaveText(exact);
  const { x, width } = await boxOf(read);
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(390);
  expect(await playground.region('Formula').textContent()).toBe(formula);
  await page.touchscreen.tap(200, 20);
  await expect(read).toHaveCount(0);
});

test('a tap over the learning rate’s track reads what that rate would do, and sets nothing', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  const slider = playground.slider('Learning rate');
  const before = await slider.inputValue();
  const { x, y, width } = await boxOf(page.locator('.learning-lane-track'));
  const read = page.locator('.learning-lane-read');
  // The trials are there once they have been made.
  await expect(page.locator('.learning-lane-loss')).toBeVisible();
  await expect(read).toHaveCount(0);
  await page.touchscreen.tap(x + width * 0.8, y + 8);
  expect(await slider.inputValue()).toBe(before);
  await expect(read).toBeVisible();
});

test('nothing overflows sideways where a finger points, from a small tablet to a large one', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  for (const width of [720, 768, 820, 900, 960, 1180, 1366]) {
    await page.setViewportSize({ width, height: 900 });
    // The pictures are laid out anew when their size is known.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `at ${width} px`).toBeLessThanOrEqual(0);
  }
});

for (const [width, height] of [[768, 1024], [1024, 768], [1366, 1024]] as const) {
  test(`on a tablet of ${width} × ${height} nothing of Play overflows or lies over another`, { tag: '@chromium' }, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize({ width, height });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    const [data, lane] = [await boxOf(playground.region('Data')), await boxOf(page.locator('.learning-lane-head'))];
    const last = await page.locator('.data-panel').evaluate((panel) => Math.max(...[...panel.querySelectorAll('*')].map((each) => each.getBoundingClientRect().bottom)));
    expect(Math.max(last, data.y)).toBeLessThanOrEqual(lane.y);
    const words = await boxOf(page.locator('.learning-lane-words'));
    expect(words.y + words.height).toBeLessThanOrEqual((await boxOf(page.locator('.timeline-head').first())).y);
  });
}
