// Finds or gets browsers, then runs the users' paths in them: one that is there; else Playwright's own download;
// else Debian's package when this is root; else one clear sentence. Chromium is required, Firefox is welcome.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { chromium, firefox } from '@playwright/test';

const minutes = (n) => n * 60_000;
const run = (command, args, options = {}) => spawnSync(command, args, { stdio: 'inherit', ...options }).status === 0;

const browsers = {
  chromium: {
    own: () => chromium.executablePath(),
    variable: 'CHROMIUM_PATH',
    places: [
      '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    packageName: 'chromium',
  },
  firefox: {
    own: () => firefox.executablePath(),
    variable: 'FIREFOX_PATH',
    places: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    packageName: 'firefox-esr',
  },
};

/** @returns the path of a browser, '' for Playwright's own, or null where there is none */
function find({ own, variable, places }) {
  const named = process.env[variable];
  if (named && existsSync(named)) return named;
  if (existsSync(own())) return '';
  return places.find((place) => existsSync(place)) ?? null;
}

function obtain(name) {
  const browser = browsers[name];
  const found = find(browser);
  if (found !== null) return found;
  console.log(`No ${name} on this machine; fetching one.`);
  run('npx', ['playwright', 'install', name], { timeout: minutes(5) });
  if (find(browser) === null && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', browser.packageName], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  return find(browser);
}

const chromiumPath = obtain('chromium');
if (chromiumPath === null) {
  console.error('The browser checks need Chromium: install it, or set CHROMIUM_PATH to one, and run the command again.');
  process.exit(1);
}
const firefoxPath = obtain('firefox');
if (firefoxPath === null) console.log('No Firefox here and none to be had: the checks run in Chromium only.');

const passed = run('npx', ['playwright', 'test', ...process.argv.slice(2)], {
  env: {
    ...process.env,
    CHROMIUM_PATH: chromiumPath,
    FIREFOX_PATH: firefoxPath ?? '',
    SKIP_FIREFOX: firefoxPath === null ? '1' : '',
    MOZ_DISABLE_CONTENT_SANDBOX: '1',
  },
});
process.exit(passed ? 0 : 1);
