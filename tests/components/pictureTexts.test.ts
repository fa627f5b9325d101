/**
 * Every picture has words for those who do not see it: a name of its own, or it stands in what has one, or is hidden on purpose, as what
 * says the same stands beside it. Whether the words are true each panel's own tests tell.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseAst } from 'vite';
import { expect, it } from 'vitest';

type Node = { readonly type: string; readonly [key: string]: unknown };
/** A node and those around it, the nearest first. */
type Place = { readonly file: string; readonly node: Node; readonly around: readonly Node[] };

const SRC = `${import.meta.dirname}/../../src`;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* placesOf(file: string, node: Node, around: readonly Node[] = []): Generator<Place> {
  yield { file, node, around };
  for (const value of Object.values(node)) for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(each)) yield* placesOf(file, each, [node, ...around]);
}

const places = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  .flatMap((file) => [...placesOf(file, parseAst(readFileSync(`${SRC}/${file}`, 'utf8'), { lang: 'tsx' }) as unknown as Node)]);

const nameOf = (element: Node): string => String(((element['openingElement'] as Node)['name'] as Node)['name']);
/** The words of an attribute; '{…}' for what is computed, null where there is none. */
function attribute(element: Node, name: string): string | null {
  const found = ((element['openingElement'] as Node)['attributes'] as readonly Node[]).find((each) => each.type === 'JSXAttribute' && (each['name'] as Node)['name'] === name);
  if (found === undefined) return null;
  const { value } = found as unknown as { value: Node | null };
  const inner = value?.type === 'JSXExpressionContainer' ? value['expression'] as Node : value;
  if (inner === null) return 'true';
  if (inner.type !== 'Literal') return '{…}';
  const { value: literal } = inner as unknown as { value: string | number | boolean | null };
  return literal === null ? null : String(literal);
}

/** The component in which something stands. */
function componentOf({ around }: Place): string | null {
  const component = around.find((node) => node.type === 'FunctionDeclaration' && /^[A-Z]/.test(String((node['id'] as Node)['name'])));
  return component === undefined ? null : String((component['id'] as Node)['name']);
}

/** The roles whose name stands for all that is in them. */
const WHOLE = new Set(['img', 'slider', 'application', 'button']);
const isNamed = (element: Node): boolean => ['aria-label', 'aria-labelledby', 'label'].some((name) => attribute(element, name) !== null);

function isTold(place: Place): boolean {
  for (const element of [place.node, ...place.around].filter(({ type }) => type === 'JSXElement')) {
    const name = nameOf(element);
    if (attribute(element, 'aria-hidden') === 'true') return true;
    if (element === place.node && name === 'Canvas' && attribute(element, 'label') !== null) return true;
    // What can be changed in a picture has names of its own in its group.
    if (element === place.node && attribute(element, 'role') === 'group' && isNamed(element)) return true;
    if (isNamed(element) && (WHOLE.has(attribute(element, 'role') ?? '') || name === 'button' || name === 'IconButton')) return true;
    // A radio button's or a tick's own words stand in its label, and a button's in the button.
    if (name === 'label' || name === 'button') return true;
    if (element !== place.node && /^[A-Z]/.test(name) && placesIn(name, (each) => each.node.type === 'JSXExpressionContainer' && (each.node['expression'] as Node)['name'] === 'children').some(isTold)) return true;
  }
  const component = componentOf(place);
  const everywhere = component === null ? [] : places.filter(({ node }) => node.type === 'JSXElement' && nameOf(node) === component);
  // Two files may have a component of one name each for themselves.
  const here = everywhere.filter(({ file }) => file === place.file);
  const uses = here.length > 0 ? here : everywhere;
  return uses.length > 0 && uses.every(isTold);
}

const placesIn = (component: string, holds: (place: Place) => boolean): readonly Place[] => places.filter((place) => holds(place) && componentOf(place) === component);

/** Pictures whose words are other elements beside them, each by the component that says them. */
const BESIDE: Readonly<Record<string, string>> = {
  'panels/network/NetworkPanelStage.tsx': 'NetworkPanelNeurons',
};

it('every picture has a name, or is hidden beside what says the same', () => {
  const pictures = places.filter(({ file, node }) => node.type === 'JSXElement' && ['canvas', 'svg', 'Canvas'].includes(nameOf(node)) && file !== 'components/Canvas.tsx');
  expect(pictures.length).toBeGreaterThan(40);
  const untold = pictures.filter((place) => !isTold(place));
  const saysBeside = ({ file }: Place): boolean => places.some(({ file: other, node }) => other === file && node.type === 'JSXElement' && nameOf(node) === BESIDE[file]);
  expect(untold.filter((place) => !saysBeside(place)).map(({ file, node }) => `${file}: ${nameOf(node)}`)).toEqual([]);
  expect(Object.keys(BESIDE).filter((file) => !untold.some((place) => place.file === file))).toEqual([]);
});
