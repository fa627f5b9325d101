/** The links of what is shown: the address of the present place, and addresses for someone else, with the weights of the moment where they fit. */
import type { Experiment } from '../config/experiment.ts';
import { initialExperiment } from '../config/defaults.ts';
import { presetById, presetOf } from '../config/presets.ts';
import type { EmbedOptions } from '../share/embedAddress.ts';
import { formatCount } from '../viz/format.ts';
import { getFrame } from './frameStore.ts';
import { isSame, linkedSidesOf } from './linkedSides.ts';
import { linkedSliceOf } from './linkedSlice.ts';
import { linkable, linkedPointsNote } from './linkedPoints.ts';
import { formatLink, parseLink, type Link } from './linkText.ts';
import { nabla } from './nabla.ts';
import { selectSideBySide } from './selectors.ts';
import type { NablaState, ViewName } from './slices.ts';
import { say } from '../words/say.ts';

/** More weights make a link that few programs take: eleven letters each. */
const MOST_WEIGHTS = 1000;

type Settings = Pick<Link, 'preset' | 'experiment'>;
let last: { readonly experiment: Experiment; readonly settings: Settings } | null = null;

/** An experiment as a link says it: not at all, as a preset, or whole. */
function settingsOf(experiment: Experiment): Settings {
  if (last?.experiment === experiment) return last.settings;
  const preset = presetOf(experiment);
  const settings: Settings = preset !== null && presetById(preset).experiment.learningRate === experiment.learningRate ? { preset }
    : isSame(experiment, initialExperiment) ? {} : { experiment: linkable(experiment) };
  last = { experiment, settings };
  return settings;
}

/** What the link of the present place says. */
export function linkOf(state: Pick<NablaState, 'view' | 'learning' | 'presenting' | 'experiment' | 'guest' | 'position' | 'trail' | 'data' | 'slice' | 'compareMode' | 'sides'>): Link {
  const { view, learning, presenting, experiment, guest, position, trail } = state;
  const sides = linkedSidesOf(state);
  const presented = presenting ? { presenting } : {};
  const quantity = trail.at(-1);
  const place = { ...(view === 'step' ? { ...(guest === null ? {} : { validation: guest }), at: position } : {}), ...(quantity === undefined ? {} : { quantity }) };
  // A page brings its view and its settings; how far its reader is in them a reload finds here.
  if (learning !== null) return { learning, ...place, ...presented };
  return { view, ...settingsOf(experiment), ...place, ...linkedSliceOf(state), ...(sides === null ? {} : { sides }), ...presented };
}

/** The address of the page of the lesson that stands beside the view; null if none does. */
export function lessonLink(): SharedLink | null {
  const { learning } = nabla.getState();
  if (learning === null) return null;
  return { address: addressOf({ learning }), note: learning.lesson.startsWith('file:') ? say('The lesson itself is in a file of yours, which whoever follows the link must open first.') : null };
}

/** The address of a link to this page. */
function addressOf(link: Link): string {
  const hash = formatLink(link);
  return `${location.origin}${location.pathname}${location.search}${hash === '' ? '' : `#${hash}`}`;
}

/** An address for someone else, and a sentence on what it does not carry, if anything. */
export type SharedLink = { readonly address: string; readonly note: string | null };

/** The weights of a moment, and how they came about. */
export type LinkedWeights = {
  readonly theta: ArrayLike<number>;
  /** Training example that is the next to be trained on, where that is known. */
  readonly example?: number;
  /** The optimizer has a memory of earlier steps, which no address holds. */
  readonly remembers: boolean;
};

/**
 * The address of this very moment, with its weights, for someone else. A network with too many weights is linked to as it began.
 */
export function momentLink(): SharedLink {
  const { trace, log } = nabla.getState();
  const theta = trace?.theta ?? getFrame()?.parameters;
  const hasMoved = (trace?.step ?? getFrame()?.step ?? 0) > 0 || log.length > 0;
  if (!hasMoved || theta === undefined) return settingsLink();
  const example = trace?.guest === true ? undefined : trace?.examples[0];
  return weightsLink({ theta, ...(example === undefined ? {} : { example }), remembers: trace !== null && trace.slots.length > 0 && trace.step > 0 });
}

/** The address of what is on the screen in any view: with the weights of the moment, where training has begun and they are numbers. */
export function presentLink(): SharedLink {
  const { view, log } = nabla.getState();
  const frame = getFrame();
  if (view === 'step') return momentLink();
  // Two runs side by side begin from weights that their settings lead to.
  if (selectSideBySide(nabla.getState()) || frame === null || (frame.step === 0 && log.length === 0) || !frame.parameters.every(Number.isFinite)) return settingsLink();
  return weightsLink({ theta: frame.parameters, remembers: frame.step > 0 && frame.optimizerSlots.length > 0 });
}

/** The address of the present place and settings; the run begins with the weights that they lead to. */
export function settingsLink(experiment = nabla.getState().experiment): SharedLink {
  return { address: addressOf(linkOf({ ...nabla.getState(), learning: null, presenting: false, experiment })), note: linkedPointsNote(experiment) };
}

/** The same without weights set by hand, where they are not a preset's. */
export function shortLink(experiment = nabla.getState().experiment): SharedLink {
  const { given, ...drawn } = experiment.initialization;
  const isWhole = given === undefined || settingsOf(experiment).experiment === undefined;
  return settingsLink(isWhole ? experiment : { ...experiment, initialization: drawn });
}

/** The address of the present place with these weights for the first ones. */
export function weightsLink({ theta, example, remembers }: LinkedWeights, experiment = nabla.getState().experiment): SharedLink {
  if (theta.length > MOST_WEIGHTS) {
    return { address: settingsLink(experiment).address, note: say('The link leads to the beginning of this run: its {count} weights are too many for an address.', { count: formatCount(theta.length) }) };
  }
  const { preset: _preset, experiment: _settings, ...place } = linkOf({ ...nabla.getState(), learning: null, presenting: false, experiment });
  const moment: Experiment = { ...linkable(experiment), initialization: { ...experiment.initialization, given: Array.from(theta) } };
  return {
    address: addressOf({ ...place, experiment: moment, ...(example === undefined ? {} : { example }) }),
    note: linkedPointsNote(experiment) ?? (remembers ? say('The link has these weights; what the optimizer remembers of earlier steps is not in it.') : null),
  };
}

/** The address of the same place and settings in a view of an embedded page. @param address one of `settingsLink` or `weightsLink` */
export function embeddedAddress(address: string, view: ViewName, embed: EmbedOptions): string {
  const [page = '', hash = ''] = address.split('#');
  const { view: _view, at: _at, quantity: _quantity, ...link } = parseLink(hash).link;
  return `${page}#${formatLink({ ...link, view, embed })}`;
}
