import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, readNumber, test, type Playground } from './playground.ts';

const PARAMETERS = ['w111', 'w121', 'b1', 'w211', 'w221', 'b2', 'w311', 'w321', 'b3'] as const;
/** Entries of θ: layer by layer the weights, then the biases. */
const ENTRIES: Readonly<Record<(typeof PARAMETERS)[number], number>> = { w111: 0, w121: 1, w211: 2, w221: 3, b1: 4, b2: 5, w311: 6, w321: 7, b3: 8 };

type ReferenceCase = {
  readonly label: string;
  readonly params: Readonly<Record<string, number>>;
  readonly x1: number;
  readonly x2: number;
  readonly t: number;
  readonly dy: Readonly<Record<string, number>>;
  readonly dL: Readonly<Record<string, number>>;
};

const reference = JSON.parse(readFileSync(new URL('../reference/pytorch/named_2_2_1.json', import.meta.url), 'utf8')) as { readonly cases: readonly ReferenceCase[] };

/** What a screen reader says at some steps of the worked network. */
const SENTENCES: Readonly<Record<number, RegExp>> = {
  7: /^Loss\. The half squared error of the prediction, .*, against the target, .*, is .*\.$/,
  17: /^Backward\. The gradient of w 1 1 1 is the gradient of z 1 times x 1, which is 1: [^:]*, so w 1 1 1 will go (up|down) by .*\.$/,
  27: /^Update\. The new w 2 2 1 is w 2 2 1 minus the learning rate times the gradient of w 2 2 1: .* is .*\.$/,
};

/** "w111" as a screen reader says it. */
const spoken = (name: string): string => Array.from(name).join(' ');

async function openStep(playground: Playground): Promise<void> {
  await playground.page.getByRole('tab', { name: 'Step', exact: true }).click();
  await playground.combobox('Preset').selectOption({ label: 'Worked network' });
  await expectStep(playground, /^Before step 1 of 31/);
}

async function expectStep(playground: Playground, text: RegExp): Promise<void> {
  await expect(playground.slider('Position')).toHaveAttribute('aria-valuetext', text);
}

/** What lies on the marker in each of the places that show the step: keys of quantities, names of parts, parameters of rows. */
type Marked = {
  /** The network's function; at the loss its rule beside it. */
  readonly formula: string;
  readonly network: string;
  /** Of every wire the quantity at its left end. */
  readonly tree: string;
  readonly ledger: string;
};

async function markedPlaces(page: Page): Promise<Marked> {
  return page.evaluate(() => {
    const keys = (marks: string): string => [...new Set([...document.querySelectorAll<HTMLElement>(marks)].map(({ dataset }) => dataset['quantity'] ?? dataset['part'] ?? 'nameless'))].toSorted().join(' ');
    const within = (place: string, marks: string): string => `[aria-label="${place}"] :is(${marks})`;
    return {
      formula: keys(`${within('Formula', '.mark')}, ${within('Inspector', '.explanation-loss[data-lit="true"]')}`),
      network: keys(within('Network', '.step-mark, .step-box-mark, .step-mark-dot, [data-quantity][data-lit="true"]')),
      tree: keys(within('Path tree', '.step-wire-mark, [data-quantity][data-lit="true"]')),
      ledger: keys(within('Ledger', '[data-present="true"]')),
    };
  });
}

/** On the way from a parameter of this neuron to the loss, without the parameter. */
const WAYS = { f1: 'a.0.0.0 a.0.1.0', f2: 'a.0.0.1 a.0.1.0', z1: 'z.0.0.0 z.0.1.0', z2: 'z.0.0.1 z.0.1.0', z3: 'a.0.1.0', own3: 'z.0.1.0' } as const;
const sorted = (keys: string): string => keys.split(' ').filter((key) => key !== '').toSorted().join(' ');
const place = (formula: string, network: string, tree: string, ledger = ''): Marked => ({ formula, network: sorted(network), tree: sorted(tree), ledger: sorted(ledger) });

/** A weighted sum lights all its parameters, and the wires of its derivatives: those of the parameters and of the neurons before it. */
const sum = (formula: string, unit: string, parameters: string, before: string): Marked =>
  place(formula, `${parameters} unit.${unit} z.0.${unit}`, `${parameters} ${before}`, parameters);
/** An activation has no parameter, and so no row in the ledger. */
const activation = (formula: string, unit: string): Marked => place(formula, `a.0.${unit} unit.${unit}`, `z.0.${unit}`);
const gradient = (index: number, onward: string, ways: string): Marked =>
  place(`parameter.${index}`, `parameter.${index} ${onward} wire.0`, `parameter.${index} ${ways}`, `parameter.${index}`);
const updated = (index: number, ways: string): Marked => place(`parameter.${index}`, `parameter.${index}`, `parameter.${index} ${ways}`, `parameter.${index}`);

const [FIRST, SECOND, THIRD] = [`${WAYS.f1} ${WAYS.z1}`, `${WAYS.f2} ${WAYS.z2}`, `${WAYS.z3} ${WAYS.own3}`];

/** Step by step; entries of θ as in ENTRIES. */
const MARKED: readonly Marked[] = [
  sum('z-0-0', '0.0', 'parameter.0 parameter.1 parameter.4', ''), activation('a-0-0', '0.0'),
  sum('z-0-1', '0.1', 'parameter.2 parameter.3 parameter.5', ''), activation('a-0-1', '0.1'),
  sum('z-1-0', '1.0', 'parameter.6 parameter.7 parameter.8', 'a.0.0.0 a.0.0.1'), activation('a-1-0', '1.0'),
  // The function of the network ends before the loss, whose rule stands beside it; the ledger has no row for it.
  place('exampleLoss.0', 'exampleLoss.0 loss.0 wire.0', 'a.0.1.0'),
  place('a-1-0', 'dLda.0.1.0 unit.1.0 wire.0', 'a.0.1.0'), place('z-1-0', 'delta.0.1.0 unit.1.0 wire.0', THIRD),
  gradient(6, '', THIRD), gradient(7, '', THIRD), gradient(8, '', THIRD),
  place('a-0-0', 'dLda.0.0.0 parameter.6 unit.0.0', `${THIRD} a.0.0.0`), place('a-0-1', 'dLda.0.0.1 parameter.7 unit.0.1', `${THIRD} a.0.0.1`),
  place('z-0-0', 'delta.0.0.0 parameter.6 unit.0.0', FIRST), place('z-0-1', 'delta.0.0.1 parameter.7 unit.0.1', SECOND),
  ...[0, 1, 4].map((index) => gradient(index, 'parameter.6', FIRST)), ...[2, 3, 5].map((index) => gradient(index, 'parameter.7', SECOND)),
  ...[0, 1, 4].map((index) => updated(index, FIRST)), ...[2, 3, 5].map((index) => updated(index, SECOND)), ...[6, 7, 8].map((index) => updated(index, THIRD)),
];

/** Every digit of a gradient in the ledger. */
async function exactGradient(page: Page, name: string): Promise<number> {
  const title = await page.getByRole('table', { name: 'Ledger' }).getByRole('button', { name: new RegExp(`^the gradient of ${spoken(name)}:`) }).getAttribute('title');
  return readNumber(title ?? '');
}

function isClose(value: number, expected: number): boolean {
  return Math.abs(value - expected) <= 1e-12 + 1e-9 * Math.abs(expected);
}

test('the worked network from x to the new weights and on, with → alone, and with ← back', async ({ playground }) => {
  const { page } = playground;
  await openStep(playground);
  // What the pointer lies on would be lit too.
  await page.mouse.move(1, 1);
  for (let step = 1; step <= 31; step++) {
    await page.keyboard.press('ArrowRight');
    await expectStep(playground, new RegExp(`^Step ${step} of 31`));
    await expect(page.locator('.step-position-label[data-place="present"]'), `scrubber at step ${step}`).toHaveCount(1);
    await expect.poll(() => markedPlaces(page), { message: `what is lit at step ${step}` }).toEqual(MARKED[step - 1]);
    const sentence = SENTENCES[step];
    if (sentence !== undefined) await expect(playground.output('Present step')).toHaveText(sentence);
  }
  await expect(playground.output('Present step')).toContainText('The update is complete');
  const table = page.getByRole('table', { name: 'Ledger' });
  await expect(table.getByText('–', { exact: true })).toHaveCount(0);
  const newValue = await table.getByRole('button', { name: /^the new w 1 1 1:/ }).getAttribute('title');

  await page.keyboard.press('ArrowRight');
  await expectStep(playground, /^Before step 1 of 31/);
  await expect.poll(() => playground.number('Step count')).toBe(1);
  await expect(table.getByRole('row').nth(1).locator('[title]').filter({ has: page.getByRole('textbox') })).toHaveAttribute('title', newValue ?? '');

  await page.keyboard.press('ArrowLeft');
  await expectStep(playground, /^Step 31 of 31/);
  await expect.poll(() => playground.number('Step count')).toBe(0);
  for (let step = 30; step >= 1; step--) {
    await page.keyboard.press('ArrowLeft');
    await expectStep(playground, new RegExp(`^Step ${step} of 31`));
  }
  await page.keyboard.press('ArrowLeft');
  await expectStep(playground, /^Before step 1 of 31/);
});

test('the numbers of a reference network that is typed in', async ({ playground }) => {
  const { page } = playground;
  await openStep(playground);
  for (const label of ['hand-picked', 'random 1', 'saturated']) {
    await playground.slider('Position').press('End');
    await expectStep(playground, /^Step 31 of 31/);
    const { params, x1, x2, t, dL, dy } = reference.cases.find((each) => each.label === label)!;
    const type = async (field: string, value: number): Promise<void> => {
      const box = page.getByRole('textbox', { name: field, exact: true });
      await box.fill(String(value));
      await box.press('Enter');
    };
    for (const name of PARAMETERS) await type(`Value of ${spoken(name)}`, params[name]!);
    await type('Input x₁', x1);
    await type('Input x₂', x2);
    await type('Target y', t);
    await expect.poll(async () => isClose(await exactGradient(page, 'b3'), dL['b3']!), { message: `${label}: ∂L/∂b3` }).toBe(true);
    for (const name of PARAMETERS) {
      const value = await exactGradient(page, name);
      expect(isClose(value, dL[name]!), `${label}: ∂L/∂${name} = ${value}, expected ${dL[name]}`).toBe(true);
    }
    for (const name of ['w111', 'w321'] as const) {
      await page.evaluate((entry) => { location.hash = `#view=step&quantity=outputGradient.0.0.${entry}`; }, ENTRIES[name]);
      await expect.poll(async () => {
        const titles = await playground.region('Inspector').locator('[title]').evaluateAll((all) => all.map((each) => each.getAttribute('title') ?? ''));
        return titles.some((title) => isClose(readNumber(title), dy[name]!));
      }, { message: `${label}: ∂ŷ/∂${name} = ${dy[name]}` }).toBe(true);
    }
  }
});

test('a gradient is checked by a central difference; a guess is asked for and judged', async ({ playground }) => {
  const { page } = playground;
  await openStep(playground);
  for (let step = 1; step <= 17; step++) await page.keyboard.press('ArrowRight');
  await expectStep(playground, /^Step 17 of 31: the gradient of w 1 1 1$/);
  await playground.button('Check it').click();
  await expect(playground.region('Check')).toContainText(/agree to \d+ digits/);
  await playground.button('Check all').click();
  await expect(playground.region('Check')).toContainText(/all 9/i);

  await playground.button('Back to start').click();
  await playground.button('Predict').click();
  const guess = page.getByRole('textbox', { name: 'Your guess of z 1' });
  await expect(guess).toBeFocused();
  const field = async (name: string): Promise<number> => readNumber(await page.getByRole('textbox', { name, exact: true }).inputValue());
  const z1 = await field('Value of w 1 1 1') * await field('Input x₁') + await field('Value of w 1 2 1') * await field('Input x₂') + await field('Value of b 1');
  await guess.fill(String(z1 + 5));
  await guess.press('Enter');
  await expect(playground.region('Predict').getByRole('status')).not.toBeEmpty();
  await playground.button('Hint').click();
  await expect(playground.region('Predict').getByRole('group', { name: 'Hint' })).toBeVisible();
  await expectStep(playground, /^Before step 1/);
  await guess.fill(z1.toFixed(3));
  await playground.button('Check').click();
  await expect(playground.region('Predict')).toContainText(/Right/);
  await expectStep(playground, /^Step 1 of 31: z 1$/);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('textbox', { name: 'Your guess of f 1' })).toBeFocused();
  await expectStep(playground, /^Step 1 of 31/);
  await playground.button('Show it').click();
  await expectStep(playground, /^Step 2 of 31: f 1$/);
  await playground.button('Predict').click();
  await page.keyboard.press('ArrowRight');
  await expectStep(playground, /^Step 3 of 31/);
});

test('a link leads to a quantity, and the address follows', async ({ playground }) => {
  const { page } = playground;
  await page.goto('about:blank');
  await page.goto('./#view=step&preset=workedNetwork&at=12&quantity=delta.0.1.0');
  await expect(page.getByRole('tab', { name: 'Step', exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(playground.combobox('Preset')).toHaveValue('workedNetwork');
  await expect(playground.slider('Position')).toHaveValue('12');
  await expect(playground.region('Inspector')).toContainText('z3');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/view=step.*at=13/);
  await page.getByRole('tab', { name: 'Play', exact: true }).click();
  await expect(playground.region('Timeline')).toBeVisible();
});

test('an edge of the network is lit and opened by the pointer, seen larger too', async ({ playground }) => {
  const { page } = playground;
  await openStep(playground);
  /** A place beside an edge, left of its label, so far from the others that no other one is meant. */
  const placeOn = async (edge: number, below: number): Promise<readonly [number, number]> => page.locator('.step-edge').nth(edge).evaluate((path: SVGPathElement, by) => {
    const picture = path.closest('svg')!;
    const at = (): { readonly x: number; readonly y: number } => {
      const { x, y } = path.getPointAtLength(0.2 * path.getTotalLength());
      const { left, top, width } = picture.getBoundingClientRect();
      const size = width / Number(picture.getAttribute('width'));
      return { x: left + x * size, y: top + y * size };
    };
    const stage = path.closest('.step-stage')!;
    const seen = stage.getBoundingClientRect();
    stage.scrollBy({ left: at().x - seen.x - seen.width / 2, top: at().y - seen.y - seen.height / 2, behavior: 'instant' });
    return [at().x, at().y + by] as const;
  }, below);
  const level = async (): Promise<readonly [number, number]> => {
    const heights = await page.locator('.step-edge').evaluateAll((paths) => paths.slice(0, 4).map((path) => {
      const [y1, y2] = [path.getAttribute('d')!.split(' ')[1]!.split('C')[0]!, path.getAttribute('d')!.split(' ').at(-1)!].map(Number);
      return y1 === y2 ? y1! : Number.NaN;
    }));
    const both = heights.map((y, edge) => ({ y, edge })).filter(({ y }) => !Number.isNaN(y)).toSorted((a, b) => a.y - b.y);
    expect(both).toHaveLength(2);
    return [both[0]!.edge, both[1]!.edge];
  };
  for (const zooms of [0, 2]) {
    if (zooms > 0) {
      await playground.region('Network').getByRole('button').first().focus();
      for (let i = 0; i < zooms; i++) await page.keyboard.press('+');
    }
    const [top, bottom] = await level();
    for (const [edge, by, index] of [[top, -6, 0], [bottom, 6, 3]] as const) {
      await page.mouse.move(...await placeOn(edge, by));
      await expect(page.locator(`.step-mark[data-part="parameter.${index}"]`)).toHaveCount(1);
      await page.mouse.click(...await placeOn(edge, by));
      await expect(playground.region('Inspector').getByRole('heading').first()).toContainText(index === 0 ? 'w111' : 'w221');
    }
  }
});

test('the scrubber goes where it is clicked and dragged, and walks by itself', async ({ playground }) => {
  const { page } = playground;
  await openStep(playground);
  const track = (await page.locator('.step-position-track').boundingBox())!;
  const at = (share: number): readonly [number, number] => [track.x + share * track.width, track.y + 36];
  await page.mouse.click(...at(16.5 / 31));
  await expectStep(playground, /^Step 17 of 31: the gradient of w 1 1 1$/);
  await page.mouse.move(...at(16.5 / 31));
  await page.mouse.down();
  await page.mouse.move(...at(6.5 / 31), { steps: 4 });
  await page.mouse.up();
  await expectStep(playground, /^Step 7 of 31: the loss$/);
  await playground.button('Play').click();
  await expectStep(playground, /^Step 9 of 31/);
  await playground.button('Pause').click();
});

test('all of a step is on one screen, on a phone it is one column with the transport at the thumb', async ({ playground }) => {
  const { page } = playground;
  await openStep(playground);
  for (const screen of [{ width: 1440, height: 900 }, { width: 1366, height: 768 }, { width: 1280, height: 720 }, { width: 1024, height: 768 }]) {
    await page.setViewportSize(screen);
    await expect.poll(() => page.evaluate(() => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
      return [scrollHeight - clientHeight, scrollWidth - clientWidth];
    }), { message: `${screen.width}×${screen.height}` }).toEqual([0, 0]);
    for (const name of ['Formula', 'Network', 'Inspector', 'Path tree', 'Check']) await expect(playground.region(name)).toBeInViewport();
    await expect(page.getByRole('table', { name: 'Ledger' })).toBeInViewport();
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const tops: number[] = [];
  for (const name of ['Formula', 'Network', 'Path tree']) tops.push((await playground.region(name).boundingBox())?.y ?? Number.NaN);
  tops.push((await page.getByRole('table', { name: 'Ledger' }).boundingBox())?.y ?? Number.NaN);
  for (const name of ['Example', 'Check']) tops.push((await playground.region(name).boundingBox())?.y ?? Number.NaN);
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await playground.button('Step').click();
  await expectStep(playground, /^Step 1 of 31/);
  await expect(playground.button('Step')).toBeInViewport();
  await expect(playground.region('Place in the update')).toBeInViewport();
  // Whatever a step shows, nothing moves under the finger.
  const before = await playground.region('Network').boundingBox();
  for (let step = 2; step <= 31; step++) {
    await playground.button('Step').click();
    expect(await playground.region('Network').boundingBox()).toEqual(before);
  }
});
