/** The recipes of CONTRIBUTING.md, done in a copy of the project: their steps are enough, and what they run passes. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Step = { readonly file: string; readonly how: string; readonly anchor: string; readonly text: string };
type Recipe = { readonly title: string; readonly steps: readonly Step[]; readonly commands: readonly string[] };

const root = join(import.meta.dirname, '..');
const STEP = /^(?:In `(?<file>[^`]+)`, (?<how>right behind|above the line) `(?<anchor>[^`]+)`|Make `(?<made>[^`]+)`)(?:, [^`\n]+)?:\n\n(?<fence>`{3,4})\w+\n(?<text>[\s\S]*?)^\k<fence>$/gm;

const recipes: readonly Recipe[] = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').split(/^## (?=Add )/m).slice(1).map((section) => ({
  title: section.split('\n')[0]!,
  steps: [...section.matchAll(STEP)].map(({ groups = {} }) => ({ file: groups['file'] ?? groups['made']!, how: groups['how'] ?? 'make', anchor: groups['anchor'] ?? '', text: groups['text']! })),
  commands: (/^```sh\n([\s\S]*?)^```$/m.exec(section)?.[1] ?? '').split('\n').filter((line) => line !== ''),
}));

function follow(folder: string, { file, how, anchor, text }: Step): void {
  const path = join(folder, file);
  if (how === 'make') {
    writeFileSync(path, text);
    return;
  }
  const lines = readFileSync(path, 'utf8').split('\n');
  const found = lines.flatMap((line, i) => ((how === 'right behind' ? line.includes(anchor) : line.trimStart().startsWith(anchor)) ? [i] : []));
  expect(found, `${file} has one line with ${anchor}`).toHaveLength(1);
  const at = found[0]!;
  if (how === 'right behind') lines[at] = lines[at]!.replace(anchor, () => anchor + (lines[at]!.endsWith(anchor) ? '\n' : ' ') + text.trimEnd());
  else lines.splice(at, 0, text.trimEnd());
  writeFileSync(path, lines.join('\n'));
}

/** The same commands in fewer processes: all files that vitest is given without a name go through one, with whatever settings they ask for. */
function joined(commands: readonly string[]): readonly string[] {
  const files = commands.filter((command) => command.includes('npx vitest run') && !command.includes(' -t '));
  const words = [...new Set(files.flatMap((command) => command.split(' ')))];
  const isSetting = (word: string): boolean => /^[A-Z]+=/.test(word);
  return [
    ...new Set(commands.filter((command) => !files.includes(command))),
    [...words.filter(isSetting), ...words.filter((word) => !isSetting(word))].join(' '),
  ];
}

/** Runs a command line of the recipe as a shell would, without needing one. */
function run(folder: string, command: string): string {
  const words = command.split(' ');
  const settings = Object.fromEntries(words.filter((word) => /^[A-Z]+=/.test(word)).map((word) => word.split('=') as [string, string]));
  const [program = '', ...rest] = words.filter((word) => !/^[A-Z]+=/.test(word));
  const { status, stdout, stderr } = spawnSync(program, rest, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...settings, CI: '' }, shell: process.platform === 'win32' });
  return status === 0 ? '' : `${command}\n${stdout}\n${stderr}`;
}

describe('CONTRIBUTING.md', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nabla-recipes-'));
    const kept = ['src', 'tests', 'public', 'package.json', 'tsconfig.json', 'index.html', 'vite.config.ts', 'vite.offline.ts', 'vite.notice.ts', 'README.md', 'playwright.config.ts'];
    for (const name of kept) cpSync(join(root, name), join(folder, name), { recursive: true, filter: (path) => !/node_modules|tests[\\/](?:bench|e2e|mutation)[\\/]/.test(path.slice(root.length)) });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  it('has three recipes, with steps and with what to run', () => {
    expect(recipes.map(({ title }) => title)).toEqual(['Add an activation', 'Add a data set', 'Add a lesson']);
    for (const { steps, commands } of recipes) expect([steps.length > 1, commands.length > 1]).toEqual([true, true]);
  });

  // One after the other in one copy: what a recipe adds stays there for the next, so that types are read once for all.
  it('says enough for each: what it runs passes', () => {
    for (const { steps } of recipes) for (const step of steps) follow(folder, step);
    for (const command of joined(recipes.flatMap(({ commands }) => commands))) expect(run(folder, command)).toBe('');
  }, 600_000);

  it('notices a recipe that lacks a step', () => {
    const { file, text } = recipes[0]!.steps.at(-1)!;
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(text.trimEnd(), ''));
    writeFileSync(join(folder, 'one.json'), JSON.stringify({ extends: './tsconfig.json', include: [], files: [file] }));
    expect(run(folder, 'npx tsc -p one.json')).toContain(`${file}(`);
  }, 600_000);
});
