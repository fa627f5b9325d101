/** The language of the page: the one chosen earlier, else the browser's, else English. It is the same until the page is loaded anew. */

/** A language by its code (BCP 47), each by its own name. */
export const languages = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof languages;

const isLanguage = (code: unknown): code is Language => typeof code === 'string' && Object.hasOwn(languages, code);

/** What there is to read it off: the page's root element, which public/firstPaint.js has marked by then, or the name that the page gave its worker ("training de"). Elsewhere, as in tests, neither. */
type Surroundings = { readonly document?: { readonly documentElement: { readonly lang: string } }; readonly name?: string };

function chosen({ document, name }: Surroundings): Language {
  const code = document?.documentElement.lang ?? name?.split(' ').at(-1);
  return isLanguage(code) ? code : 'en';
}

export const language: Language = chosen(globalThis);
