/** What the page says, in the language of the page. A sentence stands in the code in English; src/words/de.json has each of them in German. */
import type german from './de.json';
import { language } from './language.ts';

/** A sentence, or a part of one, that is in the dictionary. “{name}” in it is a place for a value; what follows “@@” only tells two uses of the same words apart. */
export type Sentence = Exclude<keyof typeof german, symbol | number>;

/** The names of a sentence's places. */
export type Places<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;

type Values<S extends string, Value> = [Places<S>] extends [never] ? [] : [values: Readonly<Record<Places<S>, Value>>];

/** No dictionary for English, the sentences themselves. A module waits here for the language's before anything is said. */
const dictionary: Readonly<Record<string, string>> | null = language === 'en' ? null : await import('./de.json').then((module) => module.default, () => null);

/** The sentence in the language of the page, its places still open. Also for names that come as data, as the engine's: what is no sentence of the dictionary stays as it is. */
export function translated(sentence: string): string {
  const text = dictionary === null ? sentence : ((Object.hasOwn(dictionary, sentence) && dictionary[sentence]) || sentence);
  const end = text.indexOf('@@');
  return end < 0 ? text : text.slice(0, end);
}

/** Sentences cut at their places: every second piece is the name of a place. A step says a hundred of them. */
const cuts = new Map<string, readonly string[]>();

function cut(sentence: string): readonly string[] {
  const known = cuts.get(sentence);
  if (known !== undefined) return known;
  const fresh = translated(sentence).split(/\{(\w+)\}/);
  cuts.set(sentence, fresh);
  return fresh;
}

/**
 * The sentence in the language of the page with its values in their places.
 * @example say('{count} of {all} points', { count: '3', all: '250' })
 */
export function say<S extends Sentence>(sentence: S, ...[values]: Values<S, string | number>): string {
  if (values === undefined) return translated(sentence);
  const given: Readonly<Record<string, string | number>> = values;
  return cut(sentence).reduce((text, piece, i) => text + (i % 2 === 0 ? piece : String(given[piece] ?? `{${piece}}`)), '');
}

/** The sentence cut at its places: "Press {pressed} now" → ["Press ", { place: "pressed" }, " now"]. */
export function pieces(sentence: Sentence): readonly (string | { readonly place: string })[] {
  return cut(sentence).map((piece, index) => (index % 2 === 0 ? piece : { place: piece }));
}
