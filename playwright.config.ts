import { defineConfig } from '@playwright/test';

/** Chromium's switches for a machine without a sandbox, a graphics card or an open network. */
const chromiumArgs = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
/** Set by tests/e2e/run.mjs, which finds the browsers; empty = Playwright's own. */
const { CHROMIUM_PATH, FIREFOX_PATH, SKIP_FIREFOX } = process.env;
const port = 4173;

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  workers: 2,
  // Twice more on a busy machine: what then passes is reported as flaky.
  retries: 2,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { baseURL: `http://127.0.0.1:${port}`, viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' },
  projects: [
    {
      name: 'chromium',
      use: { browserName: 'chromium', launchOptions: { args: chromiumArgs, ...(CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {}) } },
    },
    ...(SKIP_FIREFOX
      ? []
      : [{
          name: 'firefox',
          // What one browser tells for all, as axe does, and what only Chromium's driver can do.
          grepInvert: /@chromium/,
          use: {
            browserName: 'firefox' as const,
            ...(FIREFOX_PATH ? { channel: 'moz-firefox', launchOptions: { executablePath: FIREFOX_PATH } } : {}),
          },
        }]),
  ],
  webServer: {
    command: `npm run preview -- --port ${port} --strictPort --host 127.0.0.1`,
    url: `http://127.0.0.1:${port}`,
    reuseExistingServer: !process.env.CI,
  },
});
