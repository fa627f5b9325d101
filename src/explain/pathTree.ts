// L → ŷ → z → a → … → z → θ: paths that begin alike share their beginning
import { addressKey, type Address } from './address.ts';
import type { Factor, Path } from './paths.ts';

/** A quantity at the end of a beginning that some of the paths have in common. */
export type PathNode = {
  /** The keys of the quantities from the loss to this one, parted by spaces: equal for equal beginnings. */
  readonly key: string;
  readonly address: Address;
  /** Factors from the loss: 0 is the loss itself. */
  readonly column: number;
  /** In rows from the top: of a leaf its own, of another node the middle between its first and its last child. */
  readonly row: number;
  /** Product of the factors from the loss to here: ∂L/∂ of this quantity along this beginning. */
  readonly product: number;
  /** Numbers of the paths that go through it, in the order given. */
  readonly paths: readonly number[];
};

/** From a node to one nearer the parameter; the factor is its local derivative. */
export type PathEdge = { readonly from: PathNode; readonly to: PathNode; readonly factor: Factor };

export type PathTree = {
  /** The loss first; every node before its children. */
  readonly nodes: readonly PathNode[];
  readonly edges: readonly PathEdge[];
  /** Columns of the longest path, the loss and the parameter included. */
  readonly columns: number;
  /** Rows from 0 to the last leaf's, at least 1; none without paths. */
  readonly rows: number;
};

/** A node as it grows. */
type Sprout = {
  readonly key: string;
  readonly address: Address;
  readonly column: number;
  readonly product: number;
  readonly paths: number[];
  readonly children: { readonly factor: Factor; readonly sprout: Sprout }[];
};

/**
 * The paths as one tree that grows from the loss, for a picture with the loss on the right and a leaf for each path on the left.
 * All begin at the same loss; they may end at different parameters. Leaves stand below one another, those of a common beginning
 * together, otherwise in the order given.
 * @param rowOf the row of each path's leaf, where it is given by something beside the tree, such as the rows of a table
 */
export function layoutPathTree(paths: readonly Path[], rowOf?: (path: number) => number): PathTree {
  const origin = paths[0]?.factors[0]?.of;
  if (origin === undefined) return { nodes: [], edges: [], columns: 0, rows: 0 };
  const root: Sprout = { key: addressKey(origin), address: origin, column: 0, product: 1, paths: [], children: [] };
  for (const [number, { factors }] of paths.entries()) grow(root, factors, number);

  const nodes: PathNode[] = [];
  const edges: PathEdge[] = [];
  let nextRow = 0;
  let rows = 0;
  let columns = 0;

  function place({ key, address, column, product, paths: through, children }: Sprout): PathNode {
    const at = nodes.length;
    // Kept free: a node stands before its children, whose rows decide on its own.
    nodes.length += 1;
    const below = children.map(({ factor, sprout }) => ({ factor, to: place(sprout) }));
    const row = below.length === 0 ? (rowOf?.(through[0]!) ?? nextRow) : (below[0]!.to.row + below.at(-1)!.to.row) / 2;
    if (below.length === 0) {
      nextRow += 1;
      rows = Math.max(rows, row + 1);
      columns = Math.max(columns, column + 1);
    }
    const node: PathNode = { key, address, column, row, product, paths: through };
    nodes[at] = node;
    edges.push(...below.map(({ factor, to }) => ({ from: node, to, factor })));
    return node;
  }

  place(root);
  return { nodes, edges, columns, rows };
}

function grow(root: Sprout, factors: readonly Factor[], path: number): void {
  let sprout = root;
  sprout.paths.push(path);
  for (const factor of factors) {
    const key = `${sprout.key} ${addressKey(factor.by)}`;
    let next = sprout.children.find((child) => child.sprout.key === key)?.sprout;
    if (next === undefined) {
      next = { key, address: factor.by, column: sprout.column + 1, product: sprout.product * factor.value, paths: [], children: [] };
      sprout.children.push({ factor, sprout: next });
    }
    next.paths.push(path);
    sprout = next;
  }
}
