// The users' paths in WebKit: WebKitGTK's MiniBrowser, which Playwright cannot drive, through its own WebDriver.
// Run `npm run build` before. Debian: apt-get install webkit2gtk-driver xvfb xauth.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { preview } from 'vite';

const DRIVER = '/usr/bin/WebKitWebDriver';
const DRIVER_PORT = 4466;
const LIBRARIES = '/usr/lib';
/** How long anything may take to come, in milliseconds: software drawing on a busy machine. */
const PATIENCE = 30_000;
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

function findBrowser() {
  if (!existsSync(DRIVER)) return null;
  for (const library of readdirSync(LIBRARIES)) {
    for (const version of ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0']) {
      const path = `${LIBRARIES}/${library}/${version}/MiniBrowser`;
      if (existsSync(path)) return path;
    }
  }
  return null;
}

const browser = findBrowser();
if (browser === null) {
  console.error('The checks in WebKit need WebKitGTK and its driver: apt-get install webkit2gtk-driver xvfb xauth, and run the command again.');
  process.exit(1);
}
// A machine without a screen gets one made of memory, and this program runs in it.
if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  const { status } = spawnSync('xvfb-run', ['-a', '-s', '-screen 0 1440x900x24', process.execPath, ...process.argv.slice(1)], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

const server = await preview({ preview: { port: 4175, strictPort: true, host: '127.0.0.1' }, logLevel: 'warn' });
const address = 'http://127.0.0.1:4175/';
const driver = spawn(DRIVER, [`--port=${DRIVER_PORT}`], { stdio: 'inherit' });

async function call(method, path, body) {
  const response = await fetch(`http://127.0.0.1:${DRIVER_PORT}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
  return value;
}

/** What `get` gives as soon as it is true, tried again and again. @throws Error what was awaited and what was last seen */
async function until(what, get) {
  const end = Date.now() + PATIENCE;
  let seen;
  while (Date.now() < end) {
    try {
      seen = await get();
      if (seen) return seen;
    } catch (error) {
      seen = error;
    }
    await sleep(100);
  }
  throw new Error(`${what} did not come; last seen: ${String(seen)}`);
}

await until('the driver', () => call('GET', '/status'));
const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } } };
const { sessionId, capabilities: { browserVersion } } = await call('POST', '/session', { capabilities });
const session = `/session/${sessionId}`;

const evaluate = (script, ...args) => call('POST', `${session}/execute/sync`, { script, args });
const LEFT = '\uE012';
const RIGHT = '\uE014';

/** A page in which every uncaught error from now on is kept. */
async function open(hash = '') {
  await call('POST', `${session}/url`, { url: 'about:blank' });
  await call('POST', `${session}/url`, { url: `${address}${hash}` });
  await ready();
}

async function ready() {
  await evaluate(`
    window.failures = [];
    addEventListener('error', (event) => { window.failures.push(String(event.message)); });
    addEventListener('unhandledrejection', (event) => { window.failures.push(String(event.reason)); });
    document.addEventListener('securitypolicyviolation', (event) => { window.failures.push(event.effectiveDirective + ' refused ' + event.blockedURI); });`);
  await until('the Play button', () => evaluate(`return [...document.querySelectorAll('button')].some((each) => each.textContent.trim() === 'Play' || each.ariaLabel === 'Play')`));
}

/** An element by its selector and, if given, the name that assistive technology hears. */
async function find(selector, name) {
  return until(`${selector} “${name ?? ''}”`, async () => {
    const found = await call('POST', `${session}/elements`, { using: 'css selector', value: selector });
    for (const each of found) {
      if (name === undefined || (await call('GET', `${session}/element/${each[ELEMENT]}/computedlabel`)) === name) return each[ELEMENT];
    }
    return null;
  });
}

const click = async (selector, name) => call('POST', `${session}/element/${await find(selector, name)}/click`, {});
const type = async (element, text) => call('POST', `${session}/element/${element}/value`, { text });
const textOf = (element) => call('GET', `${session}/element/${element}/text`);
const shown = async (name) => Number((await textOf(await find('output', name))).replaceAll(/[^\d.e+−-]/g, '').replace('−', '-'));

const paths = {
  'the default network trains, and pauses': async () => {
    await open();
    const before = await until('a loss', () => shown('Training loss'));
    await click('button:not([role=tab])', 'Play');
    await until('epoch 20', async () => (await shown('Epoch')) >= 20);
    await click('button:not([role=tab])', 'Pause');
    const after = await shown('Training loss');
    if (!(after < before)) throw new Error(`the loss went from ${before} to ${after}`);
  },
  'a reload goes on': async () => {
    const epoch = await shown('Epoch');
    if (epoch < 20) throw new Error(`nothing to go on from: epoch ${epoch}`);
    await call('POST', `${session}/refresh`, {});
    await ready();
    await until(`epoch ${epoch} again`, async () => (await shown('Epoch')) >= epoch);
  },
  'the learning rate follows the keys, and its number': async () => {
    const slider = await find('input[type=range]', 'Learning rate');
    const value = () => call('GET', `${session}/element/${slider}/property/value`);
    const before = await value();
    await type(slider, RIGHT);
    await until('another learning rate', async () => (await value()) !== before);
  },
  'Step goes forward and back by its keys': async () => {
    await open('#view=step&preset=workedNetwork');
    const position = await find('input[type=range]:enabled', 'Position');
    const value = async () => Number(await call('GET', `${session}/element/${position}/property/value`));
    await find('table', 'Ledger');
    const before = await value();
    await type(position, RIGHT);
    const one = await until('a step on', async () => ((await value()) > before ? value() : null));
    await type(position, RIGHT);
    await until('another', async () => (await value()) > one);
    await type(position, LEFT);
    await until('the first again', async () => (await value()) === one);
  },
  'every view opens': async () => {
    for (const view of ['Play', 'Step', 'Compare', 'Landscape', 'Learn']) {
      await click('[role=tab]', view);
      await until(`${view} chosen`, async () => (await call('GET', `${session}/element/${await find('[role=tab]', view)}/attribute/aria-selected`)) === 'true');
      await sleep(500);
      const text = await textOf(await find('main'));
      if (text.length < 100) throw new Error(`${view} is empty: “${text}”`);
      if (/\bNaN\b|Infinity|undefined/.test(text)) throw new Error(`${view} shows a bare NaN, Infinity or undefined`);
    }
  },
  'a link brings the experiment': async () => {
    await open('#data=moons&rate=0.05');
    await until('the moons', async () => (await call('GET', `${session}/element/${await find('select', 'Data set')}/property/value`)) === 'moons');
    await click('button', 'Share');
    const link = await find('input, textarea', 'Link');
    const text = await call('GET', `${session}/element/${link}/property/value`);
    if (!text.includes('data=moons')) throw new Error(`the link lacks the data set: ${text}`);
  },
  'a pasted table trains': async () => {
    await open();
    await click('button', 'Import CSV');
    const rows = Array.from({ length: 60 }, (_, row) => `${Math.sin(row).toFixed(3)},${Math.cos(row).toFixed(3)},${row % 2 ? 'yes' : 'no'}`);
    // The driver types no line ends; a paste comes to the page as one change.
    await evaluate(`
      const [text, field] = arguments;
      field.focus();
      document.execCommand('insertText', false, text);`, `a,b,kind\n${rows.join('\n')}`, { [ELEMENT]: await find('textarea', 'Paste CSV') });
    await click('button', 'Use these data');
    await until('the dialog closed', async () => !(await evaluate('return document.querySelector("dialog[open]") !== null')));
    await click('button:not([role=tab])', 'Step');
    await until('a step', async () => (await shown('Step count')) >= 1);
  },
};

let failed = 0;
try {
  console.log(`WebKitGTK ${browserVersion}`);
  await call('POST', `${session}/window/rect`, { width: 1440, height: 900 });
  for (const [name, path] of Object.entries(paths)) {
    const start = Date.now();
    try {
      await path();
      const failures = await evaluate('return window.failures');
      if (failures.length > 0) throw new Error(`errors on the page: ${failures.join('; ')}`);
      console.log(`  ✓ ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed += 1;
      console.log(`  ✘ ${name}: ${error.message}`);
    }
  }
} finally {
  await call('DELETE', session).catch(() => {});
  driver.kill();
  await server.close();
}
process.exit(failed === 0 ? 0 : 1);
