/** What is to be varied: the values proposed, what this experiment offers of them, and whether a comparison is of other settings. */
import type { Experiment } from '../config/experiment.ts';
import { sweepCells, sweepVariables, type SweepAxis, type SweepSpec, type SweepValue, type SweepVariable } from '../config/sweep.ts';
import type { Comparison } from './compareSlice.ts';

/** Values that say most at a glance; more can be added. */
const PROPOSED: Partial<Readonly<Record<SweepVariable, number>>> = { width: 6 };

/** The values proposed for a variable. */
export function proposedAxis(experiment: Experiment, variable: SweepVariable): SweepAxis {
  return { variable, values: sweepVariables[variable].values(experiment).slice(0, PROPOSED[variable]) };
}

/** The spec without choices that this experiment does not offer (a loss of another task, say). */
export function usableSpec(spec: SweepSpec, experiment: Experiment): SweepSpec {
  const usable = (axis: SweepAxis): SweepAxis => {
    const { kind, values } = sweepVariables[axis.variable];
    if (kind === 'number') return axis;
    const offered = values(experiment);
    const kept = axis.values.filter((value) => offered.includes(value));
    return kept.length === axis.values.length ? axis : { ...axis, values: kept.length > 0 ? kept : offered };
  };
  return { ...spec, first: usable(spec.first), second: spec.second === null ? null : usable(spec.second) };
}

/** Runs the spec asks for, more than MOST_RUNS included. */
export function runCount({ first, second, seeds }: SweepSpec): number {
  return first.values.length * (second?.values.length ?? 1) * seeds;
}

/** The axis with one value more, in order; the same axis if it has it. Numbers are brought into their range. */
export function withValue(axis: SweepAxis, value: SweepValue): SweepAxis {
  if (axis.values.includes(value)) return axis;
  const values = [...axis.values, value];
  const isNumber = sweepVariables[axis.variable].kind === 'number';
  return { ...axis, values: isNumber ? values.toSorted((a, b) => Number(a) - Number(b)) : values };
}

/** The axis without a value; the last one stays. */
export function withoutValue(axis: SweepAxis, value: SweepValue): SweepAxis {
  return axis.values.length <= 1 ? axis : { ...axis, values: axis.values.filter((each) => each !== value) };
}

/** Whether a comparison made now would be of other settings than the shown one; what is varied does not count. */
export function isOfOtherSettings({ base, spec }: Pick<Comparison, 'base' | 'spec'>, experiment: Experiment): boolean {
  if (base === experiment) return false;
  const plain = (of: Experiment): string => JSON.stringify(sweepCells(of, { ...spec, first: firstOf(spec.first), second: spec.second === null ? null : firstOf(spec.second), seeds: 1 })[0]?.experiment);
  return plain(base) !== plain(experiment);
}

const firstOf = (axis: SweepAxis): SweepAxis => ({ ...axis, values: axis.values.slice(0, 1) });

/** How often the losses of all examples are taken: some hundred points make a curve. */
export function evaluationInterval(epochs: number): number {
  return Math.max(1, Math.floor(epochs / 50));
}
