/** From the bytes of a file to its text: byte order marks, encodings, and files that are no text at all. */
import { say } from '../words/say.ts';

/** What is wrong with what was given, as a sentence for the page. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
}

/** Larger files are not read. */
const MOST_BYTES = 100_000_000;

export type DecodedText = {
  /** Without byte order mark, lines ended by \n alone. */
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
};

/** @throws CsvError where it is no text, or too much of it */
export function decodeCsv(bytes: Uint8Array): DecodedText {
  if (bytes.length > MOST_BYTES) throw new CsvError(say('The file has {count} MB; at most {mostBytes} MB can be read.', { count: Math.round(bytes.length / 1e6), mostBytes: MOST_BYTES / 1e6 }));
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2]! <= 0x08) throw new CsvError(say('This is a spreadsheet or a packed file, not a text. Save it as CSV first.'));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: tidy(new TextDecoder('utf-16le').decode(bytes)), encoding: 'UTF-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: tidy(new TextDecoder('utf-16be').decode(bytes)), encoding: 'UTF-16' };
  if (bytes.subarray(0, 4096).includes(0)) throw new CsvError(say('This is not a text file: it has zero bytes in it.'));
  try {
    return { text: tidy(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), encoding: 'UTF-8' };
  } catch {
    // No UTF-8: what spreadsheets of western Europe write. Every byte is a letter there.
    return { text: tidy(new TextDecoder('windows-1252').decode(bytes)), encoding: 'Windows-1252' };
  }
}

/** @throws CsvError where it is too much */
export function pastedCsv(text: string): DecodedText {
  if (text.length > MOST_BYTES) throw new CsvError(say('The text has {count} million letters; at most {mostBytes} million can be read.', { count: Math.round(text.length / 1e6), mostBytes: MOST_BYTES / 1e6 }));
  return { text: tidy(text), encoding: 'UTF-8' };
}

function tidy(text: string): string {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return bare.includes('\r') ? bare.replace(/\r\n?/g, '\n') : bare;
}

const MOST_LETTERS = 60;
// Control characters, line separators, and signs that turn the direction of writing round.
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]+/g;

/** A name or a cell as it may be shown: one line of visible signs, at most 60. It is text and is never read as anything else. */
export function shownText(text: string): string {
  const visible = text.slice(0, 4 * MOST_LETTERS).replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  const letters = Array.from(visible);
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join('').trimEnd()}…` : visible;
}
