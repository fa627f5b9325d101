// text → words, numbers, strings, comments: a program in pieces that can be coloured
/** Enough of the grammars of Python and TypeScript to colour what this page writes; the pieces joined are the text. */

export type TokenKind = 'plain' | 'comment' | 'string' | 'number' | 'keyword';
export type Token = { readonly kind: TokenKind; readonly text: string };
export type TokenLanguage = 'python' | 'typescript';

const words: Readonly<Record<TokenLanguage, ReadonlySet<string>>> = {
  python: new Set('and as assert break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with yield'.split(' ')),
  typescript: new Set('as async await break case catch class const continue default do else enum export extends false finally for from function if import in instanceof interface let new null of readonly return satisfies static switch this throw true try type typeof undefined void while yield number string boolean'.split(' ')),
};

const NUMBER = String.raw`(?<![\w.])(?:0[xX][\da-fA-F_]+n?|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?n?)`;
const WORD = String.raw`[A-Za-z_$][\w$]*`;

/** The first of comment, string, number and word that fits; what is not closed ends with its line or the text. Python's comments of several lines are strings of three quotes. */
const patterns: Readonly<Record<TokenLanguage, RegExp>> = {
  python: new RegExp(String.raw`(?<comment>#[^\n]*|"""[\s\S]*?(?:"""|$))|(?<string>[rfb]?(?:"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))|(?<number>${NUMBER})|(?<word>${WORD})`, 'g'),
  typescript: new RegExp(String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>\`(?:\\.|[^\`\\])*\`?|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|(?<number>${NUMBER})|(?<word>${WORD})`, 'g'),
};

/** The text in pieces of one kind each, neighbours of the same kind joined. Linear in the length of the text. */
export function tokensOf(text: string, language: TokenLanguage): readonly Token[] {
  const tokens: { kind: TokenKind; text: string }[] = [];
  const put = (kind: TokenKind, piece: string): void => {
    const last = tokens.at(-1);
    if (piece === '') return;
    if (last?.kind === kind) last.text += piece;
    else tokens.push({ kind, text: piece });
  };
  let at = 0;
  for (const match of text.matchAll(patterns[language])) {
    put('plain', text.slice(at, match.index));
    const [piece] = match;
    at = match.index + piece.length;
    const { comment, string, number } = match.groups ?? {};
    if (comment !== undefined) put('comment', piece);
    else if (string !== undefined) put('string', piece);
    else if (number !== undefined) put('number', piece);
    else if (words[language].has(piece)) put('keyword', piece);
    else put('plain', piece);
  }
  put('plain', text.slice(at));
  return tokens;
}
