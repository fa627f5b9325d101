/**
 * A place in the page as the hash of its address: #view=step&preset=workedNetwork&at=17&quantity=delta.0.0.0. It is read at the start
 * and whenever it is changed by hand, and follows what is shown. Settings that are no preset stand in it by their keys
 * (share/experimentAddress.ts). What cannot be used is said; the rest counts.
 */
import type { Experiment } from '../config/experiment.ts';
import { namesLike } from '../config/nearestNames.ts';
import { presets, type PresetId } from '../config/presets.ts';
import { addressKey, parseAddress, type Address } from '../explain/address.ts';
import { embedOfPairs, embedPairs, isEmbedKey, type EmbedOptions } from '../share/embedAddress.ts';
import { experimentOfPairs, isSettingsKey, settingsPairs, type Pair } from '../share/experimentAddress.ts';
import { decodeExperiment, encodeExperiment } from '../share/experimentText.ts';
import { formatLesson } from './lessonAddress.ts';
import type { LessonPlace } from './lessonSlice.ts';
import { parseSides, sidesText, type LinkedSides } from './linkedSides.ts';
import { parseAxes, parseHeld, slicePairs, type LinkedSlice } from './linkedSlice.ts';
import type { ViewName } from './slices.ts';
import { say } from '../words/say.ts';

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
  /** Two live runs side by side in Compare. */
  readonly sides?: LinkedSides;
  /** The page stands inside another one, and shows only this of itself. */
  readonly embed?: EmbedOptions;
};

/** Views a link can lead to. */
export const linkedViews: readonly ViewName[] = ['play', 'step', 'compare', 'landscape', 'learn'];
/** Views of a page inside another one: lessons have their place, their progress and their entries of the history in the whole page alone. */
export const embeddedViews: readonly ViewName[] = linkedViews.filter((view) => view !== 'learn');
const LARGEST_POSITION = 1e12;
const LONGEST_QUOTE = 40;
/** By its name, or where it is: "url:" and an address on this site, "file:" and the name in a file that was opened. */
const LESSON_NAME = /^(?:(?:file:)?[a-z\d-]{1,60}|url:.{1,300})$/i;
/** Before each sentence on the settings of a link. */
export const OF_SETTINGS = `${say('The link’s settings:')} `;

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
        if (view === undefined) notes.push(say('The link names the view {quote}; there are {list}.', { quote: quote(value), list: linkedViews.join(', ') }));
        else link = { ...link, view };
        break;
      }
      case 'preset': {
        const preset = ids.find((id) => id === value);
        if (preset === undefined) notes.push(say('The link names the preset {quote}, which is not one of {namesLike}.', { quote: quote(value), namesLike: namesLike(value, ids) }));
        else link = { ...link, preset };
        break;
      }
      case 'experiment': {
        const repaired = decodeExperiment(value);
        if (repaired === null) {
          notes.push(say('The link’s settings {quote} cannot be read.', { quote: quote(value) }));
        } else {
          link = { ...link, experiment: repaired.experiment };
          notes.push(...repaired.notes.map((note) => `${OF_SETTINGS}${note}`));
        }
        break;
      }
      case 'example':
        if (/^\d{1,5}$/.test(value)) link = { ...link, example: Number(value) };
        else notes.push(say('The link’s example {quote} is no whole number from 0 up.', { quote: quote(value) }));
        break;
      case 'axes': {
        const axes = parseAxes(value);
        if (axes === null || axes === undefined) notes.push(say('The link’s axes {quote} are neither two inputs, such as x1,x2, nor components.', { quote: quote(value) }));
        else link = { ...link, axes };
        break;
      }
      case 'held': {
        const held = parseHeld(value);
        if (held === null || held === undefined) notes.push(say('The link’s held inputs {quote} cannot be read.', { quote: quote(value) }));
        else link = { ...link, held };
        break;
      }
      case 'validation':
        if (/^\d{1,5}$/.test(value)) link = { ...link, validation: Number(value) };
        else notes.push(say('The link’s validation example {quote} is no whole number from 0 up.', { quote: quote(value) }));
        break;
      case 'at':
        if (/^\d{1,13}$/.test(value) && Number(value) <= LARGEST_POSITION) link = { ...link, at: Number(value) };
        else notes.push(say('The link’s position {quote} is no whole number from 0 up.', { quote: quote(value) }));
        break;
      case 'present':
        if (value === 'on') link = { ...link, presenting: true };
        else notes.push(say('The link says {quote}; presenting is on, or not named.', { quote: quote(`present=${value}`) }));
        break;
      case 'lesson':
        if (LESSON_NAME.test(value)) link = { ...link, learning: { lesson: value, page: 1 } };
        else notes.push(say('The link names the lesson {quote}, which there is not.', { quote: quote(value) }));
        break;
      case 'page':
        if (/^[1-9]\d{0,2}$/.test(value)) page = Number(value);
        else notes.push(say('The link’s page {quote} is no whole number from 1 up.', { quote: quote(value) }));
        break;
      case 'sides': {
        const read = parseSides(value);
        if (read !== null) link = { ...link, sides: read.sides };
        notes.push(...(read?.notes.map((note) => `${OF_SETTINGS}${note}`) ?? [say('The link’s two runs {quote} cannot be read.', { quote: quote(value) })]));
        break;
      }
      case 'quantity': {
        const quantity = parseAddress(value);
        if (quantity === null) notes.push(say('The link names the quantity {quote}, which there is not.', { quote: quote(value) }));
        else link = { ...link, quantity };
        break;
      }
      default:
        if (isSettingsKey(name)) settings.push([name, value]);
        else if (isEmbedKey(name)) embedding.push([name, value]);
        // Other hashes are someone else's: a fragment of the page, a tool.
        else if (hash.includes('=')) notes.push(say('The link says {quote}, which means nothing here.', { quote: quote(name) }));
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
export function withinFrame(link: Link, notes: string[]): Link {
  const { view, learning, presenting, ...rest } = link;
  if (presenting === true) notes.push(say('The link asks to present, which a page inside another one does not do.'));
  if (learning !== undefined) notes.push(say('The link names a lesson, which a page inside another one does not show.'));
  if (view === undefined || embeddedViews.includes(view)) return { ...rest, ...(view === undefined ? {} : { view }) };
  notes.push(say('The link names the view {quote}; inside another page there are {list}.', { quote: quote(view), list: embeddedViews.join(', ') }));
  return rest;
}

/** The hash of a link, without its #; empty for what the page shows by itself. */
export function formatLink({ view, learning, presenting, preset, experiment, example, validation, at, quantity, sides, embed, ...plane }: Link): string {
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
  if (sides !== undefined && view === 'compare') parts.push(`sides=${sidesText(sides)}`);
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

/** As long as a sentence has room for it. */
export function quote(value: string): string {
  return `“${value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value}”`;
}
