/**
 * Two runs side by side as an address says them: sides=v1,learningRate,0.3 for the page's experiment beside the same with η 0.3. Where
 * that does not say all, a run's settings stand whole behind it: sides=v1,learningRate,0.3,left,right.
 */
import type { Experiment } from '../config/experiment.ts';
import { applyValue, sweepVariableNames, sweepVariables, type SweepValue, type SweepVariable } from '../config/sweep.ts';
import { decodeExperiment, encodeExperiment } from '../share/experimentText.ts';
import { say } from '../words/say.ts';
import type { OfBoth } from '../worker/pairProtocol.ts';
import { linkable } from './linkedPoints.ts';
import type { NablaState } from './slices.ts';

export type LinkedSides = {
  readonly variable: SweepVariable;
  /** What the right run has of it; null where its settings say so. */
  readonly value: SweepValue | null;
  /** Settings of the left run that are not the page's. */
  readonly left?: Experiment;
  /** Settings of the right run that are not the left's with the value. */
  readonly right?: Experiment;
};

const VERSION = 'v1';

/** What differs from the experiment on the page. Null while something else is shown. */
export function linkedSidesOf({ view, compareMode, sides, experiment }: Pick<NablaState, 'view' | 'compareMode' | 'sides' | 'experiment'>): LinkedSides | null {
  if (view !== 'compare' || compareMode !== 'sides' || sides === null) return null;
  const { variable, runs } = sides;
  const [base, left, right] = [linkable(experiment), linkable(runs.left.experiment), linkable(runs.right.experiment)];
  const value = sweepVariables[variable].valueOf(right);
  const isSaid = value !== null && isSame(applyValue(left, variable, value), right);
  return { variable, value: isSaid ? value : null, ...(isSame(left, base) ? {} : { left }), ...(isSaid ? {} : { right }) };
}

/** The value of the key `sides`. */
export function sidesText({ variable, value, left, right }: LinkedSides): string {
  const parts = [VERSION, variable, value === null ? '' : encodeURIComponent(String(value).replace('e+', 'e')), left === undefined ? '' : encodeExperiment(left), right === undefined ? '' : encodeExperiment(right)];
  return parts.slice(0, parts.findLastIndex((part) => part !== '') + 1).join(',');
}

/** Of the value of the key `sides`; null where it cannot be read, with a sentence for each thing that was repaired. */
export function parseSides(text: string): { readonly sides: LinkedSides; readonly notes: readonly string[] } | null {
  const [version, name, word = '', ...texts] = text.split(',');
  const variable = sweepVariableNames.find((each) => each === name);
  if (version !== VERSION || variable === undefined || texts.length > 2) return null;
  const [left, right] = texts.map((each) => (each === '' ? undefined : decodeExperiment(each)));
  if (left === null || right === null || (word === '' && right === undefined)) return null;
  const value = word === '' ? null : sweepVariables[variable].kind === 'number' ? Number(word) : word;
  return {
    sides: { variable, value, ...(left === undefined ? {} : { left: left.experiment }), ...(right === undefined ? {} : { right: right.experiment }) },
    notes: [...(left?.notes ?? []), ...(right?.notes ?? [])],
  };
}

/** The settings of both for this experiment on the page, and a sentence where the value is none that can be had; null: then there are none. */
export function takeLinkedSides(base: Experiment, { variable, value, left = base, right }: LinkedSides): { readonly experiments: OfBoth<Experiment> | null; readonly notes: readonly string[] } {
  if (right !== undefined || value === null) return { experiments: right === undefined ? null : { left, right }, notes: [] };
  const { kind, limit, values } = sweepVariables[variable];
  if (kind === 'number') {
    const [least, most] = [limit?.min ?? -Infinity, limit?.max ?? Infinity];
    if (typeof value === 'number' && value >= least && value <= most) return { experiments: { left, right: applyValue(left, variable, value) }, notes: [] };
    return { experiments: null, notes: [say('The link’s right run has {variable} {value}; it is a number from {least} to {most}.', { variable, value: String(value), least, most })] };
  }
  const offered = values(left);
  if (offered.includes(value)) return { experiments: { left, right: applyValue(left, variable, value) }, notes: [] };
  return { experiments: null, notes: [say('The link’s right run has {variable} {value}; there are {list}.', { variable, value: `“${String(value).slice(0, 40)}”`, list: offered.join(', ') })] };
}

/** Whether two experiments have the same settings. */
export function isSame(a: Experiment, b: Experiment): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
