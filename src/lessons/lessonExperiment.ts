/** The experiments that the pages of a lesson stand on: each begins one (`start`) or changes that of the page before (`change`). */
import { coupleExperiment } from '../config/couple.ts';
import { coupleExamples } from '../config/coupleGiven.ts';
import { initialExperiment } from '../config/defaults.ts';
import type { Experiment } from '../config/experiment.ts';
import { presets } from '../config/presets.ts';
import { repairExperiment } from '../config/repair.ts';
import type { SweepSpec } from '../config/sweep.ts';
import { experimentOfPairs, isSettingsKey, settingKeys, settingsPairs, type Pair } from '../share/experimentAddress.ts';
import { proposedAxis } from '../store/compare.ts';
import { initialCompare } from '../store/compareSlice.ts';
import type { RunEvent } from '../worker/protocol.ts';
import type { Comparing, Lesson } from './lesson.ts';
import { say } from '../words/say.ts';

/** An experiment, and a sentence for each setting that could not be used as it was written. */
export type SaidExperiment = { readonly experiment: Experiment; readonly problems: readonly string[] };

/** As they are listed to who wrote one that is none. */
export const settingNames = ['preset', ...settingKeys] as const;

/** What makes initial weights given by hand void, unless it brings others. */
const REDRAWS: ReadonlySet<string> = new Set(['hidden', 'features', 'output', 'init', 'biases', 'seed', 'data']);

/** An experiment from its settings alone: what is not said is as usual for the data set (or as in the preset). */
export function startExperiment(text: string): SaidExperiment {
  const { pairs, problems } = pairsOf(text);
  const preset = pairs.find(([key]) => key === 'preset')?.[1];
  const rest = pairs.filter(([key]) => key !== 'preset');
  if (preset === undefined) {
    const { experiment, notes } = experimentOfPairs(rest);
    return { experiment, problems: [...problems, ...notes] };
  }
  const found = presets.find(({ id }) => id === preset);
  if (found === undefined) return { experiment: initialExperiment, problems: [...problems, say('There is no preset “{preset}”; there are {list}.', { preset, list: presets.map(({ id }) => id).join(', ') })] };
  const { experiment, problems: misfits } = withPairs(found.experiment, rest);
  return { experiment, problems: [...problems, ...misfits] };
}

/** The experiment with these settings in place of its own. */
export function changedExperiment(before: Experiment, text: string): SaidExperiment {
  const { pairs, problems } = pairsOf(text);
  const another = pairs.find(([key]) => key === 'data' || key === 'preset');
  if (another !== undefined) return { experiment: before, problems: [...problems, say('A change keeps the data: “{another}” belongs into a start.', { another: another[0] })] };
  const { experiment, problems: misfits } = withPairs(before, pairs);
  return { experiment, problems: [...problems, ...misfits] };
}

/** The experiment that a page stands on, folded from the last start before it; the page's number counts from 0. */
export function pageExperiment({ pages }: Pick<Lesson, 'pages'>, page: number): Experiment {
  let experiment: Experiment = initialExperiment;
  for (const { start, change } of pages.slice(0, page + 1)) {
    if (start !== undefined) ({ experiment } = startExperiment(start));
    if (change !== undefined) ({ experiment } = changedExperiment(experiment, change));
  }
  return experiment;
}

/** What a page proposes to compare; what it does not say is as the Compare view has it at first. */
export function comparisonOf({ vary, values, seeds = 1, epochs = initialCompare.compareSpec.epochs }: Comparing, experiment: Experiment): SweepSpec {
  const first = proposedAxis(experiment, vary);
  return { first: values === undefined ? first : { ...first, values }, second: null, seeds, epochs };
}

/** Whether a page begins a new run, at step 0, when it is opened. */
export function beginsAnew({ start, change }: Lesson['pages'][number]): boolean {
  return start !== undefined || change !== undefined;
}

/**
 * The settings, as keys of a link, in which the reader's experiment differs from the page's; with "weights" if some were set by hand.
 * @param log of the reader's run
 */
export function settingsChanged(page: Experiment, now: Experiment, log: readonly RunEvent[]): readonly string[] {
  // Another output has other codes for the classes: the same points, said in them.
  const recoded = coupleExamples({ ...page, loss: now.loss, outputActivation: now.outputActivation }, page, []);
  const [before, after] = [{ ...page, data: recoded.data }, now].map((experiment) => new Map(settingsPairs(experiment)));
  const keys = new Set([...before!.keys(), ...after!.keys()].map((key) => key.replace(/\..*/, '')));
  const partOf = (pairs: ReadonlyMap<string, string>, key: string): string =>
    [...pairs].filter(([each]) => each.replace(/\..*/, '') === key).map(([each, value]) => `${each}=${value}`).join('&');
  const changed = [...keys].filter((key) => key !== 'v' && partOf(before!, key) !== partOf(after!, key));
  const byHand = log.some(({ kind }) => kind === 'parameter' || kind === 'parameters');
  return byHand && !changed.includes('weights') ? [...changed, 'weights'] : changed;
}

/** The settings of a text or a whole link; what is no setting is a problem, but for where a link leads. */
function pairsOf(text: string): { readonly pairs: readonly Pair[]; readonly problems: readonly string[] } {
  const isLink = text.includes('#');
  const problems: string[] = [];
  const pairs: Pair[] = [];
  for (const [key, value] of new URLSearchParams(text.slice(text.indexOf('#') + 1).trim())) {
    if (isSettingsKey(key) || key === 'preset') pairs.push([key, value]);
    else if (!isLink) problems.push(say('There is no setting “{key}”; there are {list}.', { key, list: settingNames.join(', ') }));
  }
  if (pairs.length === 0 && problems.length === 0) problems.push(say('“{text}” says no setting.', { text }));
  return { pairs, problems };
}

function withPairs(before: Experiment, pairs: readonly Pair[]): SaidExperiment {
  const present = settingsPairs(before);
  if (present === null) return { experiment: before, problems: [say('This experiment cannot be changed by settings.')] };
  if (pairs.length === 0) return { experiment: before, problems: [] };
  const said = new Set(pairs.map(([key]) => key));
  const redraws = pairs.some(([key]) => REDRAWS.has(key));
  // A record that is said anew (optimizer=adam) leaves the numbers of the one before.
  const kept = present.filter(([key]) => !said.has(key) && !said.has(key.replace(/\..*/, '')) && !(key === 'weights' && redraws));
  const { experiment: wanted, notes } = experimentOfPairs([...kept, ...pairs]);
  const coupled = coupleExperiment(wanted, before);
  const { experiment } = repairExperiment(coupled.experiment);
  return { experiment, problems: [...notes, ...coupled.notes] };
}
