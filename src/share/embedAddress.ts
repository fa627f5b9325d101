// embed=v1,network,output,lane,transport&embedTheme=dark&embedOrigin=https://school.example: a page inside another page, and back
/**
 * What an embedded page shows is named part by part, so that a part which comes later does not appear in pages of before. What cannot
 * be used is said in one sentence; the rest counts.
 */
import { show } from '../config/showValue.ts';
import type { Pair } from './experimentAddress.ts';
import { say } from '../words/say.ts';

/** Version of the list of parts; a list that says none has it. */
const EMBED_VERSION = 'v1';

/** What can be shown or hidden, in the order of the page. `inPlay`: it stands in the view Play only. */
export const embedParts = [
  { id: 'header', label: say('Header with the views'), inPlay: false },
  { id: 'share', label: say('Share'), inPlay: false },
  { id: 'data', label: say('Data'), inPlay: true },
  { id: 'network', label: say('Network'), inPlay: true },
  { id: 'editing', label: say('Changing network, loss'), inPlay: true },
  { id: 'output', label: say('Output'), inPlay: true },
  { id: 'loss', label: say('Loss'), inPlay: true },
  { id: 'lane', label: say('Learning rate'), inPlay: true },
  { id: 'inspector', label: say('Inspector'), inPlay: true },
  { id: 'timeline', label: say('Timeline'), inPlay: true },
  { id: 'verdict', label: say('Verdict'), inPlay: true },
  { id: 'transport', label: say('Play and step'), inPlay: true },
] as const;

export type EmbedPart = (typeof embedParts)[number]['id'];

/** Shown where an address names none. */
export const usualEmbedParts: readonly EmbedPart[] = ['network', 'output', 'loss', 'lane', 'verdict', 'transport'];

const themes = ['system', 'light', 'dark'] as const;
export type EmbedTheme = (typeof themes)[number];
function isEmbedTheme(value: string): value is EmbedTheme {
  return themes.some((theme) => theme === value);
}

export type EmbedOptions = {
  /** In the order of `embedParts`, each once. */
  readonly parts: readonly EmbedPart[];
  readonly theme: EmbedTheme;
  /** The only origin whose messages are answered, e.g. https://school.example; null: none. */
  readonly origin: string | null;
};

/** Whether a key of an address is one of these. */
export function isEmbedKey(key: string): boolean {
  return key === 'embed' || key === 'embedTheme' || key === 'embedOrigin';
}

/** The options of these pairs, with a sentence for each value that could not be used; null where the page is not embedded. Never throws. */
export function embedOfPairs(pairs: readonly Pair[]): { readonly embed: EmbedOptions | null; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const named = pairs.findLast(([key]) => key === 'embed')?.[1];
  if (named === undefined) {
    for (const [key] of pairs) notes.push(say('The link says {given}, which counts only beside embed.', { given: show(key) }));
    return { embed: null, notes };
  }
  let theme: EmbedTheme = 'system';
  let origin: string | null = null;
  for (const [key, value] of pairs) {
    if (key === 'embedTheme') {
      if (isEmbedTheme(value)) theme = value;
      else notes.push(say('The link’s embedTheme is {given}; there are {list}.', { given: show(value), list: themes.join(', ') }));
    } else if (key === 'embedOrigin') {
      origin = originOf(value);
      if (origin === null) notes.push(say('The link’s embedOrigin {given} is no origin like https://school.example, so messages are not answered.', { given: show(value) }));
    }
  }
  return { embed: { parts: readParts(named, notes), theme, origin }, notes };
}

/** The options as pairs of an address; letters need no escape. */
export function embedPairs({ parts, theme, origin }: EmbedOptions): readonly Pair[] {
  return [
    ['embed', [EMBED_VERSION, ...parts].join(',')],
    ...(theme === 'system' ? [] : [['embedTheme', theme] as const]), ...(origin === null ? [] : [['embedOrigin', origin] as const]),
  ];
}

/** The origin a text names, as a browser states it in a message; null for anything else, be it an address with a path. */
export function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { origin, protocol } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && (text === origin || text === `${origin}/`) ? origin : null;
}

/** Names beyond this are not even looked at. */
const MOST_NAMES = 40;

function readParts(text: string, notes: string[]): readonly EmbedPart[] {
  const names = text.split(',', MOST_NAMES).map((name) => name.trim()).filter((name) => name !== '');
  const [first] = names;
  if (first !== undefined && /^v?\d+$/.test(first)) {
    names.shift();
    if (first !== EMBED_VERSION) notes.push(say('The link’s embed is of version {given}, but only {embedVersion} is known; what could be read is used.', { given: show(first), embedVersion: EMBED_VERSION }));
  }
  const unknown = names.find((name) => embedParts.every(({ id }) => id !== name));
  if (unknown !== undefined) notes.push(say('The link’s embed names the part {given}; there are {list}.', { given: show(unknown), list: embedParts.map(({ id }) => id).join(', ') }));
  const parts = embedParts.map(({ id }) => id).filter((id) => names.includes(id));
  return parts.length > 0 ? parts : usualEmbedParts;
}
