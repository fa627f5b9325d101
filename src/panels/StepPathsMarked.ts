// lit: the whole path of a parameter, or from L to the quantity that has just been computed
import { addressKey } from '../explain/address.ts';
import type { Beat } from '../explain/script.ts';
import { gradientAt } from './StepPathsText.ts';
import type { PlacedTree } from './StepPathsTree.ts';

/**
 * Keys of the edges on the marker.
 * @param path number of the path pointed at or present, 'all' of them, or null for none
 */
export function markedEdges(tree: PlacedTree, path: number | 'all' | null, beat: Beat | null, example: number): ReadonlySet<string> {
  if (path === 'all') return new Set(tree.edges.map(({ key }) => key));
  if (path !== null && path >= 0) return new Set(tree.edges.filter(({ paths }) => paths.includes(path)).map(({ key }) => key));
  if (beat === null || beat.phase !== 'backward' || beat.example !== example) return new Set();
  const wanted = addressKey(beat.address);
  const ends = tree.nodes.filter(({ address }) => addressKey(gradientAt(address)) === wanted);
  return new Set(tree.edges.filter(({ key }) => ends.some((end) => end.key === key || end.key.startsWith(`${key} `))).map(({ key }) => key));
}
