/**
 * `npm run mutation -- losses tanh explain`: changes the named files (or floors; without a name, all of src/engine and src/explain)
 * in one place at a time and runs the tests of their floor: what no test notices is printed. Installs Stryker in this folder
 * where it is missing. The tables of a record (names, TeX) are read once at loading and left out: Stryker calls them static.
 * `-- --every 5 explain` takes a sample, five lines of every 25: an estimate in a fifth of the time.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = fileURLToPath(new URL('.', import.meta.url));
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const installed = `${folder}node_modules/.package-lock.json`;
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(`${folder}package-lock.json`).mtimeMs) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
}
const { Stryker } = await import('@stryker-mutator/core');

const floors = ['engine', 'explain'];
const files = floors.flatMap((floor) => readdirSync(`src/${floor}`).filter((name) => name.endsWith('.ts')).map((name) => `src/${floor}/${name}`));
const { positionals: asked, values: { every } } = parseArgs({ allowPositionals: true, options: { every: { type: 'string', default: '1' } } });
if (!/^[1-9]\d*$/.test(every)) throw new Error(`--every takes a whole number from 1, not ${every}.`);
const unknown = asked.filter((name) => !floors.includes(name) && !files.some((file) => basename(file, '.ts') === name));
if (unknown.length > 0) throw new Error(`There is no file ${unknown.join(', ')} in src/engine or src/explain.`);
const chosen = asked.length === 0 ? files : asked.flatMap((name) => files.filter((file) => file.startsWith(`src/${name}/`) || basename(file, '.ts') === name));

/** Lines of a sample that lie together. */
const STRETCH = 5;

/** The stretches of a file that are changed, as Stryker writes them: all of it, or those of the sample. */
function stretches(file) {
  if (every === '1') return [file];
  const lines = readFileSync(file, 'utf8').split('\n').length;
  const starts = Array.from({ length: Math.ceil(lines / (STRETCH * Number(every))) }, (_, i) => 1 + i * STRETCH * Number(every));
  return starts.map((start) => `${file}:${start}-${start + STRETCH - 1}`);
}

const rows = [];
for (const file of chosen) {
  process.env.MUTATED = file;
  const results = await new Stryker({
    mutate: stretches(file), ignorePatterns: ['/*', '!/src', '!/tests', '!/public', '!/tsconfig.json', '/tests/bench', '/tests/e2e'],
    testRunner: 'vitest', plugins: ['@stryker-mutator/vitest-runner'], vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest', ignoreStatic: true, concurrency: 1,
    // Long enough that a busy machine kills no mutant; a loop without end is noticed by its rounds long before.
    timeoutMS: 60_000,
    reporters: [], logLevel: 'error', symlinkNodeModules: false, tempDirName: '.mutation', allowEmpty: true,
  }).runMutationTest();
  const count = (...states) => results.filter(({ status }) => states.includes(status)).length;
  for (const { status, location: { start, end }, replacement } of results.filter((each) => each.status === 'Survived' || each.status === 'NoCoverage')) {
    console.log(`${file}:${start.line}:${start.column}-${end.line}:${end.column} ${status === 'Survived' ? 'survived' : 'is run by no test of its floor'}: ${replacement.replace(/\s+/g, ' ')}`);
  }
  const row = { file, killed: count('Killed'), endless: count('Timeout'), survived: count('Survived', 'NoCoverage') };
  rows.push(row);
  console.log(said(row));
}
const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
if (rows.length > 1) console.log(said({ file: 'all', killed: total('killed'), endless: total('endless'), survived: total('survived') }));

function said({ file, killed, endless, survived }) {
  const all = killed + endless + survived;
  return all === 0 ? `${file}: nothing to change` : `${file}: ${killed + endless} of ${all} mutants killed (${endless} as loops without end), ${((100 * (killed + endless)) / all).toFixed(1)} %`;
}
