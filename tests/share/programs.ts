/** Programs of the system that tests check files with, and whether they are there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** LibreOffice's command, or null with one line that says what is skipped. */
export function libreOffice(): string | null {
  const found = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0);
  if (found === undefined) console.info('LibreOffice is not installed: the spreadsheets are not recalculated (apt-get install libreoffice-calc-nogui).');
  return found ?? null;
}

/** A folder of its own that is removed afterwards. */
function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'nabla-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The sheets of these .xlsx files, of one sheet each, as text cells [file][row][column], numbers in full precision, calculated by
 * LibreOffice. They go through it as the sheets of one workbook, which takes a tenth of the time.
 */
export function recalculated(command: string, files: readonly Uint8Array[]): readonly (readonly (readonly string[])[])[] {
  return inTemporaryFolder((folder) => {
    const path = join(folder, 'all.xlsx');
    writeFileSync(path, files.length === 1 ? files[0]! : bound(files));
    // Comma, quotes, UTF-8, from line 1; cells not as shown, so with all their digits; every sheet into a file of its own.
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';
    execFileSync(command, [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', filter, '--outdir', folder, path], { stdio: 'ignore', timeout: 240_000 });
    const read = readdirSync(folder).filter((name) => name.endsWith('.csv'));
    if (read.length !== files.length) throw new Error(`LibreOffice read ${read.length} of ${files.length} spreadsheets`);
    return files.map((_, i) => cellsOf(readFileSync(join(folder, files.length === 1 ? read[0]! : `all-S${i + 1}.csv`), 'utf8')));
  });
}

const SHEET = 'xl/worksheets/sheet1.xml';

/** One workbook with the sheet of each file; they share the styles of the first. */
function bound(files: readonly Uint8Array[]): Uint8Array {
  const parts = unzipSync(files[0]!);
  const edit = (path: string, part: RegExp, textOf: (found: string, sheet: number) => string): void => {
    parts[path] = strToU8(strFromU8(parts[path]!).replace(part, (found) => files.map((_, i) => textOf(found, i + 1)).join('')));
  };
  edit('[Content_Types].xml', /<Override PartName="\/xl\/worksheets[^>]*>/, (found, sheet) => found.replace('sheet1', `sheet${sheet}`));
  edit('xl/workbook.xml', /<sheet [^>]*>/, (_found, sheet) => `<sheet name="S${sheet}" sheetId="${sheet}" r:id="sheet${sheet}"/>`);
  edit('xl/_rels/workbook.xml.rels', /<Relationship [^>]*worksheet"[^>]*>/, (found, sheet) => found.replace(/Id="\w+"/, `Id="sheet${sheet}"`).replace('sheet1.xml', `sheet${sheet}.xml`));
  files.forEach((file, i) => { parts[SHEET.replace('1', String(i + 1))] = unzipSync(file)[SHEET]!; });
  return zipSync(parts, { level: 0 });
}

function cellsOf(csv: string): readonly (readonly string[])[] {
  return csv.trimEnd().split('\n').map((line) => Array.from(line.matchAll(/("((?:[^"]|"")*)"|[^,]*)(,|$)/g), ([, plain = '', quoted]) => (quoted ?? plain).replaceAll('""', '"')).slice(0, -1));
}
