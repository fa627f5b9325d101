// 1 - a^2 with a for f_1 → 1 - {f_1}^2: names in TeX, found and replaced
/** TeX of a rule read as a list of names and of what stands between them. */

export type RulePiece =
  | { readonly kind: 'tex'; readonly tex: string }
  | {
      readonly kind: 'name';
      readonly name: string;
      /** Stands alone between brackets, braces, commas or bars, so that whatever replaces it needs no parentheses. */
      readonly isEnclosed: boolean;
      /** Begins what stands between brackets: a minus there needs no parentheses. */
      readonly isFirst: boolean;
      /** An exponent follows. */
      readonly isRaised: boolean;
      /** Begins the upper part of a fraction. */
      readonly isNumerator: boolean;
    };

/** Commands whose argument is no mathematics, with it; then any other command; a single character. */
const TOKEN = /\\(?:operatorname|text|begin|end|mathrm)\{[^}]*\}|\\[A-Za-z]+|\\.|[^]/g;

/** Keys longer than a token, such as \hat y or y_k, are found before their parts. */
export function readRule(tex: string, names: readonly string[]): readonly RulePiece[] {
  const longestFirst = names.toSorted((a, b) => b.length - a.length);
  const pieces: RulePiece[] = [];
  let plain = '';
  let at = 0;
  while (at < tex.length) {
    const name = longestFirst.find((key) => startsAt(tex, key, at));
    if (name !== undefined) {
      if (plain !== '') pieces.push({ kind: 'tex', tex: plain });
      plain = '';
      const before = tex.slice(0, at).trimEnd();
      const after = tex.slice(at + name.length).trimStart();
      const isRaised = after.startsWith('^');
      const isFirst = /(^|[([{|&^]|(?<!\\),|\\\\|\\le|>|<)$/.test(before) && !isRaised;
      const isEnclosed = isFirst && (before.endsWith('^') || /^($|[)\]},|&]|\\\\|\\right)/.test(after));
      pieces.push({ kind: 'name', name, isFirst, isEnclosed, isRaised, isNumerator: before.endsWith('\\frac{') });
      at += name.length;
    } else {
      TOKEN.lastIndex = at;
      const token = TOKEN.exec(tex)?.[0] ?? tex.slice(at);
      plain += token;
      at += token.length;
    }
  }
  if (plain !== '') pieces.push({ kind: 'tex', tex: plain });
  return pieces;
}

/** Whether `key` stands at `at` as a whole: a command is not the beginning of a longer one, a letter not part of an index. */
function startsAt(tex: string, key: string, at: number): boolean {
  if (!tex.startsWith(key, at)) return false;
  const next = tex[at + key.length] ?? '';
  return !(/\\[A-Za-z]+$/.test(key) && /[A-Za-z]/.test(next));
}

/** The names that occur in the TeX, in the order of their first occurrence. */
export function occursIn(tex: string, names: readonly string[]): readonly string[] {
  return [...new Set(readRule(tex, names).flatMap((piece) => (piece.kind === 'name' ? [piece.name] : [])))];
}

/** Whether the TeX is a sum, or begins with a minus, so that it needs parentheses as a factor. */
export function isLoose(tex: string): boolean {
  if (/^\s*\\begin/.test(tex)) return false;
  let depth = 0;
  let inBars = false;
  // Unlike matchAll, match begins at the beginning whatever was read before.
  for (const token of tex.match(TOKEN) ?? []) {
    if (token === '{' || token === '(' || token === '[') depth += 1;
    else if (token === '}' || token === ')' || token === ']') depth -= 1;
    else if (token === '|') inBars = !inBars;
    else if ((token === '+' || token === '-') && depth === 0 && !inBars) return true;
  }
  return false;
}
