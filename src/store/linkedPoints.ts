/** Points drawn by hand in a link: as many as an address that other programs pass on can hold. */
import type { Experiment, GivenExample } from '../config/experiment.ts';
import { textOfExamples } from '../share/experimentAddress.ts';
import { formatCount } from '../viz/format.ts';
import { say } from '../words/say.ts';

/** Letters. About 1,100 drawn points of two classes; longer addresses are cut off by mail and messengers. */
const LONGEST = 8000;

const known = new WeakMap<readonly GivenExample[], boolean>();

/** Whether so many examples have no room in a link. */
export function isDrawnLinkTooLong(examples: readonly GivenExample[]): boolean {
  let tooLong = known.get(examples);
  if (tooLong === undefined) {
    tooLong = examples.length > LONGEST || textOfExamples(examples).length > LONGEST;
    known.set(examples, tooLong);
  }
  return tooLong;
}

/** The experiment as a link can hold it: without its examples where they are too many. The same object for the same experiment. */
export function linkable(experiment: Experiment): Experiment {
  const { examples, ...data } = experiment.data;
  if (examples === undefined || !isDrawnLinkTooLong(examples)) return experiment;
  let shorter = without.get(experiment);
  if (shorter === undefined) {
    shorter = { ...experiment, data };
    without.set(experiment, shorter);
  }
  return shorter;
}

const without = new WeakMap<Experiment, Experiment>();

/** What a link to an experiment leaves out, as a sentence; null if nothing. */
export function linkedPointsNote(experiment: Experiment): string | null {
  if (linkable(experiment) === experiment) return experiment.data.set === 'imported' && experiment.data.examples !== undefined ? say('The link holds the points; the names of the table’s columns and classes are not in it.') : null;
  return say('The {count} points are too many for a link and are not in it; a file of the experiment holds them.', { count: formatCount(experiment.data.examples?.length ?? 0) });
}
