/** What the page and the worker that reads a file say to each other. */
import type { CsvChoices } from '../datasets/csvChoices.ts';
import type { CsvColumn } from '../datasets/csvColumns.ts';
import type { CsvFile } from '../datasets/csvRead.ts';
import type { CsvFormat } from '../datasets/csvSniff.ts';
import type { DecodedText } from '../datasets/csvText.ts';
import type { CsvOutcome } from '../datasets/csvTable.ts';

/** A column without its cells, and why it is no input by itself. */
export type CsvColumnFacts = Omit<CsvColumn, 'numbers' | 'texts'> & { readonly whyUnused: string | null };

/** A file without its cells. */
export type CsvFacts = Omit<CsvFile, 'columns' | 'rowNumbers'> & {
  readonly columns: readonly CsvColumnFacts[];
  readonly encoding: DecodedText['encoding'];
};

export type CsvCommand =
  /** Without a source the text that was read last is read in another format. */
  | { readonly type: 'read'; readonly id: number; readonly source: Blob | string | null; readonly format: Partial<CsvFormat> }
  | { readonly type: 'make'; readonly id: number; readonly choices: CsvChoices; readonly name: string };

export type CsvEvent =
  | { readonly type: 'progressed'; readonly id: number; readonly share: number; readonly rows: number }
  | { readonly type: 'read'; readonly id: number; readonly facts: CsvFacts; readonly choices: CsvChoices }
  | { readonly type: 'made'; readonly id: number; readonly outcome: CsvOutcome }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
