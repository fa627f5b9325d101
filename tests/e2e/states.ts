/** The states the page can be in, each reached by an address and a few commands: what must hold everywhere is checked in each. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';

type Reach = (page: Page) => Promise<void>;

export type State = {
  readonly name: string;
  /** The address it begins at; without one it goes on from the state before. */
  readonly hash?: string;
  readonly reach?: Reach;
  /** What must be in sight before it is looked at. */
  readonly until: (page: Page) => Locator;
};

/** What is open over the page. */
const OPEN = 'dialog[open], [popover]:popover-open';

async function closeAll(page: Page): Promise<void> {
  while (await page.locator(OPEN).count() > 0) await page.keyboard.press('Escape');
}

/** By the list of commands, which is the same at every width. */
const command = (...wishes: readonly string[]): Reach => async (page) => {
  for (const words of wishes) {
    await closeAll(page);
    await page.keyboard.press('Control+k');
    const search = page.getByRole('combobox', { name: 'Find a command' });
    await search.fill(words);
    await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
    await search.press('Enter');
    await expect(search).toHaveCount(0);
  }
};

const button = (name: string | RegExp) => (page: Page): Locator => page.getByRole('button', { name, exact: true }).first();
const press = (name: string | RegExp): Reach => async (page) => { await button(name)(page).focus(); await page.keyboard.press('Enter'); };
const choose = (name: string | RegExp): Reach => async (page) => { await page.getByRole('radio', { name }).first().check({ force: true }); };
const all = (...reaches: readonly Reach[]): Reach => async (page) => { for (const reach of reaches) await reach(page); };
const dialog = (name: string | RegExp) => (page: Page): Locator => page.getByRole('dialog', { name });
const region = (name: string | RegExp) => (page: Page): Locator => page.getByRole('region', { name });
const network = region('Network');
const ledger = (page: Page): Locator => page.getByRole('table', { name: 'Ledger' });

/** By view; one after the other; what each can open over the page is opened in turn as well. */
export const states: Readonly<Record<string, readonly State[]>> = {
  Play: [
    { name: 'Play', hash: 'data=spiral', until: network },
    { name: 'a neuron selected', reach: all(command('Step', 'Step'), press(/^Hidden 1, neuron 2/)), until: button(/^z ?: explain/) },
    { name: 'its explanation', reach: press(/^z ?: explain/), until: button('Copy link') },
    { name: 'a weight selected', reach: async (page) => { await press(/^Hidden 1, neuron 2/)(page); await page.keyboard.press(']'); await page.keyboard.press('Escape'); }, until: region('Inspector') },
  ],
  Output: [
    { name: 'classes and their confusion', hash: 'data=iris', reach: command('Output: confusion', 'Timeline: loss and accuracy', 'Step'), until: (page) => page.getByRole('table').first() },
    { name: 'mistakes', reach: command('Output: mistakes'), until: network },
    { name: 'digits', hash: 'data=digits&hidden=32relu', until: button(/: all weights/) },
    { name: 'a digit to draw', reach: command('Output: draw a digit', 'Step'), until: button('Take an example') },
    { name: 'all weights of a layer', reach: press(/: all weights/), until: dialog(/./) },
    { name: 'a curve', hash: 'data=sine', reach: command('Output: picture', 'Step', 'Edges show gradients'), until: network },
    { name: 'answers against targets', reach: command('Output: confusion'), until: network },
    { name: 'a setting out of range, and a notice', hash: 'data=moons&rate=5000', until: (page) => page.getByRole('alert').filter({ hasText: '5000' }) },
    { name: 'a run that diverged', hash: 'data=plane&rate=100&hidden=none', reach: command('Train as fast', 'Play or pause'), until: (page) => page.getByText(/^Diverged/).first() },
  ],
  'what is opened': [
    { name: 'Layers', hash: 'data=moons', reach: command('Layers'), until: dialog('Layers') },
    { name: 'Layers: what if', reach: choose('What if'), until: (page) => page.getByRole('row', { name: /^Orthogonal (?!–)/ }) },
    { name: 'Layers: zero and constant', reach: choose('Zero, constant'), until: (page) => page.getByRole('row', { name: /^sine (?!–)/ }) },
    { name: 'Loss function', hash: 'data=moons', reach: command('Loss function over'), until: dialog('Loss function') },
    { name: 'errors that cancel', reach: choose('Errors that cancel'), until: dialog('Loss function') },
    { name: 'Draw data', hash: 'data=moons', reach: command('Draw data: points'), until: dialog('Draw data') },
    { name: 'Import CSV', hash: 'data=moons&rate=0.02', reach: all(command('Import CSV'), async (page) => { await page.getByRole('textbox', { name: 'Paste CSV' }).fill(`size,kind\n${Array.from({ length: 30 }, (_, row) => `${row},${'ab'[row % 2]!}`).join('\n')}\n`); }), until: button('Use these data') },
    { name: 'Keys', hash: 'data=moons&rate=0.03', reach: command('Keys'), until: dialog('Keys') },
    { name: 'Commands', hash: 'data=moons&rate=0.04', reach: (page) => page.keyboard.press('Control+k'), until: dialog('Commands') },
    { name: 'Share', hash: 'data=moons&rate=0.05', reach: command('Share or save: link'), until: (page) => page.getByRole('textbox', { name: 'Link' }) },
    { name: 'code to share', reach: press('PyTorch'), until: (page) => page.locator('code').first() },
  ],
  Step: [
    { name: 'Step', hash: 'view=step&preset=workedNetwork', until: ledger },
    { name: 'Step, predicting', reach: press('Predict'), until: ledger },
    { name: 'Step, the update computed and checked', reach: all(press('Predict'), command('Go to Update', 'Check all')), until: ledger },
    { name: 'Step, a path', reach: press(/^w ?1 ?1 ?1/), until: ledger },
    { name: 'Step with digits', hash: 'view=step&data=digits', until: ledger },
  ],
  'the other views': [
    { name: 'Compare', hash: 'view=compare&data=moons', until: button('Run comparison') },
    { name: 'Compare, run', reach: press('Run comparison'), until: (page) => page.getByText(/ends with the lowest/) },
    { name: 'Compare, side by side', reach: command('Compare: two live'), until: (page) => page.getByRole('status', { name: 'Training loss, right' }) },
    { name: 'Landscape', hash: 'view=landscape&data=moons', until: (page) => page.getByRole('img', { name: /^Loss landscape/ }).or(page.getByRole('application', { name: /landscape/ })) },
    { name: 'Landscape, as a surface', reach: choose('surface'), until: (page) => page.getByRole('img', { name: /^Loss landscape/ }).or(page.getByRole('application', { name: /landscape/ })) },
    { name: 'Learn', hash: 'view=learn', until: region('Five questions') },
    { name: 'a page of a lesson', hash: 'lesson=neuron&page=3', until: region(/^Lesson/) },
  ],
  presenting: [
    { name: 'presenting', hash: 'view=play&data=moons', reach: command('Present: bigger', 'Step'), until: network },
    { name: 'presenting Step', hash: 'view=step&preset=workedNetwork', until: region('Formula') },
    { name: 'presenting a lesson', hash: 'lesson=neuron&page=1', until: region(/^Lesson/) },
  ],
};

const texts = new URL('../../src/lessons/en/', import.meta.url);

/** Every page of the lessons that come with the page, by lesson. */
export const lessonPages: Readonly<Record<string, readonly State[]>> = Object.fromEntries(readdirSync(texts).map((file) => {
  const id = file.replace('.md', '');
  const pages = Array.from(readFileSync(new URL(file, texts), 'utf8').matchAll(/^## (.*)$/gm), (_, index): State => (
    { name: `${id}, page ${index + 1}`, hash: `lesson=${id}&page=${index + 1}`, until: (page) => page.locator('.lesson').getByText(`page ${index + 1} of`) }
  ));
  return [id, pages];
}));

/**
 * Goes through the states, and in each through what its buttons open.
 * @param check is called in each; `within` selects what is new, null the whole page.
 * @returns the states that were not reached, each with the reason
 */
export async function goThrough(page: Page, chosen: readonly State[], check: (name: string, within: string | null) => Promise<void>): Promise<readonly string[]> {
  page.setDefaultTimeout(10_000);
  const seen = new Set<string>();
  const unreached: string[] = [];
  for (const state of chosen) {
    try {
      await visit(page, state, seen, check);
    } catch (error) {
      unreached.push(`${state.name}: ${String(error)}`);
    }
  }
  return unreached;
}

async function visit(page: Page, { name, hash, reach, until }: State, seen: Set<string>, check: (name: string, within: string | null) => Promise<void>): Promise<void> {
  if (hash !== undefined) {
    await closeAll(page);
    await page.evaluate((wanted) => { location.hash = wanted; }, hash);
  }
  await reach?.(page);
  await expect(until(page).first()).toBeVisible();
  const isOver = await page.locator(OPEN).count() > 0;
  await check(name, isOver ? OPEN : null);
  const openers = page.locator(`${isOver ? ':is(dialog[open], [popover]:popover-open) ' : ''}[aria-haspopup="dialog"]:visible:enabled`);
  for (const label of await openers.evaluateAll((found) => found.map((each) => each.getAttribute('aria-label') ?? each.textContent))) {
    const kind = label.replaceAll(/[\d₀-₉]|: .*/g, '');
    if (seen.has(kind)) continue;
    seen.add(kind);
    await press(label)(page);
    await expect(page.locator(OPEN).first()).toBeVisible();
    await check(`${name}: ${label}`, OPEN);
    await page.keyboard.press('Escape');
    await expect(page.locator(OPEN)).toHaveCount(isOver ? 1 : 0);
  }
}
