import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { codeLanguageNames, codeLanguages, type CodeLanguage } from '../../src/share/code.ts';
import { everyChoice, expectedOf, firstReport, programFor, randomCases, updatesOf, wildCases, type CodeCase, type Expected } from './codeCases.ts';

const TOLERANCE = 1e-9;
const cases = [...everyChoice(), ...randomCases(80, 1)];
const wild = wildCases();
const folder = mkdtempSync(join(tmpdir(), 'nabla-code-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const known = new Map<CodeCase, Expected>();
function expected(item: CodeCase): Expected {
  const numbers = known.get(item) ?? expectedOf(item);
  known.set(item, numbers);
  return numbers;
}

type Result = Expected & { readonly lines: readonly string[]; readonly unused?: readonly string[] };

/** A Python that has the module; the system's own may have what another one in front of it has not. */
function pythonWith(module: 'numpy' | 'torch'): string | null {
  const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3'].filter((path) => path !== undefined);
  const has = `import importlib.util, sys; sys.exit(importlib.util.find_spec(${JSON.stringify(module)}) is None)`;
  return candidates.find((candidate) => spawnSync(candidate, ['-c', has]).status === 0) ?? null;
}

/** Training for many epochs takes most of the time: some do it. */
const runsMain = (index: number): boolean => index % 20 === 0;

const textOf = (language: CodeLanguage, item: CodeCase): string => codeLanguages[language].write(programFor(item));

/** What a command prints that is given `input`. @throws Error with what it complains of, when it fails */
async function outputOf(command: string, args: readonly string[], input: string): Promise<string> {
  const child = spawn(command, args, { env: { ...process.env, OMP_NUM_THREADS: '1' } });
  const [printed, complaints]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  child.stdin.end(input);
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${complaints.join('')}${printed.join('').slice(0, 5000)}`);
  return printed.join('');
}

/** Runs all programs in one process. */
async function runPython(python: string, language: 'numpy' | 'pytorch'): Promise<readonly Result[]> {
  const jobs = [
    ...cases.map((item, index) => ({ language, text: textOf(language, item), updates: updatesOf(item), main: runsMain(index) })),
    ...wild.map((item) => ({ language, text: textOf(language, item), updates: [], main: false })),
  ];
  return JSON.parse(await outputOf(python, [join(import.meta.dirname, 'runCode.py')], JSON.stringify(jobs))) as readonly Result[];
}

async function runTypeScript(): Promise<readonly Result[]> {
  const jobs = await Promise.all(cases.map(async (item, index) => {
    const whole = textOf('typescript', item);
    const { code } = await transformWithOxc(runsMain(index) ? whole : whole.slice(0, whole.lastIndexOf('const theta = ')), `program${index}.ts`);
    const program = programFor(item);
    const [hasBatches, hasPenalty] = [program.order.kind !== 'fullBatch', program.regularization.l1 > 0 || program.regularization.l2 > 0];
    const names = ['firstParameters', 'TRAINING', 'lossAndGradient', 'predict', 'lossOf', 'train', ...(hasPenalty ? ['penalty'] : []), ...(hasBatches ? ['miniBatches'] : [])];
    const file = join(folder, `program${index}.mjs`);
    writeFileSync(file, `${code}\nexport { ${names.join(', ')} };\n`);
    return { file, updates: updatesOf(item), hasBatches, hasPenalty };
  }));
  return JSON.parse(await outputOf(process.execPath, [join(import.meta.dirname, 'runCode.mjs')], JSON.stringify(jobs))) as readonly Result[];
}

/** The largest difference of two numbers or lists, in units of the larger of 1 and the expected number. */
function distance(actual: unknown, wanted: unknown): number {
  if (typeof actual === 'number' && typeof wanted === 'number') return Math.abs(actual - wanted) / Math.max(1, Math.abs(wanted));
  if (!Array.isArray(actual) || !Array.isArray(wanted) || actual.length !== wanted.length) return Infinity;
  return wanted.reduce((most: number, entry: unknown, i) => Math.max(most, distance(actual[i], entry)), 0);
}

function expectSame(results: readonly Result[]): void {
  const failures = cases.flatMap((item, index) => {
    const numbers = expected(item);
    return (Object.keys(numbers) as (keyof Expected)[]).flatMap((key) => {
      const error = distance(results[index]![key], numbers[key]);
      return error <= TOLERANCE ? [] : [`${item.name}: ${key} differs by ${error}`];
    });
  });
  expect(failures).toEqual([]);
}

/** Nothing in a program is there for nothing. */
function expectLean(results: readonly Result[]): void {
  expect(results.flatMap(({ unused = [] }, index) => unused.map((name) => `${[...cases, ...wild][index]!.name}: ${name}`))).toEqual([]);
}

/** What is printed first is how the page's network does at the moment; then a line an epoch, and an answer. */
function expectTold(results: readonly Result[]): void {
  const runs = results.flatMap(({ lines }, index) => (lines.length === 0 ? [] : [{ lines, item: cases[index]! }]));
  expect(runs.length).toBeGreaterThan(10);
  for (const { lines, item } of runs) {
    const told = Array.from(lines[0]!.matchAll(/(?:loss|accuracy) (-?[\d.e-]+)/g), ([, value]) => Number(value));
    // Losses are told to 6 digits, accuracies to a tenth of a percent.
    const wanted = firstReport(item);
    expect(told, item.name).toHaveLength(wanted.length);
    for (const [i, value] of told.entries()) {
      expect(Math.abs(value - wanted[i]!), `${item.name}: ${lines[0]}`).toBeLessThan(lines[0]!.includes('accuracy') && i % 2 === 1 ? 0.051 : 1e-5 * Math.max(1, Math.abs(wanted[i]!)));
    }
    expect(lines[0]).toMatch(new RegExp(`^step ${item.step ?? 0}: training loss`));
    if (!lines.some((line) => line.startsWith('Diverged'))) expect(lines, item.name).toHaveLength(23);
  }
}

function pythonOrSkip(context: TestContext, module: 'numpy' | 'torch'): string {
  const found = pythonWith(module);
  if (found !== null) return found;
  const reason = `Not run, because there is no python3 with ${module} here (apt-get install python3-${module}): exported programs ${context.task.name}.`;
  console.info(reason);
  return context.skip(reason);
}

describe('exported programs give the page’s outputs, gradients and next weights', () => {
  it('in NumPy', { timeout: 600_000 }, async (context) => {
    const results = await runPython(pythonOrSkip(context, 'numpy'), 'numpy');
    expect(results).toHaveLength(cases.length + wild.length);
    expectSame(results);
    expectLean(results);
    expectTold(results);
  });

  it('in PyTorch', { timeout: 600_000 }, async (context) => {
    const results = await runPython(pythonOrSkip(context, 'torch'), 'pytorch');
    expectSame(results);
    expectLean(results);
    expectTold(results);
  });

  it('in TypeScript', { timeout: 600_000 }, async () => {
    const results = await runTypeScript();
    expectSame(results);
    expectTold(results);
  });
});

describe('an exported program', () => {
  it('has lines that can be read, and no number but those of the page', { timeout: 60_000 }, () => {
    for (const item of [...cases, ...wild]) {
      for (const language of codeLanguageNames) {
        const lines = textOf(language, item).split('\n');
        expect(lines.filter((line) => line.length > 120), `${language}: ${item.name}`).toEqual([]);
        expect(lines.filter((line) => line !== line.trimEnd() || /NaN|Infinity|undefined|null,|\[object/.test(line)), `${language}: ${item.name}`).toEqual([]);
      }
    }
  });
});

describe('exported TypeScript', () => {
  it('passes the strict compiler, and nothing in it is unused', { timeout: 600_000 }, async () => {
    const files = [...cases, ...wild].map((item, index) => {
      const file = join(folder, `checked${index}.ts`);
      writeFileSync(file, textOf('typescript', item));
      return file;
    });
    const flags = ['--strict', '--noUnusedLocals', '--noUnusedParameters', '--noEmit', '--erasableSyntaxOnly', '--ignoreConfig', '--target', 'es2022', '--module', 'esnext', '--moduleDetection', 'force', '--lib', 'es2023,dom', '--types', ''];
    const tsc = join(import.meta.dirname, '../../node_modules/.bin/tsc');
    await expect(outputOf(tsc, [...flags, ...files], '')).resolves.toBe('');
  });
});
