// **w** times *x* is $wx$: the [slider](#learning-rate) → paragraphs, lists and formulas
/** The text of a page as a tree: a small Markdown, and nothing of it is HTML. What is no mark of it stays as it is written. */
import { isElementName, type ElementName } from './elements.ts';

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'formula'; readonly tex: string }
  | { readonly kind: 'strong' | 'stressed'; readonly inside: readonly Inline[] }
  | { readonly kind: 'element'; readonly element: ElementName; readonly inside: readonly Inline[] };

export type TextBlock =
  | { readonly kind: 'paragraph'; readonly inside: readonly Inline[] }
  | { readonly kind: 'formula'; readonly tex: string }
  | { readonly kind: 'list'; readonly isNumbered: boolean; readonly items: readonly (readonly Inline[])[] };

const ITEM = /^\s*(?:[-*]|(\d{1,3})[.)])\s+/;

/** Paragraphs are parted by empty lines; a line of $$…$$ is a formula of its own, wherever it stands. */
export function parseLessonText(text: string): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  let lines: string[] = [];
  const end = (): void => {
    if (lines.length > 0) blocks.push(blockOf(lines));
    lines = [];
  };
  // A formula may go over several lines.
  for (const [i, piece] of text.split(/\$\$([\s\S]+?)\$\$/).entries()) {
    if (i % 2 === 1) {
      end();
      blocks.push({ kind: 'formula', tex: piece.trim() });
      continue;
    }
    for (const line of piece.split('\n')) {
      if (line.trim() === '') {
        end();
        continue;
      }
      const isItem = ITEM.test(line);
      if (lines.length > 0 && isItem && !ITEM.test(lines[0]!)) end();
      lines.push(line);
    }
    end();
  }
  return blocks;
}

/** Lines that stand together: a list if the first is an item; a line that is none goes on with the one before. */
function blockOf(lines: readonly string[]): TextBlock {
  const first = ITEM.exec(lines[0]!);
  if (first === null) return { kind: 'paragraph', inside: parseInline(lines.map((line) => line.trim()).join(' ')) };
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, '').trim());
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', isNumbered: first[1] !== undefined, items: items.map(parseInline) };
}

/** The first mark of each kind: an escaped sign, a formula, code, strong, stressed, a named element. */
const MARK = /\\([\\$*`[\]])|\$((?:\\\$|[^$])+)\$|`([^`]+)`|\*\*(.+?)\*\*(?!\*)|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]\n]+)\]\(#([a-z-]+)\)/;

/** One line: its marks as a tree, in their order; every letter that is no mark stays. */
export function parseInline(text: string): readonly Inline[] {
  const inside: Inline[] = [];
  const put = (words: string): void => {
    const last = inside.at(-1);
    if (words === '') return;
    if (last?.kind === 'text') inside[inside.length - 1] = { kind: 'text', text: last.text + words };
    else inside.push({ kind: 'text', text: words });
  };
  let rest = text;
  for (let found = MARK.exec(rest); found !== null; found = MARK.exec(rest)) {
    const [whole, escaped, tex, code, strong, stressed, name, element] = found;
    put(rest.slice(0, found.index));
    rest = rest.slice(found.index + whole.length);
    if (escaped !== undefined) put(escaped);
    else if (tex !== undefined) inside.push({ kind: 'formula', tex });
    else if (code !== undefined) inside.push({ kind: 'code', text: code });
    else if (strong !== undefined) inside.push({ kind: 'strong', inside: parseInline(strong) });
    else if (stressed !== undefined) inside.push({ kind: 'stressed', inside: parseInline(stressed) });
    else if (name !== undefined && element !== undefined && isElementName(element)) inside.push({ kind: 'element', element, inside: parseInline(name) });
    else put(name ?? whole);
  }
  put(rest);
  return inside;
}
