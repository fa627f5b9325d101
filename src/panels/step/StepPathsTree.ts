// L — ŷ — z₃ ⟨ f₁ — z₁ — w₁₁₁: paths from the loss on the right to parameters on the left, their common beginnings drawn once
import type { Network } from '../../engine/network.ts';
import type { Address } from '../../explain/address.ts';
import type { PathEdge, PathNode, PathTree } from '../../explain/pathTree.ts';
import type { Factor } from '../../explain/paths.ts';
import type { StepColumn } from '../../viz/stepColumns.ts';

export type TreeNode = {
  readonly key: string;
  readonly address: Address;
  /** Numbers of the paths that go through it. */
  readonly paths: readonly number[];
  readonly x: number;
  readonly y: number;
};

/** From a quantity (left) to the one nearer the loss that it moves (right). */
export type TreeEdge = {
  readonly key: string;
  /** One, or in a crowded tree the weight and the activation's slope of one neuron together. */
  readonly factors: readonly Factor[];
  /** The paths that go over it, by their numbers. */
  readonly paths: readonly number[];
  /** Ends at a parameter. */
  readonly isLeaf: boolean;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly d: string;
  /** x of its vertical part, or of its right end. */
  readonly elbow: number;
  /** Where its label begins, and how much room there is for it. */
  readonly x: number;
  readonly room: number;
};

export type PlacedTree = { readonly nodes: readonly TreeNode[]; readonly edges: readonly TreeEdge[] };

export type TreePlan = {
  /** y of a row of the tree. */
  readonly rowY: (row: number) => number;
  /** x of the leaves. */
  readonly start: number;
  /** x of a quantity. */
  readonly xOf: (address: Address) => number;
  /** A quantity stands in the middle of what leads to it, or level with the first of it. */
  readonly level: 'middle' | 'first';
  /** A neuron's weight and slope on one edge. */
  readonly merged: boolean;
};

/** Least and greatest length of the bend before the node it leads into. */
const BEND = { least: 9, most: 36 };
const RADIUS = 7;
/** Room between a node and the label of the edge that leads from it, and between the label and what follows. */
const LABEL_INSET = { leaf: 10, node: 9, end: 6 };

/** A wire with rounded elbows, from the left to the right. */
export function wirePath(from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }, bend: number): string {
  const height = to.y - from.y;
  if (Math.abs(height) < 0.5) return `M${round(from.x)} ${round(from.y)}H${round(to.x)}`;
  const x = Math.max(from.x + 2, to.x - bend);
  const radius = Math.min(RADIUS, Math.abs(height) / 2, Math.max(1, to.x - x));
  const down = Math.sign(height) * radius;
  return `M${round(from.x)} ${round(from.y)}H${round(x - radius)}Q${round(x)} ${round(from.y)} ${round(x)} ${round(from.y + down)}V${round(to.y - down)}Q${round(x)} ${round(to.y)} ${round(x + radius)} ${round(to.y)}H${round(to.x)}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * Places of all quantities and edges.
 * @param labelWidth how much room the label of an edge would like, so that bends stay clear of it
 */
export function placeTree(tree: PathTree, plan: TreePlan, labelWidth: (factors: readonly Factor[]) => number): PlacedTree {
  const below = new Map<PathNode, PathEdge[]>();
  for (const edge of tree.edges) below.set(edge.from, [...(below.get(edge.from) ?? []), edge]);
  const childrenOf = (node: PathNode): readonly PathNode[] => (below.get(node) ?? []).map(({ to }) => to);
  const isLeaf = (node: PathNode): boolean => !below.has(node);
  const heightOf = (node: PathNode): number => {
    const children = childrenOf(node);
    const first = children[0];
    if (first === undefined) return plan.rowY(node.row);
    if (plan.level === 'first') return heightOf(first);
    const inner = children.filter((child) => !isLeaf(child));
    if (inner.length > 0) return inner.reduce((total, child) => total + heightOf(child), 0) / inner.length;
    return heightOf(children[(children.length - 1) >> 1] ?? first);
  };
  const placeOf = (node: PathNode): { x: number; y: number } => ({ x: isLeaf(node) ? plan.start : plan.xOf(node.address), y: heightOf(node) });

  const nodes: TreeNode[] = [];
  const edges: TreeEdge[] = [];
  const walk = (node: PathNode): void => {
    const to = placeOf(node);
    if (!isLeaf(node)) nodes.push({ key: node.key, address: node.address, paths: node.paths, ...to });
    for (const edge of below.get(node) ?? []) addEdge(to, edge, []);
  };
  const addEdge = (to: { x: number; y: number }, edge: PathEdge, before: readonly Factor[]): void => {
    const factors = [...before, edge.factor];
    const child = edge.to;
    // Hidden activations have no node of their own in a crowded tree.
    if (plan.merged && child.address.kind === 'a' && edge.factor.of.kind === 'z') {
      for (const next of below.get(child) ?? []) addEdge(to, next, factors);
      return;
    }
    const from = placeOf(child);
    const x = from.x + (isLeaf(child) ? LABEL_INSET.leaf : LABEL_INSET.node);
    const spare = to.x - x - labelWidth(factors) - LABEL_INSET.end;
    const bend = Math.max(BEND.least, Math.min(BEND.most, spare));
    const elbow = to.x - (Math.abs(from.y - to.y) < 0.5 ? 0 : bend);
    edges.push({ key: child.key, factors, paths: child.paths, isLeaf: isLeaf(child), from, to, d: wirePath(from, to, bend), elbow, x, room: elbow - LABEL_INSET.end - x });
    walk(child);
  };
  const root = tree.nodes[0];
  if (root !== undefined) walk(root);
  return { nodes, edges };
}

/** x of every quantity on a path, from the columns of the network above. */
export function treeColumns(network: Network, columns: readonly StepColumn[], shift: number): (address: Address) => number {
  const last = network.layers.length - 1;
  const loss = columns.at(-1);
  return (address) => {
    if (address.kind === 'z' || address.kind === 'a') {
      const column = columns[address.layer + 1];
      if (column === undefined) return 0;
      return (address.kind === 'z' ? column.from : column.to) - shift;
    }
    if (address.kind === 'outputLoss' && loss !== undefined) return (loss.from + (columns[last + 1]?.to ?? loss.from)) / 2 - shift;
    return (loss?.to ?? 0) - 12 - shift;
  };
}

/** Whether every parameter has a single path from the loss: one unit in every layer after the first, and no softmax over several. */
export function hasSinglePaths(network: Network): boolean {
  const { layers } = network;
  return layers.slice(1).every(({ units }) => units === 1) && (layers.at(-1)?.activation !== 'softmax' || layers.at(-1)?.units === 1);
}
