/** What the worker that reads a file does, as a plain function that is given a way to post events and a clock. */
import { proposeChoices, whyUnused } from '../datasets/csvChoices.ts';
import { readCsv, type CsvFile } from '../datasets/csvRead.ts';
import { CsvError, decodeCsv, pastedCsv, type DecodedText } from '../datasets/csvText.ts';
import { makeCsvTable } from '../datasets/csvTable.ts';
import { sampleNote } from './csvWords.ts';
import type { CsvCommand, CsvEvent, CsvFacts } from './csvWork.ts';
import { say } from '../words/say.ts';

export type CsvHost = {
  readonly post: (event: CsvEvent, transfer: ArrayBuffer[]) => void;
  /** Milliseconds, never going back. */
  readonly now: () => number;
};

export type CsvSession = {
  /** One after the other; each command is answered by one event, besides its progress. */
  receive(command: CsvCommand): Promise<void>;
};

const NEWS_MS = 50;

export function createCsvSession({ post, now }: CsvHost): CsvSession {
  let decoded: DecodedText | null = null;
  let file: CsvFile | null = null;

  async function decode(source: Blob | string): Promise<DecodedText> {
    return typeof source === 'string' ? pastedCsv(source) : decodeCsv(new Uint8Array(await source.arrayBuffer()));
  }

  async function read({ id, source, format }: Extract<CsvCommand, { type: 'read' }>): Promise<void> {
    if (source !== null) {
      file = null;
      decoded = null;
      decoded = await decode(source);
    }
    if (decoded === null) throw new CsvError(say('There is no text to read.'));
    let news = now() + NEWS_MS;
    file = readCsv(decoded.text, format, (share, rows) => {
      if (now() < news) return;
      news = now() + NEWS_MS;
      post({ type: 'progressed', id, share, rows }, []);
    });
    const choices = proposeChoices(file);
    post({ type: 'read', id, facts: factsOf(file, decoded.encoding, choices.columns.map(({ kind }) => kind)), choices }, []);
  }

  function make({ id, choices, name }: Extract<CsvCommand, { type: 'make' }>): void {
    if (file === null) throw new CsvError(say('There is no text to read.'));
    const outcome = makeCsvTable(file, choices, name);
    const { table, complete } = outcome;
    if (table === null) {
      post({ type: 'made', id, outcome }, []);
      return;
    }
    const sampled = sampleNote(table, complete, choices.seed);
    const noted = { ...table, notes: [...file.notes, ...(sampled === null ? [] : [sampled])] };
    post({ type: 'made', id, outcome: { ...outcome, table: noted } }, [table.inputs, table.targets].map(({ buffer }) => buffer as ArrayBuffer));
  }

  return {
    async receive(command) {
      try {
        if (command.type === 'read') await read(command);
        else make(command);
      } catch (error) {
        const message = error instanceof CsvError ? error.message : say('The text could not be read: {message}.', { message: error instanceof Error ? error.message : String(error) });
        post({ type: 'failed', id: command.id, message }, []);
      }
    },
  };
}

function factsOf({ columns, rowNumbers: _numbers, ...file }: CsvFile, encoding: CsvFacts['encoding'], kinds: readonly ('number' | 'category')[]): CsvFacts {
  return {
    ...file, encoding,
    columns: columns.map((column, index) => {
      const { numbers: _cells, texts: _texts, ...facts } = column;
      return { ...facts, whyUnused: whyUnused(column, kinds[index]!, file.rows) };
    }),
  };
}
