/** How the page is set up on this device, kept in localStorage: not the experiment, only how one likes to look at it. */
import * as v from 'valibot';
import { nabla } from './nabla.ts';
import { initialState, type NablaState } from './slices.ts';

const KEY = 'nabla.settings';

/** An entry that is missing or wrong falls back to its default by itself; the others are kept. */
const schema = v.object({
  stepUnit: v.fallback(v.picklist(['batch', 'epoch']), initialState.stepUnit),
  /** JSON has no Infinity: "max" stands for as fast as it goes. */
  speed: v.fallback(v.union([v.literal('max'), v.pipe(v.number(), v.finite(), v.minValue(1))]), initialState.speed),
  pauseWhenHidden: v.fallback(v.boolean(), initialState.pauseWhenHidden),
  edges: v.fallback(v.picklist(['weights', 'gradients', 'update']), initialState.edges),
  lossAxis: v.fallback(v.picklist(['log', 'linear']), initialState.lossAxis),
  showValidation: v.fallback(v.boolean(), initialState.showValidation),
  timelineShows: v.fallback(v.picklist(['loss', 'accuracy', 'both']), initialState.timelineShows),
  outputShows: v.fallback(v.picklist(['picture', 'answers', 'mistakes', 'pad']), initialState.outputShows),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), initialState.theme),
  singleKeys: v.fallback(v.boolean(), initialState.singleKeys),
  keepSettings: v.fallback(v.boolean(), initialState.keepSettings),
});

export type Settings = Pick<
  NablaState,
  'stepUnit' | 'speed' | 'pauseWhenHidden' | 'edges' | 'lossAxis' | 'showValidation' | 'timelineShows' | 'outputShows' | 'theme' | 'singleKeys' | 'keepSettings'
>;

/** Settings from their kept text; whatever cannot be used is replaced by its default. */
export function parseSettings(text: string | null): Settings {
  let value: unknown = null;
  try {
    value = JSON.parse(text ?? '{}');
  } catch {
    value = {};
  }
  const result = v.parse(schema, isRecord(value) ? { ...emptySettings, ...value } : emptySettings);
  return { ...result, speed: result.speed === 'max' ? Infinity : result.speed };
}

/** Every key, so that a missing one meets its fallback. */
const emptySettings = Object.fromEntries(Object.keys(schema.entries).map((key) => [key, undefined]));

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
    const settings = parseSettings(storage().getItem(KEY));
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
      storage().setItem(KEY, text);
    } catch {
      // Blocked or full: as above.
    }
  });
}

function settingsOf(state: NablaState): Settings {
  const { stepUnit, speed, pauseWhenHidden, edges, lossAxis, showValidation, timelineShows, outputShows, theme, singleKeys, keepSettings } = state;
  return { stepUnit, speed, pauseWhenHidden, edges, lossAxis, showValidation, timelineShows, outputShows, theme, singleKeys, keepSettings };
}
