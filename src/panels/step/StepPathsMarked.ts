// lit: the whole path of a parameter, from L to a gradient just computed, or the edges into a quantity of the forward pass
import { addressKey } from '../../explain/address.ts';
import type { Beat } from '../../explain/script.ts';
import { gradientAt } from './StepPathsText.ts';
import type { PlacedTree } from './StepPathsTree.ts';

/**
 * Keys of the edges on the marker.
 * @param path number of the path pointed at or present, 'all' of them, or null for none
 */
export function markedEdges(tree: PlacedTree, path: number | 'all' | null, beat: Beat | null, example: number): ReadonlySet<string> {
  if (path === 'all') return new Set(tree.edges.map(({ key }) => key));
  if (path !== null && path >= 0) return new Set(tree.edges.filter(({ paths }) => paths.includes(path)).map(({ key }) => key));
  if (beat === null || beat.example !== example) return new Set();
  const wanted = addressKey(beat.address);
  // On the way forward the edges that lead to the quantity: along them its derivatives will be taken.
  if (beat.phase === 'forward' || beat.phase === 'loss') {
    return new Set(tree.edges.filter(({ factors }) => factors.some(({ of }) => addressKey(of) === wanted)).map(({ key }) => key));
  }
  if (beat.phase !== 'backward') return new Set();
  const ends = tree.nodes.filter(({ address }) => addressKey(gradientAt(address)) === wanted);
  return new Set(tree.edges.filter(({ key }) => ends.some((end) => end.key === key || end.key.startsWith(`${key} `))).map(({ key }) => key));
}
