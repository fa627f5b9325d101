/** How two experiments differ, in a few words each, the most telling first. */
import { describeChange } from './changes.ts';
import type { Experiment } from './experiment.ts';
import { say } from '../words/say.ts';

/** In the order in which people ask. */
const PARTS = [
  'data', 'learningRate', 'optimizer', 'schedule', 'hidden', 'features', 'outputActivation', 'initialization', 'loss', 'regularization', 'batchSize',
] as const satisfies readonly (keyof Experiment)[];

/** What leads from one experiment to the other, part by part, e.g. ["η 0.03 → 0.1", "seed 1 → 2"]; empty if they train alike. */
export function describeDifferences(from: Experiment, to: Experiment): readonly string[] {
  return PARTS.map((part) => describeChange(from, { ...from, [part]: to[part] })).filter((text) => text !== '');
}

/** The first few of them as one line: "η 0.03 → 0.1, seed 1 → 2 and 3 more". */
export function joinDifferences(differences: readonly string[], most = 2): string {
  const more = differences.length - most;
  return `${differences.slice(0, most).join(', ')}${more > 0 ? ` ${say('and {more} more', { more })}` : ''}`;
}
