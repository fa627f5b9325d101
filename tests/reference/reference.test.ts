/**
 * Reproduces the numbers of the PyTorch reference files in the folder REFERENCE_DIR (default: the copy beside this file).
 * Every file of the folder is read, and every value in it must be used or compared.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkActivation } from './activation.ts';
import { checkDataset } from './dataset.ts';
import { checkGradcheck } from './gradcheck.ts';
import { checkInitialisations } from './initialisations.ts';
import { Ledger } from './ledger.ts';
import type { Entry } from './ledger.ts';
import { checkLoss } from './loss.ts';
import { checkMlp, checkNamed } from './mlp.ts';
import { checkGivenGradients, checkOptimizer, checkTrajectories } from './optimizer.ts';
import { checkSchedules } from './schedules.ts';
import { checkTraining } from './training.ts';

const folder = path.resolve(process.env['REFERENCE_DIR'] ?? path.join(import.meta.dirname, 'pytorch'));
const files = readdirSync(folder).filter((file) => file.endsWith('.json')).toSorted();

const checks: Readonly<Record<string, (file: Entry) => void>> = {
  activation: checkActivation,
  loss: checkLoss,
  mlp: checkMlp,
  named_2_2_1: checkNamed,
  optimizer: checkOptimizer,
  optimizer_given_gradients: checkGivenGradients,
  trajectories: checkTrajectories,
  schedules: checkSchedules,
  initialisations: checkInitialisations,
  gradcheck: checkGradcheck,
  dataset: checkDataset,
  training: (file) => checkTraining(file, (name) => JSON.parse(readText(name)) as unknown),
  index: checkIndex,
};

function readText(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

/** kind index: every file it lists is there, with the size and the hash it says. */
function checkIndex(file: Entry): void {
  for (const key of file.at('versions').keys()) file.at('versions').at(key).text();
  let total = 0;
  for (const entry of file.at('files').items()) {
    const name = entry.at('file').text();
    if (!existsSync(path.join(folder, name))) throw new Error(`the index lists ${name}, which is not there`);
    const text = readText(name);
    const head = new Ledger(text).root;
    entry.at('kind').equalText(head.at('kind').text());
    entry.at('description').equalText(head.at('description').text());
    entry.at('bytes').equal(Buffer.byteLength(text));
    entry.at('sha256').equalText(createHash('sha256').update(text).digest('hex'));
    total += Buffer.byteLength(text);
  }
  file.at('total_bytes').equal(total);
}

describe(`reference data in ${path.relative(process.cwd(), folder) || folder}`, () => {
  let compared = 0;
  let inputs = 0;
  let done = 0;

  it('is there', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)('%s', { timeout: 300_000 }, (name) => {
    const ledger = new Ledger(readText(name));
    const { root } = ledger;
    const kind = root.at('kind').text();
    const check = checks[kind];
    if (check === undefined) throw new RangeError(`unknown kind of reference file: ${kind}`);
    if (kind !== 'index') {
      root.at('name').equalText(name.replace(/\.json$/, ''));
      for (const key of ['description', 'torch_version']) root.at(key).text();
    }
    check(root);
    const counts = ledger.close();
    expect(ledger.problems).toEqual([]);
    compared += counts.compared;
    inputs += counts.inputs;
    done++;
  });

  afterAll(() => {
    const number = (n: number): string => n.toLocaleString('en-US');
    console.log(`reference: ${number(compared)} numbers compared in ${done} files (and ${number(inputs)} taken as inputs)`);
  });
});
