/**
 * A place in the page as the hash of its address: #view=step&preset=workedNetwork&at=17&quantity=delta.0.0.0. It is read at the start
 * and whenever it is changed by hand, and follows what is shown. Settings that are no preset stand in it by their keys
 * (share/experimentAddress.ts); weights that were trained only in a link that is copied (momentLink, weightsLink). What cannot be used
 * is said; the rest counts.
 */
import type { Experiment } from '../config/experiment.ts';
import { initialExperiment } from '../config/defaults.ts';
import { namesLike } from '../config/nearestNames.ts';
import { presetById, presetOf, presets, type PresetId } from '../config/presets.ts';
import { validationCountOf } from '../datasets/runData.ts';
import { createNetwork } from '../engine/network.ts';
import { addressKey, isAddressIn, parseAddress, type Address } from '../explain/address.ts';
import type { Script } from '../explain/script.ts';
import type { Trace } from '../explain/trace.ts';
import { embedOfPairs, embedPairs, isEmbedKey, type EmbedOptions } from '../share/embedAddress.ts';
import { experimentOfPairs, isSettingsKey, settingsPairs, type Pair } from '../share/experimentAddress.ts';
import { decodeExperiment, encodeExperiment } from '../share/experimentText.ts';
import { formatCount } from '../viz/format.ts';
import { openExperiment } from './experimentActions.ts';
import { getFrame } from './frameStore.ts';
import { openLesson } from './lessonActions.ts';
import { formatLesson } from './lessonAddress.ts';
import type { LessonPlace } from './lessonSlice.ts';
import { linkedSliceOf, parseAxes, parseHeld, slicePairs, takeLinkedSlice, type LinkedSlice } from './linkedSlice.ts';
import { linkable, linkedPointsNote } from './linkedPoints.ts';
import { nabla } from './nabla.ts';
import { setSlice } from './shownSlice.ts';
import type { NablaState, NoticeMessage, ViewName } from './slices.ts';
import { openGuest, presentExample } from './steppingActions.ts';
import { isReached, refreshTrace } from './stepping.ts';
import { awaitLink } from './steppingWish.ts';
import { setPresenting, setView } from './viewActions.ts';

export type Link = LinkedSlice & {
  readonly view?: ViewName;
  /** In the type of a hall. */
  readonly presenting?: true;
  /** A page of a lesson, which brings its view and its settings. */
  readonly learning?: LessonPlace;
  readonly preset?: PresetId;
  /** Settings that are no preset. */
  readonly experiment?: Experiment;
  /** Number of the training example that is the next to be trained on. */
  readonly example?: number;
  /** Number of the validation example that the Step view shows in the update's place. */
  readonly validation?: number;
  /** Beats of the update that are done. */
  readonly at?: number;
  /** A quantity whose explanation is open. */
  readonly quantity?: Address;
  /** The page stands inside another one, and shows only this of itself. */
  readonly embed?: EmbedOptions;
};

/** Views a link can lead to. */
export const linkedViews: readonly ViewName[] = ['play', 'step', 'compare', 'landscape', 'learn'];
/** Views of a page inside another one: lessons have their place, their progress and their entries of the history in the whole page alone. */
export const embeddedViews: readonly ViewName[] = linkedViews.filter((view) => view !== 'learn');
const LARGEST_POSITION = 1e12;
/** More weights make a link that few programs take: eleven letters each. */
const MOST_WEIGHTS = 1000;
const LONGEST_QUOTE = 40;
/** By its name, or where it is: "url:" and an address on this site, "file:" and the name in a file that was opened. */
const LESSON_NAME = /^(?:(?:file:)?[a-z\d-]{1,60}|url:.{1,300})$/i;
const MOST_NOTES = 3;
const OF_SETTINGS = 'The link’s settings: ';

/** The link of a hash, with or without its #; what cannot be used of it is named in a sentence each. Never throws. */
export function parseLink(hash: string): { readonly link: Link; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const settings: Pair[] = [];
  const embedding: Pair[] = [];
  let page = 1;
  let link: Link = {};
  const ids = presets.map(({ id }) => id);
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ''))) {
    switch (name) {
      case 'view': {
        const view = linkedViews.find((each) => each === value);
        if (view === undefined) notes.push(`The link names the view ${quote(value)}; there are ${linkedViews.join(', ')}.`);
        else link = { ...link, view };
        break;
      }
      case 'preset': {
        const preset = ids.find((id) => id === value);
        if (preset === undefined) notes.push(`The link names the preset ${quote(value)}, which is not one of ${namesLike(value, ids)}.`);
        else link = { ...link, preset };
        break;
      }
      case 'experiment': {
        const repaired = decodeExperiment(value);
        if (repaired === null) {
          notes.push(`The link’s settings ${quote(value)} cannot be read.`);
        } else {
          link = { ...link, experiment: repaired.experiment };
          notes.push(...repaired.notes.map((note) => `${OF_SETTINGS}${note}`));
        }
        break;
      }
      case 'example':
        if (/^\d{1,5}$/.test(value)) link = { ...link, example: Number(value) };
        else notes.push(`The link’s example ${quote(value)} is no whole number from 0 up.`);
        break;
      case 'axes': {
        const axes = parseAxes(value);
        if (axes === null || axes === undefined) notes.push(`The link’s axes ${quote(value)} are neither two inputs, such as x1,x2, nor components.`);
        else link = { ...link, axes };
        break;
      }
      case 'held': {
        const held = parseHeld(value);
        if (held === null || held === undefined) notes.push(`The link’s held inputs ${quote(value)} cannot be read.`);
        else link = { ...link, held };
        break;
      }
      case 'validation':
        if (/^\d{1,5}$/.test(value)) link = { ...link, validation: Number(value) };
        else notes.push(`The link’s validation example ${quote(value)} is no whole number from 0 up.`);
        break;
      case 'at':
        if (/^\d{1,13}$/.test(value) && Number(value) <= LARGEST_POSITION) link = { ...link, at: Number(value) };
        else notes.push(`The link’s position ${quote(value)} is no whole number from 0 up.`);
        break;
      case 'present':
        if (value === 'on') link = { ...link, presenting: true };
        else notes.push(`The link says ${quote(`present=${value}`)}; presenting is on, or not named.`);
        break;
      case 'lesson':
        if (LESSON_NAME.test(value)) link = { ...link, learning: { lesson: value, page: 1 } };
        else notes.push(`The link names the lesson ${quote(value)}, which there is not.`);
        break;
      case 'page':
        if (/^[1-9]\d{0,2}$/.test(value)) page = Number(value);
        else notes.push(`The link’s page ${quote(value)} is no whole number from 1 up.`);
        break;
      case 'quantity': {
        const quantity = parseAddress(value);
        if (quantity === null) notes.push(`The link names the quantity ${quote(value)}, which there is not.`);
        else link = { ...link, quantity };
        break;
      }
      default:
        if (isSettingsKey(name)) settings.push([name, value]);
        else if (isEmbedKey(name)) embedding.push([name, value]);
        // Other hashes are someone else's: a fragment of the page, a tool.
        else if (hash.includes('=')) notes.push(`The link says ${quote(name)}, which means nothing here.`);
    }
  }
  if (settings.length > 0) {
    const { experiment, notes: repairs } = experimentOfPairs(settings);
    link = { ...link, experiment };
    notes.push(...repairs.map((note) => `${OF_SETTINGS}${note}`));
  }
  if (link.learning !== undefined) link = { ...link, learning: { ...link.learning, page } };
  const { embed, notes: misfits } = embedOfPairs(embedding);
  notes.push(...misfits);
  return embed === null ? { link, notes } : { link: { ...withinFrame(link, notes), embed }, notes };
}

/** What of a link a page inside another one can show; the rest is named. */
function withinFrame(link: Link, notes: string[]): Link {
  const { view, learning, presenting, ...rest } = link;
  if (presenting === true) notes.push('The link asks to present, which a page inside another one does not do.');
  if (learning !== undefined) notes.push('The link names a lesson, which a page inside another one does not show.');
  if (view === undefined || embeddedViews.includes(view)) return { ...rest, ...(view === undefined ? {} : { view }) };
  notes.push(`The link names the view ${quote(view)}; inside another page there are ${embeddedViews.join(', ')}.`);
  return rest;
}

/** The hash of a link, without its #; empty for what the page shows by itself. */
export function formatLink({ view, learning, presenting, preset, experiment, example, validation, at, quantity, embed, ...plane }: Link): string {
  const parts: string[] = [];
  if (learning !== undefined) parts.push(formatLesson(learning));
  if (view !== undefined && view !== 'play') parts.push(`view=${view}`);
  if (preset !== undefined) parts.push(`preset=${preset}`);
  if (experiment !== undefined) parts.push(...settingsText(experiment));
  if (example !== undefined) parts.push(`example=${example}`);
  if (validation !== undefined) parts.push(`validation=${validation}`);
  if (at !== undefined && at > 0) parts.push(`at=${at}`);
  if (quantity !== undefined) parts.push(`quantity=${addressKey(quantity)}`);
  parts.push(...slicePairs(plane).map(([key, value]) => `${key}=${value}`));
  if (presenting === true) parts.push('present=on');
  if (embed !== undefined) parts.push(...embedPairs(embed).map(([key, value]) => `${key}=${value}`));
  return parts.join('&');
}

/** Readable where there are keys for all of it; else whole, as links of before were. Letters need no escape in either. */
function settingsText(experiment: Experiment): readonly string[] {
  let text = texts.get(experiment);
  if (text === undefined) {
    const pairs = settingsPairs(experiment);
    text = pairs === null ? [`experiment=${encodeExperiment(experiment)}`] : pairs.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`);
    texts.set(experiment, text);
  }
  return text;
}

const texts = new WeakMap<Experiment, readonly string[]>();

function quote(value: string): string {
  return `“${value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value}”`;
}

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
export function linkOf({ view, learning, presenting, experiment, guest, position, trail, data, slice }: Pick<NablaState, 'view' | 'learning' | 'presenting' | 'experiment' | 'guest' | 'position' | 'trail' | 'data' | 'slice'>): Link {
  const presented = presenting ? { presenting } : {};
  if (learning !== null) return { learning, ...presented };
  const quantity = trail.at(-1);
  return { view, ...settingsOf(experiment), ...(view === 'step' ? { ...(guest === null ? {} : { validation: guest }), at: position } : {}), ...(quantity === undefined ? {} : { quantity }), ...linkedSliceOf({ data, slice }), ...presented };
}

/** The address of the page of the lesson that stands beside the view; null if none does. */
export function lessonLink(): SharedLink | null {
  const { learning } = nabla.getState();
  if (learning === null) return null;
  return { address: addressOf({ learning }), note: learning.lesson.startsWith('file:') ? 'The lesson itself is in a file of yours, which whoever follows the link must open first.' : null };
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
  if (frame === null || (frame.step === 0 && log.length === 0) || !frame.parameters.every(Number.isFinite)) return settingsLink();
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
    return { address: settingsLink(experiment).address, note: `The link leads to the beginning of this run: its ${formatCount(theta.length)} weights are too many for an address.` };
  }
  const { preset: _preset, experiment: _settings, ...place } = linkOf({ ...nabla.getState(), learning: null, presenting: false, experiment });
  const moment: Experiment = { ...linkable(experiment), initialization: { ...experiment.initialization, given: Array.from(theta) } };
  return {
    address: addressOf({ ...place, experiment: moment, ...(example === undefined ? {} : { example }) }),
    note: linkedPointsNote(experiment) ?? (remembers ? 'The link has these weights; what the optimizer remembers of earlier steps is not in it.' : null),
  };
}

/** The address of the same place and settings in a view of an embedded page. @param address one of `settingsLink` or `weightsLink` */
export function embeddedAddress(address: string, view: ViewName, embed: EmbedOptions): string {
  const [page = '', hash = ''] = address.split('#');
  const { view: _view, at: _at, quantity: _quantity, ...link } = parseLink(hash).link;
  return `${page}#${formatLink({ ...link, view, embed })}`;
}

/** Goes where a link leads. The place in the update and the quantity are looked up in the next trace. */
export function followLink(given: Link, said: readonly string[] = []): void {
  const notes = [...said];
  const link = nabla.getState().embed === null ? given : withinFrame(given, notes);
  const { view, learning, presenting, example, validation, at, quantity, axes, held, embed } = link;
  const wanted = experimentOf(link);
  if (wanted !== null && !(isAtStart() && isSame(wanted, nabla.getState().experiment))) openExperiment(wanted);
  if (view !== undefined) setView(view);
  if (presenting === true) setPresenting(true);
  if (learning !== undefined) openLesson(learning);
  // A page that was not embedded from its beginning has its own storage and history, and stays whole.
  if (embed !== undefined && nabla.getState().embed !== null) nabla.setState({ embed });
  if (example !== undefined) whenOpen(() => { presentExample(example); });
  const choosesPlane = axes !== undefined || held !== undefined;
  if (choosesPlane) whenOpen(() => { showPlane({ ...(axes === undefined ? {} : { axes }), ...(held === undefined ? {} : { held }) }); });
  else if (wanted !== null && nabla.getState().slice !== null) setSlice(null);
  if (validation !== undefined) whenOpen(() => { lookAt(validation); });
  if (at !== undefined || quantity !== undefined) awaitLink((trace, script) => placeIn(trace, script, at, quantity));
  refreshTrace();
  if (notes.length > 0) nabla.setState({ notice: warning(notes) });
}

/** Shows the plane that a link chooses, as far as these data have it; what they do not have is said. */
function showPlane(plane: LinkedSlice): void {
  const { data } = nabla.getState();
  if (data === null) return;
  const { slice, notes } = takeLinkedSlice(data, plane);
  setSlice(slice);
  if (notes.length > 0) nabla.setState({ notice: warning(notes) });
}

/** Shows a validation example in the Step view, or says that there is none of this number. */
function lookAt(validation: number): void {
  const { data } = nabla.getState();
  const count = data === null ? 0 : validationCountOf(data);
  if (validation < count) openGuest(validation);
  else nabla.setState({ notice: warning([`The link’s validation example ${formatCount(validation + 1)} is not there: the set has ${formatCount(count)}.`]) });
}

/** The settings a link names; null if it names none. */
export function experimentOf({ preset, experiment }: Link): Experiment | null {
  return experiment ?? (preset === undefined ? null : presetById(preset).experiment);
}

function isAtStart(): boolean {
  return (getFrame()?.step ?? 0) === 0 && nabla.getState().log.length === 0;
}

/** As soon as the worker has opened the run, whose examples are known then. */
function whenOpen(perform: () => void): void {
  if (nabla.getState().data !== null && nabla.getState().initialParameters !== null) {
    perform();
    return;
  }
  const stop = nabla.subscribe(({ data, initialParameters }) => {
    if (data === null || initialParameters === null) return;
    stop();
    perform();
  });
}

function isSame(a: Experiment, b: Experiment): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function placeIn(trace: Trace, script: Script, at: number | undefined, quantity: Address | undefined): Partial<Pick<NablaState, 'position' | 'trail' | 'notice'>> {
  const notes: string[] = [];
  if (at !== undefined && at > script.count) notes.push(`The link’s position ${at} is beyond the end of this update, which has ${script.count}.`);
  const space = { network: createNetwork(trace.config.network), examples: script.examples, slots: trace.slots.length };
  const opened = quantity !== undefined && isAddressIn(quantity, space) && isReached(trace, script, quantity) ? quantity : null;
  if (quantity !== undefined && opened === null) notes.push(`The link’s quantity ${quote(addressKey(quantity))} is not one of this network and mini-batch.`);
  // A quantity by itself is shown where it comes into being.
  const known = opened === null ? Infinity : script.knownAt(opened);
  const position = at === undefined ? (Number.isFinite(known) ? known : null) : Math.min(at, script.count);
  return {
    ...(position === null ? {} : { position }), ...(opened === null ? {} : { trail: [opened] }), ...(notes.length === 0 ? {} : { notice: warning(notes) }),
  };
}

function warning(notes: readonly string[]): NoticeMessage {
  // In one message it is said once what several sentences are of.
  const said = notes.slice(0, MOST_NOTES).map((note, i, all) => (all[i - 1]?.startsWith(OF_SETTINGS) === true && note.startsWith(OF_SETTINGS) ? note.slice(OF_SETTINGS.length) : note));
  return { text: said.join(' '), tone: 'warning' };
}
