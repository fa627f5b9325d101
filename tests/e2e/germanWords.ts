/** What a German page still says in English. */
import type { Page } from '@playwright/test';
import german from '../../src/words/de.json' with { type: 'json' };

/** A sentence of the dictionary as it stands on the page: what follows “@@” only tells uses apart. */
const shown = (text: string): string => text.replace(/@@.*/, '').trim();
const entries = Object.entries(german).map(([sentence, translation]) => [shown(sentence), shown(translation)] as const);
/** What is German in some use is not told apart. */
const alike = new Set(entries.map(([, translation]) => translation));

/** The sentences as a text of the page is matched with them: word for word, or with something in their places. */
function matcher(sentences: readonly string[]): (text: string) => boolean {
  const plain = new Set(sentences.filter((sentence) => !sentence.includes('{')));
  const withPlaces = sentences
    .filter((sentence) => (sentence.replaceAll(/\{\w+\}/g, '').match(/\p{L}{3,}/gu) ?? []).length >= 2 && sentence.includes('{'))
    .map((sentence) => new RegExp(`^${sentence.split(/\{\w+\}/).map((piece) => piece.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('.+')}$`, 'su'));
  return (text) => plain.has(text) || withPlaces.some((sentence) => sentence.test(text));
}

const isEnglish = matcher(entries.flatMap(([sentence, translation]) => (translation !== '' && sentence !== translation && /\p{L}{2}/u.test(sentence) && !alike.has(sentence) ? [sentence] : [])));
/** Those that the dictionary has no German for yet, which the page says in English. */
const isOpen = matcher(entries.flatMap(([sentence, translation]) => (translation === '' ? [sentence] : [])));

/** Words that no German sentence has. */
const STOP = /(?:^|[\s(“„])(?:the|of|and|with|from|which|each|every|its|is|are|this|that|into|than|without|not|only)(?=$|[\s,.:;)”“])/u;

/** The texts and the names that are said on the page, outside of code, formulas, what is written in its own language, and licences. */
async function said(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const apart = 'script, style, code, pre, textarea, .katex, [lang="en"], [translate="no"]';
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || parent.closest(apart) !== null || !parent.checkVisibility() && parent.closest('option') === null) continue;
      texts.push(node.textContent ?? '');
    }
    for (const each of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-description], [aria-valuetext], [aria-roledescription], [alt]')) {
      if (each.closest(apart) !== null) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-description', 'aria-valuetext', 'aria-roledescription', 'alt']) texts.push(each.getAttribute(name) ?? '');
    }
    return Array.from(new Set(texts.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => text !== '')));
  });
}

/** The texts and the names on the page that are English, and numbers with a decimal point. */
export async function notGerman(page: Page): Promise<readonly string[]> {
  const texts = await said(page);
  return texts.filter((text) => !isOpen(text) && (isEnglish(text) || STOP.test(text) || /(?:^|[^\w.])\d\.\d+(?![\w.])/.test(text)));
}
