/** Programs of the system that tests check files with, and whether they are there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** LibreOffice's command, or null with one line that says what is skipped. */
export function libreOffice(): string | null {
  const found = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0);
  if (found === undefined) console.info('LibreOffice is not installed: the spreadsheets are not recalculated (apt-get install libreoffice-calc-nogui).');
  return found ?? null;
}

/** A folder of its own that is removed afterwards. */
export function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'nabla-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first sheets of these .xlsx files as text cells [file][row][column], numbers in full precision, calculated by LibreOffice. */
export function recalculated(command: string, files: readonly Uint8Array[]): readonly (readonly (readonly string[])[])[] {
  return inTemporaryFolder((folder) => {
    const paths = files.map((file, i) => {
      const path = join(folder, `sheet${i}.xlsx`);
      writeFileSync(path, file);
      return path;
    });
    // Comma, quotes, UTF-8, from line 1; cells not as shown, so with all their digits.
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false';
    execFileSync(command, [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', filter, '--outdir', folder, ...paths], { stdio: 'ignore', timeout: 240_000 });
    return files.map((_, i) => {
      const path = join(folder, `sheet${i}.csv`);
      if (!existsSync(path)) throw new Error(`LibreOffice could not read spreadsheet ${i}`);
      return cellsOf(readFileSync(path, 'utf8'));
    });
  });
}

function cellsOf(csv: string): readonly (readonly string[])[] {
  return csv.trimEnd().split('\n').map((line) => Array.from(line.matchAll(/("((?:[^"]|"")*)"|[^,]*)(,|$)/g), ([, plain = '', quoted]) => (quoted ?? plain).replaceAll('""', '"')).slice(0, -1));
}
