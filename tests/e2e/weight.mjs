// What a visitor fetches, of the built site in dist/: before the first training step, and in all. Fails where it has grown over its bound.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';

const root = process.argv[2] ?? 'dist';
const files = readdirSync(join(root, 'assets')).map((name) => `assets/${name}`);
/** kB over the wire; fonts are packed already. */
const weigh = (paths) => paths.reduce((sum, path) => {
  const bytes = readFileSync(join(root, path));
  return sum + (path.endsWith('.woff2') ? bytes : gzipSync(bytes, { level: 9 })).length / 1000;
}, 0);
const html = readFileSync(join(root, 'index.html'), 'utf8');
const named = [...html.matchAll(/(?:src|href)="\.\/(?<path>[^"]+)"/g)].map(({ groups }) => groups.path);
const of = (pattern) => files.filter((path) => pattern.test(basename(path)));

const script = named.filter((path) => path.endsWith('.js'));
const style = named.filter((path) => path.endsWith('.css'));
const worker = of(/^training\.worker-.*\.js$/);
const fonts = of(/^(?:plex|symbols).*\.woff2$/);
const inGerman = of(/^de-.*\.js$/);
const inAll = ['index.html', ...files.filter((path) => /\.(?:js|css|woff2)$/.test(path) && !inGerman.includes(path))];
const first = ['index.html', ...script, ...style, ...worker];

/** What there is, the most it may be, and what is wished for where that is less. */
const rows = [
  ['script of the first page', script, 206, 130],
  ['styles of the first page', style, 21.6, null],
  ['training worker', worker, 35.4, null],
  ['before the first training step', first, 262, 130],
  ['  with fonts', [...first, ...fonts], 305, 170],
  ['fonts', fonts, 46, 40],
  ['side worker, once training stands', of(/^side\.worker-.*\.js$/), 26, null],
  ['all views, dialogs and workers', inAll, 1246, null],
  ['in German besides: words and lessons', inGerman, 150, null],
];

console.log(`\n${'gzip, kB'.padEnd(36)}${'is'.padStart(8)}${'at most'.padStart(9)}${'goal'.padStart(7)}`);
let isTooMuch = false;
for (const [name, paths, most, goal] of rows) {
  const weight = weigh(paths);
  if (weight > most) isTooMuch = true;
  console.log(`${name.padEnd(36)}${weight.toFixed(1).padStart(8)}${String(most).padStart(9)}${String(goal ?? '').padStart(7)}${weight > most ? '  over' : ''}`);
}
for (const [name, path] of [['KaTeX', /^katex-.*\.js$/], ['Step view', /^StepView-.*\.js$/], ['Share', /^ShareContent-.*\.js$/]]) {
  const early = named.filter((each) => path.test(basename(each)));
  if (of(path).length !== 1 || early.length > 0) {
    console.error(`${name} is to be fetched when it is first needed.`);
    isTooMuch = true;
  }
}
if (isTooMuch) process.exitCode = 1;
