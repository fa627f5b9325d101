/** How the page is set up on this device, kept in localStorage: not the experiment, only how one likes to look at it. */
import { nabla } from './nabla.ts';
import { languages, type Language } from '../words/language.ts';
import { initialState, type NablaState } from './slices.ts';

export const SETTINGS_KEY = 'nabla.settings';

export type Settings = Pick<
  NablaState,
  'stepUnit' | 'speed' | 'pauseWhenHidden' | 'edges' | 'lossAxis' | 'timelineShows' | 'outputShows' | 'theme' | 'language' | 'singleKeys' | 'sound' | 'keepSettings'
>;

const isYesOrNo = (value: unknown): value is boolean => typeof value === 'boolean';
const isOneOf = <const Value extends string>(...values: readonly Value[]) => (value: unknown): value is Value => values.some((each) => each === value);

/**
 * What each entry may be: one that is missing or wrong falls back to its default by itself; the others are kept. By hand, since the
 * first page reads them and needs no schemas for anything else.
 */
const isUsable: { readonly [Name in keyof Settings]: (value: unknown) => value is Settings[Name] } = {
  stepUnit: isOneOf('batch', 'epoch'),
  speed: (value): value is number => typeof value === 'number' && value >= 1,
  pauseWhenHidden: isYesOrNo,
  edges: isOneOf('weights', 'gradients', 'update'),
  lossAxis: isOneOf('log', 'linear'),
  timelineShows: isOneOf('loss', 'accuracy', 'both'),
  outputShows: isOneOf('picture', 'answers', 'mistakes', 'pad'),
  theme: isOneOf('system', 'light', 'dark'),
  language: isOneOf('system', ...(Object.keys(languages) as Language[])),
  singleKeys: isYesOrNo,
  sound: isYesOrNo,
  keepSettings: isYesOrNo,
};

/** Settings from their kept text; whatever cannot be used is replaced by its default. */
export function parseSettings(text: string | null): Settings {
  let kept: unknown = null;
  try {
    kept = JSON.parse(text ?? '{}');
  } catch {
    kept = {};
  }
  const usable = Object.entries(isRecord(kept) ? kept : {})
    // JSON has no Infinity: "max" stands for as fast as it goes.
    .map(([name, value]) => [name, name === 'speed' && value === 'max' ? Infinity : value] as const)
    .filter(([name, value]) => Object.hasOwn(isUsable, name) && isUsable[name as keyof Settings](value));
  return { ...settingsOf(initialState), ...(Object.fromEntries(usable) as Partial<Settings>) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function formatSettings(settings: Settings): string {
  return JSON.stringify({ ...settings, speed: settings.speed === Infinity ? 'max' : settings.speed });
}

/** Takes the kept settings over into the store and keeps them from then on; returns what ends that. */
export function keepSettingsInStorage(storage: () => Storage): () => void {
  let last = '';
  try {
    const settings = parseSettings(storage().getItem(SETTINGS_KEY));
    nabla.setState(settings);
    last = formatSettings(settings);
  } catch {
    // Storage is blocked: the page works, it only forgets.
  }
  return nabla.subscribe((state) => {
    const text = formatSettings(settingsOf(state));
    if (text === last) return;
    last = text;
    try {
      storage().setItem(SETTINGS_KEY, text);
    } catch {
      // Blocked or full: as above.
    }
  });
}

function settingsOf(state: Settings): Settings {
  const { stepUnit, speed, pauseWhenHidden, edges, lossAxis, timelineShows, outputShows, theme, language, singleKeys, sound, keepSettings } = state;
  return { stepUnit, speed, pauseWhenHidden, edges, lossAxis, timelineShows, outputShows, theme, language, singleKeys, sound, keepSettings };
}
