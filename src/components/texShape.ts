// w_{21} x_{1} and w_{34} x_{2} are one shape, w_{#} x_{#}: set once, from then on only its numbers change
/**
 * Formulas that differ in numbers, colours and the names of their quantities alone are set by KaTeX once: the others are given
 * their own numbers in what it made. To set a line of symbols takes a hundred times as long as that.
 */
import { patchChildren } from './patchTree.ts';

/** Numbers, and what stands in \htmlClass{…} or after the = in \htmlData{…=…}; not the base of a power, nor an argument without braces. */
const SLOT = /(\\htmlClass\{|\\htmlData\{[a-z]+=)([^{},]*)\}|(?<![\d._^}\\a-zA-Z])\d+(?:\.\d+)?(?![\d.^_])/g;
/** An index of one digit without braces, which longer ones have. */
const BARE_INDEX = /([_^])(\d)/g;
/** Stands for the first slot, the next number for the second and so on, where it is found out what becomes of them. */
const FIRST_PROBE = 61_000;
const MOST_SLOTS = 999;
const PROBE = /61(\d{3})/g;
const MOST_SHAPES = 400;

/** A piece of what is shown: itself, or the number of the slot whose value stands there. */
type Pieces = readonly (string | number)[];
/** A text or an attribute that slots have a part in; `path` leads down to it by the places among the children. */
type Target = { readonly path: readonly number[]; readonly attribute: string | null; readonly pieces: Pieces };
type Template = { readonly element: Element; readonly targets: readonly Target[] };
type Bound = { readonly node: Node; readonly attribute: string | null; readonly pieces: Pieces };
type Held = { readonly template: Template; readonly bound: readonly Bound[]; values: readonly string[] };

/** 'once': met a single time; null: its numbers cannot be changed afterwards. */
const templates = new Map<string, Template | 'once' | null>();
const held = new WeakMap<Element, Held>();

/** The formula with its slots left open, and what stands in them. */
export function readShape(tex: string): { readonly shape: string; readonly values: readonly string[] } {
  const values: string[] = [];
  const shape = braced(tex).replaceAll(SLOT, (found, head: string | undefined, value: string | undefined) => {
    values.push(head === undefined ? found : value ?? '');
    return head === undefined ? '#' : `${head}#}`;
  });
  return { shape, values };
}

/** x_1 and x_{12} are one shape if both have braces. */
const braced = (tex: string): string => tex.replaceAll(BARE_INDEX, '$1{$2}');

/**
 * Sets the formula in `place`, which changes as little as it can.
 * @param render has KaTeX set a formula in an element of its own
 * @param style tells apart what `render` sets differently, such as formulas on lines of their own
 */
export function setByShape(place: Element, formula: string, style: string, render: (tex: string) => Element): void {
  const tex = braced(formula);
  const { shape, values } = readShape(tex);
  const template = templateOf(`${style} ${shape}`, tex, values, render);
  if (template === null) {
    held.delete(place);
    patchChildren(place, render(tex));
    return;
  }
  const before = held.get(place);
  if (before?.template === template) {
    fill(before.bound, values, before.values);
    before.values = values;
    return;
  }
  const fresh = template.element.cloneNode(true) as Element;
  fill(bind(fresh, template.targets), values, null);
  patchChildren(place, fresh);
  held.set(place, { template, bound: bind(place, template.targets), values });
}

function templateOf(key: string, tex: string, values: readonly string[], render: (tex: string) => Element): Template | null {
  const known = templates.get(key);
  if (known !== 'once' && known !== undefined) return known;
  if (templates.size >= MOST_SHAPES) templates.clear();
  // Many a formula is shown once: what becomes of its slots is looked for when the next of its shape comes.
  const template = known === undefined ? 'once' : makeTemplate(tex, values, render);
  templates.set(key, template);
  return template === 'once' ? null : template;
}

/** What KaTeX makes of the formula with a number of its own in every slot; null if with this formula's values it is not what KaTeX makes of it. */
function makeTemplate(tex: string, values: readonly string[], render: (tex: string) => Element): Template | null {
  if (values.length > MOST_SLOTS) return null;
  let slot = 0;
  const probed = tex.replaceAll(SLOT, (_, head: string | undefined) => (head === undefined ? `${FIRST_PROBE + slot++}` : `${head}${FIRST_PROBE + slot++}}`));
  const element = render(probed);
  const targets = targetsIn(element, []);
  const filled = element.cloneNode(true) as Element;
  fill(bind(filled, targets), values, null);
  return filled.innerHTML === render(tex).innerHTML ? { element, targets } : null;
}

function targetsIn(node: Node, path: readonly number[]): Target[] {
  if (node instanceof Text) {
    const pieces = piecesOf(node.data);
    return pieces === null ? [] : [{ path, attribute: null, pieces }];
  }
  if (!(node instanceof Element)) return [];
  const own = [...node.attributes].flatMap(({ name, value }): Target[] => {
    const pieces = piecesOf(value);
    return pieces === null ? [] : [{ path, attribute: name, pieces }];
  });
  return [...own, ...[...node.childNodes].flatMap((child, i) => targetsIn(child, [...path, i]))];
}

/** null: no slot has a part in it. */
function piecesOf(text: string): Pieces | null {
  const pieces: (string | number)[] = [];
  let end = 0;
  for (const found of text.matchAll(PROBE)) {
    if (found.index > end) pieces.push(text.slice(end, found.index));
    pieces.push(Number(found[1]));
    end = found.index + found[0].length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces.some((piece) => typeof piece === 'number') ? pieces : null;
}

function bind(root: Node, targets: readonly Target[]): readonly Bound[] {
  return targets.map(({ path, attribute, pieces }) => ({ node: path.reduce<Node>((node, i) => node.childNodes[i] ?? node, root), attribute, pieces }));
}

/** @param before the values that stand there; null: others */
function fill(bound: readonly Bound[], values: readonly string[], before: readonly string[] | null): void {
  for (const { node, attribute, pieces } of bound) {
    if (before !== null && pieces.every((piece) => typeof piece === 'string' || values[piece] === before[piece])) continue;
    const text = pieces.map((piece) => (typeof piece === 'string' ? piece : values[piece] ?? '')).join('');
    if (attribute === null) (node as Text).data = text;
    else (node as Element).setAttribute(attribute, text);
  }
}
