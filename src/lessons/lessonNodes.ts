/** Reading YAML (and JSON, which is YAML) node by node, so that each problem has its line and says what would be right. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type ParsedNode } from 'yaml';
import { capital } from '../viz/format.ts';
import { say } from '../words/say.ts';

export type LessonProblem = { readonly line: number; readonly sentence: string };

/** A value of the file with the line it stands on; `node` is null for an empty one. */
export type Place = { readonly node: ParsedNode | null; readonly line: number };

export type Fields = ReadonlyMap<string, Place>;

/** Hears each problem as it is found. */
export type Report = (line: number, sentence: string) => void;

const LONGEST_QUOTE = 60;
export const quote = (text: string): string => `“${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}”`;

export type NodeReader = {
  readonly root: Place | null;
  /** The entries of a map; unknown ones are reported. @param what as in "a page" */
  fields(place: Place, what: string, allowed: readonly string[]): Fields | null;
  /** The entries of a map with any names. */
  entries(place: Place, what: string): Fields | null;
  list(place: Place, what: string): readonly Place[];
  text(place: Place, what: string): string | null;
  number(place: Place, what: string, least: number, most: number): number | null;
  /** One without a fraction. */
  whole(place: Place, what: string, least: number, most: number): number | null;
  word<T extends string>(place: Place, what: string, allowed: readonly T[]): T | null;
  /** A text or a number as it is written. */
  scalar(place: Place, what: string): string | number | null;
};

/** Null where the text is nested more deeply than the reader of YAML can follow: it calls itself for every level. */
function documentOf(text: string, lineCounter: LineCounter): ReturnType<typeof parseDocument<ParsedNode>> | null {
  try {
    return parseDocument(text, { lineCounter, version: '1.2', schema: 'core', uniqueKeys: true, logLevel: 'silent' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** @param lineBefore lines of the file before the text */
export function readNodes(text: string, lineBefore: number, report: Report): NodeReader {
  const lines = new LineCounter();
  const document = documentOf(text, lines);
  const lineAt = (offset: number): number => lineBefore + Math.max(1, lines.linePos(offset).line);
  if (document === null) report(lineBefore + 1, say('This cannot be read: it is nested too deeply.'));
  for (const { code, message, pos } of document?.errors.slice(0, 3) ?? []) {
    const hint = code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MULTILINE_IMPLICIT_KEY' ? ` ${say('A text that has a colon followed by a space needs quotes around it.')}` : '';
    report(lineAt(pos[0]), say('This cannot be read: {problem}.{hint}', { problem: message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, ''), hint }));
  }
  const placeOf = (node: ParsedNode | null, line: number): Place => ({ node, line: node === null ? line : lineAt(node.range[0]) });

  function entries(place: Place, what: string): Fields | null {
    if (!isMap(place.node)) {
      report(place.line, say('{what} is written as “name: value”, not as {given}.', { what: capital(what), given: describe(place.node) }));
      return null;
    }
    const found = new Map<string, Place>();
    for (const { key, value } of place.node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const at = lineAt((key as ParsedNode | null)?.range[0] ?? 0);
      if (isAlias(value)) report(at, say('{quote} refers to another place with *; write it out instead.', { quote: quote(name) }));
      else found.set(name, placeOf(value, at));
    }
    return found;
  }

  return {
    root: document === null || document.errors.length > 0 || document.contents === null ? null : placeOf(document.contents, lineBefore + 1),
    entries,

    fields(place, what, allowed) {
      const found = entries(place, what);
      if (found === null) return null;
      for (const [name, { line }] of found) {
        const hint = name.includes(' ') ? ` ${say('A text that has a comma in it needs quotes around it.')}` : '';
        if (!allowed.includes(name)) report(line, say('{quote} is nothing that {what} has; it has {list}.{hint}', { quote: quote(name), what, list: allowed.join(', '), hint }));
      }
      return found;
    },

    list({ node, line }, what) {
      if (!isSeq(node)) {
        report(line, say('{what} is a list, not {given}.', { what: capital(what), given: describe(node) }));
        return [];
      }
      return node.items.map((item) => placeOf(item as ParsedNode | null, line));
    },

    text({ node, line }, what) {
      const value: unknown = isScalar(node) ? node.value : null;
      if (typeof value === 'string' && value.trim() !== '') return value.trim();
      if (typeof value === 'number') return isScalar(node) && node.source !== undefined ? node.source : String(value);
      report(line, say('{what} is a text, not {given}.', { what: capital(what), given: describe(node) }));
      return null;
    },

    number({ node, line }, what, least, most) {
      const value: unknown = isScalar(node) ? node.value : null;
      if (typeof value === 'number' && value >= least && value <= most) return value;
      report(line, say('{what} is a number from {least} to {most}, not {given}.', { what: capital(what), least, most, given: describe(node) }));
      return null;
    },

    whole({ node, line }, what, least, most) {
      const value: unknown = isScalar(node) ? node.value : null;
      if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
      report(line, say('{what} is a whole number from {least} to {most}, not {given}.', { what: capital(what), least, most, given: describe(node) }));
      return null;
    },

    word({ node, line }, what, allowed) {
      const value: unknown = isScalar(node) ? node.value : null;
      const found = allowed.find((each) => each === value);
      if (found !== undefined) return found;
      report(line, say('{what} is one of {list}, not {given}.', { what: capital(what), list: allowed.join(', '), given: describe(node) }));
      return null;
    },

    scalar({ node, line }, what) {
      const value: unknown = isScalar(node) ? node.value : null;
      if (typeof value === 'string' || typeof value === 'number') return value;
      report(line, say('{what} is a text or a number, not {given}.', { what: capital(what), given: describe(node) }));
      return null;
    },
  };
}

function describe(node: ParsedNode | null): string {
  if (isMap(node)) return say('names with values');
  if (isSeq(node)) return say('a list');
  const value: unknown = isScalar(node) ? node.value : null;
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean' ? quote(String(value)) : say('nothing');
}
