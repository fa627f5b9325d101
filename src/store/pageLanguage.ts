/** The language of the page is chosen once a load: another one means another load, which goes on with the run. */
import { say } from '../words/say.ts';
import type { Language } from '../words/language.ts';
import { nabla } from './nabla.ts';
import { parseSettings, SETTINGS_KEY } from './settings.ts';
import { saveAtOnce } from './training.ts';

/** Keeps the language and the run, and loads the page anew with it, or says that this browser keeps nothing. */
export async function setLanguage(language: Language): Promise<void> {
  nabla.setState({ language });
  if (isKept(language)) {
    await saveAtOnce();
    location.reload();
  } else nabla.setState({ notice: { text: say('This browser keeps nothing for this page, so the page stays in the language of the browser.'), tone: 'warning' } });
}

function isKept(language: Language): boolean {
  try {
    return parseSettings(localStorage.getItem(SETTINGS_KEY)).language === language;
  } catch {
    return false;
  }
}
