/** The links of a shared moment: with its weights, and short. */
import { labelOf } from '../config/tasks.ts';
import { settingsLink, shortLink as shortLinkOf, weightsLink, type SharedLink } from './links.ts';
import { isBeginning, weightsProblem, type Moment } from './shareMoment.ts';

/** The address of the place and the moment with its weights, and a sentence on what it does not carry, if anything. */
export function wholeLink(moment: Moment): SharedLink {
  const link = linkWithWeights(moment);
  const { data } = moment.experiment;
  if (data.set !== 'imported') return link;
  const table = `No link holds the table “${labelOf(data)}”: the experiment’s file below does.`;
  return { ...link, note: link.note === null ? `It leads to these settings. ${table}` : `${link.note} ${table}` };
}

function linkWithWeights(moment: Moment): SharedLink {
  const { experiment, saved: { state } } = moment;
  if (isBeginning(moment)) return settingsLink(experiment);
  const problem = weightsProblem(moment);
  if (problem !== null) return { ...settingsLink(experiment), note: `${problem} The link leads to the beginning.` };
  const example = state.order[state.position];
  return weightsLink({ theta: state.parameters, ...(example === undefined ? {} : { example }), remembers: state.optimizerStep > 0 && state.slots.length > 0 }, experiment);
}

/** The address of the place and the settings, without trained weights and those set by hand. */
export function shortLink({ experiment }: Moment): SharedLink {
  return shortLinkOf(experiment);
}
