/** The sentences that the source says, read off its syntax trees. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseAst } from 'vite';

type Node = { readonly type: string; readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(each)) yield* nodesOf(each);
}

const SRC = `${import.meta.dirname}/../../src`;

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .map((file) => ({ file, nodes: [...nodesOf(parseAst(readFileSync(`${SRC}/${file}`, 'utf8'), { lang: file.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node)] }));

/** A sentence, or one of two: say(a ? '…' : '…'). */
function literals(node: unknown): readonly string[] {
  if (!isNode(node)) return [];
  if (node.type === 'ConditionalExpression') return [...literals(node['consequent']), ...literals(node['alternate'])];
  return node.type === 'Literal' && typeof node['value'] === 'string' ? [node['value']] : [];
}

/** Every sentence that is said, and every name of the engine's, which the page translates where it shows it. */
export const said: ReadonlySet<string> = new Set(files.flatMap(({ file, nodes }) => nodes.flatMap((node) => {
  if (node.type === 'CallExpression' && ['say', 'told'].includes(String((node['callee'] as Node)['name']))) return literals((node['arguments'] as unknown[])[0]);
  return file.startsWith('engine/') && node.type === 'Property' && (node['key'] as Node)['name'] === 'label' ? literals(node['value']) : [];
})));

const READ = new Set(['aria-label', 'alt', 'label', 'placeholder', 'title']);

/** Words that stand in the page's elements without having gone through say, each with its file. */
export const unsaid: readonly string[] = files.flatMap(({ file, nodes }) => nodes.flatMap((node) => {
  const isRead = node.type === 'JSXAttribute' && READ.has(String((node['name'] as Node)['name']));
  const words = node.type === 'JSXText' ? [String(node['value'])] : isRead ? literals(node['value']) : [];
  return words.filter((text) => /\p{L}{2}/u.test(text)).map((text) => `${file}: ${text.trim()}`);
}));
