import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/explain/address.ts';
import type { Path } from '../../src/explain/paths.ts';
import { layoutPathTree } from '../../src/explain/pathTree.ts';

const loss: Address = { kind: 'exampleLoss', example: 0 };
const z = (layer: number, unit: number): Address => ({ kind: 'z', example: 0, layer, unit });
const a = (layer: number, unit: number): Address => ({ kind: 'a', example: 0, layer, unit });
const parameter = (index: number): Address => ({ kind: 'parameter', index });

/** A path through these quantities whose factors are all `value`. */
function pathThrough(quantities: readonly Address[], value = 2): Path {
  const factors = quantities.slice(1).map((by, i) => ({ of: quantities[i]!, by, value, formula: { kind: 'number' as const, value } }));
  return { factors, product: factors.reduce((product, factor) => product * factor.value, 1) };
}

describe('the tree of paths', () => {
  // Two outputs, each reached from the one hidden neuron whose bias is asked for.
  const paths = [0, 1].map((output) => pathThrough([loss, a(1, output), z(1, output), a(0, 0), z(0, 0), parameter(2)]));

  it('shares beginnings and only these', () => {
    const tree = layoutPathTree(paths);
    expect(tree.columns).toBe(6);
    expect(tree.rows).toBe(2);
    expect(tree.nodes).toHaveLength(1 + 2 * 5);
    expect(tree.edges).toHaveLength(2 * 5);
    expect(tree.nodes[0]).toMatchObject({ address: loss, column: 0, row: 0.5, product: 1, paths: [0, 1] });
    const leaves = tree.nodes.filter(({ column }) => column === 5);
    expect(leaves.map(({ row, product, paths: through }) => ({ row, product, through }))).toEqual([{ row: 0, product: 32, through: [0] }, { row: 1, product: 32, through: [1] }]);
    expect(new Set(tree.nodes.map(({ key }) => key)).size).toBe(tree.nodes.length);
    for (const { from, to, factor } of tree.edges) {
      expect(to.column).toBe(from.column + 1);
      expect(to.product).toBe(from.product * factor.value);
      expect(tree.nodes.indexOf(from)).toBeLessThan(tree.nodes.indexOf(to));
    }
  });

  it('ends where the rows beside it are', () => {
    const several = [2, 0, 1].map((index) => pathThrough([loss, z(0, 0), parameter(index)]));
    const tree = layoutPathTree(several, (path) => [7, 3, 5][path]!);
    expect(tree.rows).toBe(8);
    expect(tree.nodes.filter(({ column }) => column === 2).map(({ row }) => row)).toEqual([7, 3, 5]);
    expect(tree.nodes.find(({ column }) => column === 1)).toMatchObject({ row: 6, paths: [0, 1, 2] });
  });

  it('is empty without paths', () => {
    expect(layoutPathTree([])).toEqual({ nodes: [], edges: [], columns: 0, rows: 0 });
  });
});
