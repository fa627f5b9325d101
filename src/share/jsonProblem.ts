// { "a": [1, 2 → "ends too early, in line 1 after letter 12"
/** Where a text that should be JSON goes wrong, in words that need no knowledge of JSON. */
import { show } from '../config/showValue.ts';
import { say } from '../words/say.ts';

/** What is wrong with a text that JSON.parse refuses, a sentence on "the file". */
export function jsonProblem(text: string): string {
  const fault = /^[{[]/.test(text) ? faultOf(text) : null;
  if (fault === null) return say('The file is not JSON: it begins {begin}.', { begin: show(text) });
  const before = text.slice(0, fault.at);
  const line = before.split('\n').length;
  if (fault.isCutOff) return say('The file ends too early, in line {line} after letter {at}: what it opens is not closed, so the rest of it is missing.', { line, at: fault.at - before.lastIndexOf('\n') - 1 });
  return say('The file is not JSON from line {line} on: {begin}.', { line, begin: show(text.slice(fault.at).split('\n', 1)[0]) });
}

/** The pieces that JSON is made of. */
const PIECE = /\s+|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;
/** The beginning of a piece that goes no further: a text, a number, a word. */
const BEGUN = /^(?:"[^"\\\n]*(?:\\.[^"\\\n]*)*\\?|-|t|tr|tru|f|fa|fal|fals|n|nu|nul|\.|\.?\d*[eE][+-]?)$/;

/** The first place that is no piece of JSON or closes what was not opened, or the end where something is still open; null if there is none. */
function faultOf(text: string): { readonly at: number; readonly isCutOff: boolean } | null {
  let depth = 0;
  for (let at = 0; at < text.length; at = PIECE.lastIndex) {
    PIECE.lastIndex = at;
    const [piece] = PIECE.exec(text) ?? [];
    if (piece === undefined) return BEGUN.test(text.slice(at)) ? { at: text.length, isCutOff: true } : { at, isCutOff: false };
    if (piece === '{' || piece === '[') depth += 1;
    if (piece === '}' || piece === ']') depth -= 1;
    if (depth < 0) return { at, isCutOff: false };
  }
  return depth > 0 ? { at: text.length, isCutOff: true } : null;
}
