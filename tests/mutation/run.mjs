/**
 * `npm run mutation -- losses tanh explain`: changes the named files (or floors; without a name, all of src/engine and src/explain)
 * in one place at a time and runs the tests of their floor: what no test notices is printed. Installs Stryker in this folder
 * where it is missing. The tables of a record (names, TeX) are read once at loading and left out: Stryker calls them static.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const installed = `${folder}node_modules/.package-lock.json`;
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(`${folder}package-lock.json`).mtimeMs) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
}
const { Stryker } = await import('@stryker-mutator/core');

const floors = ['engine', 'explain'];
const files = floors.flatMap((floor) => readdirSync(`src/${floor}`).filter((name) => name.endsWith('.ts')).map((name) => `src/${floor}/${name}`));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !floors.includes(name) && !files.some((file) => basename(file, '.ts') === name));
if (unknown.length > 0) throw new Error(`There is no file ${unknown.join(', ')} in src/engine or src/explain.`);
const chosen = asked.length === 0 ? files : asked.flatMap((name) => files.filter((file) => file.startsWith(`src/${name}/`) || basename(file, '.ts') === name));

const rows = [];
for (const file of chosen) {
  process.env.MUTATED = file;
  const results = await new Stryker({
    mutate: [file], ignorePatterns: ['/*', '!/src', '!/tests', '!/public', '!/tsconfig.json', '/tests/bench', '/tests/e2e'],
    testRunner: 'vitest', plugins: ['@stryker-mutator/vitest-runner'], vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest', ignoreStatic: true, concurrency: 1, timeoutMS: 5000,
    reporters: [], logLevel: 'error', symlinkNodeModules: false, tempDirName: '.mutation', allowEmpty: true,
  }).runMutationTest();
  const count = (...states) => results.filter(({ status }) => states.includes(status)).length;
  for (const { status, location: { start, end }, replacement } of results.filter((each) => each.status === 'Survived' || each.status === 'NoCoverage')) {
    console.log(`${file}:${start.line}:${start.column}-${end.line}:${end.column} ${status === 'Survived' ? 'survived' : 'is run by no test of its floor'}: ${replacement.replace(/\s+/g, ' ')}`);
  }
  const row = { file, killed: count('Killed', 'Timeout'), survived: count('Survived', 'NoCoverage') };
  rows.push(row);
  console.log(said(row));
}
const sum = { file: 'all', killed: rows.reduce((n, { killed }) => n + killed, 0), survived: rows.reduce((n, { survived }) => n + survived, 0) };
console.log(said(sum));

function said({ file, killed, survived }) {
  return `${file}: ${killed} of ${killed + survived} mutants killed${killed + survived === 0 ? '' : `, ${((100 * killed) / (killed + survived)).toFixed(1)} %`}`;
}
