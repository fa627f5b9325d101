/**
 * Random use from a seed: clicks, keys, drags, wheel, typing, choices, sizes, themes, views, Back and Forward, no network, a hidden
 * tab, a reload now and then. What it did last is told, to be replayed.
 */
import { expect, type Page } from '@playwright/test';
import type { Playground } from './playground.ts';

/** Mulberry32: uniform in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const KEYS = [
  ' ', ' ', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', 'Enter', 'Tab', 'Tab', 'Shift+Tab', 'Escape',
  '1', '1', '1', '2', '3', '4', '5', 'p', '?', 'Delete', 'Control+z', 'Control+z', 'Control+Shift+z', 'Control+k',
];
/** What people type where a number or a name is asked for; nothing that a sentence about it would have to quote as NaN. */
const TYPED = ['0', '0.03', '-1', '3', '64', '1e-9', '1e999', '7,5', 'abc', '', '½', '0x10', '999999999999', 'sin(3x)', 'a,b\n1,2\n3,4'];
const SIZES = [[1440, 900], [1024, 768], [390, 844], [320, 568], [844, 390], [1920, 1080], [720, 500]] as const;
const MOST_TOLD = 40;
/** Longer than Chromium's driver holds up a service worker that a page which is leaving has woken: 72 s were seen. */
const PATIENCE_MS = 120_000;
/** A page that is not there by then is not on its way. */
const LEAVING_MS = 15_000;

type Act = readonly [weight: number, name: string, perform: () => Promise<string | void>];

export class Monkey {
  readonly #page: Page;
  readonly #random: () => number;
  readonly #done: string[] = [];
  readonly #acts: readonly Act[];
  /** Until when what the browser says of files it cannot fetch is no fault of the page. */
  offlineUntil = 0;
  /** Actions made. */
  count = 0;

  constructor(page: Page, seed: number) {
    this.#page = page;
    this.#random = seeded(seed);
    this.#acts = [
      [30, 'click', () => this.#click()],
      [6, 'click anywhere', () => this.#clickAnywhere()],
      [20, 'key', () => this.#key()],
      [14, 'drag', () => this.#drag()],
      [4, 'wheel', () => this.#wheel()],
      [6, 'type', () => this.#type()],
      [6, 'choose', () => this.#choose()],
      [5, 'slide', () => this.#slide()],
      [3, 'resize', () => this.#resize()],
      [2, 'media', () => this.#media()],
      [4, 'history', () => this.#history()],
      [2, 'offline', () => this.#offline()],
      [3, 'hide', () => this.#hide()],
      [1, 'reload', () => this.#reload()],
      [4, 'wait', () => this.#wait()],
    ];
  }

  /** The last actions, the newest at the end. */
  get told(): string {
    return this.#done.slice(-MOST_TOLD).join('\n');
  }

  /** Acts for so long; `check` is called after every few actions. */
  async play(milliseconds: number, check: () => Promise<void>): Promise<void> {
    const end = Date.now() + milliseconds;
    while (Date.now() < end) {
      await this.#act();
      if (this.count % 10 === 0) await this.#inTime(check().catch(async (reason: unknown) => { await this.#left(reason); }));
    }
    await this.#page.context().setOffline(false);
    await this.#show(true);
  }

  async #act(): Promise<void> {
    this.count += 1;
    let left = this.#random() * this.#acts.reduce((sum, [weight]) => sum + weight, 0);
    const act = this.#acts.find(([weight]) => (left -= weight) < 0) ?? this.#acts[0]!;
    this.#done.push(`${this.count} ${act[1]} …`);
    const detail = await this.#inTime(act[2]().catch((reason: unknown) => this.#left(reason)));
    this.#done[this.#done.length - 1] = `${this.count} ${act[1]}${typeof detail === 'string' ? ` ${detail}` : ''}`;
  }

  /** What was asked of a page that is just being loaded anew, as for another language, is not done; all else that fails is passed on. */
  async #left(reason: unknown): Promise<string> {
    if (!String(reason).includes('Execution context was destroyed')) throw reason;
    await this.comeBack();
    return 'of a page that was left';
  }

  /** A page that does not answer for so long is frozen. */
  async #inTime<T>(answer: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => { timer = setTimeout(() => { reject(new Error(`The page did not answer for ${PATIENCE_MS} ms.`)); }, PATIENCE_MS); });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #of<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!;
  }

  get #size(): { readonly width: number; readonly height: number } {
    return this.#page.viewportSize() ?? { width: 1440, height: 900 };
  }

  #point(): readonly [number, number] {
    return [Math.round(this.#random() * (this.#size.width - 1)), Math.round(this.#random() * (this.#size.height - 1))];
  }

  /** One of the things in sight that can be acted on: its middle and its name. */
  async #thing(selector: string): Promise<{ readonly x: number; readonly y: number; readonly name: string } | null> {
    return this.#page.evaluate(([wanted, share]) => {
      const things = [...document.querySelectorAll(wanted)].map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && box.height > 0 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth);
      const thing = things[Math.floor(share * things.length)];
      if (thing === undefined) return null;
      const { element, box } = thing;
      const name = `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 50)}”`;
      return { x: box.x + box.width / 2, y: box.y + box.height / 2, name };
    }, [selector, this.#random()] as const);
  }

  async #click(): Promise<string | void> {
    const thing = await this.#thing('button, [role="button"], [role="tab"], [role="option"], [role="radio"], input, summary, a[href^="#"], label, [tabindex="0"], canvas');
    if (thing === null) return;
    await this.#page.mouse.click(thing.x, thing.y);
    return thing.name;
  }

  async #clickAnywhere(): Promise<string> {
    const [x, y] = this.#point();
    await this.#page.mouse.click(x, y, { button: this.#random() < 0.1 ? 'right' : 'left', clickCount: this.#random() < 0.2 ? 2 : 1 });
    return `${x} ${y}`;
  }

  async #key(): Promise<string> {
    const key = this.#of(KEYS);
    const times = 1 + Math.floor(this.#random() * 4);
    for (let i = 0; i < times; i += 1) await this.#page.keyboard.press(key);
    return `${key} × ${times}`;
  }

  async #drag(): Promise<string> {
    const { mouse } = this.#page;
    const thing = this.#random() < 0.6 ? await this.#thing('[role="slider"], input[type="range"], canvas, [draggable="true"], svg') : null;
    const from = thing === null ? this.#point() : [thing.x, thing.y] as const;
    const to = this.#point();
    await mouse.move(...from);
    await mouse.down();
    await mouse.move(...to, { steps: 5 });
    // Let go over the page, or begin something else before.
    if (this.#random() < 0.2) await this.#page.keyboard.press(this.#of(KEYS));
    await mouse.up();
    return `${thing?.name ?? ''} ${from.join(' ')} → ${to.join(' ')}`;
  }

  async #wheel(): Promise<string> {
    const [x, y] = this.#point();
    const turn = Math.round((this.#random() - 0.5) * 1200);
    await this.#page.mouse.move(x, y);
    await this.#page.mouse.wheel(0, turn);
    return `${x} ${y} by ${turn}`;
  }

  async #type(): Promise<string | void> {
    const thing = await this.#thing('input:not([type="range"], [type="checkbox"], [type="radio"], [type="file"]), textarea');
    if (thing === null) return;
    const text = this.#of(TYPED);
    await this.#page.mouse.click(thing.x, thing.y, { clickCount: 3 });
    await this.#page.keyboard.insertText(text);
    await this.#page.keyboard.press(this.#of(['Enter', 'Tab', 'Escape']));
    return `${JSON.stringify(text)} into ${thing.name}`;
  }

  async #choose(): Promise<string | void> {
    return this.#page.evaluate(([which, option]) => {
      const menus = [...document.querySelectorAll('select')].filter((menu) => menu.getBoundingClientRect().width > 0 && !menu.disabled && menu.closest('[inert]') === null);
      const menu = menus[Math.floor(which * menus.length)];
      const chosen = menu?.options[Math.floor(option * menu.options.length)];
      if (menu === undefined || chosen === undefined || chosen.disabled) return '';
      menu.value = chosen.value;
      menu.dispatchEvent(new Event('input', { bubbles: true }));
      menu.dispatchEvent(new Event('change', { bubbles: true }));
      return `${menu.getAttribute('aria-label') ?? menu.id}: ${chosen.label}`;
    }, [this.#random(), this.#random()] as const);
  }

  /** A slider to one of its ends or somewhere between, as by hand. */
  async #slide(): Promise<string | void> {
    return this.#page.evaluate(([which, share]) => {
      const sliders = [...document.querySelectorAll<HTMLInputElement>('input[type="range"]:not([disabled])')].filter((slider) => slider.getBoundingClientRect().width > 0 && slider.closest('[inert]') === null);
      const slider = sliders[Math.floor(which * sliders.length)];
      if (slider === undefined) return '';
      const [min, max] = [Number(slider.min), Number(slider.max)];
      const value = share < 0.1 ? min : share > 0.9 ? max : min + share * (max - min);
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(slider, String(value));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      slider.dispatchEvent(new Event('change', { bubbles: true }));
      return `${slider.getAttribute('aria-label') ?? slider.id} to ${slider.value}`;
    }, [this.#random(), this.#random()] as const);
  }

  async #resize(): Promise<string> {
    const [width, height] = this.#random() < 0.7 ? this.#of(SIZES) : [320 + Math.round(this.#random() * 1600), 400 + Math.round(this.#random() * 800)];
    await this.#page.setViewportSize({ width, height });
    return `${width} × ${height}`;
  }

  async #media(): Promise<string> {
    const media = {
      colorScheme: this.#of(['light', 'dark'] as const), reducedMotion: this.#of(['reduce', 'no-preference'] as const),
      forcedColors: this.#of(['none', 'none', 'active'] as const),
    };
    await this.#page.emulateMedia(media);
    return Object.values(media).join(' ');
  }

  async #history(): Promise<string> {
    const isBack = this.#random() < 0.65;
    await this.#page.evaluate((back) => {
      // The page that is left does not answer any more.
      setTimeout(() => { if (back) history.back(); else history.forward(); }, 0);
    }, isBack);
    await this.#page.waitForTimeout(150);
    // Out of the page, and in again; without a network there would be nothing to load.
    if (this.#page.url() === 'about:blank') {
      await this.#page.context().setOffline(false);
      await this.#page.goto('./');
    }
    return isBack ? 'back' : 'forward';
  }

  async #offline(): Promise<string> {
    const isOffline = this.#random() < 0.5;
    this.offlineUntil = isOffline ? Infinity : Date.now() + 5000;
    await this.#page.context().setOffline(isOffline);
    return isOffline ? 'begins' : 'ends';
  }

  async #show(isVisible: boolean): Promise<void> {
    await this.#page.evaluate((visible) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (visible ? 'visible' : 'hidden') });
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => !visible });
      document.dispatchEvent(new Event('visibilitychange'));
    }, isVisible);
  }

  async #hide(): Promise<string> {
    const ms = Math.round(this.#random() * 800);
    await this.#show(false);
    await this.#page.waitForTimeout(ms);
    await this.#show(true);
    return `for ${ms} ms`;
  }

  /** With a network: without one, and without the service worker that the checks leave out, there is nothing to load. */
  async #reload(): Promise<void> {
    await this.#online();
    await this.#page.reload();
  }

  async #online(): Promise<void> {
    await this.#page.context().setOffline(false);
    this.offlineUntil = Math.min(this.offlineUntil, Date.now() + 5000);
  }

  /** Another language loads the page anew, which without a network ends at the browser's own page. */
  async comeBack(): Promise<void> {
    const main = this.#page.locator('main').first();
    if (await main.waitFor({ timeout: LEAVING_MS }).then(() => true, () => false)) return;
    await this.#online();
    await this.#page.goto('./');
    await main.waitFor();
  }

  async #wait(): Promise<string> {
    const ms = Math.round(this.#random() * 700);
    await this.#page.waitForTimeout(ms);
    return `${ms} ms`;
  }
}

/** What no page may say, with the words around it; code that is shown is not spoken. */
export async function nonsenseOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const nonsense = /\b(?:NaN|Infinity|undefined|\[object)\b/;
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node: Node | null = walker.currentNode; node !== null; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (element?.closest('pre, code, script, style, textarea') != null) continue;
      if (node instanceof Text && nonsense.test(node.data)) found.push(`${element?.tagName.toLowerCase()}.${element?.className}: ${node.data.slice(0, 120)}`);
      if (!(node instanceof Element)) continue;
      for (const { name, value } of node.attributes) {
        if (nonsense.test(value)) found.push(`${node.tagName.toLowerCase()} ${name}: ${value.slice(0, 120)}`);
      }
    }
    return found;
  });
}

/** Pictures with a name that show one colour only, or nothing. */
export async function blankPicturesOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLCanvasElement>('.play canvas[role="img"]')].filter((canvas) => {
    const box = canvas.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || canvas.width === 0 || canvas.height === 0) return false;
    const pixels = new Uint32Array(canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return pixels.every((pixel) => pixel === pixels[0]);
  }).map((canvas) => canvas.getAttribute('aria-label') ?? ''));
}

/** Play at its usual size, out of everything that may be open. */
export async function comeHome(playground: Playground): Promise<void> {
  const { page } = playground;
  await page.emulateMedia({ colorScheme: null, reducedMotion: null, forcedColors: null });
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(async () => {
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog[open], [popover]:popover-open').count()).toBe(0);
  }).toPass({ timeout: 10_000, intervals: [100] });
  if (await page.locator('html').getAttribute('lang') !== 'en') {
    await page.context().setOffline(false);
    await page.evaluate(() => { localStorage.removeItem('nabla.settings'); });
    await page.reload();
  }
  await page.getByRole('tab', { name: 'Play', exact: true }).click();
  await expect(playground.button('Back to start')).toBeVisible();
}
