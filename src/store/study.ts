/** What the trace in the store says in numbers: the study of its update, worked out once and shared by all who look. */
import { createStudy, type Study } from '../explain/study.ts';
import type { Trace } from '../explain/trace.ts';
import { useNabla } from './nabla.ts';
import type { NablaState } from './slices.ts';

type StudyState = Pick<NablaState, 'trace' | 'experiment'>;

let lastStudy: { readonly trace: Trace; readonly experiment: StudyState['experiment']; readonly study: Study } | null = null;

/** The study of the present trace; the same object until the trace, the names or the initialization change. Null without a trace. */
export function studyOf({ trace, experiment }: StudyState): Study | null {
  // A trace of a network that is no longer on the screen would be given the names of another.
  if (trace === null || trace.config.network.inputs !== experiment.features.length) return null;
  if (lastStudy === null || lastStudy.trace !== trace || !hasSameNames(lastStudy.experiment, experiment)) {
    const { naming = 'layers', features, initialization } = experiment;
    lastStudy = { trace, experiment, study: createStudy(trace, { naming, features, initialization }) };
  }
  return lastStudy.study;
}

function hasSameNames(a: StudyState['experiment'], b: StudyState['experiment']): boolean {
  return a === b || (a.naming === b.naming && a.features === b.features && a.initialization === b.initialization);
}

/** The next update of the run, ready to be explained; null until the worker has sent it. */
export function useStudy(): Study | null {
  return useNabla(studyOf);
}
