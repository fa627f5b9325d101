// One of the checks that are short in `npm test`, for as long as is wished: node tests/e2e/endure.mjs monkey --seed 7 --minutes 10
// --browser firefox, or kill --times 50. Builds the page first.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, minutes: { type: 'string' }, times: { type: 'string' }, browser: { type: 'string', default: 'chromium' } },
});
const minutes = values.minutes ?? '10';
const run = (args) => spawnSync('npx', args, {
  stdio: 'inherit', shell: process.platform === 'win32',
  env: { ...process.env, NABLA_SEED: values.seed ?? '7', NABLA_MINUTES: minutes, NABLA_TIMES: values.times ?? '50' },
}).status ?? 1;
process.exitCode = run(['vite', 'build', '--logLevel', 'error'])
  || run(['node', 'tests/e2e/run.mjs', `${positionals[0] ?? 'monkey'}.spec.ts`, '--project', values.browser, '--retries', '0', '--workers', '1']);
