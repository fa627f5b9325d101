/** The links of a shared moment: with its weights, and short. */
import { labelOf } from '../config/tasks.ts';
import { linkable } from './linkedPoints.ts';
import { settingsLink, shortLink as shortLinkOf, weightsLink, type SharedLink } from './links.ts';
import { isBeginning, weightsProblem, type Moment } from './shareMoment.ts';
import { say } from '../words/say.ts';

/** The address of the place and the moment with its weights, and a sentence on what it does not carry, if anything. */
export function wholeLink(moment: Moment): SharedLink {
  const { experiment, saved: { state } } = moment;
  if (isBeginning(moment)) return settingsLink(experiment);
  const problem = weightsProblem(moment);
  if (problem !== null) return { ...settingsLink(experiment), note: say('{problem} The link leads to the beginning.', { problem }) };
  const example = state.order[state.position];
  return weightsLink({ theta: state.parameters, ...(example === undefined ? {} : { example }), remembers: state.optimizerStep > 0 && state.slots.length > 0 }, experiment);
}

/** The address of the place and the settings, without trained weights and those set by hand. */
export function shortLink({ experiment }: Moment): SharedLink {
  return shortLinkOf(experiment);
}

/** Why a link to the moment is of use in this browser alone; null where it is for everybody. */
export function onlyHere({ experiment }: Moment): string | null {
  const { data } = linkable(experiment);
  if (data.set !== 'imported' || data.examples !== undefined) return null;
  return say('This link works in this browser only: no link holds the table “{table}”. For others send the file Experiment (JSON) below, which does.', { table: labelOf(data) });
}
