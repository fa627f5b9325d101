/** `npm run bench`: installs the peers of this folder where they are missing or out of date, then runs the bench. */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const installed = `${folder}node_modules/.package-lock.json`;
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(`${folder}package-lock.json`).mtimeMs) {
  // npm's own words go to stderr: with --json nothing but the result is printed. No script of a package runs.
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
}
const { bench, json } = await import('./bench.mjs');
const result = await bench();
if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
